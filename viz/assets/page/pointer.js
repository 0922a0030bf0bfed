/* Mouse and touch on the picture, and the short note beside the pointer. */
const note = byId("note");

function showNote(node, event) {
  const ties = workTies(node).length;
  note.replaceChildren(
    element("b", "", node.name),
    element("span", "", `${word(`mark.${node.mark}`)} · ${node.municipality} · ${counted("ties", ties)}`),
  );
  if (alarmOf(node)) note.append(element("em", "", `${word(`alarm_${alarmOf(node)}`)}. ${node.alarm_text}`));
  note.hidden = false;
  const frame = byId("middle").getBoundingClientRect();
  const x = event.clientX - frame.left;
  const y = event.clientY - frame.top;
  note.style.left = `${Math.max(8, Math.min(x + 14, frame.width - 300))}px`;
  note.style.top = `${Math.max(8, Math.min(y + 16, frame.height - 96))}px`;
}

function hideNote() {
  state.hovered = null;
  note.hidden = true;
  redraw();
}

network.on("click", ({ nodes }) => select(nodes[0] && VISIBLE.has(nodes[0]) ? nodes[0] : null));
network.on("doubleClick", ({ nodes }) => {
  if (!nodes[0]) return;
  select(nodes[0]);
  setSteps(1);
});
network.on("hoverNode", ({ node, event }) => {
  if (!VISIBLE.has(node)) return;
  state.hovered = node;
  redraw();
  showNote(NODE.get(node), event);
});
network.on("blurNode", hideNote);
network.on("dragStart", hideNote);
network.on("zoom", () => {
  note.hidden = true;
});
