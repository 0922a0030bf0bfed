"""The map's own canvas: wheel, drag and fingers move it, a press hits marks, ties and discs."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import SMALL, open_map
from tests.unit.viz import made_up
from viz.encode import encode_map
from viz.spec import EdgeMark, MapSpec, Point

__all__ = ["open_map"]

pytestmark = pytest.mark.browser

CLUSTERS = replace(SMALL, first="clusters")
CROWDED = encode_map(made_up.view(2100, 12), first="clusters", say=made_up.SAY)
PICTURE = "() => document.querySelector('#stage canvas').toDataURL()"


def on_screen(page: Page, spec: MapSpec, place: Point) -> Point:
    """Return where a place of the layout stands while the whole view by clusters is in sight."""
    box = page.locator("#stage").bounding_box()
    assert box is not None
    left, top, right, bottom = spec.scene("clusters").extent
    k = min((box["width"] - 80) / (right - left), (box["height"] - 76) / (bottom - top), 2)
    x = box["x"] + box["width"] / 2 + (place[0] - (left + right) / 2) * k
    y = box["y"] + box["height"] / 2 + (place[1] - (top + bottom) / 2) * k
    return x, y


def place_of(spec: MapSpec, code: str) -> Point:
    return next(node.at["clusters"] for node in spec.nodes if node.id == code)


def name_of(spec: MapSpec, code: str) -> str:
    return next(node.name for node in spec.nodes if node.id == code)


def middle_of(spec: MapSpec, edge: EdgeMark) -> Point:
    """Return the middle of the curve that the page draws: bent by nine hundredths of its length."""
    (ax, ay), (bx, by) = place_of(spec, edge.source), place_of(spec, edge.target)
    cx, cy = (ax + bx) / 2 - (by - ay) * 0.09, (ay + by) / 2 + (bx - ax) * 0.09
    return (ax + 2 * cx + bx) / 4, (ay + 2 * cy + by) / 4


def a_free_tie(spec: MapSpec) -> EdgeMark:
    """Return a mentoring tie whose middle is far from all marks and from other ties' middles."""

    def room(edge: EdgeMark) -> float:
        x, y = middle_of(spec, edge)
        others = [node.at["clusters"] for node in spec.nodes]
        others += [middle_of(spec, one) for one in spec.edges if one is not edge]
        return min((x - a) ** 2 + (y - b) ** 2 for a, b in others)

    return max((edge for edge in spec.edges if edge.kind == "mentoring"), key=room)


def test_the_wheel_zooms_to_what_is_under_the_pointer(open_map: Any) -> None:
    page = open_map(CLUSTERS)
    leader = next(node for node in SMALL.nodes if node.mark == "leader")
    x, y = on_screen(page, SMALL, leader.at["clusters"])
    page.mouse.move(x, y)
    expect(page.locator("#note")).to_contain_text(leader.name)

    for _ in range(4):
        page.mouse.wheel(0, -200)
    page.mouse.move(x + 1, y)
    expect(page.locator("#note")).to_contain_text(leader.name)

    page.mouse.click(x, y)
    expect(page.locator("#panel h2")).to_have_text(leader.name)


def test_the_map_goes_where_it_is_pulled_and_a_pull_selects_nothing(open_map: Any) -> None:
    page = open_map(CLUSTERS)
    leader = next(node for node in SMALL.nodes if node.mark == "leader")
    x, y = on_screen(page, SMALL, leader.at["clusters"])

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.up()
    expect(page.locator("#panel h2")).to_have_text("Обзор сети")

    page.mouse.click(x + 40, y + 30)
    expect(page.locator("#panel h2")).to_have_text(leader.name)


def test_a_tie_tells_its_ends_and_reasons(open_map: Any) -> None:
    page = open_map(CLUSTERS)
    tie = a_free_tie(SMALL)
    x, y = on_screen(page, SMALL, middle_of(SMALL, tie))

    page.mouse.move(x, y)
    expect(page.locator("#note")).to_contain_text("Наставничество")
    expect(page.locator("#note")).to_contain_text("→")
    page.mouse.click(x, y)

    expect(page.locator("#panel h2")).to_have_text("Наставничество")
    cards = page.locator("#panel .card")
    labels = {node.id: node.label for node in SMALL.nodes}
    assert [text.split("\n")[0] for text in cards.all_inner_texts()] == [
        labels[tie.source],
        labels[tie.target],
    ]
    for part in filter(None, tie.facts[0]):
        expect(page.locator("#panel .tie-facts")).to_contain_text(part)
    expect(page.locator("#live")).to_contain_text(labels[tie.target])

    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("Обзор сети")


def test_beside_marks_and_ties_a_press_hits_nothing(open_map: Any) -> None:
    page = open_map(CLUSTERS)
    leader = next(node for node in SMALL.nodes if node.mark == "leader")
    page.mouse.click(*on_screen(page, SMALL, leader.at["clusters"]))
    expect(page.locator("#panel h2")).to_have_text(leader.name)

    box = page.locator("#stage").bounding_box()
    page.mouse.click(box["x"] + 4, box["y"] + 4)

    expect(page.locator("#panel h2")).to_have_text("Обзор сети")


def test_one_finger_selects_and_two_fingers_zoom(open_map: Any) -> None:
    page = open_map(CLUSTERS, has_touch=True)
    leader = next(node for node in SMALL.nodes if node.mark == "leader")
    x, y = on_screen(page, SMALL, leader.at["clusters"])
    before = page.evaluate(PICTURE)
    page.touchscreen.tap(x + 8, y)
    expect(page.locator("#panel h2")).to_have_text(leader.name)
    page.keyboard.press("Escape")

    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, *points: Point) -> None:
        at = [{"x": px, "y": py, "id": i} for i, (px, py) in enumerate(points)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    fingers("touchStart", (x - 30, y), (x + 30, y))
    for spread in (50, 80, 120):
        fingers("touchMove", (x - spread, y), (x + spread, y))
    fingers("touchEnd")
    page.wait_for_timeout(100)

    assert page.evaluate(PICTURE) != before
    expect(page.locator("#panel h2")).to_have_text("Обзор сети")
    page.touchscreen.tap(x, y)
    expect(page.locator("#panel h2")).to_have_text(leader.name)


def test_a_very_big_map_begins_with_parts_and_opens_them(open_map: Any) -> None:
    page = open_map(CROWDED)
    expect(page.locator("#panel .prompt")).to_contain_text("Начните с поиска")
    names = page.locator("#panel .groups b").all_inner_texts()
    plates = {plate.name: plate for plate in CROWDED.scene("clusters").plates}
    assert names == sorted(plates)

    biggest = max(plates.values(), key=lambda plate: plate.radius)
    members = [node for node in CROWDED.nodes if node.group == biggest.name]
    x, y = on_screen(page, CROWDED, biggest.at)
    page.mouse.move(x, y)
    expect(page.locator("#note b")).to_have_text(biggest.name)
    expect(page.locator("#note span")).to_contain_text(f"{len(members)} ")
    page.mouse.click(x, y)
    expect(page.locator("#live")).to_contain_text(biggest.name)

    page.locator("#query").fill(members[-1].label)
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).not_to_have_text("Обзор сети")


def test_far_out_a_big_map_draws_tens_of_discs_instead_of_thousands_of_marks(open_map: Any) -> None:
    page = open_map(CROWDED)
    arcs = """() => new Promise((done) => {
      let arcs = 0;
      const { arc } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.arc = function (...how) {
        if (this.canvas.width > 400) arcs += 1;
        return arc.apply(this, how);
      };
      window.dispatchEvent(new Event("resize"));
      document.getElementById("zoom-fit").click();
      setTimeout(() => {
        CanvasRenderingContext2D.prototype.arc = arc;
        done(arcs);
      }, 300);
    })"""
    assert 12 <= page.evaluate(arcs) < 200
