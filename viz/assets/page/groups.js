/* Far out: between groups one band with a count, and on very big maps one disc for each group. */
const BAND = { from: 0.75, until: 1.15 }; /* scales between which bands dissolve into ties */
const PROMPTED = NODES.length > 2000; /* too many to see at once: the reader starts from a group */
const DISC = { until: 0.33, most: 1500 };
const GROUPED = new Set(["clusters", "geo"]);
let groupsKey = "";
let groupsNow = { groups: new Map(), bands: [], single: [] };

/* How far bands stand for ties now: 1 far out, 0 near or while one organisation is looked at. */
function bandShare() {
  const isWhole = before === null && !focus() && !hotTie() && !state.showcase && !state.steps && !state.municipality;
  if (!MANY || !isWhole || isMoving || !(GROUPED.has(state.view) || isFar())) return 0;
  return Math.max(0, Math.min(1, (BAND.until - network.getScale()) / (BAND.until - BAND.from)));
}

/* So far out that marks would be dust: discs with numbers stand for the groups. */
function isFar() {
  if (!PROMPTED || isMoving || focus() || hotTie() || state.showcase) return false;
  return VISIBLE.size > DISC.most && network.getScale() < DISC.until;
}

function findGroups() {
  const key = `${generation}|${state.view}|${isMoving}`;
  if (key === groupsKey) return groupsNow;
  groupsKey = key;
  const groups = new Map();
  for (const id of VISIBLE) {
    const node = NODE.get(id);
    if (!node.group) continue;
    if (!groups.has(node.group)) groups.set(node.group, { name: node.group, x: 0, y: 0, ids: [], alarms: 0 });
    const group = groups.get(node.group);
    group.x += PLACE[id].x;
    group.y += PLACE[id].y;
    group.ids.push(id);
    if (ringOf(node) === 2) group.alarms += 1;
  }
  const plates = new Map(SCENE.get(state.view).plates.map((plate) => [plate.name, plate]));
  for (const group of groups.values()) {
    const plate = plates.get(group.name);
    group.x = plate ? plate.at[0] : group.x / group.ids.length;
    group.y = plate ? plate.at[1] : group.y / group.ids.length;
    group.radius = plate ? plate.radius : 0;
  }
  groupsNow = { groups, ...findBands(groups) };
  return groupsNow;
}

function findBands(groups) {
  const bands = new Map();
  const single = [];
  for (const edge of VISIBLE_TIES) {
    const [one, other] = [NODE.get(edge.from).group, NODE.get(edge.to).group].sort();
    if (one === other || !groups.has(one) || !groups.has(other)) {
      single.push(edge);
      continue;
    }
    const key = JSON.stringify([one, other]);
    if (!bands.has(key)) bands.set(key, { ends: [groups.get(one), groups.get(other)], count: 0 });
    bands.get(key).count += tiesIn(edge);
  }
  return { bands: [...bands.values()].sort((a, b) => b.count - a.count), single };
}

/* Ties that are drawn one by one now. */
function drawnTies() {
  if (isFar() && bandShare() === 1) return [];
  return bandShare() === 1 ? findGroups().single : VISIBLE_TIES;
}

const middleOf = ({ ends: [one, other] }) => [
  (one.x + other.x) / 2 - (other.y - one.y) * 0.07,
  (one.y + other.y) / 2 + (other.x - one.x) * 0.07,
];

function drawBands(ctx) {
  const share = bandShare();
  if (!share) return;
  const k = network.getScale();
  ctx.lineCap = "butt";
  ctx.strokeStyle = "#AEBAC8";
  for (const band of findGroups().bands) {
    const [one, other] = band.ends;
    const [cx, cy] = middleOf(band);
    ctx.globalAlpha = share * (state.view === "geo" ? 0.55 : 0.8);
    ctx.lineWidth = Math.min(12, 1 + 1.3 * Math.sqrt(band.count)) / k;
    ctx.beginPath();
    ctx.moveTo(one.x, one.y);
    ctx.quadraticCurveTo(cx, cy, other.x, other.y);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

/* Numbers on the bands, the greatest first, where nothing else stands. */
function drawBandCounts(ctx, on, taken) {
  if (bandShare() < 0.5) return;
  const font = `600 11px ${FONT}`;
  let free = 60;
  for (const band of findGroups().bands) {
    if (band.count < 2 || !free) break;
    const [one, other] = band.ends;
    const [cx, cy] = middleOf(band);
    const x = on.x((one.x + 2 * cx + other.x) / 4);
    const y = on.y((one.y + 2 * cy + other.y) / 4);
    const text = band.count.toLocaleString("ru");
    const width = Math.max(16, textWidth(ctx, text, font) + 9);
    const box = around(x, y, width, 16);
    if (x < 0 || y < 0 || x > on.width || y > on.height || !taken.isFree(box)) continue;
    free -= 1;
    taken.take(box);
    ctx.beginPath();
    ctx.roundRect(box[0], box[1], width, 16, 8);
    ctx.fillStyle = "#fff";
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = "#B9C3CF";
    ctx.stroke();
    ctx.font = font;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = "#4A5868";
    ctx.fillText(text, x, y + 0.5);
  }
}
