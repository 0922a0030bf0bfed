/* The data of the map, and the few small things that every part of the page uses. */
const byId = (id) => document.getElementById(id);
const read = (id) => JSON.parse(byId(id).textContent);

const [NODES, EDGES, GHOSTS] = unpackTables(read("map-data"), ["nodes", "edges", "ghosts"]);
const MAP = read("map-facts");
const NODE = new Map(NODES.map((node) => [node.id, node]));
const SCENE = new Map(MAP.scenes.map((scene) => [scene.name, scene]));
const MARK = MAP.styles.marks;
const TIE = MAP.styles.ties;
const COLOR = MAP.styles.colors;
const FONT = '"Segoe UI","PT Sans","Noto Sans",Arial,sans-serif';
const TAU = Math.PI * 2;
const MANY = NODES.length > 150;
const STILL = matchMedia("(prefers-reduced-motion: reduce)").matches;

const TIES_OF = new Map(NODES.map((node) => [node.id, []]));
for (const edge of EDGES) {
  TIES_OF.get(edge.from).push(edge);
  TIES_OF.get(edge.to).push(edge);
}
const LEADS = new Set(["plan", "mentoring"]);
const STRUCTURE = new Set(["methodical_support", "coordination"]);
const otherEnd = (edge, id) => NODE.get(edge.from === id ? edge.to : edge.from);
const isStrong = (node) => ["leader", "both", "institute", "service_leader"].includes(node.mark);

/* Text goes into the page as text only; nothing is ever parsed as HTML. */
function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = String(text);
  return made;
}

function button(className, text, onClick) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}

const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
const word = (name, values = {}) => fill(MAP.words[name] ?? name, values);

function counted(name, n, values = {}) {
  const ones = n % 10;
  const tens = n % 100;
  const few = ones > 1 && ones < 5 && (tens < 12 || tens > 14);
  const form = ones === 1 && tens !== 11 ? "one" : few ? "few" : "many";
  return word(`${name}.${form}`, { n: n.toLocaleString("ru"), ...values });
}

const plain = (text) => text.toLowerCase().replaceAll("ё", "е").replace(/[«»"№]/g, " ");
const announce = (text) => {
  byId("live").textContent = text;
};
