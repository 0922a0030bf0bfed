"""Who gets new places of one kind one after the other, and when a need's turn comes."""

from dataclasses import dataclass, replace

from graph.model.need import Offer
from graph.model.plan import OpenNeed
from graph.network import Network
from services.assignment.advice.anew import Anew, solved_anew, with_offer
from services.assignment.advice.ways import Way, WayKind
from services.assignment.compare import Step, leaders_of_needs, steps_between
from services.assignment.planned import PlannedAssignment

MOST_PLACES = 3
"""Places of one kind that are tried until the need gets one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace:
    """A place that a need could take.

    Attributes
    ----------
    offer
        The offer with this place.
    like
        Offer whose conditions a new one takes over, None where the offer is there already.
    """

    offer: Offer
    like: Offer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """A place for the need that the best plan would give to others first.

    Attributes
    ----------
    like
        As in `NewPlace`.
    steps
        Needs that get a leader with the first such place.
    places
        With how many such places the plan found anew covers the need as well, None if with no
        more than `MOST_PLACES`.
    """

    leader: str
    like: Offer | None
    steps: tuple[Step, ...]
    places: int | None


def in_turn(
    network: Network, planned: PlannedAssignment, need: OpenNeed, place: NewPlace
) -> Instead | Way | None:
    """Return who gets a place before a need, found by planning anew with one place after another.

    A way out if the plan found anew gives the need the first one; None if nobody without a leader
    gets it.

    Raises
    ------
    InputError
        If pins cannot be kept with the place.
    """
    key, leader = (need.mentee, need.direction), place.offer.organisation

    def with_places(count: int) -> Anew:
        more = replace(place.offer, places=place.offer.places + count - 1)
        return solved_anew(with_offer(network, more, places=count), planned)

    first = with_places(1)
    if key in first.leaders:
        kind = WayKind.PLACE if place.like is None else WayKind.BEGIN
        return Way(kind=kind, leader=leader, goals=first.goals, like=place.like)
    steps = steps_between(leaders_of_needs(planned), first.leaders)
    got = tuple(step for step in steps if step.from_leader is None)
    if not got:
        return None
    turns = range(2, MOST_PLACES + 1)
    reached = next((count for count in turns if key in with_places(count).leaders), None)
    return Instead(leader=leader, like=place.like, steps=got, places=reached)
