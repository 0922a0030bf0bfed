"""Who takes over the pairs in force of a leader that goes, with the fewest others moved."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from graph.model.changes import Change
from graph.model.choices import Rule
from graph.model.ids import DirectionId, OrganisationId, SchoolYear
from graph.model.need import Need
from graph.model.record import key_of
from graph.network import Network
from graph.valid_time import school_year_of
from services.assignment.advice.fewest import Replacement, fewest_changes
from services.assignment.advice.without import network_without_leader
from services.drills.ground import Ground
from services.policy import AssignmentPolicy

_PLAIN_LEVEL = 2
"""Level of a need that nobody declared, though somebody is led in it."""

Leaders = Mapping[tuple[str, str], str]
"""(mentee, direction) → leader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsOfDay:
    """The pairs in force as a plan would have them: no other needs, and places for them all.

    Attributes
    ----------
    leaders
        Of two leaders of one need the one that stays.
    """

    network: Network
    leaders: Leaders


def take_over_pairs(ground: Ground, leader: str, policy: AssignmentPolicy) -> Replacement:
    """Return the pairs of the day without a leader: as many as can be, the fewest of others moved.

    A pair of others that is pinned, or that the rules of the policy would not make today, is left
    as it is, and so is a need that has another leader.

    Raises
    ------
    InputError
        If nobody is led on the day, or the leader offers nothing.
    """
    day, year = ground.scene.day, school_year_of(ground.scene.day)

    def best(network: Network, leaders: Leaders) -> Replacement:
        return fewest_changes(
            network, leaders, policy=policy, school_year=year, day=day, scope="region"
        )

    as_is = _pinned(ground, leader)
    made = pairs_of_day(ground, leader, as_is=as_is)
    moved = {(s.mentee, s.direction) for s in best(made.network, made.leaders).steps}
    as_is |= {need for need in moved if made.leaders[need] != leader}
    made = pairs_of_day(ground, leader, as_is=as_is)
    return best(network_without_leader(made.network, leader), made.leaders)


def pairs_of_day(
    ground: Ground, leader: str, *, as_is: Collection[tuple[str, str]] = ()
) -> PairsOfDay:
    """Return the pairs in force with the network in which they alone are needed.

    Parameters
    ----------
    as_is
        (mentee, direction) of pairs that only take places.
    """
    network, codes = ground.scene.network, ground.scene.nodes.codes
    year = school_year_of(ground.scene.day)
    led: dict[tuple[str, str], str] = {}
    taken: Counter[tuple[str, str]] = Counter()
    for (mentee, way), leaders in sorted(ground.pairs.items()):
        them = sorted({codes[v] for v in leaders})
        taken.update((code, way) for code in them)
        if (codes[mentee], way) not in as_is:
            led[codes[mentee], way] = next((code for code in them if code != leader), leader)
    no_more = (*network.plans, *(r for r in network.restrictions if r.rule is Rule.PIN))
    changes = [Change(before=record, after=None) for record in no_more]
    changes += _needs(network, led, year)
    changes += _places(ground, taken, led)
    return PairsOfDay(network=network.after(changes, network.revision), leaders=led)


def _pinned(ground: Ground, leader: str) -> set[tuple[str, str]]:
    """Return (mentee, direction) of the pairs in force of others that are pinned."""
    network, number = ground.scene.network, ground.scene.nodes.number
    found = set()
    for row in network.restrictions:
        lives = row.until is None or ground.scene.day < row.until
        if row.rule is not Rule.PIN or not lives or row.leader == leader:
            continue
        pinned = number.get(row.leader, -1), number.get(row.mentee, -1)
        for (mentee, way), leaders in ground.pairs.items():
            if mentee == pinned[1] and pinned[0] in leaders and row.direction in (None, way):
                found.add((str(row.mentee), way))
    return found


def _needs(network: Network, led: Leaders, year: SchoolYear) -> Iterator[Change]:
    """Yield what leaves just the needs of the pairs."""
    for need in network.needs:
        if need.school_year == year:
            is_led = (need.organisation, need.direction) in led
            if not is_led or need.in_work is False:
                yield Change(before=need, after=replace(need, in_work=True) if is_led else None)
    for mentee, way in sorted(led):
        if network.needs.get(key_of((mentee, way, year))) is None:
            made = Need(
                organisation=OrganisationId(mentee),
                direction=DirectionId(way),
                level=_PLAIN_LEVEL,
                school_year=year,
            )
            yield Change(before=None, after=made)


def _places(ground: Ground, taken: Counter[tuple[str, str]], led: Leaders) -> Iterator[Change]:
    """Yield what gives each leader room for its pairs in force, less those that stand aside.

    Parameters
    ----------
    taken
        (leader, direction) → pairs in force.
    """
    network, day = ground.scene.network, np.datetime64(ground.scene.day, "D")
    given = Counter((leader, way) for (_, way), leader in led.items())
    offers = list(network.offers.where(network.offers.in_force(day)))
    have: Counter[tuple[str, str]] = Counter()
    for offer in offers:
        have[offer.organisation, offer.direction] += offer.places
    more = {key: max(have[key], n) - (n - given[key]) - have[key] for key, n in taken.items()}
    for offer in offers:
        key = (offer.organisation, offer.direction)
        change = max(more.get(key, 0), -offer.places)
        if change:
            more[key] -= change
            yield Change(before=offer, after=replace(offer, places=offer.places + change))
    for code in sorted({code for code, _ in taken}):
        one = network.organisation(code)
        n = sum(count for (leader, _), count in taken.items() if leader == code)
        aside = n - sum(count for (leader, _), count in given.items() if leader == code)
        whole = None if one.places_total is None else max(one.places_total, n) - aside
        if whole != one.places_total:
            yield Change(before=one, after=replace(one, places_total=whole))
