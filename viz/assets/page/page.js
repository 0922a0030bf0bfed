/* Where the parts meet: selection, switches, and one function that brings all up to date. */
function select(id, isCentred) {
  state.selected = id;
  Object.assign(state, { hovered: null, tie: null, overTie: null });
  OPENED.clear();
  if (!id) state.steps = 0;
  update();
  byId("panel").scrollTop = 0;
  if (id && isCentred) showAround(id);
  if (!id) {
    announce(word("cleared"));
    return;
  }
  const node = NODE.get(id);
  const ties = counted("ties", countTies(workTies(node)));
  const alarm = alarmOf(node) ? ` ${node.alarm_text}` : "";
  announce(`${node.name}. ${word(`mark.${node.mark}`)}. ${ties}.${alarm}`);
}

function segment(id, options, isOn, onClick) {
  byId(id).replaceChildren(
    ...options.map(([key, label]) => {
      const made = button(isOn(key) ? "on" : "", label, () => onClick(key));
      made.setAttribute("aria-pressed", String(isOn(key)));
      made.dataset.key = key;
      return made;
    }),
  );
}

function openView(key) {
  state.isTable = key === "table";
  if (!state.isTable) changeView(key);
  update();
}

function toggleLayer(key) {
  if (state.layers.has(key)) state.layers.delete(key);
  else state.layers.add(key);
  if (key === "plan") {
    /* Under a plan the pairs of today step back; without it they are the picture. */
    if (state.layers.has("plan")) state.ties.add("plan").delete("mentoring");
    else state.ties.add("mentoring");
  }
  if (key === "isolation" && !state.layers.has(key)) state.onlyAlarms = false;
  update();
}

function tiesTold() {
  const drawn = countTies(VISIBLE_TIES);
  const total = EDGES.filter(isDrawable).reduce((sum, edge) => sum + edge.count, 0);
  if (drawn === total) return counted("ties", drawn);
  return counted("ties_of", drawn, { total: total.toLocaleString("ru") });
}

function drawHead() {
  const views = [...MAP.scenes.map((scene) => [scene.name, scene.title]), ["table", word("table")]];
  segment("views", views, (key) => key === (state.isTable ? "table" : state.view), openView);
  segment("layers", MAP.layers, hasLayer, toggleLayer);
  byId("layers").hidden = !MAP.layers.length || !isToday();
  drawYears();
  const all = VISIBLE.size === peopled();
  const shown = all
    ? counted("organisations", VISIBLE.size)
    : counted("shown", VISIBLE.size, { total: peopled().toLocaleString("ru") });
  byId("counts").textContent = `${shown} · ${tiesTold()}`;
}

function update() {
  refilter();
  const focused = document.activeElement?.closest("#views,#layers,#year-buttons");
  const key = document.activeElement?.dataset?.key;
  drawHead();
  if (focused) focused.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  drawLegend();
  drawPanel();
  document.body.dataset.view = state.isTable ? "table" : "picture";
  byId("ground-note").textContent = SCENE.get(state.view).note;
  byId("empty").hidden = VISIBLE.size > 0;
  if (state.isTable) drawTable();
  redraw();
}

byId("zoom-in").addEventListener("click", () => zoom(1.35));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.35));
byId("zoom-fit").addEventListener("click", () => fit(true));
byId("show-all").addEventListener("click", () => {
  showEverything();
  for (const name of ["municipality", "direction", "kind"]) byId(`filter-${name}`).value = "";
  update();
  fit(true);
});
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  openTable();
  byId("table").focus();
});

network.on("beforeDrawing", (ctx) => {
  if (state.view !== "geo") drawBands(ctx);
  drawScene(ctx);
  if (state.view === "geo") drawBands(ctx);
  drawGhosts(ctx);
  drawTies(ctx);
  drawChanges(ctx);
});
network.on("drawing", (ctx) => (isFar() ? drawDiscs(ctx) : drawMarks(ctx)));
network.on("afterDrawing", drawLabels);
network.once("afterDrawing", () => {
  document.documentElement.dataset.drawn = String(Math.round(performance.now()));
});
drawFilters();
update();
fit(false);
new ResizeObserver(() => {
  fit(false);
  redraw();
}).observe(byId("stage"));
/* An address that ends in “#code” opens at that organisation. */
function openAtAddress() {
  let code = "";
  try {
    code = decodeURIComponent(location.hash.slice(1));
  } catch {
    return; /* a broken address names nobody */
  }
  if (NODE.has(code)) select(code, true);
}
window.addEventListener("hashchange", openAtAddress);
openAtAddress();
