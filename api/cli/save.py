"""The command `save`: a plan as a workbook, rows, a graph, a document, or its passport."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import PlanArgument, StoreOption
from api.texts import catalogue
from graph.errors import InputError
from graph.texts import message

_say = catalogue("ru")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("save", cls=RussianCommand, help=_say(message("save.help")))(save)


def save(
    plan: PlanArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=_say(message("save.option.output")))
    ],
    store: StoreOption = None,
) -> None:
    """Write a plan in the format of the file's ending; a page or a print is its passport."""
    from api.plan_files import PAPERS, TABLES, PlanSource, plan_file
    from services.assignment.document import plan_document

    ending = output.suffix.lower()
    if ending not in (*TABLES, *PAPERS):
        raise InputError("save.format", path=str(output))
    edge = Edge(store)
    edge.require_writable(output)
    network = edge.network()
    with edge.working("save.working"):
        source = PlanSource(
            network=network,
            store=edge.store(),
            document=plan_document(network, plan, edge.say),
            say=edge.say,
            ctx=edge.context(),
        )
        edge.write_bytes(plan_file(source, ending), output)
    edge.tell(
        "save.passport_done" if ending in PAPERS else "save.done", plan=plan, path=str(output)
    )
    edge.close()
