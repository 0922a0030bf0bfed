"""The map on paper: one sheet, and the table only when it is open."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import (
    BIG,
    CAMERA,
    INK,
    PLANNED,
    SMALL,
    open_map,
)
from viz.spec import MapSpec

__all__ = ["open_map"]

pytestmark = pytest.mark.browser


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
    before = page.evaluate(CAMERA)

    assert sheets(page) == 1
    assert page.evaluate(CAMERA) == before, "on the screen nothing has moved"
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
    left, top, right, bottom = page.evaluate(INK)

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
