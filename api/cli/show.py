"""The command `show`: everything around one organisation on a day."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import AsOfOption, JsonOption, StoreOption, help_of
from graph.texts import Message, message

if TYPE_CHECKING:
    from graph.network import Network
    from services.views.card import OrganisationCard
    from services.views.curator import Alarm


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("show", cls=RussianCommand, help=help_of("show.help"))(show)


def show(
    code: Annotated[str, typer.Argument(help=help_of("show.code"))],
    as_of: AsOfOption = None,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Tell everything around one organisation on a day."""
    from graph.valid_time import as_of as network_on
    from services.views.card import build_card
    from services.views.card_document import card_document
    from services.views.index import NetworkIndex

    edge = Edge(store)
    network = edge.network()
    day = edge.day(as_of)
    card = build_card(NetworkIndex(network, network_on(network, day), day), code)
    if json_file is not None:
        alarm = _alarms(network, day).get(code)
        edge.write_json(card_document(card, alarm, edge.say), json_file)
    if json_file != "-":
        for line in chain(_who(card), _work(card), _papers(card)):
            print(edge.say(line))  # noqa: T201 - what the command says
    edge.close()


def _alarms(network: "Network", day: date) -> Mapping[str, "Alarm"]:
    """Return what the isolation report says, by organisation."""
    from services.isolation.detect import find_isolated
    from services.policy import shipped_policy
    from services.views.alarms import build_alarms

    return build_alarms(find_isolated(network, shipped_policy().isolation, day=day))


def _who(card: "OrganisationCard") -> Iterator[Message]:
    one = card.organisation
    yield message("cli.show.name", name=one.name, organisation=one.id, place=card.municipality)
    if card.is_closed:
        yield message("cli.show.closed", successor=card.successor.name if card.successor else None)
    if card.contact is not None:
        yield message("cli.show.contact", name=card.contact.name, phone=card.contact.phone)
    for curator in card.curators:
        name = curator.person.name if curator.person else curator.code
        yield message("cli.show.curator", name=name)


def _work(card: "OrganisationCard") -> Iterator[Message]:
    for offer in card.offers:
        yield message(
            "cli.show.offer",
            direction=offer.direction,
            places=offer.offer.places,
            taken=offer.taken,
        )
    for need in card.needs:
        helpers = ", ".join(w.name for w in need.helpers if w.code not in need.proposed)
        yield message(
            "cli.show.need" if helpers else "cli.show.need_open",
            direction=need.direction,
            level=need.need.level,
            helpers=helpers,
        )
    for partners, code in ((card.led, "leads"), (card.leading, "led_by")):
        for partner in partners:
            proposed = "_proposed" if partner.is_proposed else ""
            yield message(
                f"cli.show.{code}{proposed}",
                name=f"{partner.who.name} ({partner.who.place})",
                direction=partner.direction,
            )
    yield message("cli.show.events", n=card.events_of_year, last=card.last_event)


def _papers(card: "OrganisationCard") -> Iterator[Message]:
    for status in card.statuses:
        yield message("cli.show.status", status=status.status, from_date=status.from_date)
    for level in card.levels:
        yield message("cli.show.level", level=level.level, year=str(level.year))
    for agreement in card.agreements:
        yield message(
            "cli.show.agreement",
            number=agreement.number or agreement.id,
            subject=agreement.subject,
            from_date=agreement.from_date,
        )
    for community in card.communities:
        yield message("cli.show.community", name=community.name)
