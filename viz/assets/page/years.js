/* Other school years: who was there, with which ties; nobody moves from one year to another. */
const YEARS = MAP.years;
let year = YEARS ? YEARS.now : 0;
let before = null;

for (const ghost of GHOSTS) {
  NODES.push(ghost);
  NODE.set(ghost.id, ghost);
  TIES_OF.set(ghost.id, []);
}
const ALL_YEARS = YEARS ? (1 << YEARS.years.length) - 1 : 1;
const TODAY = 1 << year;
const hasYear = (bits, i) => Boolean(bits & (1 << i));

/* What a mark says of today is not said of another year. */
const SAID_TODAY = ["mark", "size", "mentees", "caption", "directions", "facts", "needs", "part"];
for (const node of NODES) {
  node.years = ALL_YEARS;
  node.today = Object.fromEntries(SAID_TODAY.map((name) => [name, node[name]]));
}
for (const [row, bits] of YEARS?.part ?? []) NODES[row].years = bits;
const WORN = (YEARS?.years ?? []).map(({ marks }) => new Map(marks.map((worn) => [NODES[worn[0]].id, worn])));

const lineKey = (edge) => `${edge.kind}|${edge.from}|${edge.to}`;
const LINES = new Map(EDGES.map((edge) => [lineKey(edge), edge]));
for (const edge of EDGES) {
  edge.years = edge.kind === "plan" || edge.kind === "proposal" ? TODAY : ALL_YEARS;
  edge.today = { facts: edge.facts, count: edge.count, weight: edge.weight };
}
for (const [kind, source, target, facts] of YEARS?.ties ?? []) {
  const ends = { kind, from: NODES[source].id, to: NODES[target].id };
  let edge = LINES.get(lineKey(ends));
  if (!edge) {
    edge = { ...ends, years: 0, today: { facts: [], count: 0, weight: 1 } };
    EDGES.push(edge);
    TIES_OF.get(edge.from).push(edge);
    TIES_OF.get(edge.to).push(edge);
  } else edge.years = TODAY;
  edge.then = facts;
  for (const [bits] of facts) edge.years |= bits;
}

const isThere = (node, i) => hasYear(node.years, i);
const isHere = (node) => isThere(node, year) || (before !== null && isThere(node, before));
const isOfYear = (edge) => hasYear(edge.years, year) || (before !== null && hasYear(edge.years, before));
const isToday = () => !YEARS || (year === YEARS.now && before === null);
const peopled = () => NODES.reduce((sum, node) => sum + isHere(node), 0);

function changeOf(edge) {
  if (!hasYear(edge.years, year)) return "ended";
  return hasYear(edge.years, before) ? "kept" : "new";
}

/* What a line tells in a year: the facts of today, or those of the year. */
function toldIn(edge, i) {
  if (i === YEARS.now || !edge.then) return edge.today;
  const facts = edge.then
    .filter(([bits]) => hasYear(bits, i))
    .map(([, ...rows]) => rows.map((row) => YEARS.texts[row]));
  const directions = new Set(facts.map(([direction]) => direction));
  return { facts, count: facts.length, weight: Math.min(3, directions.size) };
}

function wear(node, i) {
  Object.assign(node, node.today);
  if (i === YEARS.now) return;
  const [, mark, size, mentees] = WORN[i].get(node.id) ?? [0, node.mark, node.size, node.mentees];
  const caption = mentees ? `${node.label} · ${mentees}` : node.label;
  const facts = node.facts.filter(([label]) => label !== YEARS.dated);
  Object.assign(node, { mark, size, mentees, caption, facts, directions: [], needs: [], part: "" });
}

/* What has gone since is told as it was. */
function toYear(i, against = null) {
  year = i;
  before = against === i ? null : against;
  const of = (bits) => (before === null || hasYear(bits, year) ? year : before);
  for (const node of NODES) wear(node, of(node.years));
  for (const edge of EDGES) Object.assign(edge, toldIn(edge, of(edge.years)));
}

/* The lines of the legend that only other years need. */
for (const [part, items] of [["marks", YEARS?.marks ?? []], ["ties", YEARS?.kinds ?? []]]) {
  const known = new Set(MAP.legend[part].map((item) => item.key));
  const added = items.filter(([key]) => !known.has(key));
  MAP.legend[part].push(...added.map(([key, label, is_on]) => ({ key, label, is_on, count: 0, level: 0 })));
  const rank = part === "marks" ? MARK : TIE;
  MAP.legend[part].sort((a, b) => rank[a.key].rank - rank[b.key].rank);
}
if (YEARS) toYear(YEARS.now);
