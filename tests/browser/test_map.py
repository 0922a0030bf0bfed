"""The map in a real browser: filters, search, panel, table, keyboard, and not one request."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tests.unit.viz import made_up
from tests.unit.viz.hostile import hostile_view
from viz.encode import encode_map
from viz.pyvis_page import render_page
from viz.spec import MapSpec
from viz.text_width import text_width

pytestmark = pytest.mark.browser

SMALL = encode_map(made_up.view(49, 5), say=made_up.SAY)
BIG = encode_map(made_up.view(560, 12), say=made_up.SAY)
PLANNED = encode_map(made_up.planned_view(49, 5), say=made_up.SAY)
_OVERLAPS = """() => {
  const taken = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  return new Promise((done) => {
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
      const isLabel = this.canvas.width > 400 && this.getTransform().e === 0 && text.length > 2;
      if (isLabel) {
        const half = this.measureText(text).width / 2;
        taken.push([text, x - half, y - 5, x + half, y + 5]);
      }
      return write.apply(this, arguments);
    };
    window.dispatchEvent(new Event("resize"));
    document.getElementById("zoom-fit").click();
    setTimeout(() => {
      CanvasRenderingContext2D.prototype.fillText = write;
      const last = taken.slice(taken.map((t) => t[0]).lastIndexOf(taken[0]?.[0]));
      const over = [];
      last.forEach((a, i) => last.slice(i + 1).forEach((b) => {
        if (a[1] < b[3] && b[1] < a[3] && a[2] < b[4] && b[2] < a[4]) over.push([a[0], b[0]]);
      }));
      done({ labels: last.length, over });
    }, 400);
  });
}"""


_CAMERA = """() => {
  const { width, height } = document.querySelector("#stage canvas");
  return [width, height, document.querySelector("#stage canvas").toDataURL().length];
}"""
_INK = """() => {
  const { width, height } = picture;
  const dots = picture.getContext("2d").getImageData(0, 0, width, height).data;
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let i = 0; i < width * height; i += 1) {
    if (!dots[i * 4 + 3]) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return [left / width, top / height, right / width, bottom / height];
}"""


class Opened:
    """A page with everything it complained about and asked for."""

    def __init__(self, browser: Browser, path: Path, **context: Any) -> None:
        self.context = browser.new_context(
            viewport={"width": 1366, "height": 768},
            locale="ru-RU",
            reduced_motion="reduce",
            **context,
        )
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._see)
        self.page.goto(path.as_uri())
        self.page.wait_for_function("() => document.documentElement.dataset.drawn")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _see(self, request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.requests.append(request.url)


@pytest.fixture
def open_map(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """Give a function that opens a map; afterwards nothing may have complained or called out."""
    opened: list[Opened] = []

    def open_(spec: MapSpec, **context: Any) -> Page:
        path = tmp_path / f"map{len(opened)}.html"
        path.write_text(render_page(spec), encoding="utf-8")
        opened.append(Opened(browser, path, **context))
        return opened[-1].page

    yield open_
    for one in opened:
        assert one.complaints == []
        assert one.requests == []
        one.context.close()


def count_of(page: Page, part: str, key: str) -> int:
    text = page.locator(f"#legend-{part} [data-key='{key}'] i").inner_text()
    return int(text.replace("\u00a0", "").replace(" ", ""))


def rows(page: Page) -> list[str]:
    found = page.locator("#table tbody tr").evaluate_all("all => all.map((r) => r.dataset.id)")
    return list(found)


def test_the_legend_tells_and_filters(open_map: Any) -> None:
    page = open_map(SMALL)
    for item in SMALL.legend.marks:
        assert count_of(page, "marks", item.key) == item.count
    mentoring = count_of(page, "ties", "mentoring")
    mentees = next(i.count for i in SMALL.legend.marks if i.key == "mentee")

    page.locator("#legend-marks [data-key=mentee]").click()

    line = page.locator("#legend-marks [data-key=mentee]")
    assert line.get_attribute("aria-pressed") == "false"
    expect(line).to_be_focused()
    rest = len(SMALL.nodes) - mentees
    expect(page.locator("#counts")).to_contain_text(f"из {len(SMALL.nodes)}")
    expect(page.locator("#counts")).to_contain_text(str(rest))
    assert count_of(page, "ties", "mentoring") < mentoring


def test_table_and_picture_show_the_same_under_the_same_filters(open_map: Any) -> None:
    page = open_map(SMALL)
    page.locator("#views [data-key=table]").click()
    assert rows(page) == [node.id for node in SMALL.nodes]

    place = SMALL.nodes[-1].municipality
    page.locator("#filter-municipality").select_option(place)
    page.locator("#legend-marks [data-key=leader]").click()

    expected = [n.id for n in SMALL.nodes if n.municipality == place and n.mark != "leader"]
    assert rows(page) == expected
    expect(page.locator("#counts")).to_contain_text(f"{len(expected)} из {len(SMALL.nodes)}")

    page.locator("#views [data-key=levels]").click()
    expect(page.locator("#counts")).to_contain_text(f"{len(expected)} из {len(SMALL.nodes)}")


def test_the_table_is_sorted_by_its_headings(open_map: Any) -> None:
    page = open_map(SMALL)
    page.locator("#views [data-key=table]").click()
    page.locator("#table thead button", has_text="Связей").click()

    ties = page.locator("#table tbody td.number").all_inner_texts()
    assert [int(n) for n in ties] == sorted((int(n) for n in ties), reverse=True)
    heading = page.locator("#table th[aria-sort=descending]")
    expect(heading).to_contain_text("Связей")


def test_search_finds_by_number_and_opens_the_panel(open_map: Any) -> None:
    page = open_map(SMALL)
    wanted = max(SMALL.nodes, key=lambda node: node.mentees)
    page.keyboard.press("/")
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.type(wanted.label.lower())
    expect(page.locator("#found li").first).to_contain_text(wanted.label)
    page.keyboard.press("Enter")

    expect(page.locator("#panel h2")).to_have_text(wanted.name)
    expect(page.locator("#panel")).to_contain_text("Ведёт")
    expect(page.locator("#live")).to_contain_text(wanted.name)
    assert page.locator("#panel .card").count() >= wanted.mentees

    page.locator("#query").fill("нет такой школы")
    expect(page.locator("#found")).to_contain_text("Ничего не найдено")


def test_what_search_finds_is_shown_even_if_it_was_filtered_away(open_map: Any) -> None:
    page = open_map(SMALL)
    leader = next(node for node in SMALL.nodes if node.mark == "leader")
    page.locator("#legend-marks [data-key=leader]").click()
    page.locator("#query").fill(leader.label)
    page.keyboard.press("Enter")

    expect(page.locator("#panel h2")).to_have_text(leader.name)
    expect(page.locator("#counts")).not_to_contain_text("показан")


def test_the_panel_says_why_and_what_to_do_next(open_map: Any) -> None:
    page = open_map(SMALL)
    alarmed = next(node for node in SMALL.nodes if node.alarm == 2)
    page.locator("#panel .card").first.click()

    box = page.locator("#panel .alarm-box")
    expect(box).to_contain_text(alarmed.alarm_text)
    expect(box).to_contain_text(f"Что сделать: {alarmed.next_step}")


def test_reasons_of_a_plan_stand_beside_its_pairs(open_map: Any) -> None:
    page = open_map(PLANNED)
    mentee = next(e.target for e in PLANNED.edges if e.kind == "plan")
    name = next(n.label for n in PLANNED.nodes if n.id == mentee)
    page.locator("#query").fill(name)
    page.keyboard.press("Enter")

    panel = page.locator("#panel")
    expect(panel).to_contain_text("Лидер по плану")
    expect(panel).to_contain_text("очно · место")
    expect(page.locator("h1 .mark")).to_contain_text("Проект плана, не утверждён")


def test_layers_are_switched_off_and_on(open_map: Any) -> None:
    page = open_map(PLANNED)
    plan, isolation = (page.locator(f"#layers [data-key={key}]") for key in ("plan", "isolation"))
    plan.click()
    expect(page.locator("#legend-ties [data-key=plan]")).to_have_count(0)
    mentoring = page.locator("#legend-ties [data-key=mentoring]")
    assert mentoring.get_attribute("aria-pressed") == "true"
    isolation.click()
    expect(page.locator("#legend-alarms")).to_have_count(0)
    expect(page.locator("#panel .tile.alarm")).to_have_count(0)
    isolation.click()
    expect(page.locator("#legend-alarms")).to_have_count(1)


def test_the_keyboard_alone_is_enough(open_map: Any) -> None:
    page = open_map(SMALL)
    heading = page.locator("#panel h2")
    page.locator("#stage").focus()
    page.keyboard.press("ArrowRight")
    expect(heading).to_have_text("ИРО")
    place = {node.name: node.at["levels"] for node in SMALL.nodes}
    page.keyboard.press("ArrowRight")
    expect(heading).not_to_have_text("ИРО")
    assert place[heading.inner_text()][0] > 0
    before = heading.inner_text()
    page.keyboard.press("ArrowUp")
    expect(heading).not_to_have_text(before)
    assert place[heading.inner_text()][1] < place[before][1]
    page.keyboard.press("1")
    expect(page.locator("#counts")).to_contain_text("показан")
    page.keyboard.press("Escape")
    expect(page.locator("#counts")).not_to_contain_text("показан")
    page.keyboard.press("Escape")
    expect(heading).to_have_text("Обзор сети")
    for key in ("+", "-", "0"):
        page.keyboard.press(key)


def test_an_address_with_a_code_opens_at_that_organisation(open_map: Any) -> None:
    page = open_map(SMALL)
    wanted = next(node for node in SMALL.nodes if node.mark == "mentee")
    page.evaluate("(code) => { location.hash = code; }", wanted.id)
    expect(page.locator("#panel h2")).to_have_text(wanted.name)

    for nobody in ("", "nobody", "%E0%A4%A"):
        page.evaluate("(code) => { location.hash = code; }", nobody)
    expect(page.locator("#panel h2")).to_have_text(wanted.name)


def test_views_are_switched_and_nothing_is_drawn_over_a_name(open_map: Any) -> None:
    for spec in (SMALL, BIG):
        page = open_map(spec)
        for view in ("geo", "levels"):
            page.locator(f"#views [data-key={view}]").click()
            seen = page.evaluate(_OVERLAPS)
            assert seen["labels"] >= 30
            assert seen["over"] == []


def test_a_filter_that_leaves_nobody_says_so(open_map: Any) -> None:
    page = open_map(SMALL)
    for item in SMALL.legend.marks:
        page.locator(f"#legend-marks [data-key={item.key}]").click()
    expect(page.locator("#empty")).to_be_visible()
    page.locator("#show-all").click()
    expect(page.locator("#empty")).to_be_hidden()


def sheets(page: Page) -> int:
    """Return how many sheets of A4 across the browser prints."""
    paper = page.pdf(prefer_css_page_size=True)
    assert set(re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", paper)) <= {
        (b"841", b"594"),
        (b"841", b"595"),
        (b"842", b"595"),
    }
    return len(re.findall(rb"/Type /Page\b(?!s)", paper))


@pytest.mark.parametrize("spec", [SMALL, BIG, PLANNED], ids=["60", "600", "plan"])
def test_the_map_is_printed_on_one_sheet(open_map: Any, spec: MapSpec) -> None:
    page = open_map(spec)
    before = page.evaluate(_CAMERA)

    assert sheets(page) == 1
    assert page.evaluate(_CAMERA) == before, "on the screen nothing has moved"
    page.emulate_media(media="print")
    for part in ("#query", "#panel", "#stage", ".zoom", "#views", "#table"):
        expect(page.locator(part)).to_be_hidden()
    for part in ("h1 .mark", "#counts", "#legend-marks", "#legend-ties", "#picture"):
        expect(page.locator(part)).to_be_visible()
    expect(page.locator("footer")).to_contain_text(f"{spec.source} · {spec.date}")
    box = page.locator("#picture").bounding_box()
    assert box is not None
    assert box["width"] * 25.4 / 96 > 210, "millimetres of a sheet of 297"
    assert box["height"] * 25.4 / 96 > 150, "of 210"


def test_what_is_drawn_fills_the_printed_picture(open_map: Any) -> None:
    page = open_map(SMALL)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    left, top, right, bottom = page.evaluate(_INK)

    assert bottom - top > 0.85
    assert right - left > 0.55
    assert abs((top + bottom) / 2 - 0.5) < 0.06


def test_the_table_is_printed_only_when_it_is_open(open_map: Any) -> None:
    page = open_map(BIG)
    page.locator("#views [data-key=table]").click()

    assert 10 < sheets(page) < 30
    page.emulate_media(media="print")
    for part in ("#picture", "#legend", "#panel", "#table thead button"):
        expect(page.locator(part).first).to_be_hidden()
    assert page.locator("#table thead .printed").all_inner_texts()[0] == "Организация"
    head = page.locator("#table thead").evaluate("one => getComputedStyle(one).display")
    assert head == "table-header-group", "browsers repeat it on every sheet"
    last, foot = (page.locator(p).bounding_box() for p in ("#table tbody tr:last-child", "footer"))
    assert last is not None
    assert foot is not None
    assert foot["y"] >= last["y"] + last["height"], "once, below the last row"


def test_the_table_has_short_names_and_no_sideways_scroll(open_map: Any) -> None:
    page = open_map(SMALL)
    page.locator("#views [data-key=table]").click()
    first, node = page.locator("#table tbody .link").first, SMALL.nodes[0]

    expect(first).to_have_text(node.label)
    assert first.get_attribute("title") == node.name
    wide = page.evaluate("(({scrollWidth, clientWidth}) => [scrollWidth, clientWidth])(table)")
    assert wide[0] <= wide[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    for heading in page.locator("#table thead th").all():
        expect(heading).to_be_in_viewport(ratio=1)


def test_what_the_legend_hides_is_called_hidden(open_map: Any) -> None:
    page = open_map(SMALL)
    page.locator("#legend-marks [data-key=mentee]").click()
    page.mouse.move(600, 400)

    line = page.get_by_role("button", name="Прочие наставляемые скрыто")
    expect(line).to_have_count(1)
    expect(line.locator("small canvas")).to_be_visible()
    assert (
        line.locator("span").evaluate("one => getComputedStyle(one).textDecorationLine") == "none"
    )


def test_ties_are_counted_alike_in_head_legend_and_overview(open_map: Any) -> None:
    page = open_map(PLANNED)
    on = [item.key for item in PLANNED.legend.ties if item.is_on]
    every = sum(item.count for item in PLANNED.legend.ties)
    drawn = sum(count_of(page, "ties", key) for key in on)

    expect(page.locator("#counts")).to_contain_text(
        re.compile(f"на карте {drawn} связ.+ из {every}")
    )
    expect(page.locator(".tiles")).to_contain_text(f"{count_of(page, 'ties', 'plan')}пар")


@pytest.mark.parametrize("policy", ["with", "without"])
def test_hostile_names_run_nothing(open_map: Any, policy: str) -> None:
    spec = encode_map(hostile_view(), say=made_up.SAY)
    page = open_map(spec, bypass_csp=policy == "without")
    page.locator("#query").fill("script")
    page.keyboard.press("Enter")
    page.locator("#views [data-key=table]").click()
    page.locator("#table tbody button").first.click()
    page.locator("#views [data-key=geo]").click()
    page.mouse.move(500, 400)

    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    assert page.locator("h1").inner_text().startswith("</script>")


def test_on_a_telephone_nothing_is_wider_than_the_screen(open_map: Any) -> None:
    page = open_map(SMALL)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(200)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_widths_are_those_that_the_browser_finds_for_the_font(open_map: Any) -> None:
    page = open_map(SMALL)
    texts = ["СОШ № 12", "Гимназия № 104 · 13", "ИРО", "ёж «Щука» 7"]
    there = page.evaluate("document.fonts.check('16px \"PT Sans\"')")
    if not there:
        pytest.skip("PT Sans is not installed for the browser")
    for bold in (False, True):
        found = page.evaluate(
            """([texts, weight]) => {
              const ctx = document.createElement("canvas").getContext("2d");
              ctx.font = `${weight} 100px "PT Sans"`;
              return texts.map((text) => ctx.measureText(text).width);
            }""",
            [texts, "700" if bold else "400"],
        )
        own = [text_width(text, 100, bold=bold) for text in texts]
        assert own == pytest.approx(found, rel=0.02)
