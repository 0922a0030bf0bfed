"""The worked example of a goal in docs/how-to/add-a-goal.md is run as it stands there."""

import re
from dataclasses import replace
from typing import Any

import pytest

from graph.network import Network
from services.assignment.checks import faults_of
from services.assignment.goals import GOALS
from services.policy import GoalName, read_policy
from tests.tools.source import ROOT
from tests.unit.assignment.towns import (
    distance,
    need,
    offer,
    pairs_of,
    planned,
    school,
    town,
    value,
)

PAGE = ROOT / "docs" / "how-to" / "add-a-goal.md"
ROADS = town(
    *(school("near"), school("far"), school("m"), offer("near"), offer("far"), need("m")),
    replace(distance("m", "near", 20), minutes=50.0),
    replace(distance("far", "m", 40), minutes=35.0),
)
"""The leader 20 km away is 50 minutes off over the mountains, the one 40 km away 35 minutes."""
GOAL = GoalName.POINTS
"""The example takes its place, since names of goals are a closed list."""


@pytest.fixture
def example() -> Any:
    """The class that the page shows."""
    (block,) = re.findall(r"```python\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102 - the code of our own page
    return names["MinutesOnTheRoad"]()


def policy() -> str:
    goals = [f'"{goal}"' for goal in GoalName if goal is not GoalName.DISTANCE_BANDS]
    return f"[assignment]\ngoals = [{', '.join(goals)}]\n"


def test_kilometres_choose_the_near_leader() -> None:
    plan = planned(ROADS, policy=read_policy(policy()))
    assert pairs_of(plan) == {"m": "near"}


def test_minutes_choose_the_leader_that_is_sooner_there(
    example: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(GOALS, GOAL, example)
    plan = planned(ROADS, policy=read_policy(policy()))
    assert pairs_of(plan) == {"m": "far"}
    assert value(plan, GOAL) == (35,)


def test_a_pair_without_minutes_counts_a_minute_a_kilometre(
    example: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(GOALS, GOAL, example)
    without = [replace(row, minutes=None) for row in ROADS.distances]
    rows = [row for name in ("organisation", "offer", "need") for row in ROADS.table(name)]
    network: Network = town(*rows, *without)
    assert value(planned(network, policy=read_policy(policy())), GOAL) == (20,)


def test_a_goal_that_the_checker_does_not_know_is_refused(
    example: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(GOALS, GOAL, example)
    plan = planned(ROADS, policy=read_policy(policy()))
    assert "plan.check.goal" in {fault.code for fault in faults_of(ROADS, plan)}
