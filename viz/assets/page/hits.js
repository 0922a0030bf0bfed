/* What lies under the pointer: an organisation, else a tie. */
const HIT = { cell: 60, edge: 5 };
let hitGrid = new Map();
let hitKey = "";

const cellOf = (x, y) => `${Math.floor(x / HIT.cell)}|${Math.floor(y / HIT.cell)}`;

/* Places moved: what was known of them is no longer true. */
const forgetPlaces = () => {
  hitKey = "";
};

function gridOfMarks() {
  const key = `${generation}|${state.view}`;
  if (key === hitKey && !isMoving) return hitGrid;
  hitKey = key;
  hitGrid = new Map();
  for (const id of VISIBLE) {
    const cell = cellOf(PLACE[id].x, PLACE[id].y);
    if (hitGrid.has(cell)) hitGrid.get(cell).push(NODE.get(id));
    else hitGrid.set(cell, [NODE.get(id)]);
  }
  return hitGrid;
}

/* From the page to the layout. */
function placeAt(clientX, clientY) {
  const box = byId("stage").getBoundingClientRect();
  const { x, y, k, width, height } = network.eye();
  return [x + (clientX - box.left - width / 2) / k, y + (clientY - box.top - height / 2) / k];
}

function nodeAt([x, y], pad) {
  const k = network.getScale();
  const grid = gridOfMarks();
  const reach = (LARGEST * scaleOf()) + (pad + 5) / k;
  let best = null;
  let least = pad / k;
  for (let i = x - reach; i <= x + reach + HIT.cell; i += HIT.cell) {
    for (let j = y - reach; j <= y + reach + HIT.cell; j += HIT.cell) {
      for (const node of grid.get(cellOf(i, j)) || []) {
        const place = PLACE[node.id];
        const away = Math.hypot(place.x - x, place.y - y) - drawnRadius(node, k);
        if (away < least) [best, least] = [node, away];
      }
    }
  }
  return best;
}
const LARGEST = Math.max(...NODES.map((node) => node.size), 1);

function edgeAt([x, y], pad) {
  const far = (HIT.edge + pad) / network.getScale();
  let best = null;
  let least = far;
  for (const edge of drawnTies()) {
    const [one, other] = edge.ends;
    const [cx, cy] = bend(edge, one, other);
    if (x < Math.min(one.x, other.x, cx) - far || x > Math.max(one.x, other.x, cx) + far) continue;
    if (y < Math.min(one.y, other.y, cy) - far || y > Math.max(one.y, other.y, cy) + far) continue;
    const away = distanceToCurve(x, y, one, [cx, cy], other);
    if (away < least) [best, least] = [edge, away];
  }
  return best;
}

/* A curve is close to the straight pieces between some of its points. */
function distanceToCurve(x, y, one, [cx, cy], other) {
  const pieces = 16;
  let least = Infinity;
  let [px, py] = [one.x, one.y];
  for (let i = 1; i <= pieces; i += 1) {
    const t = i / pieces;
    const s = 1 - t;
    const qx = s * s * one.x + 2 * s * t * cx + t * t * other.x;
    const qy = s * s * one.y + 2 * s * t * cy + t * t * other.y;
    const [dx, dy] = [qx - px, qy - py];
    const along = ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy || 1);
    const share = Math.max(0, Math.min(1, along));
    least = Math.min(least, Math.hypot(px + dx * share - x, py + dy * share - y));
    [px, py] = [qx, qy];
  }
  return least;
}
