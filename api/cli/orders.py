"""Commands around a plan: its order, and the policy it is made by."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.edge import Edge, parse_day
from api.cli.help import RussianCommand
from api.cli.options import ConfirmOption, JsonOption, PlanArgument, StoreOption, help_of
from graph.errors import InputError
from graph.model.ids import PlanId
from services.named import named

if TYPE_CHECKING:
    from services.orders.compose import ComposedOrder


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for name, command in (("order", order), ("policy", policy)):
        app.command(name, cls=RussianCommand, help=help_of(f"{name}.help"))(command)


def order(
    plan: PlanArgument,
    *,
    number: Annotated[str, typer.Option("--number", help=help_of("order.number"))],
    date: Annotated[str, typer.Option("--date", help=help_of("order.date"))],
    from_date: Annotated[str | None, typer.Option("--from", help=help_of("order.from"))] = None,
    to_date: Annotated[str | None, typer.Option("--to", help=help_of("order.to"))] = None,
    reason: Annotated[str, typer.Option("--reason", help=help_of("option.reason"))] = "",
    confirm: ConfirmOption = False,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Show what an order would change; with --confirm put its pairs in force."""
    from services.orders.compose import OrderTerms
    from services.orders.document import order_document
    from services.orders.workflow import issue, preview

    edge = Edge(store)
    edge.network()
    edge.require_writable(json_file)
    terms = OrderTerms(
        number=number,
        date=parse_day(date),
        from_date=None if from_date is None else parse_day(from_date),
        to_date=None if to_date is None else parse_day(to_date),
    )
    if confirm and not reason.strip():
        raise InputError("input.reason", command="order")
    revision = None
    if confirm:
        composed, revision = issue(
            edge.store(), PlanId(plan), terms, reason=reason, say=edge.say, ctx=edge.context()
        )
    else:
        composed = preview(edge.store(), PlanId(plan), terms, say=edge.say, ctx=edge.context())
    if json_file is not None:
        edge.write_json(order_document(composed, revision), json_file)
    if json_file != "-":
        _tell(edge, composed)
        if revision is None:
            edge.tell("cli.order.preview" if reason.strip() else "cli.order.preview_reason")
        else:
            edge.tell("cli.order.done", number=number, plan=plan, revision=revision)
    edge.close()


def _tell(edge: Edge, composed: "ComposedOrder") -> None:
    """Name the pairs that end or are taken over, and count those that begin."""
    network = edge.network()
    for pair in composed.ended:
        edge.tell(
            "cli.order.ended",
            mentee=named(network, pair.mentee),
            leader=named(network, pair.leader),
            direction=network.name_of[pair.direction],
            reason=pair.end_reason,
        )
    for pair in composed.taken_over:
        edge.tell(
            "cli.order.taken_over",
            mentee=named(network, pair.mentee),
            leader=named(network, pair.leader),
            direction=network.name_of[pair.direction],
        )
    if composed.stays:
        edge.tell("order.stays", n=len(composed.stays))
    edge.tell(
        "cli.order.pairs",
        n=len(composed.begun),
        ended=len(composed.ended),
        from_date=composed.order.from_date,
        to_date=composed.order.to_date,
    )


def policy(
    output: Annotated[Path, typer.Option("-o", "--output", help=help_of("policy.output"))],
    name: Annotated[str, typer.Option("--name", help=help_of("policy.name"))] = "krai",
) -> None:
    """Write a shipped policy file with its comments."""
    from services.policy import shipped_policy

    edge = Edge()
    edge.write_bytes(shipped_policy(name).text.encode(), output)
    edge.tell("cli.policy.done", path=str(output))
