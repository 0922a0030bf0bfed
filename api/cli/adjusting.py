"""Commands that change a plan in the year: try adjustments, keep them as scenarios, refuse."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.edge import Edge, parse_day
from api.cli.help import RussianCommand
from api.cli.options import JsonOption, OptionalPlanArgument, PlanArgument, StoreOption, help_of
from api.cli.plans import report_plan
from api.clock import clock_ms
from api.texts import catalogue
from graph.errors import InputError
from graph.model.ids import PlanId, ScenarioId
from graph.texts import message

if TYPE_CHECKING:
    from services.assignment.adjustment import Adjustment
    from services.assignment.job import Compute
    from services.assignment.progress import Tell

_say = catalogue("ru")


ReasonText = Annotated[str, typer.Option("--reason", help=help_of("option.reason"))]
UntilOption = Annotated[
    str | None, typer.Option("--until", help=_say(message("adjust.help.until")))
]
DraftOption = Annotated[bool, typer.Option("--draft", help=_say(message("adjust.help.draft")))]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for name, command, told in (
        ("adjust", adjust, message("adjust.help.command")),
        ("scenarios", scenarios, message("scenario.help.list")),
        ("scenario", scenario, message("scenario.help.one")),
        ("refuse", refuse, message("refuse.help.command")),
    ):
        app.command(name, cls=RussianCommand, help=_say(told))(command)


def adjust(
    plan: PlanArgument,
    *,
    pin: Annotated[
        list[str] | None, typer.Option("--pin", help=_say(message("adjust.help.pin")))
    ] = None,
    ban: Annotated[
        list[str] | None, typer.Option("--ban", help=_say(message("adjust.help.ban")))
    ] = None,
    prefer: Annotated[
        list[str] | None, typer.Option("--prefer", help=_say(message("adjust.help.prefer")))
    ] = None,
    places: Annotated[
        list[str] | None, typer.Option("--places", help=_say(message("adjust.help.places")))
    ] = None,
    reason: ReasonText = "",
    until: UntilOption = None,
    name: Annotated[
        str | None, typer.Option("--name", help=_say(message("adjust.help.name")))
    ] = None,
    draft: DraftOption = False,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Show what adjustments do to a plan; keep them as a scenario, or as data with a new draft."""
    from services.assignment.scenarios.workflow import draft_adjusted
    from services.assignment.whatif.workflow import read_what_if_document

    given = {"pin": pin, "ban": ban, "prefer": prefer, "places": places}
    texts = [f"{kind}:{text}" for kind, some in given.items() for text in some or ()]
    tries = [_read(kind, text) for kind, some in given.items() for text in some or ()]
    if draft and name is not None:
        raise InputError("adjust.draft_or_name")
    _require_reason(draft=draft, reason=reason)
    _require_draft(until, draft=draft)
    edge = Edge(store)
    edge.require_writable(json_file)
    edge.network()
    asked, ctx = PlanId(plan), edge.context()
    if draft:
        with edge.working("adjust.working") as tell:
            made = draft_adjusted(
                edge.store(),
                asked,
                tries,
                reason=reason,
                until=None if until is None else parse_day(until),
                clock_ms=clock_ms,
                ctx=ctx,
                compute=_compute(tell),
            )
        _tell_draft(edge, asked, made, json_file, done="adjust.done")
    elif name is not None:
        _save(edge, asked, name, tries, reason)
    else:
        with edge.working("cli.advise.working"):
            document = read_what_if_document(edge.store(), asked, texts, say=edge.say, ctx=ctx)
        _tell_document(edge, document, json_file, after="adjust.preview")
    edge.close()


def scenarios(
    plan: OptionalPlanArgument = None,
    *,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Show a plan beside what is tried on it; without a plan, every plan that has scenarios."""
    from services.assignment.scenarios.workflow import read_scenarios_document

    edge = Edge(store)
    network = edge.network()
    plans = [plan] if plan else sorted({one.plan for one in network.scenarios})
    documents = []
    with edge.working("adjust.working") as tell:
        for one in plans:
            found = read_scenarios_document(
                edge.store(),
                PlanId(one),
                say=edge.say,
                ctx=edge.context(),
                compute=_compute(tell),
            )
            documents.append(found)
    if json_file is not None:
        edge.write_json(documents[0] if plan else {"plans": documents}, json_file)
    if json_file != "-":
        for found in documents:
            _tell_scenarios(edge, found)
        if not documents:
            edge.tell("scenario.none")
    edge.close()


def scenario(
    code: Annotated[str, typer.Argument(help=_say(message("scenario.help.scenario")))],
    *,
    draft: DraftOption = False,
    drop: Annotated[bool, typer.Option("--drop", help=_say(message("scenario.help.drop")))] = False,
    reason: ReasonText = "",
    until: UntilOption = None,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Make a scenario the draft of its plan, or remove it."""
    from services.assignment.scenarios.workflow import draft_scenario, drop_scenario

    if draft == drop:
        raise InputError("scenario.draft_or_drop")
    _require_reason(draft=draft, reason=reason)
    _require_draft(until, draft=draft)
    edge = Edge(store)
    edge.require_writable(json_file)
    network = edge.network()
    asked, ctx = ScenarioId(code), edge.context()
    if draft:
        with edge.working("adjust.working") as tell:
            made = draft_scenario(
                edge.store(),
                asked,
                reason=reason,
                until=None if until is None else parse_day(until),
                clock_ms=clock_ms,
                ctx=ctx,
                compute=_compute(tell),
            )
        kept = network.scenarios.get(code)
        _tell_draft(edge, PlanId(kept.plan if kept else ""), made, json_file, done="adjust.done")
    else:
        told = reason or edge.say(message("scenario.dropped_reason", id=code))
        revision = drop_scenario(edge.store(), asked, reason=told, ctx=ctx)
        if json_file is not None:
            edge.write_json({"revision": revision}, json_file)
        if json_file != "-":
            edge.tell("scenario.dropped", id=code)
    edge.close()


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
    reason: ReasonText = "",
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
                compute=_compute(tell),
            )
        _tell_draft(edge, asked, made, json_file, done="refuse.done")
    else:
        with edge.working("refuse.working") as tell:
            found = read_refusal_document(
                edge.store(), asked, refusal, say=edge.say, ctx=ctx, compute=_compute(tell)
            )
        _tell_document(edge, found, json_file, after="refuse.preview")
    edge.close()


def _read(kind: str, text: str) -> "Adjustment":
    """Read what an option of a kind was given; a refusal shows how that very option is written."""
    from services.assignment.adjustment import AdjustmentKind, read_adjustment

    try:
        return read_adjustment(f"{kind}:{text}")
    except InputError:
        form = "adjust.option_places" if kind == AdjustmentKind.PLACES else "adjust.option_pair"
        raise InputError(form, option=f"--{kind}", text=text) from None


def _save(edge: Edge, plan: PlanId, name: str, tries: "list[Adjustment]", reason: str) -> None:
    """Keep adjustments as a scenario."""
    from services.assignment.scenarios.workflow import save_scenario

    told = reason or edge.say(message("scenario.saved_reason", name=name))
    with edge.working("adjust.working") as tell:
        saved = save_scenario(
            edge.store(),
            plan,
            name,
            tries,
            reason=told,
            ctx=edge.context(),
            compute=_compute(tell),
        )
    edge.tell("adjust.saved", name=saved.name, id=saved.id, plan=plan)


def _require_reason(*, draft: bool, reason: str) -> None:
    if draft and not reason.strip():
        raise InputError("adjust.no_reason")


def _require_draft(until: str | None, *, draft: bool) -> None:
    """Refuse a last day where no decision is stored that could end on it."""
    if until is not None and not draft:
        raise InputError("adjust.until_without_draft")


def _compute(tell: "Tell") -> "Compute":
    """Return what calculates a plan: a long one in a process of its own, which tells its state."""
    from api.long_run import compute_plan

    return partial(compute_plan, tell=tell, is_gone=lambda: False)


def _tell_document(
    edge: Edge, document: Mapping[str, Any], json_file: str | None, *, after: str
) -> None:
    if json_file is not None:
        edge.write_json(document, json_file)
    if json_file != "-":
        for text in document["texts"]:
            print(text)  # noqa: T201 - what the command says
        edge.tell(after)


def _tell_draft(
    edge: Edge, base: PlanId, made: PlanId, json_file: str | None, *, done: str
) -> None:
    """Tell the new draft, what it moves, and how to take it back."""
    from services.assignment.compare import compare_plans
    from services.assignment.compare_texts import comparison_lines

    network = edge.network()
    report_plan(edge, network, made, json_file=json_file, xlsx=None)
    if json_file != "-":
        for line in comparison_lines(network, compare_plans(network, base, made)):
            print(edge.say(line))  # noqa: T201 - what the command says
        row = network.plans.position(made)
        edge.tell(done, plan=made, base=base, revision=network.plans.revisions[row or 0])


def _tell_scenarios(edge: Edge, document: Mapping[str, Any]) -> None:
    columns = document["scenarios"]
    edge.tell("scenario.heading", plan=document["plan"], n=len(columns) - 1)
    for column in columns:
        if column["refused"]:
            edge.tell(
                "scenario.refused", id=column["id"], name=column["name"], why=column["refused"]
            )
            continue
        print(column["text"])  # noqa: T201 - what the command says
        for text in column["adjustment_texts"]:
            print(f"  {text}")  # noqa: T201 - as above
    edge.tell("scenario.order")
    for text in document["texts"]:
        print(text)  # noqa: T201 - as above
