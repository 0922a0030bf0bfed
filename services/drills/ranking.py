"""Every single loss of a day at once, the most dangerous first."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from services.drills.curve import CurvePoint, curve
from services.drills.drill import DrillKind, What
from services.drills.ground import Ground

WORST = 10
"""How many single losses the list of a black day names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderRow:
    """How many have no leader near, or no way to any, without this one; pairs that end."""

    leader: str
    near: int
    way: int
    pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """An organisation that leads nobody and without which some reach no leader."""

    organisation: str
    way: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratorRow:
    """How many objects a curator has, and how many of them have no other."""

    curator: str
    objects: int
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """What goes with a service: ways, curators, and being the only own service."""

    service: str
    way: int
    alone: int
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow:
    """A tie without which some reach no leader."""

    tie: tuple[str, str]
    way: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """One single loss: what goes, what is lost most, and by how many."""

    kind: DrillKind
    of: tuple[str, ...]
    what: What
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """All single losses; each list from the heaviest, equals by code.

    Attributes
    ----------
    worst
        The heaviest of all lists, each thing once: with the loss of a way, of a near leader or of
        the only curator that most suffer.
    """

    leaders: tuple[LeaderRow, ...]
    organisations: tuple[OrganisationRow, ...]
    curators: tuple[CuratorRow, ...]
    services: tuple[ServiceRow, ...]
    ties: tuple[TieRow, ...]
    worst: tuple[Worst, ...]
    curve: tuple[CurvePoint, ...]


def rank(ground: Ground) -> Ranking:
    """Return every single loss at once.

    Notes
    -----
    Nothing is removed and recomputed: near leaders come from one search with two labels, ways
    from the tree of dominators, ties from bridges, so time is near linear in ties.
    """
    leaders = _leaders(ground)
    organisations = _organisations(ground)
    curators = _curators(ground)
    services = _services(ground)
    ties = tie_rows(ground)
    worst = [
        *(_worse(DrillKind.LEADER, row.leader, way=row.way, near=row.near) for row in leaders),
        *(
            _worse(DrillKind.SERVICE, row.service, way=row.way, curator=row.alone)
            for row in services
        ),
        *(_worse(DrillKind.ORGANISATION, row.organisation, way=row.way) for row in organisations),
        *(_worse(DrillKind.CURATOR, row.curator, curator=row.alone) for row in curators),
        *(Worst(kind=DrillKind.TIE, of=row.tie, what=What.WAY, n=row.way) for row in ties),
    ]
    worst.sort(key=lambda one: (-one.n, one.of))
    once: dict[tuple[str, ...], Worst] = {}
    for one in worst:
        if one.n:
            once.setdefault(one.of, one)
    return Ranking(
        leaders=leaders,
        organisations=organisations,
        curators=curators,
        services=services,
        ties=ties,
        worst=tuple(once.values())[:WORST],
        curve=curve(ground),
    )


def _worse(kind: DrillKind, code: str, *, way: int = 0, near: int = 0, curator: int = 0) -> Worst:
    """Return the loss that most suffer; of equals the heavier one."""
    counts = {What.WAY: way, What.NEAR: near, What.CURATOR: curator}
    what = max(counts, key=lambda what: counts[what])
    return Worst(kind=kind, of=(code,), what=what, n=counts[what])


def _leaders(ground: Ground) -> tuple[LeaderRow, ...]:
    nodes = ground.scene.nodes
    near, way = ground.near_only_counts(), ground.hanging.weights_below()
    pairs = np.zeros(len(nodes), dtype=np.int64)
    for leaders in ground.pairs.values():
        pairs[sorted(set(leaders))] += 1
    rows = [
        LeaderRow(leader=nodes.codes[v], near=int(near[v]), way=int(way[v]), pairs=int(pairs[v]))
        for v in np.flatnonzero(nodes.leader).tolist()
    ]
    return tuple(sorted(rows, key=lambda row: (-max(row.near, row.way), -row.pairs, row.leader)))


def _organisations(ground: Ground) -> tuple[OrganisationRow, ...]:
    nodes, way = ground.scene.nodes, ground.hanging.weights_below()
    rows = [
        OrganisationRow(organisation=nodes.codes[v], way=int(way[v]))
        for v in np.flatnonzero((way > 0) & ~nodes.leader).tolist()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.way, row.organisation)))


def _curators(ground: Ground) -> tuple[CuratorRow, ...]:
    curators = ground.curators
    rows = [
        CuratorRow(curator=who, objects=len(objects), alone=len(curators.alone_without((who,))))
        for who, objects in curators.objects_of.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.alone, -row.objects, row.curator)))


def _services(ground: Ground) -> tuple[ServiceRow, ...]:
    nodes, way = ground.scene.nodes, ground.hanging.weights_below()
    staff: dict[str, list[str]] = {}
    for who in ground.curators.objects_of:
        staff.setdefault(ground.curators.works_at[who], []).append(who)
    rows = []
    for v in np.flatnonzero(nodes.service).tolist():
        code = nodes.codes[v]
        alone = set(ground.curators.alone_without(staff.get(code, ()))) - {code}
        served = len(ground.served_only_by(v))
        rows.append(ServiceRow(service=code, way=int(way[v]), alone=len(alone), served=served))
    return tuple(sorted(rows, key=lambda row: (-max(row.way, row.alone), -row.served, row.service)))


def tie_rows(ground: Ground) -> tuple[TieRow, ...]:
    """Return the ties without which somebody reaches no leader, the heaviest first."""
    codes = ground.scene.nodes.codes
    rows = [TieRow(tie=(codes[a], codes[b]), way=n) for a, b, n in _lost(ground) if n]
    return tuple(sorted(rows, key=lambda row: (-row.way, row.tie)))


def _lost(ground: Ground) -> Iterator[tuple[int, int, int]]:
    ties = ground.ties.all
    lost = ground.ties.lost(ground.scene.nodes.judged.astype(np.int64))
    return zip(ground.low[ties].tolist(), ground.high[ties].tolist(), lost.tolist(), strict=True)
