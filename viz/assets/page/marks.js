/* Marks in few strokes: far out a mark is a dot of its colour, near it has shape, letter and ring. */
const scaleOf = () => SCENE.get(state.view).scale;
const radiusOf = (node) => node.size * scaleOf();
const smallest = (node) => (isStrong(node) ? 4.2 : 2.8);
const drawnRadius = (node, k) => Math.max(radiusOf(node), smallest(node) / k);
const DOT = 3; /* pixels of radius under which nobody tells a circle from a square */
const CROWD = 1500; /* marks on the screen from which the small ones are dots */

function drawMarks(ctx) {
  const k = network.getScale();
  const [left, top, right, bottom] = inSight(40);
  const shown = [];
  for (const node of NODES) {
    if (!VISIBLE.has(node.id)) continue;
    const { x, y } = PLACE[node.id];
    if (x > left && x < right && y > top && y < bottom) shown.push(node);
  }
  const isCrowd = shown.length > CROWD;
  const dots = new Map();
  const rest = [];
  for (const node of shown) {
    const isDot =
      isCrowd && !isStrong(node) && !ringOf(node) && drawnRadius(node, k) * k <= DOT && !isPicked(node);
    if (!isDot) rest.push(node);
    else if (dots.has(node.mark)) dots.get(node.mark).push(node);
    else dots.set(node.mark, [node]);
  }
  for (const [mark, nodes] of dots) drawDots(ctx, MARK[mark].colour, nodes, k);
  for (const node of rest) drawNode(ctx, node, PLACE[node.id].x, PLACE[node.id].y, k);
}

const isPicked = (node) => node.id === state.selected || node.id === state.hovered;

function drawDots(ctx, colour, nodes, k) {
  ctx.fillStyle = colour;
  const layers = new Map();
  for (const node of nodes) {
    const r = drawnRadius(node, k) * 0.88;
    const { x, y } = PLACE[node.id];
    const opacity = opacityOf(node);
    if (!layers.has(opacity)) layers.set(opacity, new Path2D());
    layers.get(opacity).rect(x - r, y - r, 2 * r, 2 * r);
  }
  for (const [opacity, path] of layers) {
    ctx.globalAlpha = opacity;
    ctx.fill(path);
  }
  ctx.globalAlpha = 1;
}

function drawNode(ctx, node, x, y, k) {
  const r = drawnRadius(node, k);
  ctx.globalAlpha = opacityOf(node);
  drawMark(ctx, node.mark, x, y, r, r * k > 7);
  const ring = ringOf(node);
  if (ring) drawAlarm(ctx, ring, x, y, r, k, r * k > 4);
  if (isPicked(node)) {
    ctx.globalAlpha = 1;
    ctx.beginPath();
    ctx.arc(x, y, r + (ring ? 9 : 6), 0, TAU);
    ctx.lineWidth = Math.max(2.4, 2.4 / k);
    ctx.strokeStyle = node.id === state.selected ? COLOR.accent : "rgba(11,87,208,.55)";
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}
