/* The table: everything the picture says, under the same filters, first in the same order. */
const ORDER = new Map(NODES.map((node, i) => [node.id, i]));
const workTies = (node) => TIES_OF.get(node.id).filter((e) => isDrawable(e) && !STRUCTURE.has(e.kind));
const leadersOf = (node) =>
  [...new Set(
    TIES_OF.get(node.id)
      .filter((edge) => LEADS.has(edge.kind) && isDrawable(edge) && edge.to === node.id)
      .map((edge) => NODE.get(edge.from).label),
  )].join(", ");

const COLUMNS = [
  ["name", (node) => node.label],
  ["mark", (node) => word(`mark.${node.mark}`)],
  ["kind", (node) => node.kind],
  ["municipality", (node) => node.municipality],
  ["ties", (node) => countTies(workTies(node))],
  ["leader", leadersOf],
  ["alarm", (node) => alarmOf(node)],
];
const sorting = { key: "", direction: 1 };

function sortBy(key, direction) {
  sorting.key = key;
  sorting.direction = direction;
}

function tableRows() {
  const rows = NODES.filter((node) => VISIBLE.has(node.id));
  const column = COLUMNS.find(([key]) => key === sorting.key);
  if (!column) return rows;
  const value = new Map(rows.map((node) => [node.id, column[1](node)]));
  const compare = (a, b) =>
    typeof a === "number" ? a - b : a.localeCompare(b, "ru", { numeric: true });
  return rows.sort(
    (a, b) =>
      compare(value.get(a.id), value.get(b.id)) * sorting.direction || ORDER.get(a.id) - ORDER.get(b.id),
  );
}

function drawTable() {
  const columns = COLUMNS.filter(([key]) => key !== "alarm" || hasLayer("isolation"));
  const table = element("table");
  table.append(element("caption", "", `${counted("rows", VISIBLE.size)} · ${byId("day").textContent}`));
  const head = element("tr");
  for (const [key] of columns) {
    const cell = element("th", `column-${key}`);
    const isKey = sorting.key === key;
    cell.scope = "col";
    cell.setAttribute("aria-sort", !isKey ? "none" : sorting.direction > 0 ? "ascending" : "descending");
    const arrow = !isKey ? "" : sorting.direction > 0 ? " ↑" : " ↓";
    cell.append(
      button("", word(`col_${key}`) + arrow, () => {
        sortBy(key, isKey ? -sorting.direction : key === "ties" || key === "alarm" ? -1 : 1);
        drawTable();
        byId("table").querySelectorAll("thead button")[columns.findIndex(([k]) => k === key)].focus();
      }),
    );
    /* Browsers repeat the headings on every sheet, but not the text of buttons in them. */
    const printed = element("span", "printed", word(`col_${key}`));
    printed.setAttribute("aria-hidden", "true");
    cell.append(printed);
    head.append(cell);
  }
  const body = element("tbody");
  for (const node of tableRows()) body.append(tableRow(node, columns));
  const top = element("thead");
  top.append(head);
  table.append(top, body);
  byId("table").replaceChildren(table);
}

function tableRow(node, columns) {
  const row = element("tr");
  row.dataset.id = node.id;
  for (const [key, valueOf] of columns) {
    const cell = element(key === "name" ? "th" : "td", key === "ties" ? "number" : "");
    if (key === "name") {
      cell.scope = "row";
      const link = button("link", node.label, () => {
        closeTable();
        select(node.id, true);
      });
      link.title = node.name;
      cell.append(markIcon(node.mark, alarmOf(node), 18), link);
    } else if (key === "alarm") {
      const level = alarmOf(node);
      if (level) cell.append(element("span", `tag tag-${level}`, word(`tag_${level}`)));
    } else cell.textContent = valueOf(node) === "" ? "—" : String(valueOf(node));
    row.append(cell);
  }
  return row;
}

function openTable() {
  state.isTable = true;
  update();
}

function closeTable() {
  if (!state.isTable) return;
  state.isTable = false;
  update();
}
