"""Rules that keep a need from leaders: what the best plan is where one of them is relaxed."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from graph.errors import InputError
from graph.model.changes import Change
from graph.model.choices import Rule
from graph.model.need import Offer, Restriction
from graph.network import Network
from services.assignment.admissible import TENTHS, UNKNOWN, Fails
from services.assignment.advice.anew import solved_anew
from services.assignment.advice.distances import Distances, distances_from
from services.assignment.advice.residual import Standing
from services.assignment.advice.ways import Way, WayKind
from services.assignment.planned import PlannedAssignment
from services.assignment.roster import UNLIMITED
from services.policy import AssignmentPolicy, read_stored_policy

_TRIED = 2  # leaders that are tried of each kind, those that promise most


@dataclass(frozen=True, slots=True, kw_only=True)
class _Try:
    """One relaxed rule: the network and policy with it."""

    way: Way
    network: Network
    policy: AssignmentPolicy


def relaxed_ways(
    network: Network,
    planned: PlannedAssignment,
    now: Standing,
    need: int,
    new: Collection[str],
) -> Iterator[Way]:
    """Yield the relaxed rules by which the plan found anew covers an open need.

    Of each kind the two leaders are tried that promise most: a ban lifted, the leader's own
    level-3 need not counted, a longer limit of an offer; a longer limit for everybody only for
    the nearest.

    Parameters
    ----------
    need
        Number of the need in the problem of `now`.
    new
        Keys of offers that only the advice has added.
    """
    problem = now.problem
    judged = problem.rules.all_of(np.array([need]))
    keys, row = problem.network.offers.keys, problem.offers.row
    old = [
        i
        for i, offer in enumerate(judged.offer.tolist())
        if keys[row[offer]] not in new and problem.offers.places[offer] > 0
    ]
    kinds = (Fails.FORBIDDEN, Fails.LEADER_NEEDS_HELP, Fails.TOO_FAR)
    some = [i for i in old if judged.fails[i] in kinds and judged.km[i] != UNKNOWN]
    some += [i for i in old if judged.fails[i] in kinds[:2] and judged.km[i] == UNKNOWN]
    if not some:
        return
    tries = _Tries(network, planned, now, need)
    promise = _Promise(now, need)
    by_kind: dict[WayKind, list[tuple[tuple[int, ...], int, int]]] = {}
    for i in some:
        offer, km = int(judged.offer[i]), int(judged.km[i])
        kind = tries.kind(Fails(int(judged.fails[i])), km)
        first = promise.of(offer)
        if first is not None:
            by_kind.setdefault(kind, []).append((first, km, offer))
    mentee, way = tries.mentee, tries.direction
    for kind, found in by_kind.items():
        if kind in (WayKind.LIMIT, WayKind.MAX_KM):
            found.sort(key=lambda one: (one[1], one[2]))
        else:
            found.sort()
        for _, km, offer in found[: 1 if kind is WayKind.MAX_KM else _TRIED]:
            tried = tries.of(kind, offer, km)
            with suppress(InputError):  # a pin may speak of the pair that is let in
                anew = solved_anew(tried.network, planned, tried.policy)
                if (mentee, way) in anew.leaders:
                    yield replace(tried.way, goals=anew.goals)


class _Promise:
    """What a pair of a need with an offer would bring, as far as no pair's own costs count."""

    def __init__(self, now: Standing, need: int) -> None:
        self._offer0 = now.arcs.offer0
        node = now.arcs.first_node[1] + need
        self._ways: Distances = distances_from(now.residual().reversed(), node)
        priced = now.costs[:, now.arcs.at["pair"]].any(axis=1)
        self._first = int(np.argmax(priced)) if priced.any() else len(now.costs)

    def of(self, offer: int) -> tuple[int, ...] | None:
        """Return the first components, None where the pair would not be used."""
        node = self._offer0 + offer
        if not self._ways.reached[node]:
            return None
        first = tuple(self._ways.vector[: self._first, node].tolist())
        return first if first <= (0,) * len(first) else None


class _Tries:
    """Makes networks and policies with one rule relaxed."""

    def __init__(
        self, network: Network, planned: PlannedAssignment, now: Standing, need: int
    ) -> None:
        problem = now.problem
        self._network = network
        self._day = planned.plan.as_of
        self._policy = read_stored_policy(planned.plan.policy).assignment
        self._problem = problem
        self.mentee = problem.places.codes[problem.needs.organisation[need]]
        self.direction = problem.directions[problem.needs.direction[need]]

    def kind(self, fails: Fails, km: int) -> WayKind:
        """Return which kind of change lets a pair in."""
        if fails is Fails.FORBIDDEN:
            return WayKind.LIFT_BAN
        if fails is Fails.LEADER_NEEDS_HELP:
            return WayKind.OWN_NEED
        return WayKind.LIMIT if km <= self._policy.max_km * TENTHS else WayKind.MAX_KM

    def of(self, kind: WayKind, offer: int, km: int) -> _Try:
        """Return the network and policy with one rule relaxed for an offer."""
        problem = self._problem
        row = problem.network.offers[int(problem.offers.row[offer])]
        own = self._network.offers.get(row.key) or row
        way = Way(kind=kind, leader=own.organisation, goals=())
        if kind is WayKind.LIFT_BAN:
            gone = [Change(before=ban, after=None) for ban in self._bans(own.organisation)]
            more = self._network.after(gone, self._network.revision)
            return _Try(way=way, network=more, policy=self._policy)
        if kind is WayKind.OWN_NEED:
            return self._own_need(way, own)
        wanted = -(-km // TENTHS)
        limit = int(problem.offers.limit[offer])
        more = self._network
        if own.limit_km is not None and limit != UNLIMITED and own.limit_km < wanted:
            after = replace(own, limit_km=float(wanted))
            more = more.after([Change(before=own, after=after)], more.revision)
        if kind is WayKind.LIMIT:
            grown = -(-(wanted * TENTHS - limit) // TENTHS)
            way = replace(way, km=wanted, more_km=grown)
            return _Try(way=way, network=more, policy=self._policy)
        way = replace(way, km=wanted, more_km=wanted - self._policy.max_km)
        return _Try(way=way, network=more, policy=replace(self._policy, max_km=wanted))

    def _bans(self, leader: str) -> Iterator[Restriction]:
        """Yield the rows that forbid the leader this need."""
        for row in self._network.restrictions:
            if (
                row.rule is Rule.FORBID
                and (row.leader, row.mentee) == (leader, self.mentee)
                and row.direction in (None, self.direction)
                and (row.until is None or self._day < row.until)
            ):
                yield row

    def _own_need(self, way: Way, own: Offer) -> _Try:
        """Let one leader serve although it has an acute need itself.

        The rule is off, and all other offers to which it applies keep no place.
        """
        problem, more = self._problem, self._network
        kept_out = np.flatnonzero(problem.offers.valid & ~problem.rules.able)
        changes = []
        for row in problem.offers.row[kept_out].tolist():
            offer = more.offers.get(problem.network.offers.keys[row])
            same = (own.organisation, own.direction)
            if offer is not None and offer.places and (offer.organisation, offer.direction) != same:
                changes.append(Change(before=offer, after=replace(offer, places=0)))
        free = replace(self._policy, leader_needs_help=False)
        return _Try(way=way, network=more.after(changes, more.revision), policy=free)
