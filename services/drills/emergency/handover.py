"""Who takes over what curators who are gone accompanied: fewest left alone, nobody else moved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray
from services.assignment.flow import FlowProblem, solve
from services.drills.ground import Ground
from services.isolation.ground import FAR
from services.isolation.ground import Ground as Distances

_UNKNOWN_TENTHS = 1_000_000
"""What a way of unknown length counts: more than any on the ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """An object that gets another curator, or none.

    Attributes
    ----------
    is_alone
        Whether it has no curator left; if not, those left have too much already.
    to
        The curator who takes it; None if nobody has room.
    tenths
        From the curator's organisation, in tenths of a kilometre; None if unknown.
    """

    what: str
    is_alone: bool
    to: str | None
    tenths: int | None


def hand_over(
    ground: Ground,
    distances: Distances,
    *,
    alone: Sequence[str],
    thin: Sequence[str],
    gone: Collection[str],
) -> tuple[Handover, ...]:
    r"""Return who takes which object, in the order of the objects, those without anybody first.

    As few as possible stay without any curator, then as few as possible with overloaded ones
    only, then the ways are shortest in all. Nobody takes more than their load allows, and nobody
    else is moved: any curator may take any object, so moving others makes no room.

    Parameters
    ----------
    alone, thin
        Objects that have no curator left, and those whose other curators have too much.
    gone
        Curators who are not there any more.

    Notes
    -----
    A flow :math:`\sum_o x_{oc} \le \text{room}_c`, :math:`\sum_c x_{oc} + u_o = 1` of least
    :math:`(\sum_{alone} u_o, \sum_{thin} u_o, \sum km_{oc} x_{oc})`, solved exactly.
    """
    objects = (*sorted(alone), *sorted(thin))
    takers = _takers(ground, gone)
    if not objects:
        return ()
    tenths = _tenths(ground, distances, objects, list(takers))
    may = np.ones(tenths.shape, dtype=bool)
    for i, what in enumerate(objects):
        others = ground.curators.deputies_of(what, gone)
        may[i] = [who not in others for who in takers]
    given = _given(tenths, may, np.array(list(takers.values()), np.int64), len(alone))
    codes = list(takers)
    return tuple(
        Handover(
            what=what,
            is_alone=i < len(alone),
            to=codes[to] if to >= 0 else None,
            tenths=int(tenths[i, to]) if to >= 0 and tenths[i, to] != _UNKNOWN_TENTHS else None,
        )
        for i, (what, to) in enumerate(zip(objects, given, strict=True))
    )


def _takers(ground: Ground, gone: Collection[str]) -> dict[str, int]:
    """Return who accompanies somebody, or could, with how many more they can take."""
    curators = ground.curators
    whole = len(ground.scene.nodes) + len(ground.scene.network.communities)
    room = {}
    for who in sorted({*curators.objects_of, *curators.capacity} - set(gone)):
        load = len(curators.objects_of.get(who, ()))
        room[who] = max(0, curators.capacity.get(who, whole) - load)
    return {who: n for who, n in room.items() if n}


def _tenths(
    ground: Ground, distances: Distances, objects: Sequence[str], takers: Sequence[str]
) -> IntArray:
    """Return the way of each taker to each object, unknown ones longest."""
    number = ground.scene.nodes.number
    communities = ground.scene.network.communities
    at = []
    for what in objects:
        community = communities.get(what)
        at.append(number.get((community.leader or "") if community else what, -1))
    from_ = [number.get(ground.curators.works_at[who], -1) for who in takers]
    rows, columns = np.array(at, np.int64), np.array(from_, np.int64)
    found = np.full((len(rows), len(columns)), _UNKNOWN_TENTHS, np.int64)
    known = (rows[:, None] >= 0) & (columns[None, :] >= 0)
    i, j = np.nonzero(known)
    # inside one municipality an unknown way counts as no way at all
    tenths, _ = distances.between(rows[i], columns[j])
    found[i, j] = np.where(tenths == FAR, _UNKNOWN_TENTHS, tenths)
    return found


def _given(tenths: IntArray, may: IntArray, room: IntArray, alone: int) -> list[int]:
    """Return the taker of each object, or -1."""
    n, m = tenths.shape
    i, j = np.nonzero(may)
    hub = n + m
    all_objects, all_takers = np.arange(n), np.arange(m)
    tail = np.concatenate([np.full(n, hub), i, n + all_takers, all_objects])
    head = np.concatenate([all_objects, n + j, np.full(m, hub), np.full(n, hub)])
    nothing = np.zeros(n + len(i) + m, np.int64)
    left = (all_objects < alone).astype(np.int64)
    found = solve(
        FlowProblem(
            nodes=hub + 1,
            tail=tail,
            head=head,
            capacity=np.concatenate([np.ones(n + len(i), np.int64), room, np.ones(n, np.int64)]),
            costs=[
                np.concatenate([nothing, left]),
                np.concatenate([nothing, 1 - left]),
                np.concatenate([np.zeros(n, np.int64), tenths[i, j], np.zeros(m + n, np.int64)]),
            ],
            forced=np.arange(len(tail)) < n,
        )
    )
    if found is None:
        raise RuntimeError("an object may stay without a curator, so there is always a flow")
    given = [-1] * n
    for k in np.flatnonzero(found.flow[n : n + len(i)]).tolist():
        given[int(i[k])] = int(j[k])
    return given
