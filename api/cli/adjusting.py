"""Commands that change a plan in the year: try adjustments, keep them as scenarios."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.edge import Edge, parse_day
from api.cli.help import RussianCommand
from api.cli.options import JsonOption, OptionalPlanArgument, PlanArgument, StoreOption, help_of
from api.cli.plans import compute_telling
from api.cli.redrafts import tell_document, tell_draft
from api.clock import clock_ms
from api.texts import catalogue
from graph.errors import InputError
from graph.model.ids import PlanId, ScenarioId
from graph.texts import message

if TYPE_CHECKING:
    from services.assignment.adjustment import Adjustment

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
                compute=compute_telling(tell),
            )
        tell_draft(edge, asked, made, json_file, done="adjust.done")
    elif name is not None:
        _save(edge, asked, name, tries, reason)
    else:
        with edge.working("cli.advise.working"):
            texts = [str(one) for one in tries]
            document = read_what_if_document(edge.store(), asked, texts, say=edge.say, ctx=ctx)
        tell_document(edge, document, json_file, after="adjust.preview")
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
                compute=compute_telling(tell),
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
                compute=compute_telling(tell),
            )
        kept = network.scenarios.get(code)
        tell_draft(edge, PlanId(kept.plan if kept else ""), made, json_file, done="adjust.done")
    else:
        told = reason or edge.say(message("scenario.dropped_reason", id=code))
        revision = drop_scenario(edge.store(), asked, reason=told, ctx=ctx)
        if json_file is not None:
            edge.write_json({"revision": revision}, json_file)
        if json_file != "-":
            edge.tell("scenario.dropped", id=code)
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
            compute=compute_telling(tell),
        )
    edge.tell("adjust.saved", name=saved.name, id=saved.id, plan=plan)


def _require_reason(*, draft: bool, reason: str) -> None:
    if draft and not reason.strip():
        raise InputError("adjust.no_reason")


def _require_draft(until: str | None, *, draft: bool) -> None:
    """Refuse a last day where no decision is stored that could end on it."""
    if until is not None and not draft:
        raise InputError("adjust.until_without_draft")


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
