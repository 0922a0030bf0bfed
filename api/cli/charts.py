"""The pictures that are no map of marks, for the command `map`."""

from datetime import date

from api.cli.edge import Edge
from graph.errors import InputError
from graph.model.chart import ChartName
from graph.network import Network

FORMATS = (".html", ".svg", ".pdf", ".json")


def drawn_chart(
    edge: Edge,
    network: Network,
    chart: ChartName,
    *,
    day: date,
    overlays: list[str],
    municipality: str | None,
    audience: str,
    ending: str,
    paper: str = "a4",
    is_grey: bool = False,
) -> bytes:
    """Return a picture in the format of `ending`.

    Raises
    ------
    InputError
        If it is not for this format, paper or audience, or an overlay does not lie over it.
    NotFoundError
        If there is no such plan or municipality.
    """
    from api.chart_drawing import chart_scene, chart_view, rendered_chart

    if ending not in FORMATS:
        raise InputError("chart.format", ending=ending)
    if audience != "staff":
        raise InputError("chart.staff_only")
    if paper != "a4":
        raise InputError("chart.paper")
    scene = chart_scene(network, day=day, overlays=overlays, municipality=municipality)
    view = chart_view(chart, scene, edge.say)
    return rendered_chart(chart, view, ending, edge.say, is_grey=is_grey)
