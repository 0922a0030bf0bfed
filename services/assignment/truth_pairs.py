"""The checker's own judgement of pairs: every need with every offer of its direction.

Rules are applied in their order to one table of needs and offers for each direction, and
distances are chords of the sphere instead of haversines: nothing here is shared with the solver.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from graph.geo import IntArray, RealArray
from graph.model.choices import Mode, PairStatus, Rule
from graph.model.need import Need, Offer
from graph.model.organisation import Organisation
from services.assignment.truth_rows import NeedKey, Rows

ADMITTED, SAME, EXPIRED, FORBIDDEN, SICK, FAR, OUTSIDE = range(7)
UNKNOWN_KM = -1
_EARTH_KM = 6371.0088
_ACUTE = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """All needs of one direction (rows) with all its offers (columns).

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
    rule: IntArray
    allowed: IntArray
    km: IntArray
    effective: IntArray
    remote: IntArray
    points: IntArray
    kept: IntArray
    preferred: IntArray


class Judge:
    """Judges pairs by the rows of one plan."""

    def __init__(self, rows: Rows, ends: set[str]) -> None:
        self._rows = rows
        self._kept = self._kept_pairs()
        table = rows.network.distances
        names = ("from_organisation", "to_organisation", "km")
        columns = zip(*(table.column(name) for name in names), strict=True)
        self._lengths = [row for row in columns if row[0] in ends and row[1] in ends]

    def block(
        self,
        way: str,
        needs: Mapping[NeedKey, Need],
        offers: list[Offer],
        valid: list[bool],
        pinned: Mapping[NeedKey, str],
    ) -> Block:
        """Judge all needs of a direction with all its offers."""
        rows = [key for key in needs if key[1] == way]
        columns = [i for i, offer in enumerate(offers) if offer.direction == way]
        some = [offers[i] for i in columns]
        mentees = [self._rows.organisation(key[0]) for key in rows]
        leaders = [self._rows.organisation(offer.organisation) for offer in some]
        shape = (len(rows), len(columns))
        km = self._km(mentees, leaders)
        pin = _pins(rows, leaders, pinned)
        free = np.array([key not in pinned for key in rows], bool)[:, None]
        modes = np.array([offer.mode or Mode.ON_SITE for offer in some], object)
        limits = [self._limit(offer) for offer in some]
        near = (km != UNKNOWN_KM) & (km <= np.array(limits, np.int64)) & (modes != Mode.REMOTE)
        elsewhere = np.array([m.municipality for m in mentees], object)[:, None] != np.array(
            [leader.municipality for leader in leaders], object
        )
        sick = self._sick(rows, needs, leaders)
        live = np.array([valid[i] for i in columns], bool)
        awake = np.array([self._rows.open(m.id) for m in mentees], bool)[:, None]
        bound = np.array([self._bound(offer) for offer in some], bool)
        rule = _first_broken(
            shape,
            {
                SAME: _differ(map(self._entity, mentees), map(self._entity, leaders)) == 0,
                EXPIRED: ~live | ~awake,
                FORBIDDEN: self._marked(Rule.FORBID, way, mentees, leaders),
                SICK: sick,
                FAR: ~near & ~pin & (modes == Mode.ON_SITE),
                OUTSIDE: elsewhere & bound,
            },
        )
        remote = ~near & (modes != Mode.ON_SITE)
        on_site = np.where(km == UNKNOWN_KM, self._rows.policy.max_km * 10, km)
        effective = np.where(remote, self._rows.policy.remote_km * 10, on_site)
        kinds = _differ(
            (m.settlement_kind for m in mentees), (one.settlement_kind for one in leaders)
        )
        points = effective + self._rows.policy.settlement_points * (kinds == 1)
        return Block(
            needs=rows,
            offers=columns,
            rule=rule,
            allowed=(rule == ADMITTED) & (pin | free),
            km=km,
            effective=effective,
            remote=remote,
            points=points + self._rows.policy.border_points * elsewhere,
            kept=self._continued(way, mentees, leaders),
            preferred=self._marked(Rule.PREFER, way, mentees, leaders),
        )

    def _sick(
        self, rows: list[NeedKey], needs: Mapping[NeedKey, Need], leaders: list[Organisation]
    ) -> IntArray:
        """Return the leaders that need help themselves, if the policy minds."""
        acute = {key[0] for key in rows if needs[key].level == _ACUTE}
        minds = self._rows.policy.leader_needs_help
        return np.array([minds and leader.id in acute for leader in leaders], bool)

    def _bound(self, offer: Offer) -> bool:
        level = (offer.reach or "").strip().lower()
        return self._rows.policy.reach_by_level and level in ("школьный", "муниципальный")

    def _limit(self, offer: Offer) -> int:
        most = self._rows.policy.max_km * 10
        return most if offer.limit_km is None else min(most, int(round(offer.limit_km * 10, 6)))

    def _entity(self, one: Organisation) -> str:
        """Follow the parents up; a circle is named by its smallest code."""
        chain: list[str] = []
        code: str | None = one.id
        while code and code not in chain:
            chain.append(code)
            code = self._rows.organisation(code).parent
        return min(chain[chain.index(code) :]) if code else chain[-1]

    def _marked(
        self, rule: Rule, way: str, mentees: list[Organisation], leaders: list[Organisation]
    ) -> IntArray:
        named: set[tuple[str, str]] = {
            (row.mentee, row.leader)
            for row in self._rows.restrictions
            if row.rule is rule and row.direction in (None, way)
        }
        return _named(named, mentees, leaders)

    def _continued(
        self, way: str, mentees: list[Organisation], leaders: list[Organisation]
    ) -> IntArray:
        named = {(mentee, leader) for leader, mentee, of in self._kept if of == way}
        return _named(named, mentees, leaders)

    def _kept_pairs(self) -> set[tuple[str, str, str]]:
        """Return (leader, mentee, direction) that lived last year, for fewer years than allowed."""
        last = int(self._rows.plan.school_year[:4]) - 1
        table = self._rows.network.pairs
        names = ("leader", "mentee", "direction", "from_date", "to_date", "status")
        years: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        for leader, mentee, way, since, until, status in zip(
            *(table.column(name) for name in names), strict=True
        ):
            dead = status in (PairStatus.PLANNED, PairStatus.PAUSED)
            if dead or (until is not None and until <= since):
                continue
            end = last if until is None else _year(until - timedelta(days=1))
            years[leader, mentee, way].update(range(_year(since), min(end, last) + 1))
        most = self._rows.policy.max_years_together
        return {
            key
            for key, some in years.items()
            if last in some and not all(last - back in some for back in range(most))
        }

    def _km(self, mentees: list[Organisation], leaders: list[Organisation]) -> IntArray:
        """Return tenths of a km by the chord between unit vectors, or by the sheet's row."""
        a, b = _vectors(mentees), _vectors(leaders)
        chord = np.sqrt(((a[:, None, :] - b[None, :, :]) ** 2).sum(axis=2))
        arc = 2 * _EARTH_KM * np.arcsin(np.minimum(1.0, chord / 2))
        known = ~np.isnan(arc)
        here = (
            _differ((m.municipality for m in mentees), (one.municipality for one in leaders)) == 0
        )
        km = np.where(here, 0, UNKNOWN_KM)
        km[known] = np.floor(arc[known] * 10 + 0.5).astype(np.int64)
        row = {m.id: i for i, m in enumerate(mentees)}
        columns: dict[str, list[int]] = defaultdict(list)
        for i, leader in enumerate(leaders):
            columns[leader.id].append(i)
        for x, y, length in self._lengths:
            for mentee, leader in ((x, y), (y, x)):
                if mentee in row and leader in columns:
                    km[row[mentee], columns[leader]] = int(round(length * 10, 6) + 0.5)
        return km


def _year(day: date) -> int:
    """Return the first calendar year of the school year of a day."""
    return day.year - (day.month < 9)  # noqa: PLR2004 - the school year begins in September


def _pins(
    rows: list[NeedKey], leaders: list[Organisation], pinned: Mapping[NeedKey, str]
) -> IntArray:
    found = [[pinned.get(key) == leader.id for leader in leaders] for key in rows]
    return np.array(found, bool).reshape(len(rows), len(leaders))


def _first_broken(shape: tuple[int, int], broken: Mapping[int, IntArray]) -> IntArray:
    """Return the number of the first rule that a pair breaks, `ADMITTED` for none."""
    rule = np.full(shape, ADMITTED, np.int64)
    for number, where in broken.items():
        rule = np.where((rule == ADMITTED) & where, number, rule)
    return rule


def _vectors(some: list[Organisation]) -> RealArray:
    blank = (np.nan, np.nan)
    degrees = [blank if None in (o.lat, o.lon) else (o.lat, o.lon) for o in some]
    lat, lon = np.radians(np.array(degrees, np.float64).reshape(-1, 2)).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _differ(left: Iterable[object], right: Iterable[object]) -> IntArray:
    """Return 1 where two values differ, 0 where they are equal, -1 where one is missing."""
    a, b = np.array(list(left), object), np.array(list(right), object)
    missing = (a == None)[:, None] | (b == None)  # noqa: E711 - element by element
    return np.where(missing, -1, a[:, None] != b)


def _named(
    named: set[tuple[str, str]], mentees: list[Organisation], leaders: list[Organisation]
) -> IntArray:
    """Return where (mentee, leader) is among `named`."""
    found = np.zeros((len(mentees), len(leaders)), bool)
    columns: dict[str, list[int]] = defaultdict(list)
    for i, leader in enumerate(leaders):
        columns[leader.id].append(i)
    row: dict[str, int] = {mentee.id: i for i, mentee in enumerate(mentees)}
    for mentee, code in named:
        if mentee in row and code in columns:
            found[row[mentee], columns[code]] = True
    return found
