"""Commands that report: isolated, history, undo."""

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.bootstrap import load_policy
from api.cli.edge import SHOWN_LINES, Edge
from api.cli.help import RussianCommand
from api.cli.isolation_answer import Asked, Output, tell_answer
from api.cli.isolation_lists import (
    BY_LIST,
    ListOption,
    ListsOption,
    OfOption,
    questions_by_list,
)
from api.cli.isolation_time import (
    IN_TIME,
    AheadOption,
    CompareWithOption,
    DaysOption,
    SoonOption,
    TrendOption,
    questions_in_time,
)
from api.cli.isolation_told import narrowed_to, tell_isolation
from api.cli.options import (
    AllOption,
    AsOfOption,
    JsonOption,
    ReasonOption,
    StoreOption,
    XlsxOption,
    help_of,
)
from graph.errors import InputError
from graph.model.ids import Revision
from graph.network import Network
from graph.texts import message
from services.policy import IsolationPolicy

if TYPE_CHECKING:
    from services.isolation.findings import IsolationReport


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for name, command in (
        ("isolated", isolated),
        ("history", history),
        ("undo", undo),
    ):
        app.command(name, cls=RussianCommand, help=help_of(f"{name}.help"))(command)


def isolated(
    *,
    as_of: AsOfOption = None,
    window: Annotated[
        int | None, typer.Option("--window", min=1, max=120, help=help_of("isolated.window"))
    ] = None,
    hops: Annotated[
        int | None, typer.Option("--hops", min=1, max=20, help=help_of("isolated.hops"))
    ] = None,
    policy: Annotated[str, typer.Option("--policy", help=help_of("plan.policy"))] = "krai",
    json_file: JsonOption = None,
    xlsx: XlsxOption = None,
    show_all: AllOption = False,
    municipality: Annotated[
        str | None, typer.Option("--municipality", help=help_of("isolated.municipality"))
    ] = None,
    soon: SoonOption = False,
    days: DaysOption = None,
    ahead: AheadOption = None,
    trend: TrendOption = False,
    compare_with: CompareWithOption = None,
    lists: ListsOption = False,
    one_list: ListOption = None,
    of: OfOption = None,
    store: StoreOption = None,
) -> None:
    """Tell who is left out, why, and the next step; in time, in ten lists, or one by one."""
    asked = [
        *questions_in_time(soon=soon, days=days, ahead=ahead, trend=trend, other=compare_with),
        *questions_by_list(lists=lists, name=one_list, of=of),
    ]
    if len(asked) > 1:
        raise InputError("isolation_time.one_question")
    if asked and municipality is not None:
        raise InputError("cli.isolated.municipality_alone")
    rules = load_policy(policy).isolation.asked(window_months=window, hops=hops)
    output = Output(json_file=json_file, xlsx=xlsx, show_all=show_all)
    edge = Edge(store)
    edge.network()
    day = edge.day(as_of)
    if asked:
        _answer(edge, rules, asked[0], day, output)
    else:
        _report(edge, rules, day, output, municipality)
    edge.close()


def _answer(edge: Edge, rules: IsolationPolicy, asked: Asked, day: date, output: Output) -> None:
    """Answer one question in time, by list or about one organisation."""
    with edge.working("isolation_time.working"):
        answer = (IN_TIME | BY_LIST)[asked.question](edge, rules, asked, day)
    tell_answer(edge, answer, output)


def _report(
    edge: Edge, rules: IsolationPolicy, day: date, output: Output, municipality: str | None
) -> None:
    """Tell who is left out on a day, everywhere or in one municipality."""
    from services.isolation.document import isolation_document
    from services.isolation.workflow import report

    with edge.working("cli.isolated.working"):
        network, found = report(edge.store(), rules, day=day, ctx=edge.context())
    if municipality is not None:
        found = narrowed_to(network, found, municipality)
    if output.json_file is not None:
        edge.write_json(isolation_document(found, network, edge.say), output.json_file)
    if output.xlsx is not None:
        edge.write_bytes(isolation_workbook(edge, network, found), output.xlsx)
    if output.json_file != "-":
        most = None if output.show_all else SHOWN_LINES
        tell_isolation(edge, network, found, municipality=municipality, most=most)


def isolation_workbook(edge: Edge, network: Network, found: "IsolationReport") -> bytes:
    """Return an isolation report as a workbook for people."""
    from graph.workbook.sheets import write_sheets
    from services.isolation.sheets import isolation_rows

    made = BytesIO()
    write_sheets(made, isolation_rows(found, network, edge.say))
    return made.getvalue()


def undo(
    revision: Annotated[int, typer.Argument(help=help_of("undo.revision"))],
    reason: ReasonOption,
    store: StoreOption = None,
) -> None:
    """Take back one revision."""
    from services.history.workflow import undo as take_back

    edge = Edge(store)
    edge.network()
    made = take_back(edge.store(), Revision(revision), reason=reason, ctx=edge.context())
    edge.tell("cli.undo.done", undone=revision, revision=made)
    edge.close()


def history(
    limit: Annotated[int, typer.Option("--limit", min=1, help=help_of("history.limit"))] = 50,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Tell who changed what, when and why, newest first."""
    edge = Edge(store)
    edge.network()
    told: list[dict[str, Any]] = []
    zone = edge.now().tzinfo
    for entry in edge.store().history(newest_first=True):
        if len(told) == limit:
            break
        at = entry.at.astimezone(zone)
        told.append(
            {
                "revision": entry.revision,
                "at": at.isoformat(),
                "actor": entry.actor,
                "source": entry.source,
                "action": entry.action.value,
                "reason": entry.reason,
                "undoes": entry.undoes,
                "counts": {
                    entity: {operation.value: n for operation, n in counts.items()}
                    for entity, counts in entry.counts.items()
                },
            }
        )
        if json_file != "-":
            n = sum(sum(counts.values()) for counts in entry.counts.values())
            edge.tell(
                "cli.history.line",
                revision=entry.revision,
                at=f"{at:%d.%m.%Y %H:%M}",
                actor=entry.actor,
                action=message(f"cli.action.{entry.action}"),
                reason=entry.reason,
                n=n,
            )
    if json_file is not None:
        edge.write_json({"changes": told}, json_file)
    edge.close()
