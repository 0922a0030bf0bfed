"""How far the nearest leader is on the ground, and who is too far from any: K7b."""

import numpy as np
from scipy.spatial import cKDTree

from graph.geo import IntArray, RealArray, distances_tenths, round_half_up
from graph.measures import Ints
from services.isolation.evidence import FarAway
from services.isolation.scene import Scene

UNKNOWN = np.iinfo(np.int64).max
"""No coordinates, no row of the table, and another municipality."""
_TENTHS = 10
_BLOCK = 1_000  # organisations with rows in the table of distances that are looked at together


def too_far(scene: Scene) -> dict[int, FarAway]:
    """K7b: the nearest leader is farther than the policy's limit.

    Who has neither coordinates nor a row in the table of distances is not judged.
    """
    nodes = scene.nodes
    tenths = tenths_to_leader(scene)
    far = (tenths > scene.policy.max_km * _TENTHS) & (tenths != UNKNOWN)
    mask = nodes.judged & ~nodes.leader & far
    return {v: FarAway(km=int(tenths[v]) / _TENTHS) for v in np.flatnonzero(mask).tolist()}


def tenths_to_leader(scene: Scene) -> IntArray:
    """Return the distance of each node to the nearest leader, in tenths of a km, or `UNKNOWN`.

    Rules: (1) a row of the table of distances goes first; (2) else the great circle; (3) without
    coordinates, a leader of the same municipality is near: 0 km, as in a plan; (4) who has neither
    coordinates nor a row with a leader is not known of at all.
    """
    leaders = np.flatnonzero(scene.nodes.leader)
    tenths = np.full(len(scene.nodes), UNKNOWN, dtype=np.int64)
    if not len(leaders):
        return tenths
    lat, lon = coordinates(scene, "lat"), coordinates(scene, "lon")
    located = ~np.isnan(lat + lon)
    sure = leaders[located[leaders]]
    asking = np.flatnonzero(located)
    # RULE 2
    if len(sure):
        _, near = cKDTree(_on_sphere(lat[sure], lon[sure])).query(
            _on_sphere(lat[asking], lon[asking])
        )
        at = sure[near]
        tenths[asking] = distances_tenths(lat[asking], lon[asking], lat[at], lon[at])
    # RULE 3
    place = scene.nodes.municipality
    beside = located & np.isin(place, place[leaders[~located[leaders]]])
    tenths[beside] = 0
    # RULES 1 AND 4
    rows = table_rows(scene, leaders)
    tabled = sorted(rows)
    for start in range(0, len(tabled), _BLOCK):
        some = np.array(tabled[start : start + _BLOCK], dtype=np.int64)
        dense = great_circles(scene, some, leaders)
        same = place[some, None] == place[None, leaders]
        dense[same & (dense == UNKNOWN)] = 0
        for i, v in enumerate(some.tolist()):
            for column, km in rows[v].items():
                dense[i, column] = km
        tenths[some] = dense.min(axis=1)
    return tenths


def table_rows(scene: Scene, leaders: Ints) -> dict[int, dict[int, int]]:
    """Return node → position among `leaders` → tenths of a km, from the table of distances."""
    table, number = scene.network.distances, scene.nodes.number
    column = {v: i for i, v in enumerate(leaders.tolist())}
    rows: dict[int, dict[int, int]] = {}
    names = ("from_organisation", "to_organisation", "km")
    for one, other, km in zip(*(table.column(name) for name in names), strict=True):
        ends = number.get(one), number.get(other)
        for v, leader in (ends, ends[::-1]):
            if v is not None and leader in column:
                rows.setdefault(v, {})[column[leader]] = round_half_up(km)
    return rows


def coordinates(scene: Scene, name: str) -> RealArray:
    """Return the ``lat`` or ``lon`` of each node in degrees; NaN for none."""
    table = scene.network.organisations
    values = table.column(name)
    rows = np.flatnonzero(table.in_force(np.datetime64(scene.day, "D"))).tolist()
    return np.array([np.nan if (at := values[i]) is None else at for i in rows], np.float64)


def great_circles(scene: Scene, asking: Ints, leaders: Ints) -> IntArray:
    """Return asker × leader in tenths of a km; `UNKNOWN` where coordinates are missing."""
    lat, lon = coordinates(scene, "lat"), coordinates(scene, "lon")
    located = ~np.isnan(lat + lon)
    lat, lon = np.where(located, lat, 0), np.where(located, lon, 0)
    tenths = distances_tenths(
        lat[asking, None], lon[asking, None], lat[None, leaders], lon[None, leaders]
    )
    tenths[~(located[asking, None] & located[None, leaders])] = UNKNOWN
    return tenths


def _on_sphere(lat: RealArray, lon: RealArray) -> RealArray:
    """Return points of the unit sphere: the nearest through it is the nearest along it."""
    phi, along = np.radians(lat), np.radians(lon)
    return np.stack(
        [np.cos(phi) * np.cos(along), np.cos(phi) * np.sin(along), np.sin(phi)], axis=-1
    )
