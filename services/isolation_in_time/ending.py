"""Which pairs, ties and agreements end soon, with nothing on record that follows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from graph.model.ids import OrganisationId
from graph.network import Network
from graph.table import Table
from services.isolation.nodes import Nodes
from services.isolation.paper import Paper, standing_on
from services.isolation.scene import Scene
from services.isolation_in_time.warnings import EndingPaper, PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One paper on record.

    Attributes
    ----------
    ends
        Who is named in it, each once.
    same
        Equal for a paper and its continuation.
    """

    paper: PaperKind
    key: str
    ends: tuple[str, ...]
    direction: str | None
    same: tuple[Any, ...]
    since: date
    until: date | None


def ending_papers(scene: Scene, *, days: int) -> Mapping[str, tuple[EndingPaper, ...]]:
    """Return organisation → papers in force on the day that end within `days` days, by day.

    Rules: (1) a paper is in force as the detector has it; (2) both sides, or two of the parties,
    are there on the day; (3) a paper of the same kind between the same sides, of a pair in the
    same direction, that holds on the day of the end is its continuation, so that nothing ends.
    """
    last = scene.day + timedelta(days=min(days, (date.max - scene.day).days))
    found: dict[str, list[EndingPaper]] = {}
    later = _Later(scene.network)
    for row in papers_in_force(scene.network, scene.day):
        # RULE 2
        ends = tuple(code for code in row.ends if code in scene.nodes.number)
        # RULE 3
        if row.until is None or row.until > last or len(ends) < _A_PAIR:
            continue
        if row.same in later.same_on(row.until):
            continue
        for code in ends:
            found.setdefault(code, []).append(
                EndingPaper(
                    paper=row.paper,
                    key=row.key,
                    partners=tuple(OrganisationId(one) for one in ends if one != code),
                    direction=row.direction,
                    ends_on=row.until,
                    is_last=code not in later.covered_on(row.until),
                )
            )
    return {
        code: tuple(sorted(some, key=lambda one: (one.ends_on, one.paper, one.key)))
        for code, some in sorted(found.items())
    }


_A_PAIR = 2


class _Later:
    """What is on record for later days; each day is looked at once."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._same: dict[date, set[tuple[Any, ...]]] = {}
        self._covered: dict[date, set[str]] = {}

    def same_on(self, day: date) -> set[tuple[Any, ...]]:
        """Return what the papers in force on `day` are continuations of."""
        if day not in self._same:
            self._same[day] = {row.same for row in papers_in_force(self._network, day)}
        return self._same[day]

    def covered_on(self, day: date) -> set[str]:
        """Return which organisations have any paper in force on `day`."""
        if day not in self._covered:
            nodes = Nodes.of(self._network, day=day, since=day)
            paper = Paper.of(self._network, nodes, day=day)
            ends = np.concatenate([paper.one[paper.in_force], paper.other[paper.in_force]])
            self._covered[day] = {nodes.codes[v] for v in np.unique(ends).tolist()}
        return self._covered[day]


def papers_in_force(network: Network, day: date) -> Iterable[PaperRow]:
    """Yield the papers in force on `day`, as the detector has it."""
    at = np.datetime64(day, "D")
    for paper, table in (
        (PaperKind.PAIR, network.pairs),
        (PaperKind.TIE, network.ties),
        (PaperKind.AGREEMENT, network.agreements),
    ):
        # RULE 1
        for i in np.flatnonzero(standing_on(table, at)).tolist():
            yield _row(paper, table, i)


def _row(paper: PaperKind, table: Table[Any], i: int) -> PaperRow:
    since, until = table.column("from_date")[i], table.column("to_date")[i]
    if paper is PaperKind.AGREEMENT:
        ends = tuple(sorted(set(table.column("parties")[i])))
        kind = table.column("kind")[i]
        return PaperRow(
            paper=paper,
            key=table.keys[i],
            ends=ends,
            direction=None,
            same=(paper, ends, kind),
            since=since,
            until=until,
        )
    first, second = (
        ("leader", "mentee")
        if paper is PaperKind.PAIR
        else ("from_organisation", "to_organisation")
    )
    ends = (table.column(first)[i], table.column(second)[i])
    direction = table.column("direction")[i]
    what = direction if paper is PaperKind.PAIR else table.column("kind")[i]
    same = ends if paper is PaperKind.PAIR else tuple(sorted(ends))
    return PaperRow(
        paper=paper,
        key=table.keys[i],
        ends=tuple(dict.fromkeys(ends)),
        direction=direction,
        same=(paper, same, what),
        since=since,
        until=until,
    )
