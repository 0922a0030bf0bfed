/* The ground under the marks: sectors and rings, plates, or areas. */
function drawScene(ctx) {
  if (isMoving) return;
  const scene = SCENE.get(state.view);
  const k = network.getScale();
  const isPale = (name) => state.municipality && state.municipality !== name;
  for (const sector of scene.sectors) {
    ctx.beginPath();
    ctx.arc(0, 0, scene.extent[2], sector.start, sector.end);
    ctx.arc(0, 0, scene.hole, sector.end, sector.start, true);
    ctx.closePath();
    ctx.fillStyle = isPale(sector.name) ? "#F7F7F5" : sector.tint;
    ctx.fill();
  }
  for (const ring of scene.rings) {
    ctx.beginPath();
    ctx.arc(0, 0, ring.radius, 0, TAU);
    ctx.lineWidth = 1 / k;
    ctx.strokeStyle = ring.is_alarm ? "rgba(183,28,7,.4)" : "rgba(60,72,90,.16)";
    ctx.setLineDash([3 / k, 5 / k]);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  for (const plate of scene.plates) {
    ctx.beginPath();
    ctx.arc(plate.at[0], plate.at[1], plate.radius, 0, TAU);
    ctx.fillStyle = isPale(plate.name) ? "#F7F7F5" : plate.tint;
    ctx.fill();
    ctx.strokeStyle = "rgba(60,72,90,.14)";
    ctx.lineWidth = 1 / Math.max(k, 0.6);
    ctx.stroke();
  }
  ctx.lineJoin = "round";
  for (const area of scene.areas) {
    const path = new Path2D();
    for (const loop of area.loops) {
      loop.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
      path.closePath();
    }
    ctx.fillStyle = isPale(area.name) ? "#F7F7F5" : area.tint;
    ctx.fill(path);
    ctx.strokeStyle = "rgba(70,84,102,.42)";
    ctx.lineWidth = 1.2 / Math.max(k, 0.6);
    ctx.stroke(path);
  }
}
