"""Exact whole-number potentials of an optimal flow."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.geo import IntArray

Whole: TypeAlias = npt.NDArray[np.signedinteger[Any]]
"""Whole numbers of any size: the smaller, the less memory."""


def potentials_of(
    nodes: int, tail: Whole, head: Whole, cost: IntArray, *, room: IntArray, flow: IntArray
) -> IntArray:
    r"""Return prices :math:`\pi` that prove an optimal flow.

    The reduced cost :math:`c_a + \pi_{tail} - \pi_{head}` of each arc is ≥ 0 where the arc has
    room and ≤ 0 where it carries flow.

    Parameters
    ----------
    room, flow
        What each arc can still take, and what it carries.

    Raises
    ------
    ArithmeticError
        If the flow is not optimal, so that no such prices exist.

    Notes
    -----
    Bellman-Ford on the residual network from all nodes at once, all arcs in one step: as many
    steps as the longest shortest path has arcs, in practice 10 to 100.

    References
    ----------
    R. K. Ahuja, T. L. Magnanti, J. B. Orlin, *Network Flows*, Prentice Hall, 1993, section 5.4.
    """
    forth, back = room > 0, flow > 0
    source = np.concatenate([tail[forth], head[back]])
    target = np.concatenate([head[forth], tail[back]])
    length = np.concatenate([cost[forth], -cost[back]])
    order = np.argsort(target, kind="stable")
    source, target, length = source[order], target[order], length[order]
    price = np.zeros(nodes, np.int64)
    if not len(target):
        return price
    first = np.flatnonzero(np.concatenate([[True], target[1:] != target[:-1]]))
    reached = target[first]
    for _ in range(nodes + 1):
        nearer = np.minimum(price[reached], np.minimum.reduceat(price[source] + length, first))
        if (nearer == price[reached]).all():
            return price
        price[reached] = nearer
    raise ArithmeticError("the flow is not optimal")
