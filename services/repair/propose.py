"""Propose the ties that bring back those who are left out."""

from collections.abc import Callable
from datetime import date
from functools import partial

import numpy as np

from graph.measures import Ints, Mask, component_labels, distinct_ties
from graph.model.ids import OrganisationId
from graph.network import Network
from services.isolation.scene import Scene
from services.policy import IsolationPolicy
from services.repair.candidates import ALL_PAIRS_UP_TO, Candidates, Terms
from services.repair.cover import Far, cover
from services.repair.critical import Critical
from services.repair.effect import effects
from services.repair.limits import NO_LIMIT, limits_of
from services.repair.proposal import Asked, Goal, Minimise, NewTie, Proposal, Reason
from services.repair.second_leader import SecondLeader
from services.repair.solved import Solved
from services.repair.span import Groups, span

_FIRST_NEIGHBOURS = 10
_ALL_TWICE_UP_TO = 2_000
"""Organisations up to which every pair is looked at for ties that hold each other."""
_SECOND_NEIGHBOURS = 40
"""Nearest that are looked at once for second leaders, where there are too many pairs."""
_HELD_TWICE = frozenset({Goal.NO_CRITICAL_TIE, Goal.SECOND_LEADER})
_LEADERS = {Goal.REACH_LEADER: 1, Goal.HOPS: 1, Goal.SECOND_LEADER: 2}
"""Goals that nobody else can reach with fewer leaders."""

_Solve = Callable[[Candidates, Ints], Solved]


def propose_repair(
    network: Network, policy: IsolationPolicy, asked: Asked, *, day: date
) -> Proposal:
    """Propose new ties so that the goal holds for every judged organisation that can be served.

    Parameters
    ----------
    network
        Whole network; the ties are those of the window that ends on `day`.

    Returns
    -------
    Proposal
        Ties sorted by ends, what each is good for, and who is left out and why.

    Notes
    -----
    Pairs looked at: all, or, among more than 200 organisations (2,000 where no tie may be
    critical), the 10 nearest and the 5 nearest leaders of each, twice as many again and again
    until the answer stays; for second leaders the 40 nearest at once. Pairs of one organisation
    and its branches, forbidden pairs and pairs with those above are no candidates.

    Examples
    --------
    >>> asked = Asked(goal=Goal.CONNECTED)
    >>> propose_repair(Network.of([]), IsolationPolicy(), asked, day=date(2026, 8, 24)).ties
    ()
    """
    scene = Scene.of(network, policy, day=day)
    nodes = scene.nodes
    terms = Terms(scene, max_km=asked.max_km)
    solve = partial(_SOLVERS[asked.goal], scene, asked)
    limits = limits_of(asked, nodes.leader)
    pairs, some, solved = _paired(scene, terms, asked) or _widened(
        terms, solve, asked, limits, len(nodes)
    )
    at = solved.chosen
    length = int(some.tenths[at].sum())
    left_out = _reasons(scene, terms, asked, solve, pairs=pairs, unserved=solved.unserved)
    by_km = asked.minimise is Minimise.KM and asked.goal is not Goal.HOPS
    return Proposal(
        asked=asked,
        as_of=day,
        window_months=policy.window_months,
        revision=network.revision,
        judged=int(nodes.judged.sum()),
        leaders=int(nodes.leader.sum()),
        ties=_ties(scene, terms, asked, some, at),
        tenths=length,
        bound_tenths=solved.bound_tenths,
        bound_ties=solved.bound_ties,
        proved=(length == solved.bound_tenths if by_km else len(at) == solved.bound_ties)
        and (asked.goal is Goal.HOPS or all(why is not Reason.CAPACITY for _, why in left_out)),
        candidates=len(some),
        left_out=left_out,
    )


def _paired(
    scene: Scene, terms: Terms, asked: Asked
) -> tuple[tuple[Ints, Ints], Candidates, Solved] | None:
    """Tie ends in pairs, if that is asked of very many organisations without any limit."""
    limits = asked.capacity, asked.leader_capacity, asked.max_km, asked.neighbours
    if (
        asked.goal is not Goal.NO_CRITICAL_TIE
        or asked.minimise is not Minimise.TIES
        or len(scene.nodes) <= _ALL_TWICE_UP_TO
        or any(limit is not None for limit in limits)
    ):
        return None
    nodes = scene.nodes
    critical = Critical(len(nodes), scene.low, scene.high, nodes.judged, asked.minimise)
    found = critical.fewest(terms.may)
    if found is None:
        return None
    pairs = np.minimum(*found), np.maximum(*found)
    some = terms.among(*pairs)
    chosen = np.arange(len(some))
    solved = Solved(
        chosen=chosen,
        unserved=np.zeros(len(nodes), dtype=bool),
        bound_tenths=0,
        bound_ties=len(chosen),
    )
    return pairs, some, solved


def _widened(
    terms: Terms, solve: _Solve, asked: Asked, limits: Ints, n: int
) -> tuple[tuple[Ints, Ints], Candidates, Solved]:
    """Look at more and more neighbours until the answer stays the same."""
    neighbours = asked.neighbours
    few = _ALL_TWICE_UP_TO if asked.goal is Goal.NO_CRITICAL_TIE else ALL_PAIRS_UP_TO
    if asked.goal is Goal.SECOND_LEADER and n > few and neighbours is None:
        neighbours = _SECOND_NEIGHBOURS
    if neighbours is not None or n <= few:
        pairs = terms.all_pairs() if neighbours is None else terms.near_pairs(neighbours)
        some = terms.among(*pairs)
        return pairs, some, solve(some, limits)
    count, before = _FIRST_NEIGHBOURS, None
    while True:
        pairs = terms.near_pairs(count)
        some = terms.among(*pairs)
        solved = solve(some, limits)
        at = solved.chosen
        now = int(solved.unserved.sum()), int(some.tenths[at].sum()), len(at)
        if now == before or count >= n:
            return pairs, some, solved
        count, before = 2 * count, now


def _span(scene: Scene, asked: Asked, some: Candidates, limits: Ints) -> Solved:
    nodes = scene.nodes
    labels = component_labels(len(nodes), scene.equal.giver, scene.equal.receiver)
    centre = None
    to_leader = asked.goal is Goal.REACH_LEADER
    if to_leader and not nodes.leader.any():
        return _nobody(nodes.judged)
    if to_leader:
        centre = int(labels[nodes.leader][0])
        labels = np.where(np.isin(labels, labels[nodes.leader]), centre, labels)
    weight = np.bincount(labels, weights=nodes.judged).astype(np.int64)
    spanned = span(Groups(of=labels, weight=weight, centre=centre), some, limits, asked.minimise)
    return Solved(
        chosen=np.array(spanned.chosen, dtype=np.int64),
        unserved=nodes.judged & ~np.isin(labels, sorted(spanned.served)),
        bound_tenths=spanned.bound_tenths,
        bound_ties=spanned.bound_ties,
    )


def _cover(scene: Scene, asked: Asked, some: Candidates, limits: Ints) -> Solved:
    nodes, n = scene.nodes, len(scene.nodes)
    if not nodes.leader.any():
        return _nobody(nodes.judged)
    low, high, _ = distinct_ties(scene.equal.giver, scene.equal.receiver, n)
    far = Far.of(low, high, nodes.leader, nodes.judged, asked.hops)
    chosen, missed = cover(far, nodes.leader, some, limits)
    unserved = np.zeros(n, dtype=bool)
    unserved[far.who[missed]] = True
    return Solved(
        chosen=chosen,
        unserved=unserved,
        bound_tenths=int(some.tenths[chosen].sum()),
        bound_ties=len(chosen),
    )


def _twice(scene: Scene, asked: Asked, some: Candidates, limits: Ints) -> Solved:
    nodes = scene.nodes
    if nodes.leader.sum() < _LEADERS.get(asked.goal, 0):
        return _nobody(nodes.judged & ~nodes.leader)
    return _held_twice(scene, asked).solve(some, limits)


def _held_twice(scene: Scene, asked: Asked) -> Critical | SecondLeader:
    nodes, low, high = scene.nodes, scene.low, scene.high
    if asked.goal is Goal.NO_CRITICAL_TIE:
        return Critical(len(nodes), low, high, nodes.judged, asked.minimise)
    return SecondLeader(low, high, nodes.leader, nodes.judged, asked.minimise)


_SOLVERS = {
    Goal.REACH_LEADER: _span,
    Goal.CONNECTED: _span,
    Goal.NO_CRITICAL_TIE: _twice,
    Goal.HOPS: _cover,
    Goal.SECOND_LEADER: _twice,
}


def _nobody(judged: Mask) -> Solved:
    """Without any leader nobody can be served."""
    nothing = np.empty(0, dtype=np.int64)
    return Solved(chosen=nothing, unserved=judged, bound_tenths=0, bound_ties=0)


def _ties(
    scene: Scene, terms: Terms, asked: Asked, some: Candidates, at: Ints
) -> tuple[NewTie, ...]:
    """Return the chosen ties with what each is good for, sorted by ends."""
    nodes, revives = scene.nodes, terms.revives(some)
    ends = []
    for i in at.tolist():
        one, other = int(some.one[i]), int(some.other[i])
        if asked.goal is Goal.HOPS and nodes.leader[other]:
            one, other = other, one
        ends.append((OrganisationId(nodes.codes[one]), OrganisationId(nodes.codes[other]), i))
    ends.sort()
    found = effects(scene, [(one, other) for one, other, _ in ends])
    return tuple(
        NewTie(
            one=one,
            other=other,
            tenths=int(some.tenths[i]),
            unknown=bool(some.unknown[i]),
            revives=bool(revives[i]),
            removes=effect.removes,
            gains=effect.gains,
        )
        for (one, other, i), effect in zip(ends, found, strict=True)
    )


def _reasons(
    scene: Scene,
    terms: Terms,
    asked: Asked,
    solve: _Solve,
    *,
    pairs: tuple[Ints, Ints],
    unserved: Mask,
) -> tuple[tuple[OrganisationId, Reason], ...]:
    """Tell why each that is not served is not: by lifting the limits, then the bans."""
    nodes = scene.nodes
    if not unserved.any():
        return ()
    reason = np.full(len(nodes), Reason.CAPACITY, dtype=object)
    for bans, why in ((True, Reason.FORBIDDEN), (False, Reason.NO_CANDIDATE)):
        some = terms.among(*pairs, bans=bans)
        if asked.goal in _HELD_TWICE:
            reason[_held_twice(scene, asked).unserved(some)] = why
        else:
            reason[solve(some, np.full(len(nodes), NO_LIMIT)).unserved] = why
    if nodes.leader.sum() < _LEADERS.get(asked.goal, 0):
        reason[:] = Reason.NO_LEADER
    return tuple(
        (OrganisationId(nodes.codes[v]), Reason(reason[v]))
        for v in np.flatnonzero(unserved).tolist()
    )
