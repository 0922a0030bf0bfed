/* The side panel: the whole network, or one organisation with reasons, ties and the next step. */
const OPENED = new Set();
const ENDS = [
  ["proposal", "both"],
  ["plan", "helps"],
  ["plan", "is_helped"],
  ["mentoring", "helps"],
  ["mentoring", "is_helped"],
  ["mutual_internship", "both"],
  ["partnership", "both"],
  ["agreement", "both"],
  ["methodical_support", "is_helped"],
  ["methodical_support", "helps"],
  ["coordination", "is_helped"],
  ["coordination", "helps"],
];

function card(node, note) {
  const made = button("card", null, () => select(node.id, true));
  const text = element("span");
  text.append(element("b", "", node.label));
  if (note) text.append(element("small", "", note));
  made.append(markIcon(node.mark, alarmOf(node)), text);
  made.addEventListener("mouseenter", () => {
    state.hovered = node.id;
    redraw();
  });
  made.addEventListener("mouseleave", () => {
    state.hovered = null;
    redraw();
  });
  return made;
}

function heading(title, number, color) {
  const made = element("h3");
  if (color) {
    const swatch = element("span", "swatch");
    swatch.style.background = color;
    made.append(swatch);
  }
  made.append(title);
  if (number !== undefined) made.append(element("i", "", number.toLocaleString("ru")));
  return made;
}

function drawPanel() {
  const panel = byId("panel");
  panel.replaceChildren();
  const node = state.selected && NODE.get(state.selected);
  if (node) drawOrganisation(panel, node);
  else if (state.tie) drawTie(panel, state.tie);
  else drawOverview(panel);
}

function drawOverview(panel) {
  panel.append(element("h2", "", word("overview")));
  const tiles = element("div", "tiles");
  const hidden = hasLayer("isolation") ? () => false : ([, , isAlarm]) => isAlarm;
  for (const figure of figuresOf().filter((f) => !hidden(f))) {
    const [value, what, isAlarm] = figure;
    const tile = element("div", isAlarm ? "tile alarm" : "tile");
    tile.append(element("b", "", value.toLocaleString("ru")), element("span", "", what));
    tiles.append(tile);
  }
  panel.append(tiles);
  drawYearChanges(panel);
  if (PROMPTED) panel.append(...groupList());
  const shown = NODES.filter((node) => VISIBLE.has(node.id));
  const list = (title, nodes, most, note, toTable) => {
    if (!nodes.length) return;
    panel.append(heading(title, nodes.length), ...nodes.slice(0, most).map((n) => card(n, note(n))));
    if (nodes.length > most) panel.append(button("more", counted("in_table", nodes.length), toTable));
  };
  const alarmsToTable = () => {
    state.onlyAlarms = true;
    sortBy("alarm", -1);
    openTable();
  };
  for (const level of [2, 1]) {
    const found = shown.filter((node) => alarmOf(node) === level);
    list(word(`alarm_${level}`), found, level === 2 ? 5 : 3, (n) => `${n.kind} · ${n.municipality}`, alarmsToTable);
  }
  const leaders = shown.filter((n) => n.mentees).sort((a, b) => b.mentees - a.mentees);
  const leads = (n) => `${counted("leads", n.mentees)} · ${n.municipality}`;
  list(word("leaders"), leaders, 5, leads, () => {
    state.marks = new Set(["leader", "both", "service_leader"]);
    sortBy("ties", -1);
    openTable();
  });
}

function drawOrganisation(panel, node) {
  panel.append(button("back", word("back"), () => select(null)));
  const head = element("div", "head");
  const title = element("div");
  const chips = element("p", "chips");
  chips.append(element("span", "chip", word(`mark.${node.mark}`)), element("span", "chip", node.kind));
  title.append(element("h2", "", node.name), chips);
  head.append(markIcon(node.mark, alarmOf(node), 34), title);
  panel.append(head);
  if (alarmOf(node)) panel.append(alarmBox(node));
  const facts = element("dl");
  for (const [label, value] of node.facts) facts.append(element("dt", "", label), element("dd", "", value));
  panel.append(facts);
  if (node.needs.length) panel.append(heading(word("needs"), node.needs.length), needs(node));
  panel.append(stepsControl());
  const groups = ENDS.map(([kind, end]) => drawTieGroup(node, kind, end)).filter(Boolean);
  if (!groups.length) panel.append(element("p", "quiet", word("no_ties")));
  panel.append(...groups.flat());
}

function alarmBox(node) {
  const level = alarmOf(node);
  const box = element("div", level === 2 ? "alarm-box" : "alarm-box risk");
  const reason = MAP.legend.alarms.find((item) => item.key === node.alarm_row).label;
  box.append(element("b", "", `${word(`alarm_${level}`)}: ${reason}`), element("p", "", node.alarm_text));
  if (node.alarm_also) box.append(element("p", "", `${word("also")}: ${node.alarm_also}.`));
  const next = element("p");
  next.append(element("strong", "", `${word("next_step")}: `), node.next_step);
  box.append(next);
  return box;
}

function needs(node) {
  const list = element("ul", "needs");
  for (const [direction, level, isOpen, note] of node.needs) {
    const line = element("li");
    const dots = element("span", "dots", "●".repeat(level) + "○".repeat(Math.max(0, 3 - level)));
    dots.setAttribute("aria-label", String(level));
    const badge = element("span", isOpen ? "chip open" : "chip met", word(isOpen ? "open" : "met"));
    line.append(dots, element("span", "", direction), badge);
    if (note) line.append(element("small", "", note));
    list.append(line);
  }
  return list;
}

function stepsControl() {
  const box = element("div", "steps");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", word("neighbourhood"));
  box.append(element("span", "", `${word("neighbourhood")}:`));
  ["near_all", "near_1", "near_2"].forEach((name, steps) => {
    const isOn = state.steps === steps;
    const made = button(isOn ? "on" : "", word(name), () => setSteps(steps));
    made.setAttribute("aria-pressed", String(isOn));
    box.append(made);
  });
  return box;
}

function setSteps(steps) {
  state.steps = steps;
  update();
  fit(true);
}

function drawTieGroup(node, kind, end) {
  const belongs = (edge) =>
    edge.kind === kind && isDrawable(edge) &&
    (end === "both" || (end === "helps") === (edge.from === node.id));
  const ties = TIES_OF.get(node.id).filter(belongs);
  if (!ties.length) return null;
  const title = word(`${kind}.${end === "both" ? "helps" : end}`);
  const key = `${node.id}|${kind}|${end}`;
  const most = OPENED.has(key) ? ties.length : 8;
  const made = [heading(title, ties.length, TIE[kind].colour)];
  for (const edge of ties.slice(0, most)) made.push(card(otherEnd(edge, node.id), tieNote(edge)));
  if (ties.length > most) {
    const open = () => {
      OPENED.add(key);
      drawPanel();
    };
    made.push(button("more", counted("more", ties.length - most), open));
  }
  return made;
}

const tieNote = (edge) =>
  edge.facts.map((fact) => fact.filter(Boolean).join(" · ")).filter(Boolean).join("; ");
