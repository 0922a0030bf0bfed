/* One tie: shown beside the pointer, selected by a press, told in the panel with its reasons. */
const hotTie = () => (focus() ? null : state.overTie || state.tie);
const kindOf = (edge) => MAP.legend.ties.find((item) => item.key === edge.kind).label;
const endsOf = (edge) => [NODE.get(edge.from), NODE.get(edge.to)];
const betweenOf = (edge) =>
  endsOf(edge)
    .map((node) => node.label)
    .join(TIE[edge.kind].is_tapered ? " → " : " — ");
const factLines = (edge) =>
  edge.facts.map((fact) => fact.filter(Boolean)).filter((fact) => fact.length);

function selectTie(edge) {
  Object.assign(state, { selected: null, hovered: null, steps: 0, tie: edge });
  update();
  byId("panel").scrollTop = 0;
  announce(`${kindOf(edge)}: ${betweenOf(edge)}. ${factLines(edge).map((fact) => fact.join(", ")).join(". ")}`);
}

function drawTie(panel, edge) {
  panel.append(button("back", word("back"), () => select(null)));
  const head = element("div", "head");
  const title = element("div");
  const chips = element("p", "chips");
  chips.append(element("span", "chip", counted("ties", edge.count)));
  title.append(element("h2", "", kindOf(edge)), chips);
  head.append(tieIcon(edge.kind), title);
  panel.append(head);
  const [one, other] = endsOf(edge);
  const isOneWay = TIE[edge.kind].is_tapered;
  panel.append(
    card(one, isOneWay ? word("tie_helps") : one.municipality),
    card(other, isOneWay ? word("tie_is_helped") : other.municipality),
  );
  const lines = factLines(edge);
  if (!lines.length) return;
  panel.append(heading(word("tie_facts"), lines.length));
  const list = element("ul", "needs tie-facts");
  for (const [first, ...rest] of lines) {
    const line = element("li");
    line.append(element("span", "", first), ...rest.map((text) => element("small", "", text)));
    list.append(line);
  }
  panel.append(list);
}
