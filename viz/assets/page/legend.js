/* The legend is the filter: a line hides or shows its group and tells how many there are. */
function legendLine(icon, item, number, isOn, onToggle, showcase) {
  const made = button(`line${isOn ? "" : " off"}`, null, onToggle);
  made.setAttribute("aria-pressed", String(isOn));
  made.dataset.key = item.key;
  const label = element("span", "", item.label);
  if (!isOn) {
    const hidden = element("small", "", word("hidden_line"));
    hidden.prepend(closedEye());
    label.append(" ", hidden);
  }
  made.append(icon, label, element("i", "", number.toLocaleString("ru")));
  made.addEventListener("mouseenter", () => {
    state.showcase = showcase;
    redraw();
  });
  made.addEventListener("mouseleave", () => {
    state.showcase = null;
    redraw();
  });
  return made;
}

function toggle(set, key) {
  if (set.has(key)) set.delete(key);
  else set.add(key);
  state.showcase = null;
  update();
}

function drawLegend() {
  const box = byId("legend");
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const part = box.contains(document.activeElement) ? document.activeElement.parentElement.id : "";
  box.replaceChildren();
  const section = (id, title) => {
    const made = element("section");
    made.id = id;
    made.append(element("h3", "", title));
    box.append(made);
    return made;
  };
  const marks = section("legend-marks", word("legend_marks"));
  for (const item of MAP.legend.marks.filter((one) => one.count || COUNTS.marks[one.key])) {
    const shown = COUNTS.marks[item.key] || 0;
    const isOn = state.marks.has(item.key);
    const flip = () => toggle(state.marks, item.key);
    marks.append(legendLine(markIcon(item.key), item, shown, isOn, flip, (n) => n.mark === item.key));
  }
  const ties = section("legend-ties", word("legend_ties"));
  for (const item of MAP.legend.ties.filter((one) => one.count || COUNTS.ties[one.key])) {
    if (item.key === "plan" && !hasLayer("plan")) continue;
    const shown = COUNTS.ties[item.key] || 0;
    const isOn = state.ties.has(item.key);
    const flip = () => toggle(state.ties, item.key);
    const touched = (node) => TIES_OF.get(node.id).some((edge) => edge.kind === item.key);
    const line = legendLine(tieIcon(item.key), item, shown, isOn, flip, touched);
    const drawn = COUNTS.lines[item.key] || 0;
    if (drawn < shown) line.title = counted("lines", drawn, { total: shown.toLocaleString("ru") });
    ties.append(line);
  }
  const told = isToday() ? MAP.legend.parts : [];
  const parts = told.length ? section("legend-parts", word("legend_parts")) : null;
  for (const item of told) {
    const isOn = state.parts.has(item.key);
    const flip = () => toggle(state.parts, item.key);
    const shown = COUNTS.parts[item.key] || 0;
    parts.append(legendLine(partIcon(item.key), item, shown, isOn, flip, (n) => n.part === item.key));
  }
  if (MAP.legend.alarms.length && hasLayer("isolation")) drawAlarmLegend(section);
  if (part && focused) byId(part)?.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function drawAlarmLegend(section) {
  let alarms = null;
  for (const level of [2, 1]) {
    const items = MAP.legend.alarms.filter((item) => item.level === level);
    if (!items.length) continue;
    alarms = section(alarms ? "legend-risks" : "legend-alarms", word(`alarm_${level}`));
    for (const item of items) {
      const shown = COUNTS.alarms[item.key] || 0;
      const isOn = state.rings.has(item.key);
      const flip = () => toggle(state.rings, item.key);
      const touched = (node) => alarmOf(node) === level && node.alarm_row === item.key;
      alarms.append(legendLine(alarmIcon(level), item, shown, isOn, flip, touched));
    }
  }
  const name = state.onlyAlarms ? "show_all" : "only_alarms";
  const only = button("more", word(name), () => {
    state.onlyAlarms = !state.onlyAlarms;
    update();
    fit(true);
  });
  only.dataset.key = "only";
  alarms.append(only);
}

/* Drop-down filters; one that has a single value is not shown. */
function drawFilters() {
  const sorted = (values) => [...new Set(values)].sort((a, b) => a.localeCompare(b, "ru"));
  const directions = sorted(
    [...NODES.flatMap((n) => n.directions), ...EDGES.flatMap((e) => e.facts.map(([d]) => d))].filter(Boolean),
  );
  const filters = [
    ["municipality", sorted(NODES.map((n) => n.municipality)), "all_municipalities"],
    ["direction", directions, "all_directions"],
    ["kind", sorted(NODES.map((n) => n.kind)), "all_kinds"],
  ];
  for (const [name, values, all] of filters) {
    const box = byId(`filter-${name}`);
    box.parentElement.hidden = values.length < 2;
    box.replaceChildren(new Option(word(all), ""), ...values.map((value) => new Option(value, value)));
    box.addEventListener("change", () => {
      state[name] = box.value;
      update();
      fit(true);
    });
  }
}
