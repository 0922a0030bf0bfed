"""Commands that report: isolated, show, history, undo."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.bootstrap import load_policy
from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import (
    AsOfOption,
    JsonOption,
    ReasonOption,
    StoreOption,
    XlsxOption,
    help_of,
)
from graph.model.ids import Revision
from graph.network import Network
from graph.texts import Message, message

if TYPE_CHECKING:
    from services.isolation.findings import IsolationReport
    from services.views.card import OrganisationCard


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for name, command in (
        ("isolated", isolated),
        ("show", show),
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
    store: StoreOption = None,
) -> None:
    """Tell who is left out, by which kind, and the next step."""
    from services.isolation.document import isolation_document
    from services.isolation.workflow import report

    edge = Edge(store)
    edge.network()
    with edge.working("cli.isolated.working"):
        network, found = report(
            edge.store(),
            load_policy(policy).isolation,
            day=edge.day(as_of),
            ctx=edge.context(),
            window_months=window,
            hops=hops,
        )
    if json_file is not None:
        edge.write_json(isolation_document(found, network, edge.say), json_file)
    if xlsx is not None:
        edge.write_bytes(isolation_workbook(edge, network, found), xlsx)
    if json_file != "-":
        tell_isolation(edge, network, found)
    edge.close()


def isolation_workbook(edge: Edge, network: Network, found: "IsolationReport") -> bytes:
    """Return an isolation report as a workbook for people."""
    from graph.workbook.sheets import write_sheets
    from services.isolation.sheets import isolation_rows

    made = BytesIO()
    write_sheets(made, isolation_rows(found, network, edge.say))
    return made.getvalue()


def tell_isolation(edge: Edge, network: Network, found: "IsolationReport") -> None:
    """Print the counts by kind and every finding with its next step."""
    edge.tell("cli.isolated.day", day=found.as_of, window=found.window_months)
    for remark in found.remarks:
        print(edge.say(remark))  # noqa: T201 - what the command says
    for finding in found.findings:
        edge.tell(
            "cli.isolated.line",
            name=network.name_of[finding.organisation],
            organisation=finding.organisation,
            text=finding.text,
            step=finding.next_step,
        )
    edge.tell("cli.isolated.count", n=len(found.findings))


def show(
    code: Annotated[str, typer.Argument(help=help_of("show.code"))],
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Tell everything around one organisation on a day."""
    from graph.valid_time import as_of as network_on
    from services.views.card import build_card
    from services.views.index import NetworkIndex

    edge = Edge(store)
    network = edge.network()
    day = edge.day(as_of)
    card = build_card(NetworkIndex(network, network_on(network, day), day), code)
    for line in card_lines(card):
        print(edge.say(line))  # noqa: T201 - what the command says
    edge.close()


def card_lines(card: "OrganisationCard") -> Iterator[Message]:
    """Yield what the command `show` says of a card, line by line."""
    one = card.organisation
    yield message("cli.show.name", name=one.name, organisation=one.id, place=card.municipality)
    if card.is_closed:
        yield message("cli.show.closed", successor=card.successor.name if card.successor else None)
    if card.contact is not None:
        yield message("cli.show.contact", name=card.contact.name, phone=card.contact.phone)
    for offer in card.offers:
        yield message(
            "cli.show.offer",
            direction=offer.direction,
            places=offer.offer.places,
            taken=offer.taken,
        )
    for need in card.needs:
        helpers = ", ".join(who.name for who in need.helpers)
        yield message(
            "cli.show.need" if helpers else "cli.show.need_open",
            direction=need.direction,
            level=need.need.level,
            helpers=helpers,
        )
    for partner in card.led:
        yield message("cli.show.leads", name=partner.who.name, direction=partner.direction)
    for partner in card.leading:
        yield message("cli.show.led_by", name=partner.who.name, direction=partner.direction)
    for status in card.statuses:
        yield message("cli.show.status", status=status.status, from_date=status.from_date)
    for curator in card.curators:
        name = curator.person.name if curator.person else curator.code
        yield message("cli.show.curator", name=name)
    yield message("cli.show.events", n=card.events_of_year, last=card.last_event)


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
    for entry in edge.store().history(newest_first=True):
        if len(told) == limit:
            break
        told.append(
            {
                "revision": entry.revision,
                "at": entry.at.isoformat(),
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
                at=f"{entry.at:%d.%m.%Y %H:%M}",
                actor=entry.actor,
                action=message(f"cli.action.{entry.action}"),
                reason=entry.reason,
                n=n,
            )
    if json_file is not None:
        edge.write_json({"changes": told}, json_file)
    edge.close()
