"""The command `sheets`: leaflets of a plan for leaders, mentees and curators, with an index."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import PlanArgument, StoreOption
from api.texts import catalogue
from graph.errors import InputError, NotFoundError, StoreUnavailableError
from graph.model.plan import Plan
from graph.network import Network
from graph.texts import message

if TYPE_CHECKING:
    from graph.workbook.sheets import Sheet
    from services.views.leaflets import Leaflet

_FONTS = "fonts"
_say = catalogue("ru")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("sheets", cls=RussianCommand, help=_say(message("sheet.help")))(sheets)


def sheets(
    plan: PlanArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=_say(message("sheet.option.output")))
    ],
    *,
    only: Annotated[
        list[str] | None, typer.Option("--for", help=_say(message("sheet.option.for")))
    ] = None,
    by_municipality: Annotated[
        bool, typer.Option("--by-municipality", help=_say(message("sheet.option.municipality")))
    ] = False,
    store: StoreOption = None,
) -> None:
    """Write one leaflet and one picture for each leader, mentee and curator, and an index."""
    from api.leaflets import leaflets_of
    from services.views.leaflet_index import index_sheets

    edge = Edge(store)
    network = edge.network()
    chosen = network.plan(plan)
    leaflets = _chosen(leaflets_of(network, chosen, edge.today()), only or [])
    with whole_folder(output) as folder:
        files = _write_leaflets(edge, network, leaflets, folder)
        book = index_sheets(network, leaflets, files, edge.say)
        _write_book(edge, book, folder / "index.xlsx")
        annexes = _write_annexes(edge, network, chosen, folder) if by_municipality else 0
    edge.tell("sheet.done", n=len(leaflets), path=str(output))
    if by_municipality:
        edge.tell("sheet.annexes_done", n=annexes, path=str(output / "annexes"))
    edge.close()


def _chosen(leaflets: "list[Leaflet]", codes: Sequence[str]) -> "list[Leaflet]":
    known = {one.code for one in leaflets}
    for code in codes:
        if code not in known:
            raise NotFoundError("sheet.nobody", own=code)
    return [one for one in leaflets if not codes or one.code in codes]


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Give a folder that becomes `target` when all is written, and is gone if something fails.

    A used folder is refused: what lies there could be handed out by mistake.
    """
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise InputError("sheet.folder_used", path=str(target))
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as made:
            folder = Path(made) / "sheets"
            folder.mkdir()
            yield folder
            if target.exists():
                target.rmdir()
            folder.replace(target)
    except OSError as error:
        raise StoreUnavailableError("file.cannot_write", path=str(target)) from error


def _write_leaflets(
    edge: Edge,
    network: Network,
    leaflets: "Sequence[Leaflet]",
    folder: Path,
) -> dict[tuple[str, str], str]:
    """Write all leaflets; return (reader, code) → path without its ending."""
    from api.leaflets import ENDINGS, drawn_leaflet, file_names, leaflet_spec
    from viz.leaflet_html import FONTS, font_file

    files = file_names(leaflets)
    for name in {_FONTS, *(file.partition("/")[0] for file in files.values())}:
        (folder / name).mkdir(exist_ok=True)
    for name in FONTS:
        edge.write_bytes(font_file(name), folder / _FONTS / name)
    made_up = network.head.reference_date is not None

    def write(one: "Leaflet") -> "Leaflet":
        spec = leaflet_spec(one, edge.say, is_made_up=made_up)
        for ending in ENDINGS:
            target = folder / f"{files[one.reader.value, one.code]}{ending}"
            edge.write_bytes(drawn_leaflet(spec, ending, edge.say, f"../{_FONTS}"), target)
        return one

    _write_all(edge, leaflets, write)
    return files


def _write_all(
    edge: Edge, leaflets: "Sequence[Leaflet]", write: "Callable[[Leaflet], Leaflet]"
) -> None:
    """Write leaflets, and tell each by its name; when stopped, what waits is left out at once."""
    # The converter works outside Python, so that threads are enough.
    workers = ThreadPoolExecutor(os.cpu_count())
    try:
        with edge.steps("sheet.working", len(leaflets)) as step:
            for one in workers.map(write, leaflets):
                step(one.name)
    finally:
        workers.shutdown(cancel_futures=True)


def _write_annexes(edge: Edge, network: Network, plan: Plan, folder: Path) -> int:
    """Write the annexes of the order for each municipality; return how many there are."""
    from services.assignment.annexes import annex_municipalities, annex_sheets
    from services.assignment.document import plan_document

    document = plan_document(network, plan.id, edge.say)
    codes = annex_municipalities(network, document)
    (folder / "annexes").mkdir(exist_ok=True)
    for code in codes:
        made = annex_sheets(network, document, edge.say, municipality=code)
        _write_book(edge, made, folder / "annexes" / f"{code}.xlsx")
    return len(codes)


def _write_book(edge: Edge, made: "list[Sheet]", target: Path) -> None:
    from graph.workbook.sheets import write_sheets

    content = BytesIO()
    write_sheets(content, made)
    edge.write_bytes(content.getvalue(), target)
