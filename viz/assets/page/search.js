/* Search by name, number and municipality, with the keyboard alone if wished. */
const query = byId("query");
const found = byId("found");
let chosen = -1;

const HAYSTACK = new Map(
  NODES.map((node) => [node.id, ` ${plain(`${node.label} ${node.name} ${node.municipality}`)} `]),
);

function matches(text) {
  const parts = plain(text).split(/\s+/).filter(Boolean);
  /* A number is looked for as a whole word from its beginning: “1” finds № 12, not № 21. */
  const fits = (node) =>
    parts.every((part) => HAYSTACK.get(node.id).includes(/^\d/.test(part) ? ` ${part}` : part));
  return NODES.filter((node) => isHere(node) && fits(node))
    .sort((a, b) => a.label.length - b.label.length || ORDER.get(a.id) - ORDER.get(b.id))
    .slice(0, 8);
}

function openFound(isOpen) {
  found.hidden = !isOpen;
  query.setAttribute("aria-expanded", String(isOpen));
  query.removeAttribute("aria-activedescendant");
  chosen = -1;
}

function search() {
  const text = query.value.trim();
  found.replaceChildren();
  openFound(Boolean(text));
  if (!text) return;
  matches(text).forEach((node, i) => {
    const line = element("li");
    line.id = `found-${i}`;
    line.dataset.id = node.id;
    line.setAttribute("role", "option");
    line.append(
      markIcon(node.mark, alarmOf(node)),
      element("b", "", node.label),
      element("small", "", node.municipality),
    );
    line.addEventListener("mousedown", (event) => {
      event.preventDefault();
      pick(node.id);
    });
    found.append(line);
  });
  if (!found.children.length) found.append(element("li", "none", word("found_none")));
}

function pick(id) {
  query.value = NODE.get(id).label;
  openFound(false);
  if (!VISIBLE.has(id)) {
    showEverything();
    for (const name of ["municipality", "direction", "kind"]) byId(`filter-${name}`).value = "";
  }
  closeTable();
  select(id, true);
}

query.addEventListener("input", search);
query.addEventListener("blur", () => openFound(false));
query.addEventListener("keydown", (event) => {
  const lines = [...found.querySelectorAll("li[data-id]")];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!lines.length) return;
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + lines.length) % lines.length;
    lines.forEach((line, i) => line.setAttribute("aria-selected", String(i === chosen)));
    query.setAttribute("aria-activedescendant", lines[chosen].id);
  } else if (event.key === "Enter" && lines.length) {
    pick(lines[Math.max(0, chosen)].dataset.id);
    byId("stage").focus();
  } else if (event.key === "Escape") {
    query.value = "";
    search();
    byId("stage").focus();
  }
});
