"""Who loses the second way to the leaders when one tie goes."""

from collections.abc import Sequence


class SecondWay:
    """Looks behind ties in one network, one tie after the other.

    Parameters
    ----------
    near
        Partners of each node.
    leader
        Whether a node leads.
    """

    def __init__(self, near: Sequence[Sequence[int]], leader: Sequence[bool]) -> None:
        self._near = near
        self._leader = leader

    def hung_without(self, end: int, beyond: int) -> list[int]:
        """Return all whom one node cuts off from the leaders once the tie of two is gone.

        Parameters
        ----------
        end, beyond
            Ends of the tie; `end` does not lead. Only those on the side of `end` are told.

        Notes
        -----
        Whoever needs the tie for a second way is parted from the leaders, without the tie, by one
        node that also parts `end`. One way of `end` is walked; the region that can be reached
        without the rest of it grows step by step, and stands still before each such node. Ends
        as soon as the region holds another leader than the last of the way.

        Examples
        --------
        0 and 3 lead; 1 has a tie with 0 and with 2, and 2 with 3.

        >>> SecondWay([[1], [0, 2], [1, 3], [2]], [True, False, False, True]).hung_without(2, 3)
        [2, 1]
        """
        way = self._way(end, beyond)
        place = {v: i for i, v in enumerate(way)}
        if not way:
            return []
        seen, region, hung = {end}, [end], 0
        walked, open_, reach = 0, 1, 0
        while True:
            while walked < len(region):
                u = region[walked]
                walked += 1
                for w in self._near[u]:
                    if w in seen or (u == end and w == beyond):
                        continue
                    if w in place:
                        reach = max(reach, place[w])
                    elif self._leader[w]:
                        return region[:hung]
                    else:
                        seen.add(w)
                        region.append(w)
            if reach == open_:
                hung = len(region)
                if open_ == len(way) - 1:
                    return region[:hung]
                reach += 1
            seen.update(way[open_:reach])
            region += way[open_:reach]
            open_ = reach

    def _way(self, end: int, beyond: int) -> list[int]:
        """Return a shortest way from `end` to a leader without the tie, or nothing."""
        before = {end: end}
        queue = [end]
        for u in queue:
            for w in self._near[u]:
                if w in before or (u == end and w == beyond):
                    continue
                before[w] = u
                if self._leader[w]:
                    way = [w]
                    while way[-1] != end:
                        way.append(before[way[-1]])
                    return way[::-1]
                queue.append(w)
        return []
