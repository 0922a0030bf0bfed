"""Adjustments as data: rows of restrictions, and places of offers and leaders."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import numpy as np

from graph.errors import InputError, NotFoundError
from graph.model.changes import Change
from graph.model.choices import Rule
from graph.model.fields import read_dictionary
from graph.model.ids import OrganisationId, SchoolYear
from graph.model.need import Offer, Restriction
from graph.model.record import Record
from graph.network import Network
from graph.valid_time import school_year_of
from services.assignment.adjustment import Adjustment, AdjustmentKind
from services.assignment.decisions import restriction_name

R = TypeVar("R", bound=Record)

_RULES = {
    AdjustmentKind.PIN: Rule.PIN,
    AdjustmentKind.BAN: Rule.FORBID,
    AdjustmentKind.PREFER: Rule.PREFER,
}


def adjusted_changes(
    network: Network,
    adjustments: Iterable[Adjustment],
    *,
    day: date,
    reason: str,
    author: str,
    until: date | None = None,
    school_year: SchoolYear | None = None,
) -> tuple[Change, ...]:
    """Return what `adjustments` change in the data, so that a plan can be made from it.

    A pin, ban or wish becomes a row of the restrictions with its reason and author; a row that
    says the same is extended, never doubled. Places go to the offer in force on `day`, and to the
    leader's total where one is given, so that the place counts. What stands already changes
    nothing; all are applied in the order given.

    Parameters
    ----------
    day
        The plan's day: offers and restrictions are judged on it.
    until
        First day on which new restrictions do not hold any more; None is no end.
    school_year
        Year whose needs a pin must have; None is the year of `day`.

    Raises
    ------
    NotFoundError
        If an organisation or direction is not known.
    InputError
        If a pin has no need or no offer, a pin meets a ban or another pin, places are changed
        where there is no offer, fall below zero or are too many, or `until` is not after `day`.

    Examples
    --------
    >>> from services.assignment.adjustment import read_adjustment
    >>> from services.assignment.examples import tiny_network
    >>> (change,) = adjusted_changes(
    ...     tiny_network(), [read_adjustment("places:a:reading:+2")], day=date(2026, 9, 1),
    ...     reason="Открыта вторая площадка", author="Методист")
    >>> change.before.places, change.after.places
    (1, 3)
    """
    if until is not None and until <= day:
        raise InputError("adjust.until_past", until=until, day=day)
    work = _Work(network, day, school_year or school_year_of(day))
    for one in adjustments:
        work.require_known(one)
        if one.kind is AdjustmentKind.PLACES:
            work.open_places(one)
        else:
            work.decide(
                Restriction(
                    leader=one.leader,
                    mentee=_mentee(one),
                    direction=one.direction,
                    rule=_RULES[one.kind],
                    reason=reason,
                    author=author,
                    until=until,
                )
            )
    return work.changes()


def _mentee(one: Adjustment) -> OrganisationId:
    if one.mentee is None:
        raise InputError("adjust.unreadable", text=str(one))
    return one.mentee


class _Work:
    """Records as the adjustments leave them so far."""

    def __init__(self, network: Network, day: date, school_year: SchoolYear) -> None:
        self.network, self.day, self.school_year = network, day, school_year
        self.made: dict[tuple[str, str], Record] = {}

    def changes(self) -> tuple[Change, ...]:
        """Return what differs from the network, by kind and key."""
        both = ((self.network.find(*name), self.made[name]) for name in sorted(self.made))
        return tuple(Change(before=old, after=new) for old, new in both if old != new)

    def require_known(self, one: Adjustment) -> None:
        for code in (one.leader, one.mentee):
            if code is not None:
                self.network.organisation(code)
        if one.direction is not None and self.network.directions.get(one.direction) is None:
            raise NotFoundError("adjust.direction_unknown", direction=one.direction)

    def decide(self, wanted: Restriction) -> None:
        """Take one restriction in, unless it cannot be kept beside the others."""
        if wanted.rule is Rule.PIN:
            self._require_fit(wanted)
        if wanted.rule is not Rule.PREFER:
            self._require_peace(wanted)
        there = self._now(wanted)
        if there is wanted:
            there = self.network.restrictions.get(wanted.key) or wanted
        if there is wanted or not self._holds(there) or _ends_sooner(there, wanted):
            self._put(wanted)

    def open_places(self, one: Adjustment) -> None:
        """Add places to the newest offer in force, and to the leader's total if it is given."""
        offer = self._offer(one)
        own = self.network.organisation(one.leader)
        leader = self._now(own)
        most = read_dictionary()["offer"].fields["places"].unusual
        places = offer.places + one.places
        if places < 0:
            raise InputError(
                "adjust.places_below_zero", text=str(one), leader=leader.name, n=offer.places
            )
        if most is not None and places > most:
            raise InputError("adjust.places_absurd", text=str(one), leader=leader.name, n=int(most))
        self._put(replace(offer, places=places))
        if leader.places_total is not None:
            total = leader.places_total + one.places
            if total < 0:
                raise InputError(
                    "adjust.total_below_zero",
                    text=str(one),
                    leader=leader.name,
                    n=leader.places_total,
                )
            self._put(replace(leader, places_total=total))

    def _offer(self, one: Adjustment) -> Offer:
        offers = self.network.offers
        valid = self._valid_offers(one.leader)
        found = [row for row in valid if offers.column("direction")[row] == one.direction]
        if not found:
            names = self.network.name_of
            raise InputError(
                "adjust.no_offer",
                text=str(one),
                leader=names[one.leader],
                direction=names.get(one.direction or "", one.direction),
                day=self.day,
            )
        return self._now(offers[found[-1]])

    def _valid_offers(self, leader: str) -> list[int]:
        """Return the rows of offers of `leader` in force on the day, if it is in force itself."""
        at = np.datetime64(self.day, "D")
        organisations, offers = self.network.organisations, self.network.offers
        place = organisations.position(leader)
        if place is None or not organisations.in_force(at)[place]:
            return []
        rows = np.flatnonzero(offers.in_force(at)).tolist()
        return [row for row in rows if offers.column("organisation")[row] == leader]

    def _require_fit(self, pin: Restriction) -> None:
        """Refuse a pin without a need in work or without an offer."""
        needed = self._needed(pin.mentee)
        column = self.network.offers.column("direction")
        offered = {column[row] for row in self._valid_offers(pin.leader)}
        name = restriction_name(self.network, pin)
        if pin.direction is None:
            if not needed & offered:
                raise InputError("adjust.pin_fits_nothing", pin=name)
        elif pin.direction not in needed:
            raise InputError("adjust.pin_no_need", pin=name, school_year=self.school_year)
        elif pin.direction not in offered:
            raise InputError("adjust.pin_no_offer", pin=name, day=self.day)

    def _needed(self, mentee: str) -> set[str]:
        table = self.network.needs
        columns = ("organisation", "direction", "school_year", "in_work")
        return {
            way
            for who, way, year, in_work in zip(*map(table.column, columns), strict=True)
            if who == mentee and year == self.school_year and in_work is not False
        }

    def _require_peace(self, wanted: Restriction) -> None:
        """Refuse a pin and a ban of one pair, and two pins of one need; both are named."""
        for other in self._in_force(wanted.mentee):
            if not _meet(wanted, other):
                continue
            own, its = (restriction_name(self.network, one) for one in (wanted, other))
            same = wanted.leader == other.leader
            if same and {wanted.rule, other.rule} == {Rule.PIN, Rule.FORBID}:
                raise InputError("adjust.pin_and_ban", new=own, other=its)
            if not same and wanted.rule is other.rule is Rule.PIN and self._share(wanted, other):
                raise InputError("adjust.pin_twice", new=own, other=its)

    def _share(self, one: Restriction, other: Restriction) -> bool:
        """Return whether two pins want one need: both leaders offer what the mentee needs."""
        column = self.network.offers.column("direction")
        ways = self._needed(one.mentee)
        for pin in (one, other):
            if pin.direction is None:
                ways &= {column[row] for row in self._valid_offers(pin.leader)}
            else:
                ways &= {pin.direction}
        return bool(ways)

    def _in_force(self, mentee: str) -> Sequence[Restriction]:
        table = self.network.restrictions
        rows = (table[i] for i, who in enumerate(table.column("mentee")) if who == mentee)
        own = {key: r for key, r in self.made.items() if isinstance(r, Restriction)}
        stored = (row for row in rows if (row.entity, row.key) not in own)
        return [r for r in (*stored, *own.values()) if r.mentee == mentee and self._holds(r)]

    def _holds(self, row: Restriction) -> bool:
        return row.until is None or self.day < row.until

    def _now(self, record: R) -> R:
        """Return the record as the adjustments before have left it."""
        found = self.made.get((record.entity, record.key))
        return found if isinstance(found, type(record)) else record

    def _put(self, record: Record) -> None:
        self.made[(record.entity, record.key)] = record


def _ends_sooner(one: Restriction, other: Restriction) -> bool:
    return one.until is not None and (other.until is None or one.until < other.until)


def _meet(one: Restriction, other: Restriction) -> bool:
    """Return whether two rows of a mentee may speak of one direction."""
    return None in (one.direction, other.direction) or one.direction == other.direction
