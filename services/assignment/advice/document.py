"""Advice as documents for other programs, each line with its sentence."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from graph.geo import IntArray
from graph.network import Network
from graph.texts import Message, Say, message
from services.assignment.advice.effects import (
    changes_of,
    first_changed,
    first_effects,
    goals_document,
    number_of,
)
from services.assignment.advice.fewest import Replacement
from services.assignment.advice.places import OneMore
from services.assignment.advice.residual import Standing
from services.assignment.compare import steps_document
from services.assignment.compare_texts import step_line
from services.assignment.roster import NONE
from services.assignment.whatif.prepared import WhatIfBase
from services.named import named


def places_document(
    plan: str, standing: Standing, found: Iterable[OneMore], say: Say
) -> dict[str, Any]:
    """Return what one more place brings at each leader (direction null) and each offer."""
    return {
        "plan": plan,
        "kind": "places",
        "places": [_place(standing, standing.totals, one, say) for one in found],
    }


def budget_document(
    base: WhatIfBase, asked: int, steps: Iterable[tuple[IntArray, OneMore]], say: Say
) -> dict[str, Any]:
    """Return the best of the places asked for; each step counts from the one before."""
    return {
        "plan": base.planned.plan.id,
        "kind": "budget",
        "asked": asked,
        "steps": [
            {"k": k, **_place(base, before, one, say)}
            for k, (before, one) in enumerate(steps, start=1)
        ],
    }


def without_document(
    plan: str, network: Network, leader: str, found: Replacement, say: Say
) -> dict[str, Any]:
    """Return the plan without a leader, and each need whose leader differs."""
    return {
        "plan": plan,
        "kind": "without",
        "organisation": leader,
        "assignments": [
            {"leader": leader, "mentee": mentee, "direction": way}
            for leader, mentee, way in found.assignments
        ],
        "open_needs": [{"mentee": mentee, "direction": way} for mentee, way in found.open_needs],
        "moves": len(found.steps),
        "steps": steps_document(found.steps),
        "goals": [
            {"name": name.value, "value": number_of(name, value)} for name, value in found.goals
        ],
        "texts": [
            say(_without_heading(network, leader, found)),
            *(say(step_line(network, step)) for step in found.steps),
        ],
    }


def _place(
    standing: Standing | WhatIfBase, before: IntArray, one: OneMore, say: Say
) -> dict[str, Any]:
    problem, network = standing.problem, standing.problem.network
    found = changes_of(
        problem.policy,
        standing.values(before),
        standing.values(before + np.array(one.change, np.int64)),
    )
    offer = None if one.offer == NONE else network.offers[int(problem.offers.row[one.offer])]
    leader = problem.places.codes[problem.leaders.organisation[one.leader]]
    where = message(
        "advice.place.leader" if offer is None else "advice.place.offer",
        leader=named(network, leader),
        direction="" if offer is None else network.name_of.get(offer.direction, offer.direction),
    )
    told = first_effects(found)
    text = (
        message("advice.place.changes", where=where, effects=told)
        if told
        else message("advice.place.nothing", where=where)
    )
    return {
        "leader": leader,
        "direction": None if offer is None else offer.direction,
        "offer_from": None if offer is None else offer.from_date.isoformat(),
        "goals": goals_document(found),
        "first_goal_changed": first_changed(found),
        "text": say(text),
    }


def _without_heading(network: Network, leader: str, found: Replacement) -> Message:
    return message(
        "advice.without",
        leader=named(network, leader),
        n=len(found.steps),
        covered=len(found.assignments),
        open=len(found.open_needs),
    )
