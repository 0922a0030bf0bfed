/* Marks: shape, colour and letter say the same; `viz/svg_marks.py` draws the same for print. */
function corners(shape, x, y, r) {
  const turn = (n, from, shares, lower = 0) =>
    Array.from({ length: n }, (_, i) => {
      const angle = from + (i * TAU) / n;
      const share = shares[i % shares.length];
      return [x + r * share * Math.cos(angle), y + r * lower + r * share * Math.sin(angle)];
    });
  if (shape === "star") return turn(10, -Math.PI / 2, [1.16, 0.56]);
  if (shape === "triangle") return turn(3, -Math.PI / 2, [1.22], 0.12);
  if (shape === "diamond") return turn(4, -Math.PI / 2, [1.18]);
  return turn(6, Math.PI / 6, [1.06]);
}

function outline(ctx, shape, x, y, r) {
  ctx.beginPath();
  if (shape === "circle") ctx.arc(x, y, r, 0, TAU);
  else if (shape === "square") ctx.roundRect(x - r * 0.94, y - r * 0.94, r * 1.88, r * 1.88, r * 0.32);
  else {
    for (const [px, py] of corners(shape, x, y, r)) ctx.lineTo(px, py);
    ctx.closePath();
  }
}

function drawMark(ctx, key, x, y, r, hasLetter) {
  const style = MARK[key];
  ctx.lineJoin = "round";
  outline(ctx, style.shape, x, y, r);
  if (style.is_hollow) {
    ctx.fillStyle = "#fff";
    ctx.fill();
    ctx.lineWidth = Math.max(1.2, r * 0.26);
    ctx.strokeStyle = style.colour;
    ctx.stroke();
    outline(ctx, "circle", x, y, r * 0.3);
    ctx.fillStyle = style.colour;
    ctx.fill();
    return;
  }
  ctx.lineWidth = Math.max(0.8, r * 0.14) * 2;
  ctx.strokeStyle = "#fff";
  ctx.stroke();
  ctx.fillStyle = style.colour;
  ctx.fill();
  if (style.core) {
    outline(ctx, "circle", x, y, r * 0.36);
    ctx.lineWidth = Math.max(0.6, r * 0.12) * 2;
    ctx.stroke();
    ctx.fillStyle = style.core;
    ctx.fill();
  }
  if (style.letter && hasLetter) {
    ctx.fillStyle = "#fff";
    ctx.font = `700 ${r * (style.letter.length > 1 ? 0.74 : 1.12)}px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(style.letter, x, y + r * 0.06);
  }
}

/* Ring of an alarm: solid with a filled badge, or dashed with a hollow one. */
function drawAlarm(ctx, level, x, y, r, k, hasBadge) {
  const severe = level === 2;
  const ring = r + Math.max(3.6, 2.4 / k);
  ctx.strokeStyle = COLOR.alarm;
  ctx.lineWidth = Math.max(severe ? 2 : 1.5, (severe ? 1.6 : 1.2) / k);
  ctx.setLineDash(severe ? [] : [Math.max(4, 3 / k), Math.max(3, 2.6 / k)]);
  ctx.beginPath();
  ctx.arc(x, y, ring, 0, TAU);
  ctx.stroke();
  ctx.setLineDash([]);
  if (!hasBadge && !severe) return;
  const size = Math.max(5.2, 4.6 / k);
  const bx = x + ring * 0.78;
  const by = y - ring * 0.78;
  ctx.beginPath();
  ctx.arc(bx, by, size, 0, TAU);
  ctx.fillStyle = severe ? COLOR.alarm : "#fff";
  ctx.fill();
  ctx.lineWidth = size * 0.28;
  ctx.strokeStyle = severe ? "#fff" : COLOR.alarm;
  ctx.stroke();
  ctx.fillStyle = severe ? "#fff" : COLOR.alarm;
  ctx.font = `800 ${size * 1.6}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText("!", bx, by + size * 0.08);
}

/* A small picture for legend, lists and table; the text beside it says the same. */
function sketch(width, height, draw) {
  const canvas = element("canvas", "sketch");
  canvas.width = width * 3;
  canvas.height = height * 3;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.setAttribute("aria-hidden", "true");
  const ctx = canvas.getContext("2d");
  ctx.scale(3, 3);
  draw(ctx);
  return canvas;
}

function markIcon(key, alarm = 0, size = 20) {
  return sketch(size, size, (ctx) => {
    const r = size * (alarm ? 0.3 : 0.37);
    drawMark(ctx, key, size / 2, size / 2, r, true);
    if (!alarm) return;
    ctx.strokeStyle = COLOR.alarm;
    ctx.lineWidth = 1.6;
    if (alarm === 1) ctx.setLineDash([2.6, 2]);
    ctx.beginPath();
    ctx.arc(size / 2, size / 2, size * 0.45, 0, TAU);
    ctx.stroke();
  });
}

/* Who gives has an arrow out of the circle, who takes one into it, who does neither has none. */
function partIcon(key) {
  return sketch(30, 16, (ctx) => {
    ctx.strokeStyle = COLOR.ink;
    ctx.lineWidth = 1.5;
    ctx.lineCap = "round";
    ctx.beginPath();
    ctx.arc(15, 8, 3.4, 0, TAU);
    const arrow = (from, to) => {
      const back = Math.sign(to - from) * 3;
      ctx.moveTo(from, 8);
      ctx.lineTo(to, 8);
      ctx.moveTo(to - back, 5);
      ctx.lineTo(to, 8);
      ctx.lineTo(to - back, 11);
    };
    if (key === "both" || key === "takes") arrow(1.5, 10);
    if (key === "both" || key === "gives") arrow(20, 28.5);
    ctx.stroke();
  });
}

function tieIcon(key) {
  const style = TIE[key];
  return sketch(30, 16, (ctx) => {
    ctx.strokeStyle = style.colour;
    ctx.fillStyle = style.colour;
    ctx.lineCap = "round";
    ctx.beginPath();
    if (style.is_tapered) {
      ctx.moveTo(2, 4.4);
      ctx.lineTo(28, 7.4);
      ctx.lineTo(28, 8.6);
      ctx.lineTo(2, 11.6);
      ctx.fill();
      return;
    }
    ctx.lineWidth = style.width + 0.7;
    ctx.setLineDash(style.dash);
    ctx.moveTo(3, 8);
    ctx.lineTo(27, 8);
    ctx.stroke();
  });
}

const closedEye = () =>
  sketch(14, 10, (ctx) => {
    ctx.strokeStyle = "#5a6675";
    ctx.lineWidth = 1.2;
    ctx.lineCap = "round";
    ctx.beginPath();
    ctx.arc(7, 0.2, 6.2, Math.PI * 0.86, Math.PI * 0.14, true);
    for (const [x, y, endX, endY] of [[3.4, 5.4, 2.2, 7.6], [7, 6.6, 7, 9], [10.6, 5.4, 11.8, 7.6]]) {
      ctx.moveTo(x, y);
      ctx.lineTo(endX, endY);
    }
    ctx.stroke();
  });

const alarmIcon = (level) =>
  sketch(20, 20, (ctx) => drawAlarm(ctx, level, 9, 11.4, 3.4, 1, true));
