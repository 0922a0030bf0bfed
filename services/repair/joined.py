"""Groups that are joined one by one: union-find."""

from collections.abc import Iterable


class Joined:
    """Numbered groups, each alone at first.

    References
    ----------
    .. [1] R. E. Tarjan. *Efficiency of a good but not linear set union algorithm*. Journal of the
       ACM 22, 1975.

    Examples
    --------
    >>> groups = Joined(3)
    >>> groups.join(0, 2), groups.join(2, 0), groups.find(0) == groups.find(2)
    (True, False, True)
    """

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def find(self, one: int) -> int:
        """Return who stands for the group of `one`."""
        above = self._above
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    def join(self, one: int, other: int) -> bool:
        """Join two groups; return whether they were apart."""
        first, second = self.find(one), self.find(other)
        self._above[first] = second
        return first != second

    def with_(self, main: int, some: Iterable[int]) -> list[int]:
        """Return which of `some` are of the group of `main`."""
        stands = self.find(main)
        return [one for one in some if self.find(one) == stands]
