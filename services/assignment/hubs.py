"""All admissible pairs in few arcs: remote pairs that cost the same go through a hub.

An offer that serves from afar costs every need of one direction and one kind of settlement the
same. So the needs of a direction, a kind and a cell of the map share a hub, and one arc leads from
the hub to each offer that serves all of them. Where an offer does not, because it comes in person
to some of them, is banned for one, or is of one entity with one, all its pairs with the hub's needs
are written out. A pair that is better than its hub's arc, since it is near, continues one of last
year or is wished for, is written out beside the arc: no optimum uses the arc in its place.
"""

from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray
from services.assignment.admissible import TENTHS, Fails, Pairs, Rules
from services.assignment.joins import among, equal_keys, written_out
from services.assignment.nearby import special_pairs
from services.assignment.roster import NONE, ON_SITE

_CELL_DEGREES = (3.0, 4.5)
"""Height and width of a cell of the map, about 330 km in middle latitudes: a smaller one makes
more hubs, a larger one lets more offers come in person to somebody in it."""
_KINDS = 3  # town, village, not said


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hubs:
    """Arcs that stand for many remote pairs each, sorted by hub, then offer.

    Attributes
    ----------
    of_need
        Hub of each need, `NONE` for pinned needs and mentees not in force.
    hub, offer
        Ends of each arc.
    points
        Whole points of each pair the arc stands for.
    start
        First arc of each hub; one more number at the end.
    """

    of_need: IntArray
    hub: IntArray
    offer: IntArray
    points: IntArray
    start: IntArray

    @property
    def count(self) -> int:
        """Number of hubs."""
        return len(self.start) - 1

    def arcs_of(self, needs: IntArray) -> tuple[IntArray, IntArray]:
        """Return the arcs that `needs` can take: position in `needs`, and number of the arc."""
        at = np.flatnonzero(self.of_need[needs] != NONE)
        hub = self.of_need[needs[at]]
        first, last = self.start[hub], self.start[hub + 1]
        return np.repeat(at, last - first), written_out(first, last)


def pairs_and_hubs(rules: Rules) -> tuple[Pairs, Hubs]:
    """Return the pairs that are written out, and the hubs of all other admissible pairs.

    Every admissible pair is a written pair, or an arc of its need's hub, or both; then the written
    one is better in some goal and worse in none.
    """
    of_need, count = _hubs_of(rules)
    special = special_pairs(rules)
    arcs = _served_from_afar(rules, of_need, count)
    lost = among(arcs, _spoilt(rules, of_need, special))
    pairs = _written(rules, of_need, special, arcs[lost])
    return _shared(rules, of_need, count, pairs, arcs[~lost])


def pairs_without_hubs(rules: Rules) -> tuple[Pairs, Hubs]:
    """Return all admissible pairs, written out, and no hub."""
    needs = np.arange(len(rules.needs))
    none = np.zeros(0, np.int64)
    return rules.admit(rules.all_of(needs)), Hubs(
        of_need=np.full(len(needs), NONE, np.int64),
        hub=none,
        offer=none,
        points=none,
        start=np.zeros(1, np.int64),
    )


def _written(
    rules: Rules, of_need: IntArray, special: tuple[IntArray, IntArray], lost: IntArray
) -> Pairs:
    """Return the admissible pairs among the special ones and those of the arcs that are lost."""
    size = max(1, len(rules.offers))
    hub, offer = np.divmod(lost, size)
    row, need = equal_keys(hub, of_need)
    codes = np.union1d(special[0] * size + special[1], need * size + offer[row])
    return rules.admit(rules.judge(*np.divmod(codes, size)))


def _shared(
    rules: Rules, of_need: IntArray, count: int, pairs: Pairs, arcs: IntArray
) -> tuple[Pairs, Hubs]:
    """Leave out pairs that are no better than their arc, and arcs that no pair needs."""
    size = max(1, len(rules.offers))
    hub, offer = np.divmod(arcs, size)
    points = _points(rules, of_need, hub, offer)
    own = of_need[pairs.need]
    code = np.where(own == NONE, NONE, own * size + pairs.offer)
    on_arc = among(code, arcs)
    at = np.searchsorted(arcs, code[on_arc])
    better = pairs.kept | pairs.preferred | ~pairs.remote
    better[on_arc] |= pairs.points[on_arc] < points[at]
    beside = np.bincount(at[better[on_arc]], minlength=len(arcs))
    members = np.bincount(of_need[of_need != NONE], minlength=count)
    needed = beside < members[hub]
    hub, offer, points = hub[needed], offer[needed], points[needed]
    return pairs.take(better | ~on_arc), Hubs(
        of_need=of_need,
        hub=hub,
        offer=offer,
        points=points,
        start=np.searchsorted(hub, np.arange(count + 1)),
    )


def _hubs_of(rules: Rules) -> tuple[IntArray, int]:
    """Return the hub of each need, and how many hubs there are."""
    needs, places = rules.needs, rules.places
    spots = [
        np.floor(np.nan_to_num(degrees, nan=-999.0) / step)
        for degrees, step in zip((places.lat, places.lon), _CELL_DEGREES, strict=True)
    ]
    cell = np.unique(np.stack(spots, axis=1), axis=0, return_inverse=True)[1].reshape(-1)
    mentee = needs.organisation
    kind = needs.direction * _KINDS + places.settlement[mentee] + 1
    has = places.in_force[mentee] & (rules.pinned == NONE)
    of_need = np.full(len(needs), NONE, np.int64)
    keys, of_need[has] = np.unique((kind * len(cell) + cell[mentee])[has], return_inverse=True)
    return of_need, len(keys)


def _served_from_afar(rules: Rules, of_need: IntArray, hubs: int) -> IntArray:
    """Return sorted codes of hub and offer, for all arcs there might be."""
    offers = rules.offers
    afar = rules.able & (offers.mode != ON_SITE)
    if rules.policy.reach_by_level:
        afar &= ~offers.own_only
    some = np.flatnonzero(afar)
    way = np.zeros(hubs, np.int64)
    inside = of_need != NONE
    way[of_need[inside]] = rules.needs.direction[inside]
    hub, row = equal_keys(way, offers.direction[some])
    arcs: IntArray = hub * len(offers) + some[row]
    return arcs


def _spoilt(rules: Rules, of_need: IntArray, special: tuple[IntArray, IntArray]) -> IntArray:
    """Return sorted codes of hub and offer where a pair is not admissible, or worse than remote."""
    need, offer = special
    with_hub = (of_need[need] != NONE) & (rules.offers.mode[offer] != ON_SITE)
    judged = rules.judge(need[with_hub], offer[with_hub])
    pairs = rules.admit(judged)
    far = pairs.effective > rules.policy.remote_km * TENTHS
    fails = judged.fails != Fails.NOTHING
    codes = [
        of_need[rows] * len(rules.offers) + others
        for rows, others in (
            (judged.need[fails], judged.offer[fails]),
            (pairs.need[far], pairs.offer[far]),
        )
    ]
    return np.unique(np.concatenate(codes))


def _points(rules: Rules, of_need: IntArray, hub: IntArray, offer: IntArray) -> IntArray:
    """Return the points of each arc, that of a pair over the border of a municipality."""
    policy = rules.policy
    settlement = np.full(int(hub.max(initial=-1)) + 1, NONE, np.int64)
    inside = np.flatnonzero((of_need != NONE) & (of_need < len(settlement)))
    settlement[of_need[inside]] = rules.places.settlement[rules.needs.organisation[inside]]
    differ = rules.kinds_differ(settlement[hub], offer)
    fixed = policy.remote_km * TENTHS + policy.border_points
    points: IntArray = fixed + policy.settlement_points * differ
    return points
