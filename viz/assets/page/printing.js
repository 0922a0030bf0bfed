/* Paper: the map is drawn anew for the sheet just before it is printed, on a canvas of its own,
   since browsers do not wait for an image that is loaded while they print. */
const SHEET = { width: 1220, height: 880, density: 2, room: 0.74 };

function takePicture() {
  const { canvas } = network;
  const kept = { position: network.getViewPosition(), scale: network.getScale() };
  const isCloser = kept.scale > fitted().scale * 1.1;
  const { clientWidth, clientHeight } = byId("stage");
  const reach = Math.min(SHEET.width / clientWidth, SHEET.height / clientHeight);
  const own = canvas._determinePixelRatio;
  canvas._determinePixelRatio = () => SHEET.density;
  network.setSize(`${SHEET.width}px`, `${SHEET.height}px`);
  if (isCloser) network.moveTo({ position: kept.position, scale: kept.scale * reach });
  else network.moveTo(fitted(SHEET.room));
  redraw();
  const picture = byId("picture");
  const drawn = canvas.frame.canvas;
  [picture.width, picture.height] = [drawn.width, drawn.height];
  picture.getContext("2d").drawImage(drawn, 0, 0);
  canvas._determinePixelRatio = own;
  network.setSize("100%", "100%");
  network.moveTo(kept);
  redraw();
}

window.addEventListener("beforeprint", () => {
  if (!state.isTable) takePicture();
});
byId("print").addEventListener("click", () => window.print());
