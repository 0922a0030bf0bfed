"""Kilometres between two organisations as a plan counts them."""

from graph.geo import distance_km, round_half_up
from graph.model.organisation import Organisation
from graph.model.record import key_of
from graph.network import Network


def find_distance_km(network: Network, one: Organisation, other: Organisation) -> float | None:
    """Return the kilometres, to 0.1, or None if they are not known.

    A row of the sheet `Расстояния` goes before the great circle.
    """
    row = network.distances.get(key_of(sorted((one.id, other.id))))
    if row is not None:
        return round_half_up(row.km) / 10
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)
