"""Choose what a site for everyone says: its map, the leaders, the events of the school year."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import numpy as np

from graph.model.choices import EventStatus
from graph.model.public_site import PublicEvent, PublicLeader, PublicSite
from graph.model.public_view import PublicView
from graph.model.view import MapRole, MapTie
from graph.network import Network
from graph.texts import Say
from graph.valid_time import first_day
from services.views.public_map import build_public_view

_HIDDEN = frozenset({EventStatus.CANCELLED, EventStatus.MOVED})


def build_public_site(
    network: Network, *, day: date, municipality: str | None = None, say: Say
) -> PublicSite:
    """Choose what everyone may read of `network` on `day`.

    Leaders are those of the map that stand in the municipality; events those that its
    organisations host in the school year of the day, without the cancelled ones.

    Raises
    ------
    NotFoundError
        If the municipality is not there.
    """
    view = build_public_view(network, day=day, municipality=municipality, say=say)
    return PublicSite(
        map=view,
        leaders=tuple(_leaders(network, view, day)),
        events=tuple(_events(network, view, day)),
    )


def _leaders(network: Network, view: PublicView, day: date) -> Iterator[PublicLeader]:
    title = {d.id: d.name for d in network.directions}
    offers = network.offers.where(network.offers.in_force(np.datetime64(day, "D")))
    helps: defaultdict[str, set[str]] = defaultdict(set)
    for code, direction in zip(
        offers.column("organisation"), offers.column("direction"), strict=True
    ):
        helps[code].add(title.get(direction, direction))
    for tie in view.ties:
        if tie.kind is MapTie.MENTORING and tie.direction:
            helps[tie.source].add(tie.direction)
    ours = (
        one
        for one in view.organisations
        if not one.is_outside and one.role in {MapRole.LEADER, MapRole.BOTH}
    )
    for one in sorted(ours, key=lambda one: (one.municipality, one.name, one.id)):
        yield PublicLeader(
            name=one.name,
            municipality=one.municipality,
            settlement=one.settlement,
            directions=tuple(sorted(helps[one.id])),
            mentees=one.mentees,
        )


def _events(network: Network, view: PublicView, day: date) -> list[PublicEvent]:
    title = {d.id: d.name for d in network.directions}
    host = {one.id: one.name for one in view.organisations if not one.is_outside}
    start = first_day(view.school_year)
    found = [
        PublicEvent(
            date=event.date,
            name=event.name,
            format=event.format or "",
            host=host[event.host],
            directions=tuple(title.get(d, d) for d in event.directions),
            is_ahead=event.date > day
            or (event.date == day and event.status is not EventStatus.HELD),
        )
        for event in network.events
        if event.host in host
        and start <= event.date < start.replace(year=start.year + 1)
        and event.status not in _HIDDEN
        and (event.date >= day or event.status is not EventStatus.PLANNED)
    ]
    ahead = sorted((e for e in found if e.is_ahead), key=lambda e: (e.date, e.name, e.host))
    held = sorted((e for e in found if not e.is_ahead), key=lambda e: (e.name, e.host))
    return [*ahead, *sorted(held, key=lambda e: e.date, reverse=True)]
