/* Very far out a disc stands for a group: how many it has, and how many of them are left out. */
function discRadius(group, k) {
  const own = 8 + Math.sqrt(group.ids.length) * 0.5;
  return Math.max(own, Math.min(46, group.radius * k * 0.66)) / k;
}

/* The red part of the rim are those without a working tie. */
function drawDiscs(ctx) {
  const k = network.getScale();
  for (const group of findGroups().groups.values()) {
    const r = discRadius(group, k);
    ctx.beginPath();
    ctx.arc(group.x, group.y, r, 0, TAU);
    ctx.fillStyle = "#fff";
    ctx.fill();
    ctx.lineWidth = 3.4 / k;
    ctx.strokeStyle = "#6F88A8";
    ctx.stroke();
    if (group.alarms) {
      const part = Math.max(0.02, group.alarms / group.ids.length) * TAU;
      ctx.beginPath();
      ctx.arc(group.x, group.y, r, -Math.PI / 2, -Math.PI / 2 + part);
      ctx.lineWidth = 5 / k;
      ctx.strokeStyle = COLOR.alarm;
      ctx.stroke();
    }
  }
}

function drawDiscWords(ctx, on, taken) {
  const groups = [...findGroups().groups.values()].sort((a, b) => b.ids.length - a.ids.length);
  const discs = groups.map((group) => {
    const disc = { group, x: on.x(group.x), y: on.y(group.y), r: discRadius(group, on.k) * on.k + 2 };
    taken.take(around(disc.x, disc.y, disc.r * 2, disc.r * 2));
    return disc;
  });
  for (const { group, x, y, r } of discs) {
    const number = group.ids.length.toLocaleString("ru");
    const size = Math.max(9, Math.min(15, (r * 1.9) / Math.max(2.2, number.length)));
    write(ctx, number, x, y, `700 ${size}px ${FONT}`, COLOR.ink);
  }
  if (SCENE.get(state.view).sectors.length) return;
  const font = `600 11.5px ${FONT}`;
  for (const { group, x, y, r } of discs) {
    const width = textWidth(ctx, group.name, font) + 6;
    const [below, beside] = [r + 8, r + width / 2 + 2];
    const spots = [[0, below], [0, -below], [beside, 0], [-beside, 0], [width / 3, below], [-width / 3, below]];
    const boxes = spots.map(([dx, dy]) => around(x + dx, y + dy, width, 13));
    const box = boxes.find((b) => taken.isFree(b));
    if (!box) continue;
    taken.take(box);
    write(ctx, group.name, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, font, "#3D4A5C");
  }
}

function groupAt([x, y]) {
  if (!isFar()) return null;
  const k = network.getScale();
  for (const group of findGroups().groups.values()) {
    if (Math.hypot(group.x - x, group.y - y) <= discRadius(group, k) + 2 / k) return group;
  }
  return null;
}

/* Bring a group near enough to see its marks. */
function openGroup(group) {
  const places = group.ids.map((id) => PLACE[id]);
  const span = (pick) => {
    const values = places.map(pick);
    return [Math.min(...values), Math.max(...values)];
  };
  const [left, right] = span((place) => place.x);
  const [top, bottom] = span((place) => place.y);
  const { width, height } = network.eye();
  const fits = Math.min((width - 80) / Math.max(60, right - left), (height - 80) / Math.max(60, bottom - top));
  const scale = within(Math.max(fits, DISC.until));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: glide(450) });
  announce(`${group.name}. ${counted("organisations", group.ids.length)}`);
}

/* On a very big map the overview begins with where to start. */
function groupList() {
  const made = [element("p", "prompt", counted("prompt", peopled()))];
  if (hasLayer("isolation")) made.push(element("p", "quiet", word("discs")));
  const groups = [...findGroups().groups.values()].sort((a, b) => a.name.localeCompare(b.name, "ru"));
  const list = element("ul", "groups");
  for (const group of groups) {
    const line = element("li");
    const open = button("card", null, () => {
      closeTable();
      openGroup(group);
    });
    const text = element("span");
    text.append(element("b", "", group.name), element("small", "", counted("organisations", group.ids.length)));
    open.append(text);
    line.append(open);
    list.append(line);
  }
  return [...made, list];
}
