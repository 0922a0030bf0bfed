"""Which leader may help with which need, by the rules in order, and what each pair costs."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from graph.geo import IntArray, distances_tenths, round_half_up
from graph.network import Network
from services.assignment.past import Triple, encode
from services.assignment.roster import (
    NONE,
    ON_SITE,
    REMOTE,
    BoolArray,
    Needs,
    Offers,
    Places,
)
from services.policy import AssignmentPolicy

TENTHS = 10
UNKNOWN = -1
"""Distance that is not known."""


class Fails(IntEnum):
    """The first rule a pair fails, in the order of the rules; a larger one came farther."""

    NOTHING = 0
    SAME_ENTITY = 1
    EXPIRED = 2
    FORBIDDEN = 3
    LEADER_NEEDS_HELP = 4
    TOO_FAR = 5
    OUTSIDE_REACH = 6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """Every need with every offer of its direction, sorted by need, then offer.

    Attributes
    ----------
    need, offer
        Numbers of the two.
    km
        Distance in tenths of a km, `UNKNOWN` where it is not known.
    fails
        First rule that fails (`Fails`).
    """

    need: IntArray
    offer: IntArray
    km: IntArray
    fails: IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Admissible pairs, sorted by need, then offer.

    Attributes
    ----------
    km, effective
        True and effective distance, in tenths of a km; `km` may be `UNKNOWN`.
    remote
        Whether the pair would be served remotely.
    points
        Whole points of the pair.
    kept, preferred
        Whether it continues a pair of last year, and whether somebody wishes it.
    """

    need: IntArray
    offer: IntArray
    km: IntArray
    effective: IntArray
    remote: BoolArray
    points: IntArray
    kept: BoolArray
    preferred: BoolArray

    def __len__(self) -> int:
        return len(self.need)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marks:
    """What is said of (leader, mentee, direction), besides the roster."""

    banned: set[Triple]
    preferred: set[Triple]
    kept: set[Triple]
    pinned: IntArray
    """Organisation pinned to each need, `NONE` where nobody is."""


def candidates(
    network: Network,
    policy: AssignmentPolicy,
    *,
    places: Places,
    needs: Needs,
    offers: Offers,
    marks: Marks,
    directions: int,
) -> tuple[Candidates, Pairs]:
    """Judge every need with every offer of its direction by the rules, in their order.

    1. leader and mentee are not one entity; 2. offer and both organisations are in force;
    3. no ban; 4. the leader has no level-3 need there itself; 5. near enough for the mode of the
    offer; 6. within the reach of the offer's level. A pin overrides rule 5 only.
    """
    need, offer = _of_one_direction(needs, offers, directions)
    mentee, leader = needs.organisation[need], offers.organisation[offer]
    km = _distances(network, places, mentee, leader)
    code = (leader * len(places.codes) + mentee) * directions + needs.direction[need]
    pinned = marks.pinned[need] == leader
    on_site = _served_on_site(policy, offers, offer, km)
    far = ~on_site & (offers.mode[offer] == ON_SITE) & ~pinned
    other_municipality = places.municipality[mentee] != places.municipality[leader]
    sick = _needs_help(policy, needs, offers, directions)
    fails = np.zeros(len(need), np.int64)
    # The rules from the last to the first: an earlier one writes over a later one.
    outside = offers.own_only[offer] & other_municipality & policy.reach_by_level
    fails[outside] = Fails.OUTSIDE_REACH
    fails[far] = Fails.TOO_FAR
    fails[sick[offer]] = Fails.LEADER_NEEDS_HELP
    fails[_among(code, marks.banned, places, directions)] = Fails.FORBIDDEN
    fails[~offers.valid[offer] | ~places.in_force[mentee]] = Fails.EXPIRED
    fails[places.entity[mentee] == places.entity[leader]] = Fails.SAME_ENTITY
    all_ = Candidates(need=need, offer=offer, km=km, fails=fails)

    open_ = np.flatnonzero((fails == Fails.NOTHING) & ((marks.pinned[need] == NONE) | pinned))
    forced = (~on_site & pinned & (offers.mode[offer] == ON_SITE))[open_]
    remote = ~on_site[open_] & ~forced
    shown = km[open_]
    effective = np.where(remote, policy.remote_km * TENTHS, shown)
    effective[forced & (shown == UNKNOWN)] = policy.max_km * TENTHS
    kinds = places.settlement[mentee[open_]], places.settlement[leader[open_]]
    differ = (kinds[0] != kinds[1]) & (kinds[0] != NONE) & (kinds[1] != NONE)
    border = other_municipality[open_]
    code = code[open_]
    return all_, Pairs(
        need=need[open_],
        offer=offer[open_],
        km=shown,
        effective=effective,
        remote=remote,
        points=effective + policy.settlement_points * differ + policy.border_points * border,
        kept=_among(code, marks.kept, places, directions),
        preferred=_among(code, marks.preferred, places, directions),
    )


def _of_one_direction(needs: Needs, offers: Offers, directions: int) -> tuple[IntArray, IntArray]:
    """Return need and offer of every combination of one direction."""
    order = np.argsort(offers.direction, kind="stable")
    start = np.searchsorted(offers.direction[order], np.arange(directions + 1))
    count = np.diff(start)[needs.direction]
    need = np.repeat(np.arange(len(needs)), count)
    within = np.arange(len(need)) - np.repeat(np.cumsum(count) - count, count)
    return need, order[start[needs.direction[need]] + within]


def _distances(network: Network, places: Places, mentee: IntArray, leader: IntArray) -> IntArray:
    """Return tenths of a km: the row of the sheet, else the great circle, else what is known.

    Without coordinates two organisations of one municipality count as 0 km apart, others as
    `UNKNOWN`.
    """
    lat, lon = places.lat, places.lon
    known = ~np.isnan(lat)
    both = known[mentee] & known[leader]
    here = places.municipality[mentee] == places.municipality[leader]
    km = np.where(here, 0, UNKNOWN)
    a, b = mentee[both], leader[both]
    km[both] = distances_tenths(lat[a], lon[a], lat[b], lon[b])
    table = network.distances
    if len(table):
        n = len(places.codes)
        columns = (table.column(name) for name in ("from_organisation", "to_organisation", "km"))
        row = {}
        for x, y, length in zip(*columns, strict=True):
            a_, b_ = places.number[x], places.number[y]
            row[min(a_, b_) * n + max(a_, b_)] = round_half_up(length)
        keys = np.array(sorted(row), np.int64)
        values = np.array([row[key] for key in keys.tolist()], np.int64)
        asked = np.minimum(mentee, leader) * n + np.maximum(mentee, leader)
        at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        hit = keys[at] == asked
        km[hit] = values[at[hit]]
    return km


def _served_on_site(
    policy: AssignmentPolicy, offers: Offers, offer: IntArray, km: IntArray
) -> BoolArray:
    """Return where the offer's mode, its limit and the policy allow to come in person."""
    limit = np.minimum(offers.limit, policy.max_km * TENTHS)
    near = (km != UNKNOWN) & (km <= limit[offer])
    on_site: BoolArray = near & (offers.mode[offer] != REMOTE)
    return on_site


def _needs_help(
    policy: AssignmentPolicy, needs: Needs, offers: Offers, directions: int
) -> BoolArray:
    """Return the offers whose organisation has a level-3 need in the same direction."""
    if not policy.leader_needs_help:
        return np.zeros(len(offers), bool)
    acute = needs.level == 3  # noqa: PLR2004 - the levels of a need are 1, 2 and 3
    codes = needs.organisation[acute] * directions + needs.direction[acute]
    sick: BoolArray = np.isin(offers.organisation * directions + offers.direction, codes)
    return sick


def _among(code: IntArray, triples: set[Triple], places: Places, directions: int) -> BoolArray:
    """Return where `code` is that of one of `triples`."""
    wanted = encode(triples, len(places.codes), directions)
    if not len(wanted):
        return np.zeros(len(code), bool)
    at = np.minimum(np.searchsorted(wanted, code), len(wanted) - 1)
    found: BoolArray = wanted[at] == code
    return found
