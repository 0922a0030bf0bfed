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
    from viz.map_filter import MapFilter
    from viz.paper_sizes import PaperSize
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
    book: Annotated[bool, typer.Option("--book", help=help_of("map.book"))] = False,
    curator: Annotated[str, typer.Option("--curator", help=help_of("map.curator"))] = "",
    store: StoreOption = None,
) -> None:
    """Draw the interaction map and write it in the format of the file's ending."""
    from api.cli.charts import drawn_chart
    from viz.map_files import ENDINGS
    from viz.map_filter import MapFilter
    from viz.paper_sizes import paper_named

    ending = output.suffix.lower()
    if ending not in ENDINGS:
        raise InputError("cli.map.format", path=str(output))
    sheet = paper_named(paper)
    if book or curator:
        _check_book(output, paper, municipality)
    asked = MapFilter(
        view=view,
        overlays=tuple(overlay or ()),
        municipality=municipality or "",
        audience=audience,
    )
    edge = Edge(store)
    network, day = edge.network(), edge.day(as_of)
    with edge.working("cli.map.working"):
        if book or curator:
            content = _book(edge, network, asked, day, curator=curator, is_grey=grey)
        elif view in set(ChartName):
            content = drawn_chart(
                edge, network, asked, day=day, ending=ending, paper=paper, is_grey=grey
            )
        else:
            content = _one(edge, network, asked, day, sheet=sheet, is_grey=grey, ending=ending)
        edge.write_bytes(content, output)
    edge.tell("cli.map.done", path=str(output))
    edge.close()


def _check_book(output: Path, paper: str, municipality: str | None) -> None:
    if output.suffix.lower() != ".pdf" or paper != "a4":
        raise InputError("map.book.only_pdf", path=str(output))
    if municipality:
        raise InputError("map.book.all_places")


def _one(
    edge: Edge,
    network: Network,
    asked: "MapFilter",
    day: date,
    *,
    sheet: "PaperSize",
    is_grey: bool,
    ending: str,
) -> bytes:
    from viz.map_files import MapPrint

    spec = draw(
        edge,
        network,
        day=day,
        view=asked.view,
        overlays=list(asked.overlays),
        municipality=asked.municipality or None,
        audience=asked.audience,
    )
    wanted = MapPrint(spec=spec, asked=asked, paper=sheet, is_grey=is_grey)
    return rendered(edge, wanted, ending)


def _book(
    edge: Edge, network: Network, asked: "MapFilter", day: date, *, curator: str, is_grey: bool
) -> bytes:
    from api.books import BookRequest, book_of
    from api.drawing import ISOLATION
    from services.isolation.detect import find_isolated

    wanted = BookRequest(
        day=day,
        view=asked.view,
        overlays=asked.overlays,
        curator=curator,
        audience=asked.audience,
        is_grey=is_grey,
    )
    shows = ISOLATION in asked.overlays
    policy = load_policy("krai").isolation
    report = find_isolated(network, policy, day=day) if shows else None
    return book_of(network, wanted, report, edge.say)


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
        policy=policy,
        report=lambda: find_isolated(network, policy, day=day),
        repair=lambda asked: propose_repair(network, policy, asked, day=day),
        say=edge.say,
    )


def rendered(edge: Edge, wanted: "MapPrint", ending: str) -> bytes:
    """Return the map in the format of `ending`, one of `viz.map_files.ENDINGS`."""
    from viz.map_files import map_file

    return map_file(wanted, ending, edge.say)
