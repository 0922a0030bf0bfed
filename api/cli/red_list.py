"""Commands for who accompanies others: red-list, meetings."""

from io import BytesIO
from typing import Annotated

import typer

from api.bootstrap import load_policy
from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import AsOfOption, JsonOption, StoreOption, XlsxOption, help_of
from api.texts import catalogue
from graph.errors import InputError
from graph.model.choices import EventStatus
from graph.texts import message

_say = catalogue("ru")
PolicyOption = Annotated[str, typer.Option("--policy", help=help_of("plan.policy"))]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("red-list", cls=RussianCommand, help=_say(message("red_list.help")))(red_list)
    app.command("meetings", cls=RussianCommand, help=_say(message("meetings.help")))(meetings)


def red_list(
    person: Annotated[str, typer.Argument(help=_say(message("red_list.option.person")))],
    *,
    as_of: AsOfOption = None,
    window: Annotated[
        int | None,
        typer.Option("--window", min=1, max=120, help=_say(message("measures.option.window"))),
    ] = None,
    policy: PolicyOption = "krai",
    json_file: JsonOption = None,
    xlsx: XlsxOption = None,
    store: StoreOption = None,
) -> None:
    """Tell what is red for one curator, and why."""
    from graph.workbook.sheets import write_sheets
    from services.red_list.document import red_list_document, red_list_sheet
    from services.red_list.workflow import read_red_list

    edge = Edge(store)
    edge.network()
    with edge.working("red_list.working"):
        found = read_red_list(
            edge.store(),
            load_policy(policy).isolation,
            person,
            day=edge.day(as_of),
            window_months=window,
            ctx=edge.context(),
        )
    document = red_list_document(found, edge.say)
    if json_file is not None:
        edge.write_json(document, json_file)
    if xlsx is not None:
        made = BytesIO()
        write_sheets(made, [red_list_sheet(found, edge.say)])
        edge.write_bytes(made.getvalue(), xlsx)
    if json_file != "-":
        for text in document["texts"]:
            print(text)  # noqa: T201 - what the command says
    edge.close()


def meetings(
    *,
    held: Annotated[
        list[str] | None, typer.Option("--held", help=_say(message("meetings.option.held")))
    ] = None,
    cancelled: Annotated[
        list[str] | None,
        typer.Option("--cancelled", help=_say(message("meetings.option.cancelled"))),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help=help_of("option.reason"))] = "",
    as_of: AsOfOption = None,
    policy: PolicyOption = "krai",
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Tell which meetings passed without a word, or say what became of them."""
    from services.meetings.workflow import mark_meetings, read_meetings_document

    edge = Edge(store)
    edge.network()
    if held or cancelled:
        if (held and cancelled) or not reason.strip():
            raise InputError("meetings.one_word")
        status = EventStatus.HELD if held else EventStatus.CANCELLED
        codes = held or cancelled or []
        made = mark_meetings(edge.store(), codes, status, reason=reason.strip(), ctx=edge.context())
        edge.tell("meetings.marked", n=len(set(codes)), revision=made)
    document = read_meetings_document(
        edge.store(),
        load_policy(policy).isolation,
        day=edge.day(as_of),
        say=edge.say,
        ctx=edge.context(),
    )
    if json_file is not None:
        edge.write_json(document, json_file)
    if json_file != "-":
        for text in (*document["texts"], *(one["text"] for one in document["meetings"])):
            print(text)  # noqa: T201 - what the command says
    edge.close()
