"""The programs that plans are measured against solve the same problem: their answers are equal."""

import pytest

from graph.valid_time import first_day
from services.assignment.problem import assignment_problem, written_out_in_full
from services.policy import AssignmentPolicy
from tests.tools.peers import PEERS, Matching, by_ortools, is_installed, matching_of, plain
from tests.tools.plan_networks import MUNICIPALITY, YEAR, made_up


def instance(seed: int) -> Matching:
    network = plain(made_up(MUNICIPALITY, seed, pins=False))
    problem = assignment_problem(
        network, AssignmentPolicy(), school_year=YEAR, day=first_day(YEAR), scope="region"
    )
    return matching_of(written_out_in_full(problem))


@pytest.mark.parametrize("name", [name for name in PEERS if is_installed(name)])
@pytest.mark.parametrize("seed", [1, 2])
def test_each_peer_covers_as_many_needs_at_as_few_points(name: str, seed: int) -> None:
    it = instance(seed)
    solve, _ = PEERS[name]
    covered, points = by_ortools(it)
    assert 0 < covered < it.needs
    assert solve(it) == (covered, points)
