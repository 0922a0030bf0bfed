"""How far organisations are from one another: the table of distances first, then coordinates."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from graph.geo import IntArray, RealArray, distances_tenths, round_half_up
from graph.measures import Ints, Mask
from graph.network import Network
from services.isolation.nodes import Nodes

FAR = np.iinfo(np.int64).max
"""No coordinates and another municipality: nobody knows how far."""
_BLOCK = 1_000  # nodes of the table whose distances are held at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where the nodes of a day stand.

    Attributes
    ----------
    lat, lon
        Degrees; NaN where unknown.
    municipality
        Number of the municipality of each node.
    in_table
        Which nodes the table of distances names.
    pair, tenths
        Sorted keys of the pairs of the table (smaller number × nodes + larger) and their tenths of
        a kilometre.
    """

    lat: RealArray
    lon: RealArray
    municipality: Ints
    in_table: Mask
    pair: Ints
    tenths: IntArray

    @classmethod
    def of(cls, network: Network, nodes: Nodes) -> "Ground":
        """Read coordinates and the table; of two rows for one pair the later stands."""
        n, number = len(nodes), nodes.number
        listed: dict[int, int] = {}
        table = network.distances
        for one, other, km in zip(
            *(table.column(name) for name in ("from_organisation", "to_organisation", "km")),
            strict=True,
        ):
            if one in number and other in number:
                low, high = sorted((number[one], number[other]))
                listed[low * n + high] = round_half_up(km)
        pair = np.array(sorted(listed), dtype=np.int64)
        in_table = np.zeros(n, dtype=bool)
        in_table[pair // max(n, 1)] = True
        in_table[pair % max(n, 1)] = True
        organisations = network.organisations
        rows = [i for i, code in enumerate(organisations.keys) if code in number]
        lat, lon = (
            np.array(organisations.column(name), np.float64)[rows] for name in ("lat", "lon")
        )
        return cls(
            lat=lat,
            lon=lon,
            municipality=nodes.municipality,
            in_table=in_table,
            pair=pair,
            tenths=np.array([listed[key] for key in pair.tolist()], dtype=np.int64),
        )

    @property
    def located(self) -> Mask:
        """Which nodes have coordinates."""
        known: Mask = ~np.isnan(self.lat + self.lon)
        return known

    def on_sphere(self, nodes: Ints) -> RealArray:
        """Return located nodes on the unit sphere: the nearest through it is so along it."""
        phi, along = np.radians(self.lat[nodes]), np.radians(self.lon[nodes])
        return np.stack(
            [np.cos(phi) * np.cos(along), np.cos(phi) * np.sin(along), np.sin(phi)], axis=-1
        )

    def in_table_with(self, v: int) -> Ints:
        """Return the nodes that the table of distances names together with a node."""
        if not self.in_table[v]:
            return np.empty(0, dtype=np.int64)
        low, high = self.pair // len(self.lat), self.pair % len(self.lat)
        return np.unique(np.concatenate([high[low == v], low[high == v]]))

    def great_circles(self, one: Ints, other: Ints) -> IntArray:
        """Return tenths of a kilometre between located nodes, without the table."""
        return distances_tenths(self.lat[one], self.lon[one], self.lat[other], self.lon[other])

    def between(self, one: Ints, other: Ints) -> tuple[IntArray, Mask]:
        """Return tenths of a kilometre between nodes, and where the true distance is unknown.

        Unknown is 0 inside a municipality and `FAR` elsewhere.

        Parameters
        ----------
        one, other
            Numbers of nodes, of shapes that broadcast together.
        """
        located = self.located
        lat, lon = np.where(located, self.lat, 0), np.where(located, self.lon, 0)
        tenths = distances_tenths(lat[one], lon[one], lat[other], lon[other])
        unknown = ~(located[one] & located[other])
        same = self.municipality[one] == self.municipality[other]
        tenths[unknown] = np.where(same[unknown], 0, FAR)
        first, second = np.broadcast_arrays(one, other)
        self._as_listed(first, second, tenths, unknown)
        return tenths, unknown

    def to_nearest(self, targets: Ints) -> IntArray:
        """Return the tenths of a kilometre from each node to the nearest target, or `FAR`.

        Rules: (1) a row of the table of distances goes first; (2) else the great circle; (3) a
        target without coordinates is near in its own municipality: 0 km, as in a plan; (4) who has
        neither coordinates nor a row with a target is not known of at all.
        """
        n, located = len(self.lat), self.located
        tenths = np.full(n, FAR, dtype=np.int64)
        sure, asking = targets[located[targets]], np.flatnonzero(located)
        # RULE 2
        if len(sure):
            _, near = cKDTree(self.on_sphere(sure)).query(self.on_sphere(asking))
            tenths[asking] = self.great_circles(asking, sure[near])
        # RULE 3
        unsure = self.municipality[targets[~located[targets]]]
        tenths[located & np.isin(self.municipality, unsure)] = 0
        # RULES 1 AND 4
        is_target = np.zeros(n, dtype=bool)
        is_target[targets] = True
        low, high = self.pair // max(n, 1), self.pair % max(n, 1)
        tabled = np.unique(np.concatenate([low[is_target[high]], high[is_target[low]]]))
        for start in range(0, len(tabled), _BLOCK):
            some = tabled[start : start + _BLOCK]
            dense, _ = self.between(some[:, None], targets[None, :])
            tenths[some] = dense.min(axis=1)
        return tenths

    def _as_listed(self, one: Ints, other: Ints, tenths: IntArray, unknown: Mask) -> None:
        """Write what the table says over `tenths`, in place."""
        asked = self.in_table[one] & self.in_table[other]
        first, second = one[asked], other[asked]
        keys = np.minimum(first, second) * len(self.lat) + np.maximum(first, second)
        at = np.minimum(np.searchsorted(self.pair, keys), max(len(self.pair) - 1, 0))
        found = self.pair[at] == keys if len(self.pair) else np.zeros(len(keys), dtype=bool)
        tenths[asked] = np.where(found, self.tenths[at] if len(self.pair) else 0, tenths[asked])
        unknown[asked] &= ~found
