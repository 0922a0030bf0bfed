/* Paper: browsers do not wait for a picture made while they print, so one is kept ready. */
let pictureTimer = 0;

function takePicture() {
  const canvas = network.canvas.frame.canvas;
  if (canvas.width > 1 && canvas.height > 1 && !state.isTable) {
    byId("picture").src = canvas.toDataURL("image/png");
  }
}

network.on("afterDrawing", () => {
  clearTimeout(pictureTimer);
  pictureTimer = setTimeout(takePicture, 900);
});
byId("print").addEventListener("click", async () => {
  takePicture();
  await byId("picture").decode().catch(() => {});
  window.print();
});
window.addEventListener("beforeprint", drawTable);
