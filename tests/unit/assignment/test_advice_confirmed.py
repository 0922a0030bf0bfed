"""Drawn advices of every kind are what planning anew gives: a few each time, 500 in the soak."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from graph.network import Network
from tests.tools.plan_networks import MUNICIPALITY, REGION, Size, made_up
from tests.unit.assignment.adjustments_confirmed import adjustments_confirmed
from tests.unit.assignment.advice_confirmed import (
    budget_confirmed,
    places_confirmed,
    without_confirmed,
    without_confirmed_by_bounds,
)
from tests.unit.assignment.alternatives_confirmed import (
    alternatives_confirmed,
    best_alternatives_confirmed,
)
from tests.unit.assignment.ways_confirmed import help_confirmed, learning_confirmed

FEW = replace(MUNICIPALITY, places=0.7, flags=2)
"""A municipality in which places are short, so that each of them matters."""
Confirmed = Callable[[Network, int, Random], int]


def budget(network: Network, count: int, rng: Random) -> int:
    del rng
    return budget_confirmed(network, count)


QUICK: list[tuple[str, Confirmed, int]] = [
    ("places", places_confirmed, 10),
    ("budget", budget, 10),
    ("without", without_confirmed, 2),
    ("alternatives", best_alternatives_confirmed, 6),
    ("adjustments", adjustments_confirmed, 8),
    ("help", help_confirmed, 6),
    ("learning", learning_confirmed, 10),
]
SOAK: list[tuple[str, Confirmed, Size, int, int]] = [
    ("places in a region", places_confirmed, REGION, 5, 20),
    ("places in a municipality", places_confirmed, FEW, 10, 10),
    ("budget in a region", budget, REGION, 2, 20),
    ("budget in a municipality", budget, FEW, 6, 10),
    ("without in a region", without_confirmed_by_bounds, REGION, 4, 5),
    ("without in a municipality", without_confirmed, FEW, 8, 5),
    ("alternatives in a region", alternatives_confirmed, REGION, 3, 10),
    ("alternatives in a municipality", best_alternatives_confirmed, FEW, 8, 5),
    ("adjustments in a region", adjustments_confirmed, REGION, 4, 10),
    ("adjustments in a municipality", adjustments_confirmed, FEW, 10, 20),
    ("help in a region", help_confirmed, REGION, 3, 10),
    ("help in a municipality", help_confirmed, FEW, 8, 5),
    ("learning in a region", learning_confirmed, REGION, 2, 20),
    ("learning in a municipality", learning_confirmed, FEW, 5, 10),
]
"""Kind, how it is confirmed, size of the networks, how many of them, advices of each."""


@pytest.mark.parametrize(("confirmed", "count"), [r[1:] for r in QUICK], ids=[r[0] for r in QUICK])
def test_advices_of_each_kind_are_what_planning_anew_gives(
    confirmed: Confirmed, count: int
) -> None:
    rng = Random(1)  # noqa: S311 - a test needs no secret
    assert confirmed(made_up(FEW, 7, pins=False), count, rng) == count


@pytest.mark.soak
@pytest.mark.parametrize(
    ("confirmed", "size", "seed", "count"),
    [
        pytest.param(confirmed, size, 100 + seed, count, id=f"{kind} {seed}")
        for kind, confirmed, size, seeds, count in SOAK
        for seed in range(seeds)
    ],
)
def test_five_hundred_drawn_advices_are_what_planning_anew_gives(
    confirmed: Confirmed, size: Size, seed: int, count: int
) -> None:
    rng = Random(seed)  # noqa: S311 - a test needs no secret
    assert confirmed(made_up(size, seed, pins=False), count, rng) == count
