"""Scenarios side by side as a document, with the sentences that people read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model.fields import read_dictionary
from graph.model.plan import Scenario
from graph.network import Network
from graph.texts import Message, Parameter, Say, message
from services.assignment.adjustment import read_adjustment
from services.assignment.compare import steps_document
from services.assignment.compare_texts import number_shown, step_line
from services.assignment.scenarios.outcome import Outcome
from services.assignment.whatif.document import adjustment_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the table: the plan as it stands, or a scenario; a refusal if it cannot be.

    Attributes
    ----------
    scenario
        None for the plan as it stands.
    """

    scenario: Scenario | None
    outcome: Outcome | None
    refusal: Message | None = None


def scenarios_document(
    network: Network, plan: str, columns: Sequence[Column], say: Say
) -> dict[str, Any]:
    """Return the plan and its scenarios, each with goals, open needs, load, distance and moves."""
    return {
        "plan": plan,
        "kind": "scenarios",
        "scenarios": [_column(network, plan, column, say) for column in columns],
        "texts": [say(line) for line in _lines(columns)],
    }


def scenario_document(network: Network, scenario: Scenario, say: Say) -> dict[str, Any]:
    """Return what a scenario is, in codes and in words."""
    adjustments = [read_adjustment(text) for text in scenario.adjustments]
    return {
        "id": scenario.id,
        "plan": scenario.plan,
        "name": scenario.name,
        "adjustments": list(scenario.adjustments),
        "adjustment_texts": [say(adjustment_line(network, one)) for one in adjustments],
    }


def _column(network: Network, plan: str, column: Column, say: Say) -> dict[str, Any]:
    scenario, found = column.scenario, column.outcome
    head: Mapping[str, Any] = (
        {"id": None, "plan": plan, "name": None, "adjustments": [], "adjustment_texts": []}
        if scenario is None
        else scenario_document(network, scenario, say)
    )
    if found is None:
        text = say(column.refusal) if column.refusal else ""
        return {**head, "refused": text, "text": text}
    words = {choice.code: choice.ru for choice in read_dictionary().choices["open_reason"]}
    return {
        **head,
        "refused": None,
        "goals": [{"name": name, "value": value} for name, value in found.goals],
        "covered": found.covered,
        "open": found.open,
        "open_by_reason": [
            {"reason": reason.value, "n": n, "text": words[reason.value]}
            for reason, n in found.open_by_reason
        ],
        "load": {"leaders": found.leaders, "most": found.most_load},
        "distance": {"mean_km": found.mean_km, "farthest_km": found.farthest_km},
        "kept": found.kept,
        "moves": len(found.steps),
        "steps": steps_document(found.steps),
        "step_texts": [say(step_line(network, step)) for step in found.steps],
        "text": say(_summary(column, found)),
    }


def _summary(column: Column, found: Outcome) -> Message:
    known = found.mean_km is not None
    trips = message(
        "scenario.trips" if known else "scenario.no_trips",
        mean=found.mean_km,
        farthest=found.farthest_km,
    )
    figures: dict[str, Parameter] = {
        "covered": found.covered,
        "n": found.open,
        "most": found.most_load,
        "trips": trips,
    }
    if column.scenario is None:
        return message("scenario.base", **figures)
    return message(
        "scenario.line",
        id=column.scenario.id,
        name=column.scenario.name,
        moves=len(found.steps),
        **figures,
    )


def _lines(columns: Sequence[Column]) -> list[Message]:
    """Return a line for each goal: the values of all columns beside each other."""
    outcomes = [column.outcome for column in columns if column.outcome is not None]
    return [
        message(
            "scenario.goal",
            goal=message(f"plan.goal.{name}"),
            values=tuple(
                message("scenario.value", value=number_shown(one.goals[row][1])) for one in outcomes
            ),
        )
        for row, (name, _) in enumerate(outcomes[0].goals if outcomes else ())
    ]
