"""What people decided about pairs: bans, wishes and pins in force on the plan's day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.errors import InputError
from graph.model.choices import Rule
from graph.model.need import Restriction
from graph.network import Network
from graph.texts import Message, message
from services.assignment.past import Triple
from services.assignment.roster import NONE, Needs, Offers, Places

ANY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One row of the restrictions, with numbers for codes; `direction` is `ANY` for all."""

    row: int
    rule: Rule
    leader: int
    mentee: int
    direction: int

    def concerns(self, other: "Decision") -> bool:
        """Whether both speak of one pair in one direction."""
        return (self.leader, self.mentee) == (other.leader, other.mentee) and (
            ANY in (self.direction, other.direction) or self.direction == other.direction
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Decisions in force, by rule, in the order of the table."""

    bans: tuple[Decision, ...]
    wishes: tuple[Decision, ...]
    pins: tuple[Decision, ...]


def decisions_of(
    network: Network, places: Places, directions: Mapping[str, int], day: date
) -> Decisions:
    """Return the decisions in force on `day` whose two organisations are in scope."""
    table = network.restrictions
    until = table.days("until")
    live = np.isnat(until) | (np.datetime64(day, "D") < until)
    names = (table.column(name) for name in ("leader", "mentee", "direction", "rule"))
    found = [
        Decision(
            row=row,
            rule=Rule(rule),
            leader=places.number[leader],
            mentee=places.number[mentee],
            direction=ANY if way is None else directions[way],
        )
        for row, (leader, mentee, way, rule) in enumerate(zip(*names, strict=True))
        if live[row]
    ]
    scope = places.in_scope
    found = [d for d in found if scope[d.leader] and scope[d.mentee]]
    return Decisions(
        bans=tuple(d for d in found if d.rule is Rule.FORBID),
        wishes=tuple(d for d in found if d.rule is Rule.PREFER),
        pins=tuple(d for d in found if d.rule is Rule.PIN),
    )


def triples(decisions: tuple[Decision, ...], directions: int) -> set[Triple]:
    """Return every (leader, mentee, direction) that decisions name."""
    return {
        (d.leader, d.mentee, way)
        for d in decisions
        for way in (range(directions) if d.direction == ANY else (d.direction,))
    }


def row_name(network: Network, decision: Decision) -> Message:
    """Name the row of a decision as its sheet shows it."""
    return restriction_name(network, network.restrictions[decision.row])


def restriction_name(network: Network, row: Restriction) -> Message:
    """Name a restriction as its sheet shows it."""
    names = network.name_of
    return message(
        "plan.pin_row" if row.direction else "plan.pin_row_all",
        rule=message(f"plan.rule.{row.rule.value}"),
        leader=names.get(row.leader, row.leader),
        mentee=names.get(row.mentee, row.mentee),
        direction=names.get(row.direction or "", row.direction),
    )


def pinned_needs(
    network: Network, decisions: Decisions, needs: Needs, offers: Offers
) -> dict[int, Decision]:
    """Return which needs are pinned, and by which row.

    Raises
    ------
    InputError
        If a pin has no need, or its leader no offer there; if two pins want one need, or a pin
        and a ban speak of one pair. Each names its rows.
    """
    need_at: dict[int, dict[int, int]] = defaultdict(dict)
    for n, (mentee, way) in enumerate(
        zip(needs.organisation.tolist(), needs.direction.tolist(), strict=True)
    ):
        need_at[mentee][way] = n
    columns = (offers.organisation, offers.direction, offers.valid)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    pinned: dict[int, Decision] = {}
    for pin in decisions.pins:
        name = row_name(network, pin)
        for ban in decisions.bans:
            if pin.concerns(ban):
                raise InputError("plan.pin_and_ban", pin=name, ban=row_name(network, ban))
        mine = sorted((way, is_valid) for leader, way, is_valid in rows if leader == pin.leader)
        offered = dict(mine)  # of several offers in a direction the last, a valid one, counts
        for way in _ways(pin, need_at[pin.mentee].keys(), offered, name):
            other = pinned.setdefault(need_at[pin.mentee][way], pin)
            if other.leader != pin.leader:
                raise InputError("plan.pin_twice", pin=name, other=row_name(network, other))
    return pinned


def _ways(
    pin: Decision, needed: Iterable[int], offered: Mapping[int, bool], name: Message
) -> list[int]:
    """Return the directions a pin speaks of, refused if there are none."""
    if pin.direction == ANY:
        ways = sorted(way for way in needed if offered.get(way))
        if not ways:
            raise InputError("plan.pin_fits_nothing", pin=name)
        return ways
    if pin.direction not in set(needed):
        raise InputError("plan.pin_no_need", pin=name)
    if pin.direction not in offered:
        raise InputError("plan.pin_no_offer", pin=name)
    return [pin.direction]


def pinned_leader(pinned: Mapping[int, Decision], needs: Needs) -> list[int]:
    """Return the organisation that is pinned to each need, or `NONE`."""
    return [pinned[n].leader if n in pinned else NONE for n in range(len(needs))]
