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
from graph.network import Network

if TYPE_CHECKING:
    from viz.spec import MapSpec

FORMATS = (".html", ".svg", ".pdf", ".json")


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
    store: StoreOption = None,
) -> None:
    """Draw the interaction map and write it in the format of the file's ending."""
    if output.suffix.lower() not in FORMATS:
        raise InputError("cli.map.format", path=str(output))
    edge = Edge(store)
    network = edge.network()
    with edge.working("cli.map.working"):
        spec = draw(
            edge,
            network,
            day=edge.day(as_of),
            view=view,
            overlays=overlay or [],
            municipality=municipality,
        )
        edge.write_bytes(rendered(spec, output.suffix.lower()), output)
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
) -> "MapSpec":
    """Return the map with its overlays: ``isolation``, one ``plan:ID``, one ``repair:…``.

    Raises
    ------
    InputError
        If there is no such overlay or view.
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
        policy=policy,
        report=lambda: find_isolated(network, policy, day=day),
        repair=lambda asked: propose_repair(network, policy, asked, day=day),
        say=edge.say,
    )


def rendered(spec: "MapSpec", ending: str) -> bytes:
    """Return the map in the format of `ending`, one of `FORMATS`."""
    if ending == ".json":
        from api.drawing import map_data

        return map_data(spec).encode()
    if ending == ".html":
        from viz.pyvis_page import render_page

        return render_page(spec).encode()
    from viz.svg import render_svg

    svg = render_svg(spec)
    if ending == ".svg":
        return svg.encode()
    from viz.printing import render_pdf

    return render_pdf(svg)
