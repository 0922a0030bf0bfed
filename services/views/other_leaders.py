"""Other leaders of a need's direction: how near, how full there, and what stands against each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.model.choices import OpenReason
from graph.model.plan import Assignment, OpenNeed
from services.assignment.admissible import TENTHS, UNKNOWN, Fails
from services.assignment.problem import AssignmentProblem
from services.views.partners import Who, build_who
from services.views.plan_view import PlanBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Places, and how many of them the plans of the year take."""

    taken: int
    places: int

    @property
    def is_full(self) -> bool:
        """Whether no place is left."""
        return self.taken >= self.places


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLeader:
    """Another leader of the direction.

    Attributes
    ----------
    fails
        What stands against it: the first rule that it fails; else ``no_place_in_direction`` or
        ``no_place_at_all``; else why its free place is not taken: ``kept``, ``preferred``,
        ``farther``, ``remote``, ``min_load``, ``points`` or, if goals above decide, ``weighed``.
    passes
        Whether it passes every rule; those that are nearer too are what `Assignment.nearer` counts.
    here, in_all
        Its places in this direction, and over all directions.
    is_nearer
        As the plan counts kilometres, if it passes; else by the kilometres between the two.
    counts_as_km
        If it is nearer only since help at a distance counts as so many kilometres; else None.
    """

    who: Who
    km: float | None
    fails: str
    passes: bool
    here: Room
    in_all: Room
    is_nearer: bool
    counts_as_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rival:
    """One leader by the numbers of the problem."""

    code: str
    offers: list[int]
    tenths: int
    fails: Fails
    effective: int | None
    points: int


def find_others(
    book: PlanBook, problem: AssignmentProblem, line: Assignment, need: int
) -> tuple[OtherLeader, ...]:
    """Return the other leaders of the direction of need number `need`, the nearest first."""
    found = [
        _other(book, problem, line, rival)
        for rival in _rivals(problem, need)
        if rival.code not in {line.leader, line.mentee}
    ]
    return tuple(sorted(found, key=lambda o: (o.km is None, o.km or 0.0, o.who.code)))


def find_possible(
    book: PlanBook, problem: AssignmentProblem, line: OpenNeed, need: int
) -> tuple[OtherLeader, ...]:
    """Return the leaders of the direction of an open need, the nearest first.

    What stands against each: the first rule that it fails, a place that it has not, or, where it
    has one, ``limit`` of the mentee or the goals that decide (``weighed``).
    """
    found = []
    for rival in _rivals(problem, need):
        here = _room(book, problem, rival.code, line.direction, rival.offers)
        in_all = _room_in_all(book, problem, rival.code)
        if rival.fails is not Fails.NOTHING:
            fails = rival.fails.name.lower()
        elif here.is_full or in_all.is_full:
            fails = "no_place_in_direction" if here.is_full else "no_place_at_all"
        else:
            fails = "limit" if line.reason is OpenReason.LIMIT_OF_MENTEE else "weighed"
        found.append(
            OtherLeader(
                who=build_who(book.index, rival.code),
                km=None if rival.tenths == UNKNOWN else rival.tenths / TENTHS,
                fails=fails,
                passes=rival.fails is Fails.NOTHING,
                here=here,
                in_all=in_all,
                is_nearer=False,
            )
        )
    return tuple(sorted(found, key=lambda o: (not o.passes, o.km is None, o.km or 0.0, o.who.code)))


def room_here(book: PlanBook, problem: AssignmentProblem, leader: str, direction: str) -> Room:
    """Return the places of `leader` in `direction`, over its offers in force."""
    way = list(problem.directions).index(direction)
    number = problem.places.number[leader]
    offers = problem.offers
    mine = offers.valid & (offers.organisation == number) & (offers.direction == way)
    return _room(book, problem, leader, direction, np.flatnonzero(mine).tolist())


def _rivals(problem: AssignmentProblem, need: int) -> Iterable[_Rival]:
    """Yield each leader once: by its offers that pass the rules, if there are any."""
    all_ = problem.rules.all_of(np.array([need]))
    pairs = problem.rules.admit(all_)
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for i, offer in enumerate(all_.offer.tolist()):
        rows[int(problem.offers.organisation[offer])].append(i)
    counted = {offer: i for i, offer in enumerate(pairs.offer.tolist())}
    for leader, own in rows.items():
        passing = [i for i in own if all_.fails[i] == Fails.NOTHING]
        used = passing or own
        offers = [int(all_.offer[i]) for i in used]
        costs = [counted[offer] for offer in offers if offer in counted]
        yield _Rival(
            code=problem.places.codes[leader],
            offers=offers,
            tenths=int(all_.km[used[0]]),
            fails=Fails.NOTHING if passing else Fails(max(int(all_.fails[i]) for i in own)),
            effective=min((int(pairs.effective[i]) for i in costs), default=None),
            points=min((int(pairs.points[i]) for i in costs), default=0),
        )


def _other(
    book: PlanBook, problem: AssignmentProblem, line: Assignment, rival: _Rival
) -> OtherLeader:
    km = None if rival.tenths == UNKNOWN else rival.tenths / TENTHS
    here = _room(book, problem, rival.code, line.direction, rival.offers)
    in_all = _room_in_all(book, problem, rival.code)
    is_closer = km is not None and line.distance_km is not None and km < line.distance_km
    passes = rival.fails is Fails.NOTHING
    is_nearer = is_closer
    if passes and rival.effective is not None:
        is_nearer = rival.effective < round(line.effective_km * TENTHS)
    if not passes:
        fails = rival.fails.name.lower()
    elif here.is_full:
        fails = "no_place_in_direction"
    elif in_all.is_full:
        fails = "no_place_at_all"
    elif not is_nearer:
        fails = "remote" if is_closer else "farther"
    else:
        fails = _why_not(book, problem, line, rival)
    return OtherLeader(
        who=build_who(book.index, rival.code),
        km=km,
        fails=fails,
        passes=passes,
        here=here,
        in_all=in_all,
        is_nearer=is_nearer,
        counts_as_km=(
            rival.effective / TENTHS
            if is_nearer and not is_closer and rival.effective is not None
            else None
        ),
    )


def _why_not(book: PlanBook, problem: AssignmentProblem, line: Assignment, rival: _Rival) -> str:
    """Return why a nearer leader with a free place is not taken: the first goal that tells."""
    if line.preferred:
        return "preferred"
    if line.kept:
        return "kept"
    at = np.flatnonzero(problem.leaders.organisation == problem.places.number[line.leader])
    if at.size and book.load_of[line.leader].taken <= int(problem.leaders.minimum[at[0]]):
        return "min_load"
    return "points" if rival.points >= line.points else "weighed"


def _room(
    book: PlanBook, problem: AssignmentProblem, leader: str, direction: str, offers: list[int]
) -> Room:
    sheet = problem.network.offers
    rows = [int(problem.offers.row[offer]) for offer in offers]
    places, begun = sheet.column("places"), sheet.column("from_date")
    lines = _taken_by_offer(book)
    return Room(
        taken=sum(int(problem.given[offer]) for offer in offers)
        + sum(lines.get((leader, direction, begun[row]), 0) for row in rows),
        places=sum(places[row] for row in rows),
    )


def _room_in_all(book: PlanBook, problem: AssignmentProblem, leader: str) -> Room:
    number = problem.places.number[leader]
    at = np.flatnonzero(problem.leaders.organisation == number)
    mine = problem.offers.valid & (problem.offers.organisation == number)
    given = int(problem.given[mine].sum())
    load = book.load_of.get(leader)
    return Room(
        taken=given + (load.taken if load else 0),
        places=given + (int(problem.leaders.places[at[0]]) if at.size else 0),
    )


def _taken_by_offer(book: PlanBook) -> Mapping[tuple[str, str, date], int]:
    """Return offer (leader, direction, first day) → places that the plan takes of it."""
    return Counter((line.leader, line.direction, line.offer_from) for line in book.assignments)
