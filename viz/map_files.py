"""A map as a file of any kind: pages, pictures, prints, graphs, tables, data."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph.texts import Say
from viz.graph_files import gexf, graph_ml
from viz.grey import in_grey
from viz.map_filter import MapFilter
from viz.paper_sizes import A4, PaperSize
from viz.pdf_merge import halves
from viz.printing import render_pdf, render_sheet_png
from viz.pyvis_page import render_page
from viz.spec import MapSpec
from viz.svg import render_svg
from viz.table_files import csv_archive


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPrint:
    """A map and how it is wanted.

    Attributes
    ----------
    is_grey
        Without colour, for printers that have none.
    """

    spec: MapSpec
    asked: MapFilter
    paper: PaperSize = A4
    is_grey: bool = False

    @property
    def svg(self) -> str:
        """The map as a still picture."""
        drawn = render_svg(self.spec, self.paper)
        return in_grey(drawn) if self.is_grey else drawn

    @property
    def pdf(self) -> bytes:
        """The map as a print: one page, or the two halves of a poster."""
        made = render_pdf(self.svg)
        return halves(made, self.spec.title) if self.paper.is_halved else made

    @property
    def data(self) -> str:
        """The drawing as JSON text, what was asked for first."""
        values = {"filter": dict(self.asked.told(self.spec)), **self.spec.to_json()}
        return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


_MAKERS: Mapping[str, Callable[[MapPrint, Say], bytes]] = {
    ".html": lambda one, _: render_page(one.spec).encode(),
    ".svg": lambda one, _: one.svg.encode(),
    ".pdf": lambda one, _: one.pdf,
    ".png": lambda one, _: render_sheet_png(one.svg, one.paper.pixels),
    ".json": lambda one, _: one.data.encode(),
    ".graphml": lambda one, _: graph_ml(one.spec, one.asked),
    ".gexf": lambda one, _: gexf(one.spec, one.asked),
    ".zip": lambda one, say: csv_archive(one.spec, one.asked, say),
}
ENDINGS = tuple(_MAKERS)


def map_file(wanted: MapPrint, ending: str, say: Say) -> bytes:
    """Return a map as a file of one of `ENDINGS`."""
    return _MAKERS[ending](wanted, say)
