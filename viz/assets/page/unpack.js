/* Reads columns back into records; `viz/columns.py` says how they stand. */
function unpackTables(packed, names) {
  const texts = packed.texts.map((text) =>
    typeof text === "string" ? text : text.map((i) => packed.pieces[i]).join(" "),
  );
  const readers = {
    is: (values) => values,
    all: ([length, value]) => Array(length).fill(value),
    text: (numbers) => numbers.map((i) => texts[i]),
    parts: (columns) => {
      const places = columns.map(column);
      return places[0].map((_, i) => places.map((values) => values[i]));
    },
    lists: ([lengths, members]) => {
      const all = column(members);
      let start = 0;
      return column(lengths).map((length) => all.slice(start, (start += length)));
    },
    keys: (columns) => {
      const names = Object.keys(columns);
      const values = names.map((name) => column(columns[name]));
      return values[0].map((_, i) => {
        const made = {};
        names.forEach((name, j) => (made[name] = values[j][i]));
        return made;
      });
    },
  };
  const column = (one) => {
    const [name] = Object.keys(one);
    return readers[name](one[name]);
  };
  return names.map((name) => column(packed[name]));
}
