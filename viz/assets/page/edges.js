const TIES = { crowd: 20000 };

/* Ties in few strokes: one path for each kind; a wedge is wide at the end that helps. */
function bend(edge, one, other) {
  const x = (one.x + other.x) / 2;
  const y = (one.y + other.y) / 2;
  if (state.view === "levels") {
    const share = NODE.get(edge.from).group === NODE.get(edge.to).group ? 0.93 : 0.45;
    return [x * share, y * share];
  }
  return [x - (other.y - one.y) * 0.09, y + (other.x - one.x) * 0.09];
}

function addLine(path, [cx, cy], one, other) {
  path.moveTo(one.x, one.y);
  path.quadraticCurveTo(cx, cy, other.x, other.y);
}

function addWedge(path, [cx, cy], one, other, width) {
  const dx = cx - one.x;
  const dy = cy - one.y;
  const length = Math.hypot(dx, dy) || 1;
  const nx = ((-dy / length) * width) / 2;
  const ny = ((dx / length) * width) / 2;
  const thin = 0.16;
  const waist = 0.62;
  path.moveTo(one.x + nx, one.y + ny);
  path.quadraticCurveTo(cx + nx * waist, cy + ny * waist, other.x + nx * thin, other.y + ny * thin);
  path.lineTo(other.x - nx * thin, other.y - ny * thin);
  path.quadraticCurveTo(cx - nx * waist, cy - ny * waist, one.x - nx, one.y - ny);
  path.closePath();
}

function drawTies(ctx) {
  const k = network.getScale();
  const id = focus();
  const rest = new Map();
  const between = new Map(); /* ties that dissolve into bands on the way out */
  const hot = new Map();
  const share = bandShare();
  const isSingle = share && new Set(findGroups().single);
  const [left, top, right, bottom] = inSight(20);
  const isCrowd = VISIBLE_TIES.length > TIES.crowd;
  for (const edge of drawnTies()) {
    const isHot = edge === hotTie() || edge.from === id || edge.to === id;
    if (isCrowd && !isHot && (id || hotTie())) continue; /* hundreds of thousands of pale lines are a veil */
    const into = isHot ? hot : share && !isSingle.has(edge) ? between : rest;
    if (!into.has(edge.kind)) into.set(edge.kind, new Path2D());
    const [one, other] = edge.ends;
    if (Math.max(one.x, other.x) < left || Math.min(one.x, other.x) > right) continue;
    if (Math.max(one.y, other.y) < top || Math.min(one.y, other.y) > bottom) continue;
    const control = bend(edge, one, other);
    const wide = (1.9 + 1.1 * edge.weight) * (isHot ? 1.5 : 1) * scaleOf();
    if (TIE[edge.kind].is_tapered) {
      addWedge(into.get(edge.kind), control, one, other, Math.max(wide, (isHot ? 2.6 : 1.5) / k));
    } else addLine(into.get(edge.kind), control, one, other);
  }
  ctx.lineCap = "round";
  if (between.size) paint(ctx, between, false, k, 1 - share);
  paint(ctx, rest, false, k);
  paint(ctx, hot, true, k);
  ctx.globalAlpha = 1;
}

function paint(ctx, paths, isHot, k, share = 1) {
  const isPale = before !== null && !focus() && !hotTie();
  const isDimmed = isPale || focus() || hotTie() || state.showcase;
  const thin = state.view === "geo" && MANY ? 0.8 : 1;
  const crowd = Math.min(1, Math.max(0.35, 700 / drawnTies().length)) * thin;
  const kinds = [...paths.keys()].sort((a, b) => TIE[b].rank - TIE[a].rank);
  for (const kind of kinds) {
    const style = TIE[kind];
    ctx.globalAlpha = isHot ? 0.95 : isDimmed ? (isPale ? 0.12 : 0.05) : style.alpha * crowd * share;
    if (style.is_tapered) {
      ctx.fillStyle = style.colour;
      ctx.fill(paths.get(kind));
      continue;
    }
    ctx.strokeStyle = style.colour;
    ctx.lineWidth = Math.max(style.width * (isHot ? 1.7 : 1), (isHot ? 1.6 : 0.8) / k);
    ctx.setLineDash(style.dash);
    ctx.stroke(paths.get(kind));
    ctx.setLineDash([]);
  }
}
