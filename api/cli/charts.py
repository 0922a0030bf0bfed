"""The pictures that are no map of marks, for the command `map`."""

from datetime import date

from api.cli.edge import Edge
from graph.errors import InputError
from graph.model.chart import ChartName
from graph.network import Network
from viz.map_filter import MapFilter

FORMATS = (".html", ".svg", ".pdf", ".json")


def drawn_chart(
    edge: Edge,
    network: Network,
    asked: MapFilter,
    *,
    day: date,
    ending: str,
    paper: str,
    is_grey: bool,
) -> bytes:
    """Return the picture that `asked` names as its view, in the format of `ending`.

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
    if asked.audience != "staff":
        raise InputError("chart.staff_only")
    if paper != "a4":
        raise InputError("chart.paper")
    chart = ChartName(asked.view)
    scene = chart_scene(
        network,
        day=day,
        overlays=asked.overlays,
        municipality=asked.municipality or None,
    )
    return rendered_chart(
        chart, chart_view(chart, scene, edge.say), ending, edge.say, is_grey=is_grey
    )
