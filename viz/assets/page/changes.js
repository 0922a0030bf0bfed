/* Year buttons, ghosts of who is not there, and what came and went between two years. */
const GONE = "#4A5564";
const NO_WORK = new Set([...STRUCTURE, "plan", "proposal"]);

function drawGhosts(ctx) {
  if (isMoving || !YEARS || isFar()) return;
  for (const node of NODES) {
    const isFiltered = state.municipality && state.municipality !== node.municipality;
    if (isHere(node) || isFiltered || !state.marks.has(node.mark)) continue;
    const { x, y } = PLACE[node.id];
    ctx.globalAlpha = 0.2;
    drawMark(ctx, node.mark, x, y, Math.max(radiusOf(node), 2.8 / network.getScale()), false);
  }
  ctx.globalAlpha = 1;
}

/* Over the pale rest: new ties in full, ended ones dashed. */
function drawChanges(ctx) {
  if (before === null || isMoving || isFar()) return;
  const k = network.getScale();
  const id = focus();
  for (const edge of VISIBLE_TIES) {
    const change = changeOf(edge);
    if (change === "kept" || (id && edge.from !== id && edge.to !== id)) continue;
    const [one, other] = [PLACE[edge.from], PLACE[edge.to]];
    drawChange(ctx, change, TIE[edge.kind], (path, width) => {
      if (width) addWedge(path, bend(edge, one, other), one, other, width);
      else addLine(path, bend(edge, one, other), one, other);
    }, k);
  }
  ctx.setLineDash([]);
}

function drawChange(ctx, change, style, add, k) {
  const path = new Path2D();
  if (change === "new" && style.is_tapered) {
    add(path, Math.max(6 * scaleOf(), 3 / k));
    ctx.fillStyle = style.colour;
    ctx.fill(path);
    return;
  }
  add(path, 0);
  const isNew = change === "new";
  ctx.setLineDash(isNew ? style.dash : [4 / k, 4 / k]);
  ctx.lineWidth = (isNew ? 2 : 1.4) / Math.min(1, k);
  ctx.strokeStyle = isNew ? style.colour : GONE;
  ctx.stroke(path);
}

const changeIcon = (change) =>
  sketch(30, 16, (ctx) => {
    ctx.globalAlpha = change === "kept" ? 0.3 : 1;
    drawChange(ctx, change === "kept" ? "new" : change, TIE.mentoring, (path, width) => {
      if (width) addWedge(path, [15, 8], { x: 2, y: 8 }, { x: 28, y: 8 }, width);
      else addLine(path, [15, 8], { x: 2, y: 8 }, { x: 28, y: 8 });
    }, 1);
  });

/* How many working ties, direction by direction, are new, ended and unchanged; also of hidden lines. */
function changesCounted() {
  const sum = { new: 0, ended: 0, kept: 0 };
  const directions = (edge, i) =>
    new Set(hasYear(edge.years, i) ? toldIn(edge, i).facts.map(([direction]) => direction) : []);
  for (const edge of EDGES) {
    const isHidden = !VISIBLE.has(edge.from) || !VISIBLE.has(edge.to) || !hasDirection(edge);
    if (isHidden || NO_WORK.has(edge.kind) || !isOfYear(edge)) continue;
    const [old, now] = [directions(edge, before), directions(edge, year)];
    for (const one of now) sum[old.has(one) ? "kept" : "new"] += 1;
    for (const one of old) sum.ended += !now.has(one);
  }
  return sum;
}

const figuresOf = () => (isToday() ? MAP.figures : YEARS.years[year].figures);

/* In the overview: what came and went since the year before, or between the two chosen years. */
function drawYearChanges(panel) {
  if (!YEARS) return;
  const { since, changes } = YEARS.years[year];
  if (before === null) {
    if (!changes.length) return;
    const line = element("p", "changes");
    line.append(...changes.map((text) => element("span", "chip", text)));
    panel.append(element("h3", "", `${word("changes_since")} ${since}`), line);
    return;
  }
  const sum = changesCounted();
  panel.append(element("h3", "", `${word("changes_since")} ${YEARS.years[before].name}`));
  for (const change of ["new", "ended", "kept"]) {
    const line = element("p", "change");
    const number = element("i", "", sum[change].toLocaleString("ru"));
    line.append(changeIcon(change), element("span", "", word(`change_${change}`)), number);
    panel.append(line);
  }
  for (const [name, i, not] of [["joined", year, before], ["left", before, year]]) {
    const isOurs = (node) => VISIBLE.has(node.id) && node.group !== YEARS.outside;
    const some = NODES.filter((n) => isOurs(n) && isThere(n, i) && !isThere(n, not));
    if (!some.length) continue;
    panel.append(heading(word(name), some.length), ...some.slice(0, 5).map((n) => card(n, n.municipality)));
  }
}

function openYear(i, against = null) {
  toYear(i, against);
  /* Under a plan the pairs of today step back; in other years they are the picture. */
  if (!hasLayer("plan")) state.ties.add("mentoring");
  else state.ties.delete("mentoring");
  if (!hasLayer("isolation")) state.onlyAlarms = false;
  if (state.selected && !isHere(NODE.get(state.selected))) state.selected = null;
  if (state.tie && !isOfYear(state.tie)) state.tie = null;
  Object.assign(state, { hovered: null, overTie: null });
  update();
  const { name, changes, since } = YEARS.years[year];
  announce([name, changes.length ? `${word("changes_since")} ${since}: ${changes.join(", ")}` : ""].join(". "));
}

function drawYears() {
  if (!YEARS) return;
  byId("years").hidden = false;
  const names = YEARS.years.map(({ name }, i) => [String(i), name]);
  segment("year-buttons", names, (key) => Number(key) === year, (key) => openYear(Number(key)));
  const against = byId("against");
  against.replaceChildren(
    new Option(word("against_none"), ""),
    ...names.filter(([key]) => Number(key) !== year).map(([key, name]) => new Option(name, key)),
  );
  against.value = before === null ? "" : String(before);
  byId("subtitle").textContent = YEARS.years[year].subtitle;
  byId("day").textContent = YEARS.years[year].day;
}

byId("against").addEventListener("change", ({ target }) =>
  openYear(year, target.value === "" ? null : Number(target.value)),
);
