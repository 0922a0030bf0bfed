"""The command that tries adjustments on a plan."""

from typing import Annotated

import typer

from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import JsonOption, PlanArgument, StoreOption, help_of
from graph.model.ids import PlanId


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("whatif", cls=RussianCommand, help=help_of("whatif.help"))(whatif)


def whatif(
    plan: PlanArgument,
    tries: Annotated[list[str] | None, typer.Option("--try", help=help_of("whatif.try"))] = None,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Tell what a plan becomes after adjustments; nothing is changed."""
    from services.assignment.whatif.workflow import read_what_if_document

    edge = Edge(store)
    edge.network()
    with edge.working("cli.advise.working"):
        document = read_what_if_document(
            edge.store(), PlanId(plan), tries or [], say=edge.say, ctx=edge.context()
        )
    if json_file is not None:
        edge.write_json(document, json_file)
    if json_file != "-":
        for text in document["texts"]:
            print(text)  # noqa: T201 - what the command says
    edge.close()
