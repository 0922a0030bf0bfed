"""Opens maps in a real browser and reads them, for the tests of the map page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.unit.viz import made_up
from viz.encode import encode_map
from viz.pyvis_page import render_page
from viz.spec import MapSpec

SMALL = encode_map(made_up.view(49, 5), say=made_up.SAY)
BIG = encode_map(made_up.view(560, 12), say=made_up.SAY)
PLANNED = encode_map(made_up.planned_view(49, 5), say=made_up.SAY)
OVERLAPS = """() => {
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


CAMERA = """() => {
  const { width, height } = document.querySelector("#stage canvas");
  return [width, height, document.querySelector("#stage canvas").toDataURL().length];
}"""
INK = """() => {
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
