"""What changed for one organisation between two days: events, papers, its way to a leader."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from graph.model.ids import EventId, OrganisationId
from services.isolation.kinds import Kind
from services.isolation.scene import Scene
from services.isolation_in_time.causes import Cause, CauseKind
from services.isolation_in_time.ending import PaperRow, papers_in_force
from services.isolation_in_time.standing import without_working_tie
from services.isolation_in_time.way import WaysToLeaders


class Met(NamedTuple):
    """An event of an organisation with one partner."""

    day: date
    row: int
    partner: str
    vertical: bool


class Changes:
    """Compares organisations on an earlier and a later day of one network."""

    def __init__(self, before: Scene, after: Scene) -> None:
        self._before, self._after = _Side(before), _Side(after)

    def of_fall(self, code: str, kind: Kind) -> tuple[Cause, ...]:
        """Return why an organisation is without a working tie on the later day only.

        Rules: (1) it opened in between; (2) it was spared on the earlier day, because it was new;
        (3) the events with partners that are partners no more: those between equals, if any; (4)
        papers ended; (5) for a lost way, the first tie that is gone on the shortest way of the
        earlier day, or the leader at its end; without leaders then, ways were not judged.
        """
        before, after = self._before, self._after
        # RULES 1 AND 2
        opened = after.scene.network.organisation(code).from_date
        if code not in before.scene.nodes.number:
            return (Cause(kind=CauseKind.OPENED, day=opened),)
        if code in before.spared:
            return (Cause(kind=CauseKind.NO_LONGER_NEW, day=opened),)
        # RULE 3
        gone = _no_longer(before, after, code)
        closed = {one for one in gone if one.partner not in after.scene.nodes.number}
        causes = [
            *_events(before, gone - closed, CauseKind.EVENT_LAPSED),
            *_partners(closed, CauseKind.PARTNER_CLOSED, after),
        ]
        # RULE 4
        causes += _papers(before, after, code, CauseKind.PAPER_ENDED)
        # RULE 5
        if kind is Kind.K4 and not before.has_leaders:
            causes.append(Cause(kind=CauseKind.FIRST_LEADERS))
        elif kind is Kind.K4:
            causes += _on_the_way(before, after, code, _LOST)
        return tuple(causes) or _PAST_PAPERS

    def of_return(self, code: str, kind: Kind) -> tuple[Cause, ...]:
        """Return why an organisation has a working tie on the later day again.

        Rules: (1) events with partners that were none before, those between equals if any; (2)
        papers began; (3) for a way found, the first tie that is new on the shortest way of the
        later day, or the leader at its end; without leaders now, ways are not judged.
        """
        before, after = self._before, self._after
        # RULE 1
        come = _no_longer(after, before, code)
        opened = {one for one in come if one.partner not in before.scene.nodes.number}
        causes = [
            *_events(after, come - opened, CauseKind.EVENT_HELD),
            *_partners(opened, CauseKind.PARTNER_OPENED, after),
        ]
        # RULE 2
        causes += _papers(after, before, code, CauseKind.PAPER_BEGUN)
        # RULE 3
        if kind is Kind.K4 and not after.has_leaders:
            causes.append(Cause(kind=CauseKind.NO_LEADERS))
        elif kind is Kind.K4:
            causes += _on_the_way(after, before, code, _FOUND)
        return tuple(causes) or _PAST_PAPERS


_PAST_PAPERS = (Cause(kind=CauseKind.PAST_PAPERS),)
"""On one of the days it had nothing but papers that are over: no kind asks for such a one."""


class _Side:
    """One of the two days, looked up by organisation."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.has_leaders = bool(scene.nodes.leader.any())

    @cached_property
    def spared(self) -> frozenset[str]:
        """Who is without a working tie and spared because it is new."""
        everybody = without_working_tie(self.scene, spare_new=False)
        return frozenset(everybody.keys() - without_working_tie(self.scene).keys())

    @cached_property
    def met(self) -> dict[str, set[Met]]:
        """Events of the window of each organisation."""
        codes, life = self.scene.nodes.codes, self.scene.recent
        found: dict[str, set[Met]] = {}
        days = life.day.astype(object).tolist()
        for giver, receiver, row, day, vertical in zip(
            life.giver.tolist(),
            life.receiver.tolist(),
            life.row.tolist(),
            days,
            life.vertical.tolist(),
            strict=True,
        ):
            one, other = codes[giver], codes[receiver]
            found.setdefault(one, set()).add(Met(day, row, other, vertical))
            found.setdefault(other, set()).add(Met(day, row, one, vertical))
        return found

    @cached_property
    def papers(self) -> dict[str, dict[str, PaperRow]]:
        """Papers in force of each organisation, by kind and key."""
        found: dict[str, dict[str, PaperRow]] = {}
        for row in papers_in_force(self.scene.network, self.scene.day):
            for code in row.ends:
                found.setdefault(code, {})[f"{row.paper}|{row.key}"] = row
        return found

    @cached_property
    def ways(self) -> WaysToLeaders:
        """Shortest ways to leaders."""
        return WaysToLeaders(self.scene)


def _no_longer(here: _Side, there: _Side, code: str) -> set[Met]:
    """Return the events on the one day with those who are no partners on the other."""
    known = {one.partner for one in there.met.get(code, ())}
    left = {one for one in here.met.get(code, ()) if one.partner not in known}
    return {one for one in left if not one.vertical} or left


def _events(side: _Side, met: Iterable[Met], kind: CauseKind) -> list[Cause]:
    """Tell each event once, with all its partners, the latest first."""
    keys = side.scene.network.events.keys
    by_row: dict[tuple[date, int], set[str]] = {}
    for one in met:
        by_row.setdefault((one.day, one.row), set()).add(one.partner)
    return [
        Cause(
            kind=kind,
            day=day,
            organisations=tuple(OrganisationId(code) for code in sorted(partners)),
            event=EventId(keys[row]),
        )
        for (day, row), partners in sorted(
            by_row.items(), key=lambda item: (-item[0][0].toordinal(), item[0][1])
        )
    ]


def _partners(met: Iterable[Met], kind: CauseKind, after: _Side) -> list[Cause]:
    """Tell each partner once, with the day on which it closed or opened."""
    causes = []
    for code in sorted({one.partner for one in met}):
        partner = after.scene.network.organisation(code)
        day = partner.to_date if kind is CauseKind.PARTNER_CLOSED else partner.from_date
        causes.append(Cause(kind=kind, day=day, organisations=(OrganisationId(code),)))
    return causes


def _papers(here: _Side, there: _Side, code: str, kind: CauseKind) -> list[Cause]:
    """Tell the papers that are in force on the one day and not on the other."""
    held, other = here.papers.get(code, {}), there.papers.get(code, {})
    return [
        Cause(
            kind=kind,
            day=row.until if kind is CauseKind.PAPER_ENDED else row.since,
            organisations=tuple(OrganisationId(end) for end in row.ends if end != code),
            paper=row.paper,
            key=row.key,
        )
        for name, row in sorted(held.items())
        if name not in other
    ]


_LOST = (CauseKind.TIE_LAPSED, CauseKind.LEADER_LOST)
_FOUND = (CauseKind.TIE_MADE, CauseKind.LEADER_FOUND)


def _on_the_way(
    here: _Side, there: _Side, code: str, kinds: tuple[CauseKind, CauseKind]
) -> list[Cause]:
    """Follow the shortest way of the one day to what the other day lacks of it."""
    tie, leader = kinds
    way = here.ways.of(code)
    for one, other in pairwise(way):
        if not there.ways.are_tied(one, other):
            if one == code:
                return []  # told already, as events of its own
            day = (max if tie is CauseKind.TIE_LAPSED else min)(
                met.day for met in here.met[one] if met.partner == other and not met.vertical
            )
            ends = tuple(OrganisationId(end) for end in (one, other))
            return [Cause(kind=tie, day=day, organisations=ends)]
    return [Cause(kind=leader, organisations=(OrganisationId(way[-1]),))]
