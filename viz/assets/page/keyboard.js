/* Everything the mouse can do on the picture, from the keyboard. */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/* Select the nearest visible organisation in a direction. */
function step([dx, dy]) {
  const here = state.selected && VISIBLE.has(state.selected) ? PLACE[state.selected] : null;
  if (!here) {
    const first = NODES.find((node) => node.mark === "institute" && VISIBLE.has(node.id));
    const start = first || NODES.find((node) => VISIBLE.has(node.id));
    if (start) select(start.id, true);
    return;
  }
  let best = null;
  let least = Infinity;
  for (const node of NODES) {
    if (node.id === state.selected || !VISIBLE.has(node.id)) continue;
    const x = PLACE[node.id].x - here.x;
    const y = PLACE[node.id].y - here.y;
    const ahead = x * dx + y * dy;
    if (ahead <= 0) continue;
    const cost = Math.hypot(x, y) * (1 + (2 * Math.abs(x * dy - y * dx)) / ahead);
    if (cost < least) [best, least] = [node.id, cost];
  }
  if (best) select(best, true);
}

function escape() {
  if (state.isTable) closeTable();
  else if (state.steps) setSteps(0);
  else select(null);
}

const KEYS = {
  "/": () => query.focus(),
  Escape: escape,
  0: () => fit(true),
  "+": () => zoom(1.3),
  "=": () => zoom(1.3),
  "-": () => zoom(1 / 1.3),
  1: () => state.selected && setSteps(state.steps === 1 ? 0 : 1),
  2: () => state.selected && setSteps(state.steps === 2 ? 0 : 2),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input,select,textarea")) return;
  const isOnStage = document.activeElement === byId("stage") || document.activeElement === document.body;
  if (Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  } else if (event.key in ARROWS && isOnStage && !state.isTable) {
    event.preventDefault();
    step(ARROWS[event.key]);
  }
});
