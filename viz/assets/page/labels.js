/* Labels of constant size, the most important first, none over another or over a mark. */
const CELL = 24;
const WIDTHS = new Map();

function textWidth(ctx, text, font) {
  const key = font + text;
  if (!WIDTHS.has(key)) {
    ctx.font = font;
    WIDTHS.set(key, ctx.measureText(text).width);
  }
  return WIDTHS.get(key);
}

/* Taken rectangles on a grid. */
function shelf() {
  const grid = new Map();
  const cells = function* ([left, top, right, bottom]) {
    for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i += 1) {
      for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j += 1) yield i * 4096 + j;
    }
  };
  return {
    isFree(box) {
      for (const cell of cells(box)) {
        for (const b of grid.get(cell) || []) {
          if (b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]) return false;
        }
      }
      return true;
    },
    take(box) {
      for (const cell of cells(box)) {
        if (!grid.has(cell)) grid.set(cell, []);
        grid.get(cell).push(box);
      }
    },
  };
}

const around = (x, y, width, height) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];

function write(ctx, text, x, y, font, color, opacity = 1) {
  ctx.globalAlpha = opacity;
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineWidth = 3.6;
  ctx.strokeStyle = "rgba(255,255,255,.93)";
  ctx.strokeText(text, x, y);
  ctx.fillStyle = color;
  ctx.fillText(text, x, y);
  ctx.globalAlpha = 1;
}

function drawLabels(ctx) {
  if (isMoving) return;
  const on = screen();
  ctx.save();
  ctx.setTransform(on.density, 0, 0, on.density, 0, 0);
  ctx.lineJoin = "round";
  const taken = shelf();
  drawGroundNames(ctx, on, taken);
  const wanted = [];
  if (isFar()) drawDiscWords(ctx, on, taken);
  for (const node of isFar() ? [] : NODES) {
    if (!VISIBLE.has(node.id) || opacityOf(node) < 0.5) continue;
    const place = PLACE[node.id];
    const x = on.x(place.x);
    const y = on.y(place.y);
    if (x < -40 || y < -20 || x > on.width + 40 || y > on.height + 20) continue;
    const r = drawnRadius(node, on.k) * on.k;
    taken.take([x - r, y - r, x + r, y + r]);
    if (wantsLabel(node, r)) wanted.push({ node, x, y, r });
  }
  drawAreaNames(ctx, on, taken);
  drawBandCounts(ctx, on, taken);
  wanted.sort((a, b) => importance(b.node) - importance(a.node));
  for (const label of wanted.slice(0, 300)) placeLabel(ctx, on, taken, label);
  ctx.restore();
}

function wantsLabel(node, r) {
  const id = focus();
  if (node.id === id || (id && tied().has(node.id))) return true;
  if (!MANY || isStrong(node) || ringOf(node) === 2) return true;
  return r >= (node.mark.startsWith("service") ? 4.2 : 3.9);
}

function importance(node) {
  const id = focus();
  const ranks = { institute: 1e5, leader: 3e4, both: 3e4, service_leader: 2e4, service: 6e3 };
  return (
    (node.id === id ? 1e9 : 0) +
    (id && tied().has(node.id) ? 1e6 : 0) +
    (ranks[node.mark] || 500) +
    (ringOf(node) === 2 ? 12000 : ringOf(node) ? 300 : 0) +
    node.mentees * 10
  );
}

function placeLabel(ctx, on, taken, { node, x, y, r }) {
  const isFocus = node.id === focus();
  const isBold = isStrong(node) || isFocus;
  const size = isFocus ? 13.5 : isBold ? 12 : 11.5;
  const font = `${isBold ? "600 " : ""}${size}px ${FONT}`;
  const text = focus() ? node.label : node.caption;
  const width = textWidth(ctx, text, font) + 4;
  const height = size * 1.24;
  const clear = r + (ringOf(node) ? 5 : 2.5);
  const below = clear + height / 2;
  const beside = clear + width / 2 + 2;
  const slant = clear * 0.7 + width / 2;
  const tries = [
    [0, below],
    [0, -below],
    [beside, 0],
    [-beside, 0],
    [slant, below * 0.72],
    [-slant, below * 0.72],
    [slant, -below * 0.72],
    [-slant, -below * 0.72],
  ];
  const color = ringOf(node) === 2 ? COLOR.alarm_text : isBold ? COLOR.ink : "#3A4656";
  const spot = tries.find(([dx, dy]) => {
    const box = around(x + dx, y + dy, width, height);
    const inside = box[0] > 3 && box[1] > 3 && box[2] < on.width - 3 && box[3] < on.height - 3;
    return inside && taken.isFree(box);
  });
  if (!spot && !isFocus) return;
  const [dx, dy] = spot || tries[0];
  taken.take(around(x + dx, y + dy, width, height));
  write(ctx, text, x + dx, y + dy, font, color);
}

/* Names of sectors and rings come first: they say where the reader is. */
function drawGroundNames(ctx, on, taken) {
  const scene = SCENE.get(state.view);
  const opacity = focus() || state.showcase ? 0.35 : 1;
  const put = (text, x, y, font, color) => {
    const box = around(x, y, textWidth(ctx, text, font) + 6, 15);
    if (!taken.isFree(box)) return false;
    taken.take(box);
    write(ctx, text, x, y, font, color, opacity);
    return true;
  };
  for (const ring of scene.rings) {
    const color = ring.is_alarm ? COLOR.alarm : "#5A6675";
    put(ring.label, on.x(0), on.y(-ring.radius), `600 11px ${FONT}`, color);
  }
  ctx.letterSpacing = "1px";
  for (const sector of scene.sectors) {
    if (state.municipality && state.municipality !== sector.name && MAP.by_municipality) continue;
    const font = `600 ${scene.sectors.length > 20 ? 11 : 13}px ${FONT}`;
    const text = sector.name.toUpperCase();
    const angle = (sector.start + sector.end) / 2;
    const half = textWidth(ctx, text, font) / 2 + 10;
    for (let away = 0; away < 60; away += 8) {
      const rim = on.x(scene.extent[2] * Math.cos(angle));
      const outside = rim + Math.cos(angle) * (half + away);
      const isRimInSight = rim > 0 && rim < on.width;
      const x = isRimInSight ? Math.min(Math.max(outside, half), on.width - half) : outside;
      const y = on.y(scene.extent[2] * Math.sin(angle)) + Math.sin(angle) * (15 + away);
      if (put(text, x, y, font, "#3D4A5C")) break;
    }
  }
  for (const plate of isFar() ? [] : scene.plates) {
    if (state.municipality && state.municipality !== plate.name && MAP.by_municipality) continue;
    const font = `600 ${scene.plates.length > 20 ? 11 : 13}px ${FONT}`;
    const y = on.y(plate.at[1] - plate.radius) - 9;
    put(plate.name.toUpperCase(), on.x(plate.at[0]), y, font, "#3D4A5C");
  }
  ctx.letterSpacing = "0px";
}

/* Names of areas stand beside marks; where marks leave no room, over marks but over no other name. */
function drawAreaNames(ctx, on, taken) {
  const opacity = focus() || state.showcase ? 0.35 : 1;
  const names = shelf();
  const font = `italic 600 11.5px ${FONT}`;
  for (const area of isFar() ? [] : SCENE.get(state.view).areas) {
    const [x, y] = [on.x(area.label_at[0]), on.y(area.label_at[1])];
    const width = textWidth(ctx, area.name, font) + 6;
    const boxes = [0, -12, 12, -24, 24, -36, 36].map((lower) => around(x, y + lower, width, 15));
    const box = boxes.find((b) => taken.isFree(b)) || boxes.find((b) => names.isFree(b));
    if (!box) continue;
    taken.take(box);
    names.take(box);
    write(ctx, area.name, x, (box[1] + box[3]) / 2, font, "#6A7584", opacity);
  }
}
