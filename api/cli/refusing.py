"""The command of a refusal: who takes over with the fewest moves."""

from typing import Annotated

import typer

from api.cli.edge import Edge, parse_day
from api.cli.help import RussianCommand
from api.cli.options import JsonOption, PlanArgument, StoreOption, help_of
from api.cli.plans import compute_telling
from api.cli.redrafts import tell_document, tell_draft
from api.clock import clock_ms
from api.texts import catalogue
from graph.errors import InputError
from graph.model.ids import PlanId
from graph.texts import message

_say = catalogue("ru")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("refuse", cls=RussianCommand, help=_say(message("refuse.help.command")))(refuse)


def refuse(
    plan: PlanArgument,
    *,
    leader: Annotated[
        str | None, typer.Option("--leader", help=_say(message("refuse.help.leader")))
    ] = None,
    mentee: Annotated[
        str | None, typer.Option("--mentee", help=_say(message("refuse.help.mentee")))
    ] = None,
    direction: Annotated[
        str | None, typer.Option("--direction", help=_say(message("refuse.help.direction")))
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help=help_of("option.reason"))] = "",
    until: Annotated[
        str | None, typer.Option("--until", help=_say(message("refuse.help.until")))
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help=_say(message("refuse.help.draft")))
    ] = False,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Show who takes over with the fewest moves; with --draft keep the refusal and that draft."""
    from services.assignment.refusal.banned import Refusal
    from services.assignment.refusal.workflow import read_refusal_document
    from services.assignment.refusal.workflow import refuse as refuse_stored

    if draft and not reason.strip():
        raise InputError("refuse.no_reason")
    edge = Edge(store)
    edge.require_writable(json_file)
    edge.network()
    refusal = Refusal(
        leader=leader,
        mentee=mentee,
        direction=direction,
        reason=reason,
        until=None if until is None else parse_day(until),
    )
    asked, ctx = PlanId(plan), edge.context()
    if draft:
        with edge.working("refuse.working") as tell:
            made = refuse_stored(
                edge.store(),
                asked,
                refusal,
                clock_ms=clock_ms,
                ctx=ctx,
                compute=compute_telling(tell),
            )
        tell_draft(edge, asked, made, json_file, done="refuse.done")
    else:
        with edge.working("refuse.working") as tell:
            found = read_refusal_document(
                edge.store(), asked, refusal, say=edge.say, ctx=ctx, compute=compute_telling(tell)
            )
        tell_document(edge, found, json_file, after="refuse.preview")
    edge.close()
