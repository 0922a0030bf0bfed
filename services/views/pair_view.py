"""Why one leader for one need: the rules, the numbers, and what every other leader fails by."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.errors import NotFoundError
from graph.model.choices import AssignmentMode
from graph.model.need import Need, Offer
from graph.model.plan import Assignment, OpenNeed
from graph.model.record import key_of
from services.assignment.admissible import Fails
from services.assignment.problem import AssignmentProblem
from services.views.other_leaders import OtherLeader, Room, find_others, room_here
from services.views.partners import Who, build_who
from services.views.plan_view import PlanBook

_RULES = (
    Fails.SAME_ENTITY,
    Fails.EXPIRED,
    Fails.FORBIDDEN,
    Fails.LEADER_NEEDS_HELP,
    Fails.TOO_FAR,
)
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How many leaders are left after a rule."""

    rule: str
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """One pair of a plan with everything that speaks for it.

    Attributes
    ----------
    others
        The first other leaders of the direction, nearest first; `others_total` is how many there
        are, `nearer` all that are nearer. As many of these as `line.nearer` says pass the rules.
    here
        Places of the chosen leader in this direction.
    funnel
        From all leaders of the plan to those that may help.
    idle
        Leaders that the funnel begins with though no offer of theirs is in force: they are not
        among the leaders of the plan.
    limit_km
        Farthest that the offer and the rules let the leader travel.
    valid_from, valid_to
        Period of the offer.
    """

    book: PlanBook
    line: Assignment
    leader: Who
    mentee: Who
    direction: str
    need: Need | None
    offer: Offer | None
    others: tuple[OtherLeader, ...]
    others_total: int
    nearer: tuple[OtherLeader, ...]
    here: Room
    funnel: tuple[Step, ...]
    idle: int
    limit_km: float
    valid_from: date | None
    valid_to: date | None

    @property
    def is_remote(self) -> bool:
        """Whether nobody travels."""
        return self.line.mode is AssignmentMode.REMOTE


def build_pair_view(
    book: PlanBook, problem: AssignmentProblem, mentee: str, direction: str
) -> PairView:
    """Return why the plan gives `mentee` its leader in `direction`.

    Parameters
    ----------
    problem
        What the plan was computed from, on the network of its revision.

    Raises
    ------
    NotFoundError
        If the plan has no such pair.
    """
    index, plan = book.index, book.plan
    line = index.network.assignments.get(key_of((plan.id, mentee, direction)))
    if line is None and index.network.directions.get(direction) is None:
        raise NotFoundError("adjust.direction_unknown", direction=direction)
    if line is None:
        raise NotFoundError(
            "view.pair_unknown",
            plan=plan.id,
            mentee=index.name_of.get(mentee, mentee),
            direction=index.name_of.get(direction, direction),
        )
    offer = index.network.offers.get(key_of((line.leader, direction, line.offer_from)))
    others = find_others(book, problem, line, need_row(problem, line))
    limits = [problem.policy.max_km, offer.limit_km if offer else None]
    return PairView(
        book=book,
        line=line,
        leader=build_who(index, line.leader),
        mentee=build_who(index, mentee),
        direction=index.name_of.get(direction, direction),
        need=index.network.needs.get(key_of((mentee, direction, plan.school_year))),
        offer=offer,
        others=others[:_SHOWN],
        others_total=len(others),
        nearer=tuple(other for other in others if other.is_nearer),
        here=room_here(book, problem, line.leader, direction),
        funnel=funnel_of(problem, line),
        idle=len(np.unique(problem.offers.organisation)) - len(problem.leaders),
        limit_km=min(float(limit) for limit in limits if limit is not None),
        valid_from=offer.from_date if offer else None,
        valid_to=offer.to_date if offer else None,
    )


def need_row(problem: AssignmentProblem, line: Assignment | OpenNeed) -> int:
    """Return the number of a need in the problem."""
    way = list(problem.directions).index(line.direction)
    number = problem.places.number[line.mentee]
    rows = np.flatnonzero((problem.needs.organisation == number) & (problem.needs.direction == way))
    return int(rows[0])


def funnel_of(problem: AssignmentProblem, line: Assignment | OpenNeed) -> tuple[Step, ...]:
    """Return how many leaders are left after each rule, from all to those that may help."""
    judged = problem.rules.all_of(np.array([need_row(problem, line)]))
    leader = problem.offers.organisation[judged.offer]
    fails = judged.fails
    steps = [
        Step(rule="all", left=len(np.unique(problem.offers.organisation))),
        Step(rule="offered", left=len(np.unique(leader))),
    ]
    for rule in _RULES:
        # A pair that fails a later rule has passed this one: the first failure is what is kept.
        passed = (fails == Fails.NOTHING) | (fails > rule)
        steps.append(Step(rule=rule.name.lower(), left=len(np.unique(leader[passed]))))
    return tuple(steps)
