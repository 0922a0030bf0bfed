"""What holds for a plan, read by the checker alone: nothing comes from modules that make plans."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph.model.need import Need, Offer
from graph.model.plan import Plan
from graph.network import Network
from services.assignment.truth_pairs import Judge
from services.assignment.truth_rows import NeedKey, Rows
from services.policy import AssignmentPolicy


@dataclass(frozen=True, kw_only=True, eq=False)
class Truth:
    """What holds for a plan, independent of the plan.

    Attributes
    ----------
    judge
        Judges all pairs of a need and an offer.
    places
        Places of each offer, less those given by final plans of other scopes.
    capacity, minimum
        Places and minimum load of each leader.
    mentees
        Most different mentees of each leader, where its places count them.
    hours
        Tenths of an hour of each offer.
    """

    policy: AssignmentPolicy
    needs: Mapping[NeedKey, Need]
    offers: list[Offer]
    valid: list[bool]
    places: list[int]
    given: list[int]
    capacity: Mapping[str, int]
    minimum: Mapping[str, int]
    mentees: Mapping[str, int]
    hours: list[int]
    pinned: Mapping[NeedKey, str]
    overlooked: frozenset[NeedKey]
    judge: Judge = field(repr=False)

    @cached_property
    def offer_keys(self) -> list[str]:
        """Keys of the offers, in their order."""
        return [offer.key for offer in self.offers]

    @property
    def declared(self) -> Counter[str]:
        """Needs in work of each mentee."""
        return Counter(mentee for mentee, _ in self.needs)


def truth_of(network: Network, plan: Plan, policy: AssignmentPolicy) -> Truth:
    """Read what holds on the day of `plan` in its scope."""
    reader = Rows(network, plan, policy)
    needs, offers = reader.needs(), reader.offers()
    valid = [reader.is_valid(offer) for offer in offers]
    given = reader.given(offers)
    capacity: dict[str, int] = {}
    minimum: dict[str, int] = {}
    taken: Counter[str] = Counter()
    for offer, is_valid, some in zip(offers, valid, given, strict=True):
        if is_valid:
            leader = reader.organisation(offer.organisation)
            total = offer.places if leader.places_total is None else 0
            capacity[leader.id] = capacity.get(leader.id, leader.places_total or 0) + total
            minimum[leader.id] = leader.places_min or 0
            taken[leader.id] += some
    pinned = reader.pinned(needs, offers, valid)
    places = [max(0, o.places - some) for o, some in zip(offers, given, strict=True)]
    room = {code: max(0, most - taken[code]) for code, most in capacity.items()}
    mentees: dict[str, int] = {}
    if policy.places_by_mentees:
        mentees, room = room, dict.fromkeys(room, 0)
        for offer, is_valid, some in zip(offers, valid, places, strict=True):
            if is_valid:
                room[offer.organisation] += some
    return Truth(
        policy=policy,
        needs=needs,
        offers=offers,
        valid=valid,
        places=places,
        given=given,
        capacity=room,
        minimum=minimum,
        mentees=mentees,
        hours=[int(round((offer.hours or 0) * 10, 6) + 0.5) for offer in offers],
        pinned=pinned,
        overlooked=reader.overlooked(needs),
        judge=Judge(reader, needs, offers, valid, pinned),
    )
