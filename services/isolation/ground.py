"""How far organisations are from one another: the table of distances first, then coordinates."""

from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray, RealArray, distances_tenths, round_half_up
from graph.measures import Ints, Mask
from graph.network import Network
from services.isolation.nodes import Nodes

FAR = np.iinfo(np.int64).max
"""No coordinates and another municipality: nobody knows how far."""


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
        return cls(
            lat=_coordinates(network, nodes, "lat"),
            lon=_coordinates(network, nodes, "lon"),
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

    def _as_listed(self, one: Ints, other: Ints, tenths: IntArray, unknown: Mask) -> None:
        """Write what the table says over `tenths`, in place."""
        asked = self.in_table[one] & self.in_table[other]
        first, second = one[asked], other[asked]
        keys = np.minimum(first, second) * len(self.lat) + np.maximum(first, second)
        at = np.minimum(np.searchsorted(self.pair, keys), max(len(self.pair) - 1, 0))
        found = self.pair[at] == keys if len(self.pair) else np.zeros(len(keys), dtype=bool)
        tenths[asked] = np.where(found, self.tenths[at] if len(self.pair) else 0, tenths[asked])
        unknown[asked] &= ~found


def _coordinates(network: Network, nodes: Nodes, name: str) -> RealArray:
    table = network.organisations
    values = table.column(name)
    rows = [table.position(code) for code in nodes.codes]
    return np.array(
        [np.nan if (at := values[i]) is None else at for i in rows if i is not None], np.float64
    )
