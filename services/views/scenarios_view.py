"""Scenarios of a plan side by side: what each reaches, beside the plan as it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model.plan import Scenario
from graph.network import Network
from services.assignment.adjustment import read_adjustment
from services.views.goal_changes import GoalChange, goal_changes
from services.views.index import NetworkIndex
from services.views.try_view import Chip, chips_of, write_tries

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioLine:
    """One scenario of a plan.

    Attributes
    ----------
    chips
        Its adjustments in words.
    state
        What the address of the plan's page tries, to look at it there.
    """

    scenario: Scenario
    chips: tuple[Chip, ...]
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a plan, as it stands or as it would become, comes to."""

    covered: int
    open: int
    most_load: int
    mean_km: float | None
    farthest_km: float | None
    kept: int
    moves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioColumn:
    """What one scenario comes to, or why it cannot be.

    Attributes
    ----------
    goals
        All goals against the plan, in their order.
    figures
        None if it cannot be.
    """

    line: ScenarioLine
    refused: str
    goals: tuple[GoalChange, ...]
    figures: Figures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """The plan as it stands, and its scenarios."""

    base: Figures
    columns: tuple[ScenarioColumn, ...]


def scenario_lines(index: NetworkIndex, plan: str) -> tuple[ScenarioLine, ...]:
    """Return the scenarios of a plan, the oldest first."""
    return tuple(_line(index, one) for one in scenarios_of(index.network, plan))


def scenarios_of(network: Network, plan: str) -> list[Scenario]:
    """Return the records of the scenarios of a plan, the oldest first."""
    own = (scenario for scenario in network.scenarios if scenario.plan == plan)
    return sorted(own, key=lambda one: (len(one.id), one.id))


def side_by_side(index: NetworkIndex, document: Document) -> SideBySide:
    """Return the scenarios of a document beside the plan as it stands."""
    base, *others = document["scenarios"]
    return SideBySide(
        base=_figures(base),
        columns=tuple(_column(index, base["goals"], column) for column in others),
    )


def _line(index: NetworkIndex, scenario: Scenario) -> ScenarioLine:
    tries = [read_adjustment(text) for text in scenario.adjustments]
    return ScenarioLine(scenario=scenario, chips=chips_of(index, tries), state=write_tries(tries))


def _column(index: NetworkIndex, base: Sequence[Document], column: Document) -> ScenarioColumn:
    line = _line(
        index,
        Scenario(
            id=column["id"],
            plan=column["plan"],
            name=column["name"],
            adjustments=tuple(column["adjustments"]),
        ),
    )
    if column["refused"] is not None:
        return ScenarioColumn(line=line, refused=column["refused"], goals=(), figures=None)
    own = {goal["name"]: goal["value"] for goal in column["goals"]}
    return ScenarioColumn(
        line=line,
        refused="",
        goals=goal_changes((goal["name"], goal["value"], own.get(goal["name"])) for goal in base),
        figures=_figures(column),
    )


def _figures(column: Document) -> Figures:
    return Figures(
        covered=column["covered"],
        open=column["open"],
        most_load=column["load"]["most"],
        mean_km=column["distance"]["mean_km"],
        farthest_km=column["distance"]["farthest_km"],
        kept=column["kept"],
        moves=column["moves"],
    )
