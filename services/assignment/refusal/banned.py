"""What a refusal changes in the data: bans, pins that end, and places that are no more."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graph.errors import InputError, NotFoundError
from graph.model.changes import Change
from graph.model.choices import Rule
from graph.model.need import Offer, Restriction
from graph.model.plan import Assignment, Plan
from graph.network import Network
from graph.valid_time import first_day, following


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Who refuses whom; at least one of the two is named.

    Attributes
    ----------
    leader
        Alone: the leader leads nobody any more.
    mentee
        Alone: the mentee wants none of its leaders of the plan any more.
    direction
        The only direction it is about; None is all.
    until
        First day on which the pairs are allowed again; None is the end of the plan's school year.
    """

    leader: str | None
    mentee: str | None
    direction: str | None
    reason: str
    until: date | None

    def last_day(self, plan: Plan) -> date:
        """Return the first day on which the pairs of a plan are allowed again."""
        return self.until or first_day(following(plan.school_year))


def refused_pairs(network: Network, plan: Plan, refusal: Refusal) -> tuple[Assignment, ...]:
    """Return the lines of the plan that a refusal ends.

    Raises
    ------
    NotFoundError
        If an organisation or direction is not known.
    InputError
        If nobody is named, or the plan has no such pair.
    """
    _require_known(network, refusal)
    found = tuple(
        line
        for line in network.lines_of("assignment", plan.id)
        if refusal.leader in (None, line.leader)
        and refusal.mentee in (None, line.mentee)
        and refusal.direction in (None, line.direction)
    )
    if not found:
        names = network.name_of
        who = " — ".join(names[code] for code in (refusal.leader, refusal.mentee) if code)
        way = refusal.direction
        code = "refuse.no_pair" if way is None else "refuse.no_pair_in"
        raise InputError(code, plan=plan.id, who=who, direction=names.get(way or "", way))
    return found


def refusal_changes(
    network: Network, plan: Plan, refusal: Refusal, *, author: str
) -> tuple[Change, ...]:
    """Return the rows that a refusal adds, ends and empties.

    Each pair of the plan is forbidden until the day; a pin of it ends, and goes on in the
    directions that the refusal leaves alone. A leader who refuses everybody offers no places any
    more, in the direction or in all: otherwise the plan would send it others.

    Raises
    ------
    NotFoundError
        If an organisation or direction is not known.
    InputError
        If nobody is named, the plan has no such pair, or the day is not after the plan's.
    """
    lines = refused_pairs(network, plan, refusal)
    until = refusal.last_day(plan)
    if until <= plan.as_of:
        raise InputError("adjust.until_past", until=until, day=plan.as_of)
    bans = tuple(replace(ban, until=until) for ban in _bans(lines, refusal, author))
    made: list[Restriction | Offer] = [ban for ban in bans if not _stands(network, ban)]
    made += _pins(network, plan, bans, refusal)
    if refusal.mentee is None:
        offers = _offers(network, plan, refusal)
        made += (replace(offer, places=0) for offer in offers if offer.places)
    made.sort(key=lambda row: (row.entity, row.key))
    return tuple(Change(before=network.find(row.entity, row.key), after=row) for row in made)


def _require_known(network: Network, refusal: Refusal) -> None:
    if refusal.leader is None and refusal.mentee is None:
        raise InputError("refuse.nobody")
    for code in filter(None, (refusal.leader, refusal.mentee)):
        network.organisation(code)
    way = refusal.direction
    if way is not None and network.directions.get(way) is None:
        raise NotFoundError("adjust.direction_unknown", direction=way)


def _bans(lines: tuple[Assignment, ...], refusal: Refusal, author: str) -> tuple[Restriction, ...]:
    """Return a ban for each line; one for all directions where a whole pair is named."""
    is_pair = refusal.leader is not None and refusal.mentee is not None
    bans = {
        Restriction(
            leader=line.leader,
            mentee=line.mentee,
            direction=None if is_pair and refusal.direction is None else line.direction,
            rule=Rule.FORBID,
            reason=refusal.reason,
            author=author,
        )
        for line in lines
    }
    return tuple(sorted(bans, key=lambda ban: ban.key))


def _stands(network: Network, ban: Restriction) -> bool:
    """Return whether the pair is forbidden as long already."""
    there = network.restrictions.get(ban.key)
    if there is None:
        return False
    return there.until is None or (ban.until is not None and ban.until <= there.until)


def _pins(
    network: Network, plan: Plan, bans: tuple[Restriction, ...], refusal: Refusal
) -> Iterator[Restriction]:
    """Yield the pins that end, and those that stand for them where the refusal leaves the pair."""
    for pin in network.restrictions:
        lives = pin.until is None or plan.as_of < pin.until
        if pin.rule is not Rule.PIN or not lives or not _is_hit(pin, bans, refusal):
            continue
        yield replace(pin, until=plan.as_of)
        if pin.direction is not None:
            continue
        for line in network.lines_of("assignment", plan.id):
            own = replace(pin, direction=line.direction)
            is_its = (line.leader, line.mentee) == (pin.leader, pin.mentee)
            if is_its and not _is_hit(own, bans, refusal) and not network.restrictions.get(own.key):
                yield own


def _is_hit(pin: Restriction, bans: tuple[Restriction, ...], refusal: Refusal) -> bool:
    """Return whether a pin cannot stand beside the refusal."""
    if refusal.mentee is None and pin.leader == refusal.leader:
        return None in (pin.direction, refusal.direction) or pin.direction == refusal.direction
    return any(
        (ban.leader, ban.mentee) == (pin.leader, pin.mentee)
        and (None in (pin.direction, ban.direction) or pin.direction == ban.direction)
        for ban in bans
    )


def _offers(network: Network, plan: Plan, refusal: Refusal) -> list[Offer]:
    """Return what a leader who refuses everybody offers on the plan's day."""
    table = network.offers
    rows = np.flatnonzero(table.in_force(np.datetime64(plan.as_of, "D"))).tolist()
    return [
        table[row]
        for row in rows
        if table.column("organisation")[row] == refusal.leader
        and refusal.direction in (None, table.column("direction")[row])
    ]
