"""The assignment problem of a year as validated arrays: needs, offers, leaders, pairs, pins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graph.errors import InputError
from graph.geo import IntArray
from graph.model.ids import SchoolYear
from graph.network import Network
from graph.texts import Message, message
from services.assignment.admissible import Fails, Marks, Pairs, Rules
from services.assignment.decisions import (
    Decision,
    decisions_of,
    pinned_leader,
    pinned_needs,
    row_name,
    triples,
)
from services.assignment.hubs import Hubs, pairs_and_hubs, pairs_without_hubs
from services.assignment.past import overlooked, pairs_to_keep, places_given
from services.assignment.roster import (
    BoolArray,
    Leaders,
    Needs,
    Offers,
    Places,
    leaders_of,
    needs_of,
    offers_of,
    places_of,
)
from services.policy import AssignmentPolicy


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AssignmentProblem:
    """Everything a plan is computed from; a solver never sees bad data.

    Attributes
    ----------
    overlooked
        Which needs had no leader last year.
    pinned
        Organisation that is pinned to each need, -1 for none.
    rules
        Judges any pair of a need and an offer.
    pairs, hubs
        All admissible pairs: those written out, and those that go through a hub.
    given
        Places of each offer that final plans of other scopes have taken.
    """

    network: Network
    policy: AssignmentPolicy
    school_year: SchoolYear
    day: date
    scope: str
    directions: Sequence[str]
    places: Places
    needs: Needs
    offers: Offers
    leaders: Leaders
    overlooked: BoolArray
    pinned: IntArray
    rules: Rules
    pairs: Pairs
    hubs: Hubs
    given: IntArray


def assignment_problem(
    network: Network, policy: AssignmentPolicy, *, school_year: SchoolYear, day: date, scope: str
) -> AssignmentProblem:
    """Read the problem of `school_year` from the network.

    Parameters
    ----------
    day
        On this day offers, organisations and restrictions must be in force.
    scope
        ``region``, ``services`` or ``municipality:CODE``.

    Raises
    ------
    InputError
        If the scope is unknown, no need of the year is in work, or a pin cannot be kept.
    """
    directions = network.directions.keys
    way = {code: i for i, code in enumerate(directions)}
    places = places_of(network, day, scope)
    needs = needs_of(network, places, way, school_year)
    if not len(needs):
        raise InputError("plan.no_needs", school_year=school_year, scope=scope_name(network, scope))
    offers = offers_of(network, places, way, day)
    leaders = leaders_of(network, offers)
    given = _given(network, offers, school_year, scope)
    offers, leaders = _less(offers, leaders, given)
    if policy.places_by_mentees:
        leaders = _without_totals(offers, leaders)
    decided = decisions_of(network, places, way, day)
    pinned = pinned_needs(network, decided, needs, offers)
    marks = Marks(
        banned=triples(decided.bans, len(way)),
        preferred=triples(decided.wishes, len(way)),
        kept=pairs_to_keep(network, places, way, school_year, policy.max_years_together),
        pinned=np.array(pinned_leader(pinned, needs), np.int64),
    )
    rules = Rules(
        network,
        policy,
        places=places,
        needs=needs,
        offers=offers,
        marks=marks,
        directions=len(way),
    )
    pairs, hubs = pairs_and_hubs(rules)
    problem = AssignmentProblem(
        network=network,
        policy=policy,
        school_year=school_year,
        day=day,
        scope=scope,
        directions=directions,
        places=places,
        needs=needs,
        offers=offers,
        leaders=leaders,
        overlooked=overlooked(network, needs, school_year),
        pinned=marks.pinned,
        rules=rules,
        pairs=pairs,
        hubs=hubs,
        given=given,
    )
    _check_pins(problem, pinned)
    return problem


def written_out_in_full(problem: AssignmentProblem) -> AssignmentProblem:
    """Return the same problem with every admissible pair written out, and without hubs.

    Advice and side rules look at each pair by itself; they are for a region, where all fit.
    """
    pairs, hubs = pairs_without_hubs(problem.rules)
    return replace(problem, pairs=pairs, hubs=hubs)


def scope_name(network: Network, scope: str) -> Message:
    """Return the words for a scope, as a message."""
    kind, _, code = scope.partition(":")
    return message(f"plan.scope.{kind}", municipality=network.name_of.get(code, code))


def _given(network: Network, offers: Offers, school_year: SchoolYear, scope: str) -> IntArray:
    """Return the places of each offer that are taken by final plans of other scopes."""
    taken = places_given(network, school_year, scope)
    table = network.offers
    keys = (table.column(name) for name in ("organisation", "direction", "from_date"))
    names = list(zip(*keys, strict=True))
    return np.array(
        [taken[(a, d, day.isoformat())] for a, d, day in (names[i] for i in offers.row.tolist())],
        np.int64,
    )


def _less(offers: Offers, leaders: Leaders, given: IntArray) -> tuple[Offers, Leaders]:
    """Take places that are given elsewhere off the offers and off the totals."""
    if not given.any():
        return offers, leaders
    total = np.zeros(len(leaders), np.int64)
    np.add.at(total, offers.leader[offers.valid], given[offers.valid])
    return (
        replace(offers, places=np.maximum(0, offers.places - given)),
        replace(
            leaders,
            places=np.maximum(0, leaders.places - total),
            mentees=np.maximum(0, leaders.mentees - total),
        ),
    )


def _without_totals(offers: Offers, leaders: Leaders) -> Leaders:
    """Let only the offers limit how many needs a leader takes: its total counts mentees."""
    places = np.zeros(len(leaders), np.int64)
    np.add.at(places, offers.leader[offers.valid], offers.places[offers.valid])
    return replace(leaders, places=places)


def _check_pins(problem: AssignmentProblem, pinned: dict[int, Decision]) -> None:
    """Refuse pins that break a rule, or that together want more than there is."""
    if not pinned:
        return
    network, needs, pairs = problem.network, problem.needs, problem.pairs
    for n, pin in sorted(pinned.items()):
        judged = problem.rules.all_of(np.array([n]))
        fails = judged.fails[problem.offers.organisation[judged.offer] == pin.leader]
        if not (fails == Fails.NOTHING).any():
            rule = message(f"plan.rule_fails.{Fails(int(fails.max())).name.lower()}")
            raise InputError("plan.pin_breaks_rule", pin=row_name(network, pin), rule=rule)
    rows = np.array(sorted(pinned), np.int64)
    most = problem.policy.max_needs_per_mentee
    own = np.isin(pairs.need, rows)
    offers = np.unique(pairs.offer[own])
    for mentee in np.unique(needs.mentee[rows]).tolist():
        some = rows[needs.mentee[rows] == mentee]
        if len(some) > most:
            _refuse(problem, pinned, some, "plan.pins_over_limit", most)
    for leader in np.unique(problem.pinned[rows]).tolist():
        some = rows[problem.pinned[rows] == leader]
        at = int(np.flatnonzero(problem.leaders.organisation == leader)[0])
        room = int(problem.leaders.places[at])
        if len(some) > room:
            _refuse(problem, pinned, some, "plan.pins_over_places", room)
        for way in np.unique(needs.direction[some]).tolist():
            few = some[needs.direction[some] == way]
            fit = offers[
                (problem.offers.organisation[offers] == leader)
                & (problem.offers.direction[offers] == way)
            ]
            room = int(problem.offers.places[fit].sum())
            if len(few) > room:
                _refuse(problem, pinned, few, "plan.pins_over_places", room)


def _refuse(
    problem: AssignmentProblem, pinned: dict[int, Decision], rows: IntArray, code: str, n: int
) -> None:
    """Refuse pins, naming their rows, since there are only `n` places or needs for them."""
    named = {pinned[int(row)].row: pinned[int(row)] for row in rows}
    pins = tuple(row_name(problem.network, named[row]) for row in sorted(named))
    raise InputError(code, n=n, wanted=len(rows), pins=pins)
