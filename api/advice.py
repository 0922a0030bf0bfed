"""What may be asked about a plan: one table for all faces."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeAlias

from api.clock import clock_ms
from graph.errors import InputError
from graph.model.ids import PlanId
from graph.stores.port import NetworkStore
from graph.texts import Say
from services.assignment.advice.workflow import (
    LARGEST_BUDGET,
    read_budget_document,
    read_fairness_document,
    read_help_document,
    read_learn_document,
    read_places_document,
    read_shortage_document,
    read_stability_document,
    read_without_document,
)
from services.assignment.progress import Tell, silent
from services.assignment.whatif.prepared import Keep, make_each_time
from services.assignment.whatif.workflow import read_alternatives_document
from services.context import Context


class AdviceKind(StrEnum):
    """What is asked about a plan."""

    PLACES = "places"
    BUDGET = "budget"
    WITHOUT = "without"
    ALTERNATIVES = "alternatives"
    HELP = "help"
    LEARN = "learn"
    STABILITY = "stability"
    FAIRNESS = "fairness"
    SHORTAGE = "shortage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question; each kind takes of it what it needs.

    Attributes
    ----------
    organisation
        Code of the leader or mentee that the question is about.
    budget
        Number of new places.
    direction
        Direction of the need; empty is every one.
    keep
        Keeps prepared plans for the next question.
    tell
        Hears how far a long search has come.
    """

    plan: PlanId
    kind: AdviceKind
    organisation: str = ""
    budget: int | None = None
    direction: str = ""
    keep: Keep = make_each_time
    tell: Tell = silent


Answer: TypeAlias = Callable[[NetworkStore, Asked, Say, Context], dict[str, Any]]


def read_advice_document(
    store: NetworkStore, asked: Asked, *, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return the document that answers a question; nothing is decided.

    Raises
    ------
    InputError
        If the question does not say all that its kind needs.
    NotFoundError
        If there is no such plan or organisation.
    ConflictError
        If nothing exact can be said of the plan.
    """
    return ANSWERS[asked.kind](store, asked, say, ctx)


def _places(store: NetworkStore, asked: Asked, say: Say, ctx: Context) -> dict[str, Any]:
    return read_places_document(store, asked.plan, say=say, ctx=ctx)


def _budget(store: NetworkStore, asked: Asked, say: Say, ctx: Context) -> dict[str, Any]:
    if asked.budget is None:
        raise InputError("advice.no_number", most=LARGEST_BUDGET)
    return read_budget_document(store, asked.plan, places=asked.budget, say=say, ctx=ctx)


def _without(store: NetworkStore, asked: Asked, say: Say, ctx: Context) -> dict[str, Any]:
    if not asked.organisation:
        raise InputError("advice.no_organisation")
    return read_without_document(store, asked.plan, leader=asked.organisation, say=say, ctx=ctx)


def _alternatives(store: NetworkStore, asked: Asked, say: Say, ctx: Context) -> dict[str, Any]:
    if not asked.organisation:
        raise InputError("whatif.no_mentee")
    return read_alternatives_document(
        store,
        asked.plan,
        mentee=asked.organisation,
        direction=asked.direction or None,
        keep=asked.keep,
        say=say,
        ctx=ctx,
    )


def _help(store: NetworkStore, asked: Asked, say: Say, ctx: Context) -> dict[str, Any]:
    if not asked.organisation:
        raise InputError("advice.no_mentee")
    return read_help_document(store, asked.plan, mentee=asked.organisation, say=say, ctx=ctx)


def _learn(store: NetworkStore, asked: Asked, say: Say, ctx: Context) -> dict[str, Any]:
    return read_learn_document(store, asked.plan, say=say, ctx=ctx)


def _stability(store: NetworkStore, asked: Asked, say: Say, ctx: Context) -> dict[str, Any]:
    return read_stability_document(
        store, asked.plan, clock_ms=clock_ms, tell=asked.tell, say=say, ctx=ctx
    )


def _fairness(store: NetworkStore, asked: Asked, say: Say, ctx: Context) -> dict[str, Any]:
    return read_fairness_document(store, asked.plan, say=say, ctx=ctx)


def _shortage(store: NetworkStore, asked: Asked, say: Say, ctx: Context) -> dict[str, Any]:
    return read_shortage_document(store, asked.plan, say=say, ctx=ctx)


ANSWERS: Final[Mapping[AdviceKind, Answer]] = {
    AdviceKind.PLACES: _places,
    AdviceKind.BUDGET: _budget,
    AdviceKind.WITHOUT: _without,
    AdviceKind.ALTERNATIVES: _alternatives,
    AdviceKind.HELP: _help,
    AdviceKind.LEARN: _learn,
    AdviceKind.STABILITY: _stability,
    AdviceKind.FAIRNESS: _fairness,
    AdviceKind.SHORTAGE: _shortage,
}
"""Who answers which question: a new kind is a member above, a function and a line here."""
