"""Who hangs on whom, as a forest: everything below a node is one slice of an order."""

from dataclasses import dataclass

import numpy as np

from graph.measures import ROOT, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Nodes of a forest in an order in which all that hangs on a node follows it.

    Attributes
    ----------
    order
        Nodes that hang on the root, each before those below it.
    place
        Where a node stands in `order`; below 0 for a node outside the forest.
    end
        Where what hangs on it ends.
    total
        Sum of the weights of `order` up to each place; one longer than `order`.
    """

    order: Ints
    place: Ints
    end: Ints
    total: Ints

    @classmethod
    def of(cls, parents: Ints, weight: Ints) -> "Forest":
        """Order the forest that `parents` tells.

        Parameters
        ----------
        parents
            Parent of each node, `ROOT`, or a smaller number for a node outside the forest.
        weight
            What each node counts.

        Examples
        --------
        >>> forest = Forest.of(np.array([-1, 0, 1, 0, -2]), np.ones(5, dtype=np.int64))
        >>> forest.below(0).tolist(), forest.weight_below(0), forest.below(4).tolist()
        ([1, 2, 3], 3, [])
        """
        n = len(parents)
        inside = np.flatnonzero(parents >= ROOT)
        children = inside[np.argsort(parents[inside], kind="stable")]
        first = np.searchsorted(parents[children], np.arange(ROOT, n + 1)).tolist()
        listed = children.tolist()
        place, end, order = [-1] * n, [0] * n, list[int]()
        stack = [(v, False) for v in reversed(listed[first[0] : first[1]])]
        while stack:
            v, is_done = stack.pop()
            if is_done:
                end[v] = len(order)
                continue
            place[v] = len(order)
            order.append(v)
            stack.append((v, True))
            stack.extend((w, False) for w in reversed(listed[first[v + 1] : first[v + 2]]))
        ordered = np.array(order, dtype=np.int64)
        return cls(
            order=ordered,
            place=np.array(place, dtype=np.int64),
            end=np.array(end, dtype=np.int64),
            total=np.concatenate([[0], np.cumsum(weight[ordered])]),
        )

    def below(self, v: int) -> Ints:
        """Return what hangs on a node, without itself."""
        return self.order[self.place[v] + 1 : self.end[v]]

    def weight_below(self, v: int) -> int:
        """Return the weight of what hangs on a node, without its own."""
        return int(self.total[max(self.end[v], self.place[v] + 1)] - self.total[self.place[v] + 1])

    def weight_with(self, v: int) -> int:
        """Return the weight of a node of the forest and of what hangs on it."""
        return int(self.total[self.end[v]] - self.total[self.place[v]])

    def weights_below(self) -> Ints:
        """Return `weight_below` of every node at once."""
        after = self.place + 1
        return self.total[np.maximum(self.end, after)] - self.total[after]
