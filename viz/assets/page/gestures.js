/* Mouse, touch and wheel on the canvas: move, zoom, point, press, drag a mark. */
const PAD = { mouse: 3, pen: 6, touch: 14 }; /* pixels around a mark that still hit it */
const FAR = { mouse: 3, pen: 6, touch: 9 }; /* pixels from which a press is a move */
const NEAREST = 8;

const farthest = () => Math.min(0.08, fitted().scale * 0.6);
const within = (scale) => Math.max(farthest(), Math.min(NEAREST, scale));

/* Zoom so that what is under a point of the page stays under it. */
function zoomAt(clientX, clientY, factor) {
  const [x, y] = placeAt(clientX, clientY);
  const { x: eyeX, y: eyeY, k } = network.eye();
  const scale = within(k * factor);
  const share = k / scale;
  network.moveTo({ position: { x: x + (eyeX - x) * share, y: y + (eyeY - y) * share }, scale });
  network.emit("zoom");
}

(() => {
  const canvas = network.canvas;
  const fingers = new Map();
  let press = null;
  let over = null;
  let last = { at: -1e9, x: 0, y: 0 };
  let isHoverAsked = false;

  const hitAt = (event) => {
    const at = placeAt(event.clientX, event.clientY);
    const group = groupAt(at);
    const node = isFar() ? null : nodeAt(at, PAD[event.pointerType] ?? 3);
    const edge = node || group ? null : edgeAt(at, event.pointerType === "touch" ? 6 : 0);
    return { node, edge, group };
  };

  function hover(event) {
    isHoverAsked = false;
    if (fingers.size) return;
    const hit = hitAt(event);
    const found = hit.node || hit.edge || hit.group;
    canvas.style.cursor = found ? "pointer" : "grab";
    if (found !== over && over) network.emit("blurNode");
    over = found;
    if (hit.node) network.emit("hoverNode", { node: hit.node.id, event });
    else if (hit.edge) network.emit("hoverEdge", { edge: hit.edge, event });
    else if (hit.group) network.emit("hoverGroup", { group: hit.group, event });
  }

  function move(event) {
    const before = fingers.get(event.pointerId);
    const now = { x: event.clientX, y: event.clientY };
    fingers.set(event.pointerId, now);
    if (fingers.size === 2) {
      const [, still] = [...fingers].find(([id]) => id !== event.pointerId);
      const spread = (a) => Math.hypot(a.x - still.x, a.y - still.y);
      zoomAt((now.x + still.x) / 2, (now.y + still.y) / 2, spread(now) / Math.max(1, spread(before)));
      pan((now.x - before.x) / 2, (now.y - before.y) / 2);
      return;
    }
    if (!press.isMove) {
      const away = Math.hypot(now.x - press.x, now.y - press.y);
      if (away < (FAR[event.pointerType] ?? 3)) return;
      press.isMove = true;
      canvas.style.cursor = "grabbing";
      network.emit("dragStart");
    }
    if (press.dragged) dragMark(event, false);
    else pan(now.x - before.x, now.y - before.y);
  }

  function pan(dx, dy) {
    const { x, y, k } = network.eye();
    network.moveTo({ position: { x: x - dx / k, y: y - dy / k } });
  }

  function dragMark(event, isEnd) {
    const [x, y] = placeAt(event.clientX, event.clientY);
    Object.assign(PLACE[press.dragged.id], { x, y });
    forgetPlaces();
    redraw();
    network.emit("dragNode", { node: press.dragged.id, x, y, isEnd });
  }

  function release(event) {
    const isLast = fingers.delete(event.pointerId) && !fingers.size;
    if (!isLast || !press) return;
    const { isMove, dragged } = press;
    if (isMove && dragged) dragMark(event, true);
    press = null;
    canvas.style.cursor = "grab";
    if (isMove || event.type === "pointercancel") return;
    const hit = hitAt(event);
    const isTwice =
      event.timeStamp - last.at < 350 && Math.hypot(event.clientX - last.x, event.clientY - last.y) < 12;
    last = { at: isTwice ? -1e9 : event.timeStamp, x: event.clientX, y: event.clientY };
    const told = { nodes: hit.node ? [hit.node.id] : [], edge: hit.edge, group: hit.group, event };
    network.emit(isTwice ? "doubleClick" : "click", told);
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size > 1) {
      press.isMove = true;
      return;
    }
    const { node } = hitAt(event);
    const dragged = node && network.drags(node.id) ? node : null;
    press = { x: event.clientX, y: event.clientY, isMove: false, dragged };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (fingers.has(event.pointerId)) move(event);
    else if (!fingers.size && !isHoverAsked) {
      isHoverAsked = true;
      requestAnimationFrame(() => hover(event));
    }
  });
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => {
    if (over) network.emit("blurNode");
    over = null;
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const step = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 240 : 1;
      const turned = Math.max(-240, Math.min(240, event.deltaY * step));
      zoomAt(event.clientX, event.clientY, Math.exp(-turned * (event.ctrlKey ? 0.008 : 0.0022)));
    },
    { passive: false },
  );
})();
