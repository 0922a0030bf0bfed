/* Where the camera goes: to the whole, to a part, to another view. */
/* Room beside the rings for the longest name of a sector. */
const NAME_ROOM =
  24 + Math.max(60, ...SCENE.get("levels").sectors.map((sector) => sector.name.length * 7));

const glide = (duration) => !STILL && { duration };

/* Where the camera sees all that is visible; the whole scene if nothing is filtered away. */
function fitted(room = 1, { width, height } = network.eye()) {
  const scene = SCENE.get(state.view);
  let [left, top, right, bottom] = scene.extent;
  if (state.municipality || state.steps || state.onlyAlarms) {
    const places = [...VISIBLE].map((id) => NODE.get(id).at[state.view]);
    [left, right] = [Math.min(...places.map((p) => p[0])), Math.max(...places.map((p) => p[0]))];
    [top, bottom] = [Math.min(...places.map((p) => p[1])), Math.max(...places.map((p) => p[1]))];
  }
  const side = room * Math.min(state.view === "levels" ? NAME_ROOM : 40, width * 0.16);
  const scale = Math.min(
    (width - 2 * side) / Math.max(60, right - left),
    (height - 2 * room * (scene.sectors.length > 20 ? 72 : YEARS ? 54 : 38)) / Math.max(60, bottom - top),
    2,
  );
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale };
}

function fit(isAnimated) {
  const { clientWidth: width, clientHeight: height } = byId("stage");
  if (!width || !height || !VISIBLE.size) return;
  network.moveTo({ ...fitted(), animation: isAnimated && glide(450) });
}

/* Bring an organisation and those tied to it into sight, large enough to read; stay if they are. */
function showAround(id) {
  const stage = byId("stage");
  const places = [...tied()].map((other) => NODE.get(other).at[state.view]);
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const now = network.getScale();
  const readable = MANY ? 0.8 : 0.5;
  const middle = network.getViewPosition();
  const reachX = stage.clientWidth / 2 / now - 50 / now;
  const reachY = stage.clientHeight / 2 / now - 40 / now;
  const isInSight =
    left > middle.x - reachX && right < middle.x + reachX &&
    top > middle.y - reachY && bottom < middle.y + reachY;
  if (isInSight && now >= readable) return;
  const fits = Math.min(
    (stage.clientWidth - 240) / Math.max(60, right - left),
    (stage.clientHeight - 160) / Math.max(60, bottom - top),
    Math.max(now, 1),
  );
  const isWide = fits < readable * 0.6;
  const [x, y] = isWide ? NODE.get(id).at[state.view] : [(left + right) / 2, (top + bottom) / 2];
  const scale = isWide ? Math.max(now, readable) : fits;
  network.moveTo({ position: { x, y }, scale, animation: glide(450) });
}

function zoom(factor) {
  network.moveTo({ scale: within(network.getScale() * factor), animation: glide(180) });
}

/* Move every mark from its place in one view to its place in another. */
function changeView(name) {
  if (name === state.view) return;
  state.view = name;
  const start = new Map(NODES.map((node) => [node.id, [PLACE[node.id].x, PLACE[node.id].y]]));
  const began = performance.now();
  const lasts = STILL ? 0 : 650;
  isMoving = lasts > 0;
  fit(!STILL);
  const step = () => {
    const t = lasts ? Math.min(1, (performance.now() - began) / lasts) : 1;
    const eased = t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
    for (const node of NODES) {
      const [x, y] = start.get(node.id);
      const [endX, endY] = node.at[name];
      PLACE[node.id].x = x + (endX - x) * eased;
      PLACE[node.id].y = y + (endY - y) * eased;
    }
    if (t >= 1) isMoving = false;
    forgetPlaces();
    redraw();
    if (t < 1) requestAnimationFrame(step);
  };
  step();
}
