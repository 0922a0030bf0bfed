"""The command `map`: a map of the network as page, picture, print or data."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.bootstrap import load_policy
from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import AsOfOption, StoreOption, help_of
from graph.errors import InputError
from graph.model.chart import ChartName
from graph.network import Network

if TYPE_CHECKING:
    from viz.map_files import MapPrint
    from viz.spec import MapSpec


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("map", cls=RussianCommand, help=help_of("map.help"))(map_)


def map_(
    output: Annotated[Path, typer.Option("-o", "--output", help=help_of("map.output"))],
    *,
    view: Annotated[str, typer.Option("--view", help=help_of("map.view"))] = "levels",
    as_of: AsOfOption = None,
    overlay: Annotated[
        list[str] | None, typer.Option("--overlay", help=help_of("map.overlay"))
    ] = None,
    municipality: Annotated[
        str | None, typer.Option("--municipality", help=help_of("map.municipality"))
    ] = None,
    paper: Annotated[str, typer.Option("--paper", help=help_of("map.paper"))] = "a4",
    grey: Annotated[bool, typer.Option("--grey", help=help_of("map.grey"))] = False,
    audience: Annotated[str, typer.Option("--audience", help=help_of("map.audience"))] = "staff",
    store: StoreOption = None,
) -> None:
    """Draw the interaction map and write it in the format of the file's ending."""
    from api.cli.charts import drawn_chart
    from viz.map_files import ENDINGS, MapPrint
    from viz.map_filter import MapFilter
    from viz.paper_sizes import paper_named

    ending = output.suffix.lower()
    if ending not in ENDINGS:
        raise InputError("cli.map.format", path=str(output))
    sheet = paper_named(paper)
    edge = Edge(store)
    network = edge.network()
    asked = MapFilter(
        view=view,
        overlays=tuple(overlay or ()),
        municipality=municipality or "",
        audience=audience,
    )
    day = edge.day(as_of)
    with edge.working("cli.map.working"):
        if view in set(ChartName):
            made = drawn_chart(
                edge, network, asked, day=day, ending=ending, paper=paper, is_grey=grey
            )
        else:
            spec = draw(
                edge,
                network,
                day=day,
                view=view,
                overlays=overlay or [],
                municipality=municipality,
                audience=audience,
            )
            wanted = MapPrint(spec=spec, asked=asked, paper=sheet, is_grey=grey)
            made = rendered(edge, wanted, ending)
        edge.write_bytes(made, output)
    edge.tell("cli.map.done", path=str(output))
    edge.close()


def draw(
    edge: Edge,
    network: Network,
    *,
    day: date,
    view: str,
    overlays: list[str],
    municipality: str | None,
    audience: str = "staff",
) -> "MapSpec":
    """Return the map with its overlays: ``isolation``, one ``plan:ID``, one ``repair:…``.

    Raises
    ------
    InputError
        If there is no such overlay, view or audience.
    NotFoundError
        If there is no such plan or municipality.
    """
    from api.drawing import draw_map
    from services.isolation.detect import find_isolated
    from services.repair.propose import propose_repair

    policy = load_policy("krai").isolation
    return draw_map(
        network,
        day=day,
        view=view,
        overlays=overlays,
        municipality=municipality,
        audience=audience,
        report=lambda: find_isolated(network, policy, day=day),
        repair=lambda asked: propose_repair(network, policy, asked, day=day),
        say=edge.say,
    )


def rendered(edge: Edge, wanted: "MapPrint", ending: str) -> bytes:
    """Return the map in the format of `ending`, one of `viz.map_files.ENDINGS`."""
    from viz.map_files import map_file

    return map_file(wanted, ending, edge.say)
