"""Leaders by distance: a tree and a few measurements answer as measuring everybody does."""

from random import Random

import numpy as np
import pytest

from graph.geo import distance_tenths, round_half_up
from graph.model.need import Distance
from graph.model.organisation import Organisation
from graph.model.record import Record
from graph.network import Network
from services.isolation.by_distance import ByDistance
from services.isolation.ground import FAR, Ground
from services.isolation.nodes import Nodes
from tests.unit.isolation.build import DAY, FIRST, organisation

PLACES = 4


def drawn(dice: Random, n: int) -> list[Record]:
    """Return organisations close together, some at one spot, some nowhere, and a table."""
    spots = [(45 + dice.random() / 5, 39 + dice.random() / 5) for _ in range(n)]
    records: list[Record] = []
    for i in range(n):
        lat, lon = dice.choice(spots)
        known = dice.random() > 0.1
        records.append(
            organisation(
                f"o{i:03d}",
                dice.choice(["school", "school", "methodical_service", "institute"]),
                municipality=f"m{dice.randrange(PLACES)}",
                lat=lat if known else None,
                lon=lon if known else None,
            )
        )
    for _ in range(dice.choice([0, 3, 20])):
        one, other = sorted(dice.sample(range(n), 2))
        ends = {"from_organisation": f"o{one:03d}", "to_organisation": f"o{other:03d}"}
        records.append(Distance(**ends, km=dice.choice([0.0, 3.3, 9.95, 70.0])))  # type: ignore[arg-type]  # codes are texts here
    return records


def measured(records: list[Record], one: str, other: str) -> tuple[int, bool] | None:
    """Return the distance of two organisations as the rulings tell it; None if nobody knows it."""
    organisations = {str(r.id): r for r in records if isinstance(r, Organisation)}
    for row in records:
        if isinstance(row, Distance) and {row.from_organisation, row.to_organisation} == {
            one,
            other,
        }:
            return round_half_up(row.km), False
    a, b = organisations[one], organisations[other]
    if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None:
        return distance_tenths(a.lat, a.lon, b.lat, b.lon), False
    return (0, True) if a.municipality == b.municipality else None


@pytest.mark.parametrize("seed", range(40))
def test_the_nearest_come_in_the_order_of_their_distances(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - no secret
    n = dice.choice([2, 30, 200])
    records = list({(r.entity, r.key): r for r in drawn(dice, n)}.values())
    network = Network.of(records)
    nodes = Nodes.of(network, day=DAY, since=FIRST)
    targets = sorted(dice.sample(range(n), dice.randint(0, n)))
    askers = sorted(dice.sample(range(n), n // 2))
    ground = Ground.of(network, nodes)
    found = ByDistance(nodes, ground, np.array(targets, np.int64), np.array(askers, np.int64))
    to_nearest = ground.to_nearest(np.array(targets, np.int64))
    for v in dice.sample(range(n), min(n, 12)):
        known = {u: m for u in targets if (m := measured(records, nodes.codes[v], nodes.codes[u]))}
        seen = list(found.seen_from(v))
        assert [(one.number, one.tenths) for one in seen] == sorted(
            ((u, m[0]) for u, m in known.items()), key=lambda one: (one[1], one[0])
        )
        assert [one.unknown for one in seen] == [known[one.number][1] for one in seen]
        above = [bool(nodes.are_vertical(np.array([v]), np.array([o.number]))[0]) for o in seen]
        assert [one.vertical for one in seen] == above
        if any(not unknown for _, unknown in known.values()):
            assert to_nearest[v] == min(m for m, _ in known.values())
        elif not known:
            assert to_nearest[v] == FAR
