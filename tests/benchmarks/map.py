"""The map of 600 organisations: file made, first frame, and pyvis' own page in the same run."""

import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser

from tests.tools.browser import MISSING, find_chromium, open_browser
from tests.tools.measure import Figure, median_s, peak_mb, print_figures
from tests.unit.viz import made_up
from viz.encode import encode_map
from viz.printing import render_pdf
from viz.pyvis_page import render_page
from viz.spec import MapSpec
from viz.svg import render_svg

SCHOOLS, MUNICIPALITIES = 587, 12
_PEER_AT_MOST_S = 300

FIRST_FRAME = """() => new Promise((done) => {
  const frame = () => requestAnimationFrame(() => done(performance.now()));
  if (document.documentElement.dataset.drawn) frame();
  else new MutationObserver(frame).observe(document.documentElement, { attributes: true });
})"""
PEER_FIRST_FRAME = """() => new Promise((done) => {
  const frame = () => requestAnimationFrame(() => done(performance.now()));
  network.once("afterDrawing", frame);
})"""


def first_frame_s(browser: Browser, path: Path, script: str, timeout_s: float = 60) -> float:
    """Return the seconds from opening a file to its first painted frame, network blocked."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page = context.new_page()
    page.set_default_timeout(timeout_s * 1000)
    page.goto(path.as_uri(), wait_until="commit", timeout=timeout_s * 1000)
    page.wait_for_load_state("domcontentloaded", timeout=timeout_s * 1000)
    took: float = page.evaluate(script) / 1000
    context.close()
    return took


def peer_page(spec: MapSpec) -> str:
    """Return pyvis' own page of the same organisations and ties, as its manual shows it."""
    from pyvis.network import Network  # noqa: PLC0415 - slow to import, measured apart

    network: Any = Network(directed=True, cdn_resources="in_line")
    for node in spec.nodes:
        network.add_node(node.id, label=node.label)
    for edge in spec.edges:
        network.add_edge(edge.source, edge.target)
    made: str = network.generate_html()
    return made


def main() -> None:
    """Measure and print."""
    view = made_up.view(SCHOOLS, MUNICIPALITIES)
    spec = encode_map(view, say=made_up.SAY)
    size = f"{len(spec.nodes)} организаций, {len(spec.edges)} связей"
    figures = [
        Figure(
            what="файл HTML: от сети до текста",
            size=size,
            seconds=median_s(
                lambda: render_page(
                    encode_map(made_up.view(SCHOOLS, MUNICIPALITIES), say=made_up.SAY)
                )
            ),
            limit_s=3,
            memory_mb=peak_mb(),
        ),
        Figure(
            what="печать: SVG и PDF",
            size=size,
            seconds=median_s(lambda: render_pdf(render_svg(spec))),
            limit_s=1,
        ),
    ]
    executable = find_chromium()
    if executable is None:
        print_figures("Карта", figures)
        raise SystemExit(MISSING)
    with open_browser(executable) as browser, tempfile.TemporaryDirectory() as folder:
        own, peer = Path(folder) / "own.html", Path(folder) / "peer.html"
        own.write_text(render_page(spec), encoding="utf-8")
        peer.write_text(peer_page(spec), encoding="utf-8")
        first_frame_s(browser, own, FIRST_FRAME)
        took = median(first_frame_s(browser, own, FIRST_FRAME) for _ in range(5))
        peer_took = first_frame_s(browser, peer, PEER_FIRST_FRAME, _PEER_AT_MOST_S)
        figures.append(
            Figure(
                what="первый кадр в Chromium",
                size=size,
                seconds=took,
                limit_s=1,
                peer="pyvis",
                peer_s=peer_took,
                ratio=30,
            )
        )
    print_figures("Карта", figures)


if __name__ == "__main__":
    main()
