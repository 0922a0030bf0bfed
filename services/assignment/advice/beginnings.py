"""Directions that leaders do not offer yet: what an offer of one place there would be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from graph.model.ids import DirectionId
from graph.model.need import Offer
from services.assignment.decisions import ANY, decisions_of
from services.assignment.problem import AssignmentProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """A leader starts a direction.

    Attributes
    ----------
    offer
        What it would offer: one place from the plan's day on, and all else as in `like`.
    like
        The leader's offer with most places, of equal ones the last by direction and first day.
    widens_pin
        A pin without a direction would hold in the new one as well.
    """

    offer: Offer
    like: Offer
    widens_pin: bool


def beginnings(
    problem: AssignmentProblem, directions: Iterable[str] | None = None
) -> tuple[Beginning, ...]:
    """Return each direction in need that a leader does not offer, by leader and direction.

    Parameters
    ----------
    directions
        Directions that are asked about; None is all in which somebody has a need in work.
    """
    network, offers, needs = problem.network, problem.offers, problem.needs
    codes = problem.directions
    needed = {codes[way] for way in np.unique(needs.direction).tolist()}
    asked = sorted(needed if directions is None else needed & set(directions))
    own: dict[str, list[Offer]] = defaultdict(list)
    for row in offers.row[offers.valid].tolist():
        own[network.offers[row].organisation].append(network.offers[row])
    pinned = _pinned_everywhere(problem)
    found = []
    for leader, some in sorted(own.items()):
        like = max(some, key=lambda offer: (offer.places, offer.direction, offer.from_date))
        for way in asked:
            new = replace(
                like, direction=DirectionId(way), places=1, from_date=problem.day, to_date=None
            )
            if (
                all(offer.direction != way for offer in some)
                and network.offers.get(new.key) is None
            ):
                widens = (leader, way) in pinned
                found.append(Beginning(offer=new, like=like, widens_pin=widens))
    return tuple(found)


def _pinned_everywhere(problem: AssignmentProblem) -> set[tuple[str, str]]:
    """Return leader and direction where a pin without a direction would hold, were it offered."""
    way = {code: i for i, code in enumerate(problem.directions)}
    decided = decisions_of(problem.network, problem.places, way, problem.day)
    return set(_held(problem, {(d.mentee, d.leader) for d in decided.pins if d.direction == ANY}))


def _held(problem: AssignmentProblem, pins: set[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    codes, needs = problem.places.codes, problem.needs
    for mentee, leader in pins:
        for way in needs.direction[needs.organisation == mentee].tolist():
            yield codes[leader], problem.directions[way]
