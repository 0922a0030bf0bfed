"""Which leader may help with which need, by the rules in order, and what each pair costs."""

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np

from graph.geo import IntArray, distances_tenths, round_half_up
from graph.network import Network
from services.assignment.joins import among, written_out
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
    """Judged pairs of a need and an offer of its direction.

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
    """Admissible pairs with what they cost, sorted by need, then offer.

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

    def take(self, which: IntArray | BoolArray) -> "Pairs":
        """Return some of the pairs, by their numbers or by a mask."""
        return Pairs(**{field.name: getattr(self, field.name)[which] for field in fields(Pairs)})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marks:
    """What is said of (leader, mentee, direction), besides the roster."""

    banned: set[Triple]
    preferred: set[Triple]
    kept: set[Triple]
    pinned: IntArray
    """Organisation pinned to each need, `NONE` where nobody is."""


class Rules:
    """Judges pairs of a need and an offer of its direction.

    Attributes
    ----------
    banned, kept, preferred
        Sorted codes of (leader, mentee, direction), see `services.assignment.past.encode`.
    lengths
        Sorted codes of two organisations (smaller number first) and their tenths of a km, as the
        sheet says.
    able
        Offers that can have an admissible pair at all: valid, by a leader that needs no help.
    """

    def __init__(
        self,
        network: Network,
        policy: AssignmentPolicy,
        *,
        places: Places,
        needs: Needs,
        offers: Offers,
        marks: Marks,
        directions: int,
    ) -> None:
        self.policy = policy
        self.places = places
        self.needs = needs
        self.offers = offers
        self.pinned = marks.pinned
        self.directions = directions
        size = len(places.codes), directions
        self.banned = encode(marks.banned, *size)
        self.kept = encode(marks.kept, *size)
        self.preferred = encode(marks.preferred, *size)
        self.lengths = _lengths(network, places)
        self._sick = _needs_help(policy, needs, offers, directions)
        self.able: BoolArray = offers.valid & ~self._sick

    def all_of(self, rows: IntArray) -> Candidates:
        """Judge needs with every offer of their directions."""
        order = np.argsort(self.offers.direction, kind="stable")
        start = np.searchsorted(self.offers.direction[order], np.arange(self.directions + 1))
        way = self.needs.direction[rows]
        first, last = start[way], start[way + 1]
        return self.judge(np.repeat(rows, last - first), order[written_out(first, last)])

    def judge(self, need: IntArray, offer: IntArray) -> Candidates:
        """Judge pairs of one direction by the rules, in their order.

        1. leader and mentee are not one entity; 2. offer and both organisations are in force;
        3. no ban; 4. the leader has no level-3 need there itself; 5. near enough for the mode of
        the offer; 6. within the reach of the offer's level. A pin overrides rule 5 only.
        """
        places, offers = self.places, self.offers
        mentee, leader = self.needs.organisation[need], offers.organisation[offer]
        km = self._distances(mentee, leader)
        pinned = self.pinned[need] == leader
        far = ~self._on_site(offer, km) & (offers.mode[offer] == ON_SITE) & ~pinned
        fails = np.zeros(len(need), np.int64)
        # The rules from the last to the first: an earlier one writes over a later one.
        if self.policy.reach_by_level:
            elsewhere = places.municipality[mentee] != places.municipality[leader]
            fails[offers.own_only[offer] & elsewhere] = Fails.OUTSIDE_REACH
        fails[far] = Fails.TOO_FAR
        fails[self._sick[offer]] = Fails.LEADER_NEEDS_HELP
        fails[among(self._code(need, offer), self.banned)] = Fails.FORBIDDEN
        fails[~offers.valid[offer] | ~places.in_force[mentee]] = Fails.EXPIRED
        fails[places.entity[mentee] == places.entity[leader]] = Fails.SAME_ENTITY
        return Candidates(need=need, offer=offer, km=km, fails=fails)

    def admit(self, judged: Candidates) -> Pairs:
        """Return the admissible pairs; a pinned need has those with its leader only."""
        places, offers, policy = self.places, self.offers, self.policy
        leader = offers.organisation[judged.offer]
        pinned = self.pinned[judged.need] == leader
        free = pinned | (self.pinned[judged.need] == NONE)
        some = np.flatnonzero((judged.fails == Fails.NOTHING) & free)
        need, offer, km = judged.need[some], judged.offer[some], judged.km[some]
        mentee, leader, pinned = self.needs.organisation[need], leader[some], pinned[some]
        on_site = self._on_site(offer, km)
        forced = ~on_site & pinned & (offers.mode[offer] == ON_SITE)
        remote = ~on_site & ~forced
        effective = np.where(remote, policy.remote_km * TENTHS, km)
        effective[forced & (km == UNKNOWN)] = policy.max_km * TENTHS
        border = places.municipality[mentee] != places.municipality[leader]
        code = self._code(need, offer)
        return Pairs(
            need=need,
            offer=offer,
            km=km,
            effective=effective,
            remote=remote,
            points=effective
            + policy.settlement_points * self.kinds_differ(places.settlement[mentee], offer)
            + policy.border_points * border,
            kept=among(code, self.kept),
            preferred=among(code, self.preferred),
        )

    def kinds_differ(self, settlement: IntArray, offer: IntArray) -> BoolArray:
        """Return where a kind of settlement and that of the offer's leader are known to differ."""
        other = self.places.settlement[self.offers.organisation[offer]]
        differ: BoolArray = (settlement != other) & (settlement != NONE) & (other != NONE)
        return differ

    def _code(self, need: IntArray, offer: IntArray) -> IntArray:
        """Return the code of (leader, mentee, direction)."""
        code = self.offers.organisation[offer] * len(self.places.codes)
        code += self.needs.organisation[need]
        code *= self.directions
        code += self.needs.direction[need]
        return code

    def _distances(self, mentee: IntArray, leader: IntArray) -> IntArray:
        """Return tenths of a km: the row of the sheet, else the great circle, else what is known.

        Without coordinates two organisations of one municipality count as 0 km apart, others as
        `UNKNOWN`.
        """
        lat, lon = self.places.lat, self.places.lon
        known = ~np.isnan(lat)
        both = known[mentee] & known[leader]
        here = self.places.municipality[mentee] == self.places.municipality[leader]
        km = np.where(here, 0, UNKNOWN)
        a, b = mentee[both], leader[both]
        km[both] = distances_tenths(lat[a], lon[a], lat[b], lon[b])
        keys, values = self.lengths
        if len(keys):
            asked = np.minimum(mentee, leader) * len(lat) + np.maximum(mentee, leader)
            at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
            hit = keys[at] == asked
            km[hit] = values[at[hit]]
        return km

    def _on_site(self, offer: IntArray, km: IntArray) -> BoolArray:
        """Return where the offer's mode, its limit and the policy allow to come in person."""
        limit = np.minimum(self.offers.limit, self.policy.max_km * TENTHS)
        near = (km != UNKNOWN) & (km <= limit[offer])
        on_site: BoolArray = near & (self.offers.mode[offer] != REMOTE)
        return on_site


def _lengths(network: Network, places: Places) -> tuple[IntArray, IntArray]:
    """Return the distances of the sheet, sorted by the code of their ends."""
    table, n = network.distances, len(places.codes)
    columns = (table.column(name) for name in ("from_organisation", "to_organisation", "km"))
    row = {}
    for x, y, length in zip(*columns, strict=True):
        a, b = places.number[x], places.number[y]
        row[min(a, b) * n + max(a, b)] = round_half_up(length)
    keys = np.array(sorted(row), np.int64)
    return keys, np.array([row[key] for key in keys.tolist()], np.int64)


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
