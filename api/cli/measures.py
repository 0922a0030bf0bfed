"""The command `measures`: what the whole network is like, in a few plain numbers."""

from typing import Annotated

import typer

from api.bootstrap import load_policy
from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import AsOfOption, JsonOption, StoreOption, help_of
from api.texts import catalogue
from graph.texts import message

_say = catalogue("ru")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("measures", cls=RussianCommand, help=_say(message("measures.help")))(measures)


def measures(
    *,
    as_of: AsOfOption = None,
    window: Annotated[
        int | None,
        typer.Option("--window", min=1, max=120, help=_say(message("measures.option.window"))),
    ] = None,
    municipality: Annotated[
        str, typer.Option("--municipality", help=_say(message("measures.option.municipality")))
    ] = "",
    policy: Annotated[str, typer.Option("--policy", help=help_of("plan.policy"))] = "krai",
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Tell how far the network reaches, on whom it depends, and who takes part."""
    from services.measures.workflow import read_measures_document

    edge = Edge(store)
    edge.network()
    with edge.working("measures.working"):
        document = read_measures_document(
            edge.store(),
            load_policy(policy).isolation,
            day=edge.day(as_of),
            window_months=window,
            municipality=municipality,
            say=edge.say,
            ctx=edge.context(),
        )
    if json_file is not None:
        edge.write_json(document, json_file)
    if json_file != "-":
        for text in document["texts"]:
            print(text)  # noqa: T201 - what the command says
    edge.close()
