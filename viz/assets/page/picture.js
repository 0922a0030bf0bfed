/* One canvas and its camera: where the reader looks, when a frame is drawn, who paints in it. */
const PLACE = Object.fromEntries(
  NODES.map((node) => [node.id, { x: node.at[state.view][0], y: node.at[state.view][1] }]),
);
for (const edge of EDGES) edge.ends = [PLACE[edge.from], PLACE[edge.to]];

const network = (() => {
  const stage = byId("stage");
  const canvas = element("canvas");
  const listeners = new Map();
  let eye = { x: 0, y: 0, k: 1, width: 0, height: 0, density: 1 };
  let isAsked = false;
  let flight = 0;
  stage.append(canvas);

  const emit = (name, ...values) => (listeners.get(name) || []).forEach((listen) => listen(...values));

  function measure() {
    const density = Math.min(2, window.devicePixelRatio || 1);
    eye = { ...eye, width: stage.clientWidth, height: stage.clientHeight, density };
    canvas.width = Math.round(eye.width * density);
    canvas.height = Math.round(eye.height * density);
  }

  function paint(ctx) {
    const { x, y, k, width, height, density } = eye;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    const scale = k * density;
    ctx.setTransform(scale, 0, 0, scale, (width / 2 - x * k) * density, (height / 2 - y * k) * density);
    emit("beforeDrawing", ctx);
    emit("drawing", ctx);
    emit("afterDrawing", ctx);
  }

  function frame() {
    isAsked = false;
    if (eye.width && eye.height) paint(canvas.getContext("2d"));
  }

  function redraw() {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(frame);
  }

  function moveTo({ position, scale, animation }) {
    const from = eye;
    const to = { x: position?.x ?? eye.x, y: position?.y ?? eye.y, k: scale ?? eye.k };
    const began = performance.now();
    const mine = (flight += 1);
    const step = () => {
      if (mine !== flight) return;
      const t = animation ? Math.min(1, (performance.now() - began) / animation.duration) : 1;
      const s = t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
      const k = from.k * (to.k / from.k) ** s;
      /* The place follows the scale, so that what is looked at does not swing out of sight. */
      const share = to.k === from.k ? s : (1 / from.k - 1 / k) / (1 / from.k - 1 / to.k);
      eye = { ...eye, x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share, k };
      redraw();
      if (t < 1) requestAnimationFrame(step);
    };
    step();
  }

  /* Draw what another eye sees on another canvas, and return to this one. */
  function paintOn(other, view) {
    const kept = eye;
    eye = { ...eye, ...view };
    other.width = Math.round(eye.width * eye.density);
    other.height = Math.round(eye.height * eye.density);
    paint(other.getContext("2d"));
    eye = kept;
  }

  new ResizeObserver(measure).observe(stage);
  measure();
  return {
    canvas,
    emit,
    moveTo,
    paintOn,
    redraw,
    on: (name, listen) => listeners.set(name, [...(listeners.get(name) || []), listen]),
    once(name, listen) {
      const heard = (...values) => {
        listeners.set(name, listeners.get(name).filter((one) => one !== heard));
        listen(...values);
      };
      this.on(name, heard);
    },
    eye: () => eye,
    getScale: () => eye.k,
    getViewPosition: () => ({ x: eye.x, y: eye.y }),
    /* Which marks the reader may drag; none unless a part of the page allows it. */
    drags: () => false,
  };
})();
const redraw = network.redraw;
let isMoving = false;

/* From the layout to the screen. */
function screen() {
  const { x, y, k, width, height, density } = network.eye();
  return {
    k,
    density,
    width,
    height,
    x: (value) => (value - x) * k + width / 2,
    y: (value) => (value - y) * k + height / 2,
  };
}

/* What of the layout is on the screen: left, top, right, bottom, with a margin in pixels. */
function inSight(margin) {
  const { x, y, k, width, height } = network.eye();
  const [reachX, reachY] = [(width / 2 + margin) / k, (height / 2 + margin) / k];
  return [x - reachX, y - reachY, x + reachX, y + reachY];
}
