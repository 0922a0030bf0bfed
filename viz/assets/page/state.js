/* What the reader has chosen, and what is visible because of it. */
const state = {
  view: MAP.first,
  isTable: false,
  marks: new Set(MAP.legend.marks.map((item) => item.key)),
  parts: new Set(MAP.legend.parts.map((item) => item.key)),
  ties: new Set(MAP.legend.ties.filter((item) => item.is_on).map((item) => item.key)),
  rings: new Set(MAP.legend.alarms.filter((item) => item.is_on).map((item) => item.key)),
  layers: new Set(MAP.layers.map(([key]) => key)),
  onlyAlarms: false,
  municipality: "",
  direction: "",
  kind: "",
  selected: null,
  hovered: null,
  tie: null,
  overTie: null,
  showcase: null,
  steps: 0,
};

let VISIBLE = new Set();
let VISIBLE_TIES = [];
let COUNTS = { marks: {}, parts: {}, ties: {}, lines: {}, alarms: {} };
let generation = 0;

const hasLayer = (name) => state.layers.has(name) && isToday();
const alarmOf = (node) => (hasLayer("isolation") ? node.alarm : 0);
const ringOf = (node) => (state.rings.has(node.alarm_row) ? alarmOf(node) : 0);
const isDrawable = (edge) => isOfYear(edge) && (edge.kind !== "plan" || hasLayer("plan"));
const hasDirection = (edge) =>
  !state.direction || edge.facts.some(([direction]) => direction === state.direction);

/* A line may stand for several ties; under a filter only those of the direction count. */
const tiesIn = (edge) =>
  state.direction ? edge.facts.filter(([direction]) => direction === state.direction).length : edge.count;
const countTies = (edges) => edges.reduce((sum, edge) => sum + tiesIn(edge), 0);

const isPartOn = (node) => !node.part || state.parts.has(node.part);

function passes(node) {
  if (!isHere(node)) return false;
  if (state.municipality && node.municipality !== state.municipality) return false;
  if (state.kind && node.kind !== state.kind) return false;
  if (state.onlyAlarms && !alarmOf(node)) return false;
  if (!state.direction || node.directions.includes(state.direction)) return true;
  return TIES_OF.get(node.id).some((edge) => isDrawable(edge) && hasDirection(edge) && edge.facts[0][0]);
}

/* Organisations within some steps of the selected one, over ties of work. */
function neighbourhood() {
  if (!state.steps || !state.selected) return null;
  const found = new Set([state.selected]);
  let frontier = [state.selected];
  for (let step = 0; step < state.steps; step += 1) {
    const next = [];
    for (const id of frontier) {
      for (const edge of TIES_OF.get(id)) {
        const other = otherEnd(edge, id).id;
        if (edge.kind === "coordination" || !isDrawable(edge) || found.has(other)) continue;
        found.add(other);
        next.push(other);
      }
    }
    frontier = next;
  }
  return found;
}

function count(into, key, number = 1) {
  into[key] = (into[key] || 0) + number;
}

/* Apply the filters; counts tell for each line of the legend what it would add. */
function refilter() {
  generation += 1;
  const near = neighbourhood();
  VISIBLE = new Set();
  COUNTS = { marks: {}, parts: {}, ties: {}, lines: {}, alarms: {} };
  for (const node of NODES) {
    if (!passes(node) || (near && !near.has(node.id))) continue;
    if (isPartOn(node)) count(COUNTS.marks, node.mark);
    if (!state.marks.has(node.mark)) continue;
    count(COUNTS.parts, node.part);
    if (!isPartOn(node)) continue;
    VISIBLE.add(node.id);
    if (alarmOf(node)) count(COUNTS.alarms, node.alarm_row);
  }
  VISIBLE_TIES = [];
  for (const edge of EDGES) {
    const ends = VISIBLE.has(edge.from) && VISIBLE.has(edge.to);
    if (!ends || !isDrawable(edge) || !hasDirection(edge)) continue;
    count(COUNTS.ties, edge.kind, tiesIn(edge));
    count(COUNTS.lines, edge.kind);
    if (state.ties.has(edge.kind)) VISIBLE_TIES.push(edge);
  }
}

function showEverything() {
  state.marks = new Set(MAP.legend.marks.map((item) => item.key));
  state.parts = new Set(MAP.legend.parts.map((item) => item.key));
  Object.assign(state, { onlyAlarms: false, municipality: "", direction: "", kind: "", steps: 0 });
}

/* The organisation the reader looks at, and those tied to it. */
const focus = () => (state.hovered && state.hovered !== state.selected ? state.hovered : state.selected);
let tiedKey = "";
let tiedTo = new Set();
function tied() {
  const key = `${focus()}|${generation}`;
  if (key !== tiedKey) {
    tiedKey = key;
    tiedTo = new Set();
    const id = focus();
    if (id) {
      tiedTo.add(id);
      for (const edge of VISIBLE_TIES) {
        if (edge.from === id) tiedTo.add(edge.to);
        if (edge.to === id) tiedTo.add(edge.from);
      }
    }
  }
  return tiedTo;
}

function opacityOf(node) {
  if (state.showcase) return state.showcase(node) ? 1 : 0.13;
  if (focus()) return tied().has(node.id) ? 1 : 0.16;
  const tie = hotTie();
  if (tie) return tie.from === node.id || tie.to === node.id ? 1 : 0.16;
  return 1;
}

refilter();
