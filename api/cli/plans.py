"""Commands of a plan's life before its order: plan, check, explain, approve, withdraw."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.bootstrap import load_policy
from api.cli.edge import SHOWN_LINES, Edge, parse_day
from api.cli.help import RussianCommand
from api.cli.options import (
    AllOption,
    AsOfOption,
    JsonOption,
    OptionalPlanArgument,
    PlanArgument,
    PlanFileOption,
    ReasonOption,
    StoreOption,
    WorkbookOption,
    XlsxOption,
    help_of,
)
from api.clock import clock_ms
from api.fields import parse_school_year
from api.texts import catalogue
from graph.model.ids import PlanId
from graph.network import Network
from graph.texts import message
from services.named import named

if TYPE_CHECKING:
    from services.assignment.job import Compute
    from services.assignment.progress import Tell

REFUSED = 2
MAX_CHANGES_HELP = catalogue("ru")(message("side.help.max_changes"))
BASE_HELP = catalogue("ru")(message("side.help.base"))


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for name, command in (
        ("plan", plan),
        ("plans", plans),
        ("check", check),
        ("explain", explain),
        ("approve", approve),
        ("withdraw", withdraw),
    ):
        app.command(name, cls=RussianCommand, help=help_of(f"{name}.help"))(command)


def plan(
    *,
    school_year: Annotated[str, typer.Option("--school-year", help=help_of("plan.school_year"))],
    as_of: AsOfOption = None,
    scope: Annotated[str, typer.Option("--scope", help=help_of("plan.scope"))] = "region",
    policy_file: Annotated[str, typer.Option("--policy", help=help_of("plan.policy"))] = "krai",
    max_changes: Annotated[int | None, typer.Option("--max-changes", help=MAX_CHANGES_HELP)] = None,
    base: Annotated[str | None, typer.Option("--base", help=BASE_HELP)] = None,
    reason: Annotated[str | None, typer.Option("--reason", help=help_of("option.reason"))] = None,
    json_file: JsonOption = None,
    xlsx: XlsxOption = None,
    store: StoreOption = None,
) -> None:
    """Draft a plan and print its number, goals and counts."""
    from services.assignment.workflow import draft, read_moved

    edge = Edge(store)
    for target in (json_file, xlsx):
        edge.require_writable(target)
    edge.network()
    with edge.working("cli.plan.working") as tell:
        plan_id = draft(
            edge.store(),
            load_policy(policy_file),
            school_year=parse_school_year(school_year.strip()),
            day=None if as_of is None else parse_day(as_of),
            scope=scope,
            reason=reason or edge.say(message("cli.plan.reason")),
            clock_ms=clock_ms,
            ctx=edge.context(),
            max_changes=max_changes,
            base=base,
            compute=compute_telling(tell),
        )
    report_plan(edge, edge.network(), plan_id, json_file=json_file, xlsx=xlsx)
    moved = read_moved(edge.store(), plan_id, ctx=edge.context())
    if moved is not None and json_file != "-":
        edge.tell("plan.moved_meanwhile", moved=moved)
    edge.close()


def compute_telling(tell: "Tell") -> "Compute":
    """Return what calculates a plan: a long one in a process of its own, which tells its state."""
    from api.long_run import compute_plan

    return partial(compute_plan, tell=tell, is_gone=lambda: False)


def report_plan(
    edge: Edge, network: Network, plan_id: PlanId, *, json_file: str | None, xlsx: Path | None
) -> None:
    """Write the plan's files and tell its goals, unless standard output carries the document."""
    from services.assignment.document import plan_document

    document = plan_document(network, plan_id, edge.say)
    if json_file is not None:
        edge.write_json(document, json_file)
    if xlsx is not None:
        edge.write_bytes(plan_workbook(edge, network, document), xlsx)
    if json_file != "-":
        _tell_plan(edge, document)


def plan_workbook(edge: Edge, network: Network, document: Mapping[str, Any]) -> bytes:
    """Return a plan document as a workbook for people."""
    from api.plan_files import PlanSource, plan_file

    source = PlanSource(
        network=network, store=edge.store(), document=document, say=edge.say, ctx=edge.context()
    )
    return plan_file(source, ".xlsx")


def _tell_plan(edge: Edge, document: Mapping[str, Any]) -> None:
    counts = document["counts"]
    edge.tell(
        "cli.plan.made",
        plan=document["id"],
        school_year=document["school_year"],
        status=message(f"plan.status.{document['status']}"),
    )
    edge.tell(
        "cli.plan.counts",
        n=counts["needs"],
        covered=counts["covered"],
        mentees=counts["mentees"],
        with_leader=counts["mentees_with_leader"],
        leaders=counts["leaders_used"],
    )
    for number, goal in enumerate(document["goals"], start=1):
        value = goal["value"]
        edge.tell(
            "cli.plan.goal",
            number=number,
            goal=message(f"plan.goal.{goal['name']}"),
            value=" ".join(map(str, value)) if isinstance(value, list) else value,
            proved=message("plan.proved" if goal["proved"] else "plan.not_proved"),
        )
    if "side_rules" in document:
        _tell_side_rules(edge, document["side_rules"])


def _tell_side_rules(edge: Edge, told: Mapping[str, Any]) -> None:
    """Say how many changes there are, and of each goal with an open gap how far the bound is."""
    if told["base"] is not None:
        edge.tell("side.changes", n=told["changes"], most=told["max_changes"], base=told["base"])
    for goal in told["goals"]:
        if goal["gap"]:
            bound = goal["bound"]
            edge.tell(
                "side.gap",
                goal=message(f"plan.goal.{goal['name']}"),
                bound=" ".join(map(str, bound)) if isinstance(bound, list) else bound,
                percent=f"{100 * goal['gap']:.2f}".replace(".", ","),
            )


def plans(store: StoreOption = None) -> None:
    """List the plans with year, scope, state and what they cover."""
    from services.assignment.problem import scope_name

    edge = Edge(store)
    network = edge.network()
    for one in network.plans:
        edge.tell(
            "cli.plans.line",
            plan=one.id,
            school_year=one.school_year,
            scope=scope_name(network, one.scope),
            status=message(f"plan.status.{one.status}"),
            pairs=len(network.lines_of("assignment", one.id)),
            open_needs=len(network.lines_of("open_need", one.id)),
        )
    edge.tell("cli.plans.count", n=len(network.plans))
    edge.close()


def check(
    plan: OptionalPlanArgument = None,
    *,
    file: PlanFileOption = None,
    workbook: WorkbookOption = None,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> int:
    """Verify a plan with the independent checker; exit 2 if it has faults."""
    from api.cli.proof import check_from_files, require_one_plan
    from services.assignment.fault import faults_document
    from services.assignment.workflow import check as check_stored

    require_one_plan(plan, file, workbook)
    edge = Edge(store)
    if plan is None:
        code, faults = check_from_files(edge, file, workbook)
    else:
        edge.network()
        code = plan
        faults = check_stored(edge.store(), PlanId(plan), ctx=edge.context())
    if json_file is not None:
        document = faults_document(code, faults, edge.say)
        edge.write_json(document, json_file)
    if json_file != "-":
        for fault in faults:
            print(edge.say(fault.message))  # noqa: T201 - what the command says
        edge.tell("cli.check.faults" if faults else "cli.check.proved", plan=code, n=len(faults))
    edge.close()
    return REFUSED if faults else 0


def explain(
    plan: PlanArgument,
    mentee: Annotated[str | None, typer.Option("--mentee", help=help_of("explain.mentee"))] = None,
    leader: Annotated[str | None, typer.Option("--leader", help=help_of("explain.leader"))] = None,
    *,
    show_all: AllOption = False,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Tell why each pair of a plan stands and why each open need is open."""
    from services.assignment.document import plan_document

    edge = Edge(store)
    network = edge.network()
    for code in (mentee, leader):
        if code is not None:
            network.organisation(code)
    document = plan_document(network, PlanId(plan), edge.say)
    pairs = [
        line
        for line in document["assignments"]
        if mentee in (None, line["mentee"]) and leader in (None, line["leader"])
    ]
    needs = [
        line
        for line in document["open_needs"]
        if leader is None and mentee in (None, line["mentee"])
    ]
    if json_file is not None:
        edge.write_json({"plan": plan, "assignments": pairs, "open_needs": needs}, json_file)
    if json_file != "-":
        most = len(pairs) + len(needs) if show_all else SHOWN_LINES
        for line in needs[:most]:
            edge.tell(
                "cli.explain.open",
                mentee=named(network, line["mentee"]),
                direction=network.name_of[line["direction"]],
                text=line["text"],
            )
        for line in pairs[:most]:
            edge.tell(
                "cli.explain.pair",
                mentee=named(network, line["mentee"]),
                leader=named(network, line["leader"]),
                direction=network.name_of[line["direction"]],
                reasons=" ".join(line["reasons"]),
            )
        edge.tell("cli.explain.count", n=len(pairs), open_needs=len(needs))
        if most < max(len(pairs), len(needs)):
            edge.tell("cli.explain.more", plan=plan)
    edge.close()


def approve(plan: PlanArgument, reason: ReasonOption, store: StoreOption = None) -> None:
    """Approve a draft after checking it on the network of today."""
    from services.assignment.workflow import approve as approve_stored

    edge = Edge(store)
    edge.network()
    revision = approve_stored(edge.store(), PlanId(plan), reason=reason, ctx=edge.context())
    edge.tell("cli.approve.done", plan=plan, revision=revision)
    edge.close()


def withdraw(plan: PlanArgument, reason: ReasonOption, store: StoreOption = None) -> None:
    """Withdraw a draft or an approved plan."""
    from services.assignment.workflow import withdraw as withdraw_stored

    edge = Edge(store)
    edge.network()
    revision = withdraw_stored(edge.store(), PlanId(plan), reason=reason, ctx=edge.context())
    edge.tell("cli.withdraw.done", plan=plan, revision=revision)
    edge.close()
