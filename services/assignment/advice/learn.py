"""Which leader should start which direction: one new place each, for all at once."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from graph.errors import InputError
from graph.network import Network
from services.assignment.advice.anew import problem_of, solved_anew, with_offer
from services.assignment.advice.beginnings import Beginning, beginnings
from services.assignment.advice.effects import GoalChange, changes_of, order_of
from services.assignment.advice.places import one_more_place
from services.assignment.advice.residual import Standing, standing_of
from services.assignment.planned import PlannedAssignment
from services.assignment.roster import NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A direction that a leader starts with one place, and what the best plan then reaches."""

    beginning: Beginning
    goals: tuple[GoalChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """All that change something, best first; `asked` counts all that were looked at."""

    asked: int
    found: tuple[Learned, ...]


def directions_to_learn(network: Network, planned: PlannedAssignment) -> Learning:
    """Return the exact effect of each leader starting each direction it does not offer.

    The new offer has one place, on the conditions of `Beginning.like`; the leader's total is one
    larger. Directions with which nothing is better than with the larger total alone are left out.

    Raises
    ------
    ConflictError
        If the plan is not proved to be the best.

    Notes
    -----
    Offers without a place change nothing in the best plan, so that one place at a new offer is
    one place more at an offer that is there, see `places.one_more_place`: all are answered by
    one pass over the network that has them all. Only where a pin without a direction would hold
    in the new one too, the plan itself is another, and is solved by itself.
    """
    all_ = beginnings(problem_of(network, planned.plan))
    plain = [one for one in all_ if not one.widens_pin]
    found = list(_at_once(standing_with(network, planned, plain), planned, plain))
    for one in all_:
        if one.widens_pin:
            with suppress(InputError):  # pins that contradict each other leave no plan at all
                anew = solved_anew(with_offer(network, one.offer), planned)
                found.append(Learned(beginning=one, goals=anew.goals))
    useful = [one for one in found if any(any(goal.change) for goal in one.goals)]
    useful.sort(key=lambda one: (order_of(one.goals), one.beginning.offer.key))
    return Learning(asked=len(all_), found=tuple(useful))


def standing_with(
    network: Network, planned: PlannedAssignment, some: Sequence[Beginning]
) -> Standing:
    """Return a plan as a flow in which new offers are there without a place.

    Raises
    ------
    ConflictError
        If the plan is not proved to be the best.
    """
    return standing_of(network, planned, [replace(one.offer, places=0) for one in some])


def _at_once(
    now: Standing, planned: PlannedAssignment, some: Sequence[Beginning]
) -> Iterator[Learned]:
    keys, problem = now.problem.network.offers.keys, now.problem
    number = {keys[row]: offer for offer, row in enumerate(problem.offers.row.tolist())}
    new = {number[one.offer.key]: one for one in some}
    own = [goal.values for goal in planned.goals]
    totals = now.totals
    places = one_more_place(now, np.array(sorted(new), np.int64))
    alone = {place.leader: place.change for place in places if place.offer == NONE}
    for place in places:
        if place.offer != NONE and place.change != alone[place.leader]:
            after = now.values(totals + np.array(place.change, np.int64))
            yield Learned(beginning=new[place.offer], goals=changes_of(problem.policy, own, after))
