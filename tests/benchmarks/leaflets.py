"""Leaflets of the demo region, against the general converter on the same drawings in one run."""

from time import process_time

import vl_convert

from api.leaflets import ENDINGS, drawn_leaflet, leaflet_spec, leaflets_of
from api.texts import catalogue
from graph.model.changes import put
from graph.model.ids import PlanId, SchoolYear
from graph.network import Network
from graph.samples import build_demo
from graph.valid_time import first_day
from services.assignment.plan import plan_assignment
from services.policy import shipped_policy
from tests.tools.measure import Figure, print_figures
from viz.leaflet_page import render_pages, render_picture
from viz.leaflet_spec import LeafletSpec
from viz.png_size import packed_png
from viz.printing import render_pdf

YEAR = SchoolYear("2026/2027")
EVERY = 40
"""One leaflet of so many is drawn; leaders, mentees and curators stand one after another."""

_say = catalogue("ru")


def drawn(spec: LeafletSpec) -> None:
    """Draw all files of a leaflet."""
    for ending in ENDINGS:
        drawn_leaflet(spec, ending, _say, "../fonts")


def converted(spec: LeafletSpec) -> None:
    """Let the general converter set the texts of print and picture itself."""
    for page in render_pages(spec):
        render_pdf(page)
    packed_png(bytes(vl_convert.svg_to_png(render_picture(spec, str), scale=1)))


def main() -> None:
    """Measure and print."""
    demo = build_demo("region")
    network = Network.of(demo.records)
    planned = plan_assignment(
        network,
        shipped_policy(),
        school_year=YEAR,
        day=first_day(YEAR),
        scope="region",
        id_=PlanId("2026-1"),
    )
    network = network.after(put(planned.records), network.revision)
    leaflets = leaflets_of(network, planned.plan, demo.reference_date)
    specs = [leaflet_spec(one, _say, is_made_up=True) for one in leaflets[::EVERY]]
    seconds = []
    for draw in (drawn, converted):
        draw(specs[0])
        started = process_time()
        for spec in specs:
            draw(spec)
        seconds.append((process_time() - started) * len(leaflets) / len(specs))
    print_figures(
        "Листы на руки",
        [
            Figure(
                what="страница, PDF и картинка каждому, время процессора",
                size=f"{len(leaflets)} листов, нарисованы {len(specs)}",
                seconds=seconds[0],
                peer="vl-convert",
                peer_s=seconds[1],
                ratio=3,
            )
        ],
    )


if __name__ == "__main__":
    main()
