/* Paper: the map is drawn anew for the sheet just before it is printed, on a canvas of its own,
   since browsers do not wait for an image that is loaded while they print. */
const SHEET = { width: 1220, height: 880, density: 2, room: 0.74 };

function takePicture() {
  const now = network.eye();
  const isCloser = now.k > fitted().scale * 1.1;
  const { position, scale } = fitted(SHEET.room, SHEET);
  const reach = Math.min(SHEET.width / now.width, SHEET.height / now.height);
  const view = isCloser ? { k: now.k * reach } : { ...position, k: scale };
  network.paintOn(byId("picture"), { ...SHEET, ...view });
}

window.addEventListener("beforeprint", () => {
  if (!state.isTable) takePicture();
});
byId("print").addEventListener("click", () => window.print());
