"""What one pass over all pairs shows of a plan: its pairs, its open needs, what is allowed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from services.assignment.progress import Tell, silent
from services.assignment.truth import Truth
from services.assignment.truth_pairs import ADMITTED, UNKNOWN_KM, Block
from services.assignment.truth_rows import NeedKey

Bits: TypeAlias = npt.NDArray[np.uint8]
_NO_KM = 1 << 24


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPair:
    """A pair of the plan; `nearer` counts the other leaders who are allowed and nearer."""

    allowed: bool
    km: int
    effective: int
    remote: bool
    points: int
    kept: bool
    preferred: bool
    nearer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenOpen:
    """An open need: the rule its best pairs fail, and the nearest offer among these pairs."""

    rule: int
    nearest: int
    km: int


@dataclass(slots=True)
class Sight:
    """What was seen.

    Attributes
    ----------
    chosen
        Offer of each covered need.
    opened
        Needs without a leader that have offers in their direction, admissible or not.
    bands
        Bands that allowed pairs have.
    most_points
        Points of the dearest pair.
    """

    chosen: Mapping[NeedKey, int]
    pairs: dict[NeedKey, SeenPair] = field(default_factory=dict)
    opened: dict[NeedKey, SeenOpen] = field(default_factory=dict)
    bands: set[int] = field(default_factory=set)
    most_points: int = 0
    _bits: dict[NeedKey, Bits] = field(default_factory=dict)
    _columns: dict[str, list[int]] = field(default_factory=dict)

    def note(self, block: Block) -> None:
        """Keep which pairs of a block are allowed, a bit a pair."""
        bits = np.packbits(block.allowed, axis=1)
        self._bits.update(zip(block.needs, bits, strict=True))
        self._columns[block.needs[0][1]] = block.offers

    def allowed(self, needs: Iterable[NeedKey]) -> set[int]:
        """Return the offers that are allowed for one of `needs` at least."""
        united: dict[str, Bits] = {}
        for key in needs:
            before = united.get(key[1])
            united[key[1]] = self._bits[key] if before is None else before | self._bits[key]
        found: set[int] = set()
        for way, bits in united.items():
            columns = self._columns[way]
            some = np.flatnonzero(np.unpackbits(bits, count=len(columns)))
            found |= {columns[i] for i in some.tolist()}
        return found

    def that_reach(self, needs: Iterable[NeedKey], offers: set[int]) -> list[NeedKey]:
        """Return the needs for which one of `offers` is allowed."""
        wanted = {
            way: np.packbits(np.array([offer in offers for offer in columns], bool))
            for way, columns in self._columns.items()
        }
        return [key for key in needs if (self._bits[key] & wanted[key[1]]).any()]


def look(truth: Truth, chosen: Mapping[NeedKey, int], tell: Tell = silent) -> Sight:
    """Judge all pairs once, and keep what the check of a plan's lines needs."""
    sight = Sight(chosen)
    codes = sorted({offer.organisation for offer in truth.offers})
    rank = {code: i for i, code in enumerate(codes)}
    leader_of = np.array([rank[offer.organisation] for offer in truth.offers], np.int64)
    width = truth.policy.band_km * 10
    for block in truth.judge.blocks("progress.check_pairs", tell):
        sight.note(block)
        if block.offers:
            leaders = leader_of[block.offers]
            _see_pairs(sight, block, chosen, leaders)
            _see_opened(sight, block, chosen, leaders)
            bands = block.effective[block.allowed] // width
            sight.most_points = max(sight.most_points, int(block.points.max()))
            sight.bands |= set(np.flatnonzero(np.bincount(bands)).tolist())
    return sight


def _see_pairs(
    sight: Sight, block: Block, chosen: Mapping[NeedKey, int], leaders: npt.NDArray[np.int64]
) -> None:
    column = {offer: i for i, offer in enumerate(block.offers)}
    rows = [i for i, key in enumerate(block.needs) if key in chosen]
    at = rows, [column[chosen[block.needs[i]]] for i in rows]
    first = np.flatnonzero(np.diff(leaders, prepend=-1))
    near = block.allowed[rows] & (block.effective[rows] < block.effective[at][:, None])
    near &= leaders != leaders[at[1]][:, None]
    nearer = np.logical_or.reduceat(near, first, axis=1).sum(axis=1)
    facts = (
        block.allowed[at],
        block.km[at],
        block.effective[at],
        block.remote[at],
        block.points[at],
        block.kept[at],
        block.preferred[at],
        nearer,
    )
    for row, values in zip(rows, zip(*(fact.tolist() for fact in facts), strict=True), strict=True):
        allowed, km, effective, remote, points, kept, preferred, count = values
        sight.pairs[block.needs[row]] = SeenPair(
            allowed=allowed,
            km=km,
            effective=effective,
            remote=remote,
            points=points,
            kept=kept,
            preferred=preferred,
            nearer=count,
        )


def _see_opened(
    sight: Sight, block: Block, chosen: Mapping[NeedKey, int], leaders: npt.NDArray[np.int64]
) -> None:
    rows = [i for i, key in enumerate(block.needs) if key not in chosen]
    rule = block.rule[rows]
    best = np.where((rule == ADMITTED).any(axis=1), ADMITTED, rule.max(axis=1))
    km = block.km[rows].astype(np.int64)
    km[km == UNKNOWN_KM] = _NO_KM
    order = np.where(rule == best[:, None], km * _NO_KM + leaders, np.iinfo(np.int64).max)
    at = order.argmin(axis=1)
    for i, row in enumerate(rows):
        sight.opened[block.needs[row]] = SeenOpen(
            rule=int(best[i]), nearest=block.offers[at[i]], km=int(block.km[row, at[i]])
        )
