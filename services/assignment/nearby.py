"""Which pairs must be looked at one by one: all others are remote, and alike.

A pair is looked at if the offer may serve the need on site, if the two are of one municipality or
one entity, or if a row of the network speaks of them. Pairs farther apart are never written out.
"""

from collections.abc import Iterator
from itertools import chain

import numpy as np
from scipy.spatial import KDTree

from graph.geo import RADIUS_KM, IntArray, RealArray
from services.assignment.admissible import TENTHS, Rules
from services.assignment.joins import equal_keys
from services.assignment.roster import NONE, REMOTE

_SLACK_KM = 0.06
"""Half of the unit that distances are rounded to, and a little more."""


def special_pairs(rules: Rules) -> tuple[IntArray, IntArray]:
    """Return need and offer of all pairs that are not simply remote, sorted, each once.

    Offers that nobody can have are left out.
    """
    size = len(rules.offers)
    codes = [
        need * size + offer
        for need, offer in (*_close(rules), _of_one(rules), _of_family(rules), *_named(rules))
    ]
    found = np.unique(np.concatenate(codes))
    need, offer = np.divmod(found, max(1, size))
    able = rules.able[offer]
    return need[able], offer[able]


def _close(rules: Rules) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield, direction by direction, the pairs within reach of an offer that serves on site."""
    needs, offers = rules.needs, rules.offers
    vector = _unit_vectors(rules.places.lat, rules.places.lon)
    placed = ~np.isnan(rules.places.lat)
    limit = np.minimum(offers.limit, rules.policy.max_km * TENTHS) / TENTHS + _SLACK_KM
    chord = 2 * np.sin(np.minimum(limit / (2 * RADIUS_KM), np.pi / 2)) * (1 + 1e-9)
    coming = rules.able & (offers.mode != REMOTE) & placed[offers.organisation]
    asking = placed[needs.organisation] & rules.places.in_force[needs.organisation]
    for way in range(rules.directions):
        rows = np.flatnonzero(asking & (needs.direction == way))
        some = np.flatnonzero(coming & (offers.direction == way))
        if len(rows) and len(some):
            tree = KDTree(vector[needs.organisation[rows]])
            found = tree.query_ball_point(vector[offers.organisation[some]], chord[some])
            count = np.fromiter(map(len, found), np.int64, len(some))
            near = np.fromiter(chain.from_iterable(found), np.int64, int(count.sum()))
            yield rows[near], np.repeat(some, count)


def _of_one(rules: Rules) -> tuple[IntArray, IntArray]:
    """Return the pairs inside one municipality."""
    return _sharing(rules, rules.places.municipality)


def _of_family(rules: Rules) -> tuple[IntArray, IntArray]:
    """Return the pairs inside one entity."""
    return _sharing(rules, rules.places.entity)


def _sharing(rules: Rules, group: IntArray) -> tuple[IntArray, IntArray]:
    needs, offers, size = rules.needs, rules.offers, rules.directions
    return equal_keys(
        group[needs.organisation] * size + needs.direction,
        group[offers.organisation] * size + offers.direction,
    )


def _named(rules: Rules) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield the pairs that restrictions, pairs of last year and distances speak of."""
    needs, size, organisations = rules.needs, rules.directions, len(rules.places.codes)
    code = np.concatenate([rules.banned, rules.kept, rules.preferred])
    ends, way = np.divmod(code, size)
    leader, mentee = np.divmod(ends, organisations)
    row, need = equal_keys(mentee * size + way, needs.organisation * size + needs.direction)
    yield _offered(rules, need, leader[row])
    pinned = np.flatnonzero(rules.pinned != NONE)
    yield _offered(rules, pinned, rules.pinned[pinned])
    one, other = np.divmod(rules.lengths[0], organisations)
    for mentee, leader in ((one, other), (other, one)):
        row, need = equal_keys(mentee, needs.organisation)
        yield _offered(rules, need, leader[row])


def _offered(rules: Rules, need: IntArray, leader: IntArray) -> tuple[IntArray, IntArray]:
    """Return needs with the offers that organisations have in their directions."""
    offers, size = rules.offers, rules.directions
    asked = leader * size + rules.needs.direction[need]
    row, offer = equal_keys(asked, offers.organisation * size + offers.direction)
    return need[row], offer


def _unit_vectors(lat: RealArray, lon: RealArray) -> RealArray:
    """Return points of the unit sphere; NaN where a coordinate is missing."""
    phi, theta = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=1)
