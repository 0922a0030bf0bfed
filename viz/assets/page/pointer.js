/* Mouse and touch on the picture, and the short note beside the pointer. */
const note = byId("note");

function showNote(node, event) {
  const ties = workTies(node).length;
  noteBeside(event, [
    element("b", "", node.name),
    element("span", "", `${word(`mark.${node.mark}`)} · ${node.municipality} · ${counted("ties", ties)}`),
    alarmOf(node) && element("em", "", `${word(`alarm_${alarmOf(node)}`)}. ${node.alarm_text}`),
  ]);
}

function showTieNote(edge, event) {
  const lines = factLines(edge).slice(0, 3);
  noteBeside(event, [
    element("b", "", betweenOf(edge)),
    element("span", "", kindOf(edge)),
    ...lines.map((fact) => element("span", "", fact.join(" · "))),
  ]);
}

function noteBeside(event, lines) {
  note.replaceChildren(...lines.filter(Boolean));
  note.hidden = false;
  const frame = byId("middle").getBoundingClientRect();
  const x = event.clientX - frame.left;
  const y = event.clientY - frame.top;
  note.style.left = `${Math.max(8, Math.min(x + 14, frame.width - 300))}px`;
  note.style.top = `${Math.max(8, Math.min(y + 16, frame.height - 96))}px`;
}

function hideNote() {
  Object.assign(state, { hovered: null, overTie: null });
  note.hidden = true;
  redraw();
}

network.on("click", ({ nodes, edge, group }) => {
  hideNote();
  if (group) openGroup(group);
  else if (edge) selectTie(edge);
  else select(nodes[0] ?? null);
});
network.on("doubleClick", ({ nodes }) => {
  if (!nodes[0]) return;
  select(nodes[0]);
  setSteps(1);
});
network.on("hoverEdge", ({ edge, event }) => {
  state.overTie = edge;
  redraw();
  showTieNote(edge, event);
});
network.on("hoverGroup", ({ group, event }) => {
  const alarms = group.alarms && element("em", "", `${word("alarm_2")}: ${group.alarms.toLocaleString("ru")}`);
  const many = counted("organisations", group.ids.length);
  noteBeside(event, [element("b", "", group.name), element("span", "", many), alarms]);
});
network.on("hoverNode", ({ node, event }) => {
  state.hovered = node;
  redraw();
  showNote(NODE.get(node), event);
});
network.on("blurNode", hideNote);
network.on("dragStart", hideNote);
network.on("zoom", () => {
  note.hidden = true;
});
