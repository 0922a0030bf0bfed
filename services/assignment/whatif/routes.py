"""The arcs of a flow as lists that a search in plain Python walks, with packed costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from services.assignment.arcs import Arcs
from services.assignment.potentials import Whole
from services.assignment.whatif.vectors import packed

Way: TypeAlias = tuple[int, int]
"""The node an arc leads to, and its packed cost."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Routes:
    """What never changes while a plan is rerouted.

    Attributes
    ----------
    mentee0, need0, offer0, leader0
        First node of each kind; node 0 is the outside.
    mentee_of, leader_of
        Mentee of each need; leader of each offer, `NONE` for an offer that is not valid.
    needs_of, offers_of
        Needs of each mentee; valid offers of each leader.
    options
        Offers that each need may have.
    need_cost
        Cost of covering each need, besides that of the pair.
    mentee_units, leader_units
        Cost of the first, second … need of each mentee, and place of each leader.
    """

    mentee0: int
    need0: int
    offer0: int
    leader0: int
    mentee_of: Sequence[int]
    leader_of: Sequence[int]
    needs_of: Sequence[Sequence[int]]
    offers_of: Sequence[Sequence[int]]
    options: Sequence[list[Way]]
    need_cost: Sequence[int]
    mentee_units: Sequence[Sequence[int]]
    leader_units: Sequence[Sequence[int]]


def routes_of(arcs: Arcs, costs: Sequence[Whole]) -> Routes:
    """Return the arcs of a problem without hubs as lists."""
    problem, at = arcs.market.problem, arcs.at
    number = packed(np.array(costs, np.int64))
    pairs, needs, offers = problem.pairs, problem.needs, problem.offers
    first = np.searchsorted(pairs.need, np.arange(len(needs) + 1)).tolist()
    heads = (arcs.offer0 + pairs.offer).tolist()
    ways = list(zip(heads, number[at["pair"]], strict=True))
    mentee0, need0 = arcs.first_node[:2]
    return Routes(
        mentee0=mentee0,
        need0=need0,
        offer0=arcs.offer0,
        leader0=arcs.leader0,
        mentee_of=needs.mentee.tolist(),
        leader_of=offers.leader.tolist(),
        needs_of=_members(needs.mentee.tolist(), len(needs.mentees)),
        offers_of=_members(offers.leader.tolist(), len(problem.leaders)),
        options=[ways[a:b] for a, b in pairwise(first)],
        need_cost=number[at["need"]],
        mentee_units=_units(
            arcs.market.mentee_units.owner.tolist(), number[at["mentee"]], len(needs.mentees)
        ),
        leader_units=_units(
            arcs.market.leader_units.owner.tolist(), number[at["leader"]], len(problem.leaders)
        ),
    )


def _members(owner: list[int], owners: int) -> list[list[int]]:
    """Return the members of each owner, in their order."""
    found: list[list[int]] = [[] for _ in range(owners)]
    for member, one in enumerate(owner):
        if one >= 0:
            found[one].append(member)
    return found


def _units(owner: list[int], cost: list[int], owners: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(owners)]
    for one, price in zip(owner, cost, strict=True):
        found[one].append(price)
    return found
