"""Maps of 1,500 to 40,000 organisations beside vis-network's own ties: frame, pan, memory, bytes.

Words after the command choose sizes: `python -m tests.benchmarks.map_canvas 1500 5000`. The peer
is pyvis with the same places and its physics off, in the same run; network blocked.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.benchmarks._map_graphs import made_up_drawing
from tests.benchmarks.map import FIRST_FRAME
from tests.tools.browser import MISSING, find_chromium, open_browser
from tests.tools.measure import Figure, print_figures, print_table
from viz.palette import TIES
from viz.pyvis_page import render_page
from viz.spec import MapSpec

SIZES = (1500, 5000, 40000)
_FRAMES = 60
_TIMEOUT_MS = 300_000
_LIMITS: dict[int, tuple[float, float | None]] = {
    1500: (4, None),
    5000: (6, None),
    40000: (12, 0.2),
}
"""By size: how many times faster than the peer to move, and most seconds for a frame."""

_FRAME_BY_FRAME = """async ([frames, move]) => {
  const step = new Function("i", move);
  const taken = [];
  let last = await new Promise(requestAnimationFrame);
  for (let i = 0; i < frames; i += 1) {
    step(i);
    const now = await new Promise(requestAnimationFrame);
    taken.push(now - last);
    last = now;
  }
  return taken.sort((a, b) => a - b)[frames >> 1] / 1000;
}"""
_PULL = """
  const canvas = document.querySelector("#stage canvas");
  const at = { clientX: 600 + 3 * (i % 20), clientY: 400 + 2 * (i % 20), bubbles: true };
  const mouse = { pointerId: 1, pointerType: "mouse" };
  canvas.dispatchEvent(new PointerEvent("pointermove", { ...mouse, ...at }));
"""
_PEER_DRAWN = """
network.once("afterDrawing", () => requestAnimationFrame(() => {
  window.drawnAt = performance.now();
}));
"""
_PEER_MOVE = """
  const { x, y } = network.getViewPosition();
  const k = network.getScale();
  network.moveTo({ position: { x: x + (i % 20 ? 3 : -57) / k, y }, scale: k });
"""
_EACH = """() => {
  const line = document.querySelector("#legend-marks [data-key=mentee]");
  line.dispatchEvent(new MouseEvent("mouseenter"));
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one page took; `cpu_s` is the processor's time for a frame with each tie drawn."""

    first_s: float
    move_s: float
    each_s: float
    cpu_s: float
    memory_mb: float
    size_mb: float


def measure_own(executable: str, path: Path) -> Seen:
    """Open our page, pull it as it opens, then with every mark and tie drawn one by one."""
    with open_browser(executable) as browser:
        page = _open(browser, path)
        first = page.evaluate(FIRST_FRAME) / 1000
        memory = _memory_mb(browser)
        page.mouse.move(600, 400)
        page.mouse.down()
        move = page.evaluate(_FRAME_BY_FRAME, [_FRAMES, _PULL])
        page.evaluate(_EACH)
        before = _cpu_s(browser)
        each = page.evaluate(_FRAME_BY_FRAME, [_FRAMES, _PULL])
        cpu = (_cpu_s(browser) - before) / _FRAMES
        page.mouse.up()
    size = path.stat().st_size / 1e6
    return Seen(first_s=first, move_s=move, each_s=each, cpu_s=cpu, memory_mb=memory, size_mb=size)


def measure_peer(executable: str, path: Path) -> Seen:
    """Open the peer's page and move its camera."""
    with open_browser(executable) as browser:
        page = _open(browser, path)
        first = page.wait_for_function("() => window.drawnAt").json_value() / 1000
        memory = _memory_mb(browser)
        frames = _FRAMES // 3
        before = _cpu_s(browser)
        move = page.evaluate(_FRAME_BY_FRAME, [frames, _PEER_MOVE])
        cpu = (_cpu_s(browser) - before) / frames
    size = path.stat().st_size / 1e6
    return Seen(first_s=first, move_s=move, each_s=move, cpu_s=cpu, memory_mb=memory, size_mb=size)


def _open(browser: Browser, path: Path) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page = context.new_page()
    page.set_default_timeout(_TIMEOUT_MS)
    page.goto(path.as_uri(), wait_until="commit", timeout=_TIMEOUT_MS)
    page.wait_for_load_state("domcontentloaded", timeout=_TIMEOUT_MS)
    return page


def _cpu_s(browser: Browser) -> float:
    """Return the processor's time of the processes that hold and draw the page so far."""
    session = browser.new_browser_cdp_session()
    running = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return float(sum(p["cpuTime"] for p in running if p["type"] in {"renderer", "GPU"}))


def _memory_mb(browser: Browser) -> float:
    """Return the private memory of the processes that hold and draw the page, in MB; Linux."""
    session = browser.new_browser_cdp_session()
    running = session.send("SystemInfo.getProcessInfo")["processInfo"]
    total = 0
    for process in running:
        if process["type"] not in {"renderer", "GPU"}:
            continue
        for line in Path(f"/proc/{process['id']}/smaps_rollup").read_text().splitlines():
            if line.startswith("Private_"):
                total += int(line.split()[1]) * 1024
    return total / 1e6


def peer_page(spec: MapSpec) -> str:
    """Return pyvis' own page with the same places, arrows as its ties have them, physics off."""
    from pyvis.network import Network  # noqa: PLC0415 - slow to import, measured apart

    network: Any = Network(directed=True, cdn_resources="in_line", height="720px")
    network.toggle_physics(False)
    network.nodes = [
        {
            "id": node.id,
            "label": node.label,
            "shape": "dot",
            "size": node.radius,
            "x": node.at["clusters"][0],
            "y": node.at["clusters"][1],
        }
        for node in spec.nodes
    ]
    network.edges = [
        {"from": e.source, "to": e.target, "arrows": "to", "color": TIES[e.kind].colour}
        for e in spec.edges
    ]
    made: str = network.generate_html()
    return made.replace("drawGraph();\n", f"drawGraph();\n{_PEER_DRAWN}", 1)


def figures_of(n: int, executable: str, folder: Path) -> tuple[list[Figure], Sequence[str]]:
    """Measure one size; return its figures and its line of the table of bytes and memory."""
    spec = made_up_drawing(n)
    own_path, peer_path = folder / f"own{n}.html", folder / f"peer{n}.html"
    own_path.write_text(render_page(spec), encoding="utf-8")
    peer_path.write_text(peer_page(spec), encoding="utf-8")
    own, peer = measure_own(executable, own_path), measure_peer(executable, peer_path)
    size = f"{n} организаций, {len(spec.edges)} связей"
    ratio, limit = _LIMITS[n]

    def figure(what: str, took: float, against: float, **limits: float | None) -> Figure:
        return Figure(what=what, size=size, seconds=took, peer="pyvis", peer_s=against, **limits)

    figures = [
        figure("первый кадр", own.first_s, peer.first_s),
        figure("кадр при сдвиге, как открыто", own.move_s, peer.move_s, ratio=ratio, limit_s=limit),
        figure(
            "кадр при сдвиге, всё поштучно", own.each_s, peer.move_s, ratio=ratio, limit_s=limit
        ),
        figure("процессор на кадр, всё поштучно", own.cpu_s, peer.cpu_s),
    ]
    line = (
        size,
        f"{own.size_mb:.2f} МБ",
        f"{peer.size_mb:.2f} МБ",
        f"{own.memory_mb:.0f} МБ",
        f"{peer.memory_mb:.0f} МБ",
    )
    return figures, line


def main() -> None:
    """Measure and print."""
    executable = find_chromium()
    if executable is None:
        raise SystemExit(MISSING)
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    figures: list[Figure] = []
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for n in sizes:
            found, line = figures_of(n, executable, Path(folder))
            figures += found
            lines.append(line)
    print_figures("Карта на холсте рядом с pyvis (места те же, физика выключена)", figures)
    headings = ("размер", "файл", "файл pyvis", "память страницы", "память pyvis")
    print_table("Карта: байты и память", headings, lines)


if __name__ == "__main__":
    main()
