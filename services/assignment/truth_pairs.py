"""The checker's own judgement of pairs: every need with every offer of its direction.

Rules are applied in their order to tables of needs and offers, one block after another, and
distances are chords of the sphere instead of haversines: nothing here is shared with the solver.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.geo import RealArray
from graph.model.choices import Mode, Rule
from graph.model.need import Need, Offer
from services.assignment.progress import Tell, counted, silent
from services.assignment.truth_rows import NeedKey, Rows, Site

ADMITTED, SAME, EXPIRED, FORBIDDEN, SICK, FAR, OUTSIDE = range(7)
UNKNOWN_KM = -1
PAIRS_AT_ONCE = 400_000
"""Pairs of a block."""
PAIRS_KEPT = 1_000_000
"""Most pairs of all blocks that are kept between passes."""
_EARTH_KM = 6371.0088
_ACUTE = 3
_ON_SITE, _MIXED, _REMOTE = range(3)
_MODES = {None: _ON_SITE, Mode.ON_SITE: _ON_SITE, Mode.MIXED: _MIXED, Mode.REMOTE: _REMOTE}

Small: TypeAlias = npt.NDArray[np.signedinteger[Any]]
Mask: TypeAlias = npt.NDArray[np.bool_]
Named = Mapping[tuple[str, str | None], list[str]]
"""Leaders named for (mentee, direction); direction None speaks of all."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """Some needs of one direction (rows) with all its offers (columns, sorted by leader).

    Attributes
    ----------
    rule
        First rule a pair fails, `ADMITTED` for none.
    allowed
        Admitted, and not shut out by a pin of the need to somebody else.
    km, effective, points
        Tenths of a km, `UNKNOWN_KM` where unknown; tenths; points.
    """

    needs: list[NeedKey]
    offers: list[int]
    rule: Small
    allowed: Mask
    km: Small
    effective: Small
    remote: Mask
    points: Small
    kept: Mask
    preferred: Mask


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Ends:
    """What rules compare of organisations: equal numbers are equal values, -1 is none given."""

    organisations: list[Site]
    municipality: Small
    entity: Small
    kind: Small
    vectors: RealArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Offered:
    """The offers of a direction, sorted by leader, as columns of its blocks."""

    numbers: list[int]
    ends: _Ends
    of_leader: Mapping[str, list[int]]
    modes: Small
    limits: Small
    live: Mask
    bound: Mask
    sick: Mask


class Judge:
    """Judges all pairs by the rows of one plan, block after block.

    Blocks hold some `PAIRS_AT_ONCE` pairs, so that a country's do not fill the memory; those of
    a small plan are made once, those of a large one anew for each pass.
    """

    def __init__(
        self,
        rows: Rows,
        needs: Mapping[NeedKey, Need],
        offers: list[Offer],
        valid: list[bool],
        pinned: Mapping[NeedKey, str],
    ) -> None:
        self._rows = rows
        self._needs = needs
        self._offers = offers
        self._valid = valid
        self._pinned = pinned
        self._number: dict[object, int] = defaultdict(lambda: len(self._number))
        self._kept = _grouped((m, way, leader) for leader, m, way in rows.kept_pairs())
        self._banned, self._preferred = map(self._marked, (Rule.FORBID, Rule.PREFER))
        self._lengths = self._lengths_of(
            {key[0] for key in needs} | {offer.organisation for offer in offers}
        )
        self._columns: dict[str, _Offered] = {}
        self._made: list[Block] | None = None

    def blocks(self, code: str, tell: Tell = silent) -> Iterable[Block]:
        """Judge all needs of each direction with all its offers; `code` says how far that is."""
        if self._made is None:
            parts = self._parts()
            made = (self._block(*part) for part in counted(parts, len(parts), code, tell))
            if sum(len(keys) * len(columns) for keys, columns in parts) > PAIRS_KEPT:
                return made
            self._made = list(made)
        return self._made

    def _parts(self) -> list[tuple[list[NeedKey], list[int]]]:
        """Return needs and offers of each block."""
        keys: dict[str, list[NeedKey]] = defaultdict(list)
        for key in self._needs:
            keys[key[1]].append(key)
        columns: dict[str, list[int]] = defaultdict(list)
        for i, offer in enumerate(self._offers):
            columns[offer.direction].append(i)
        parts = []
        for way, some in sorted(keys.items()):
            offered = sorted(columns[way], key=lambda i: self._offers[i].organisation)
            step = max(1, PAIRS_AT_ONCE // max(1, len(offered)))
            parts += [(some[at : at + step], offered) for at in range(0, len(some), step)]
        return parts

    def _offered_in(self, way: str, numbers: list[int]) -> _Offered:
        """Return the offers of a direction, read once for all its blocks."""
        if way not in self._columns:
            some = [self._offers[i] for i in numbers]
            leaders = [self._rows.organisation(offer.organisation) for offer in some]
            of_leader: dict[str, list[int]] = defaultdict(list)
            for column, offer in enumerate(some):
                of_leader[offer.organisation].append(column)
            self._columns[way] = _Offered(
                numbers=numbers,
                ends=self._ends(leaders),
                of_leader=of_leader,
                modes=np.array([_MODES[offer.mode] for offer in some], np.int8),
                limits=np.array([self._limit(offer) for offer in some], np.int64),
                live=np.array([self._valid[i] for i in numbers], bool),
                bound=np.array([self._bound(offer) for offer in some], bool),
                sick=self._sick(some),
            )
        return self._columns[way]

    def _block(self, rows: list[NeedKey], numbers: list[int]) -> Block:
        """Judge needs of a direction with all its offers."""
        policy, columns = self._rows.policy, self._offered_in(rows[0][1], numbers)
        mentees = self._ends([self._rows.organisation(key[0]) for key in rows])
        leaders = columns.ends
        named = _Names(rows, columns)
        km = self._km(mentees, leaders, named)
        pin = named.found({key: [leader] for key, leader in self._pinned.items()})
        free = np.array([key not in self._pinned for key in rows], bool)[:, None]
        near = (km != UNKNOWN_KM) & (km <= columns.limits) & (columns.modes != _REMOTE)
        elsewhere = mentees.municipality[:, None] != leaders.municipality
        awake = np.array([self._rows.open(m.id) for m in mentees.organisations], bool)
        rule = _first_broken(
            (len(rows), len(numbers)),
            {
                SAME: mentees.entity[:, None] == leaders.entity,
                EXPIRED: ~columns.live | ~awake[:, None],
                FORBIDDEN: named.found(self._banned),
                SICK: columns.sick,
                FAR: ~near & ~pin & (columns.modes == _ON_SITE),
                OUTSIDE: elsewhere & columns.bound,
            },
        )
        remote = ~near & (columns.modes != _ON_SITE)
        on_site = np.where(km == UNKNOWN_KM, policy.max_km * 10, km)
        effective = np.where(remote, policy.remote_km * 10, on_site)
        points = effective + policy.settlement_points * _kinds_differ(mentees, leaders)
        return Block(
            needs=rows,
            offers=numbers,
            rule=rule,
            allowed=(rule == ADMITTED) & (pin | free),
            km=km,
            effective=effective,
            remote=remote,
            points=points + policy.border_points * elsewhere,
            kept=named.found(self._kept),
            preferred=named.found(self._preferred),
        )

    def _ends(self, some: list[Site]) -> _Ends:
        return _Ends(
            organisations=some,
            municipality=self._numbers(one.municipality for one in some),
            entity=self._numbers(map(self._entity, some)),
            kind=self._numbers(one.settlement_kind for one in some),
            vectors=_vectors(some),
        )

    def _numbers(self, values: Iterable[object]) -> Small:
        """Return one number for each value, -1 for None."""
        return np.array([-1 if v is None else self._number[v] for v in values], np.int32)

    def _sick(self, offers: list[Offer]) -> Mask:
        """Return the offers whose leaders need help themselves, if the policy minds."""
        minds = self._rows.policy.leader_needs_help
        own = (self._needs.get((o.organisation, o.direction)) for o in offers)
        return np.array([minds and need is not None and need.level == _ACUTE for need in own], bool)

    def _bound(self, offer: Offer) -> bool:
        level = (offer.reach or "").strip().lower()
        return self._rows.policy.reach_by_level and level in ("школьный", "муниципальный")

    def _limit(self, offer: Offer) -> int:
        most = self._rows.policy.max_km * 10
        return most if offer.limit_km is None else min(most, int(round(offer.limit_km * 10, 6)))

    def _entity(self, one: Site) -> str:
        """Follow the parents up; a circle is named by its smallest code."""
        chain: list[str] = []
        code: str | None = one.id
        while code and code not in chain:
            chain.append(code)
            code = self._rows.organisation(code).parent
        return min(chain[chain.index(code) :]) if code else chain[-1]

    def _marked(self, rule: Rule) -> Named:
        rows = (row for row in self._rows.restrictions if row.rule is rule)
        return _grouped((row.mentee, row.direction, row.leader) for row in rows)

    def _lengths_of(self, ends: set[str]) -> Mapping[str, list[tuple[str, int]]]:
        """Return the tenths of a km that the sheet gives for each organisation to others."""
        table = self._rows.network.distances
        names = ("from_organisation", "to_organisation", "km")
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for x, y, length in zip(*(table.column(name) for name in names), strict=True):
            if x in ends and y in ends:
                tenths = int(round(length * 10, 6) + 0.5)
                found[x].append((y, tenths))
                found[y].append((x, tenths))
        return found

    def _km(self, mentees: _Ends, leaders: _Ends, named: "_Names") -> Small:
        """Return tenths of a km by the chord between unit vectors, or by the sheet's row."""
        a, b = mentees.vectors, leaders.vectors
        squared = np.zeros((len(a), len(b)))
        for axis in range(3):
            squared += (a[:, axis, None] - b[:, axis]) ** 2
        arc = 2 * _EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(squared) / 2))
        here = mentees.municipality[:, None] == leaders.municipality
        km = np.where(np.isnan(arc), np.where(here, 0, UNKNOWN_KM), np.floor(arc * 10 + 0.5))
        tenths: Small = km.astype(np.int32)
        for row, mentee in enumerate(mentees.organisations):
            for leader, length in self._lengths.get(mentee.id, ()):
                tenths[row, named.columns.get(leader, [])] = length
        return tenths


class _Names:
    """Finds the cells of a block that rows of the network name."""

    def __init__(self, rows: list[NeedKey], offered: _Offered) -> None:
        self._rows = rows
        self.columns = offered.of_leader
        self._size = len(rows), len(offered.numbers)

    def found(self, named: Mapping[Any, list[str]]) -> Mask:
        """Return where (mentee, direction) and leader are `named`."""
        mask = np.zeros(self._size, bool)
        for row, (mentee, way) in enumerate(self._rows):
            for leader in (*named.get((mentee, way), ()), *named.get((mentee, None), ())):
                mask[row, self.columns.get(leader, [])] = True
        return mask


def _grouped(rows: Iterable[tuple[str, str | None, str]]) -> Named:
    found: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for mentee, way, leader in rows:
        found[mentee, way].append(leader)
    return found


def _first_broken(shape: tuple[int, int], broken: Mapping[int, Mask]) -> Small:
    """Return the number of the first rule that a pair breaks, `ADMITTED` for none."""
    rule = np.full(shape, ADMITTED, np.int8)
    for number, where in reversed(list(broken.items())):
        np.copyto(rule, np.int8(number), where=where)
    return rule


def _vectors(some: list[Site]) -> RealArray:
    blank = (np.nan, np.nan)
    degrees = [blank if None in (o.lat, o.lon) else (o.lat, o.lon) for o in some]
    lat, lon = np.radians(np.array(degrees, np.float64).reshape(-1, 2)).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _kinds_differ(mentees: _Ends, leaders: _Ends) -> Mask:
    """Return where both kinds of settlement are given and differ."""
    left, right = mentees.kind[:, None], leaders.kind
    differ: Mask = (left != right) & (left >= 0) & (right >= 0)
    return differ
