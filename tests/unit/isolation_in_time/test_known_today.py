"""Whoever asks about a later day is told what will be if nothing is renewed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.texts import catalogue
from graph.model.event import Event
from graph.model.ids import EventId, OrganisationId
from graph.stores.port import NetworkStore
from services.drills.drill import DrillKind
from services.drills.workflow import DrillAsked, read_drill_document
from services.measures.workflow import read_measures_document
from services.policy import shipped_policy
from services.red_list.document import red_list_document
from services.red_list.workflow import read_red_list
from services.repair.document import repair_document
from services.repair.proposal import Asked, Goal
from services.repair.workflow import read_proposal
from tests.web.small import context, make_store, small_records

SAY = catalogue("ru")
LATER = date(2027, 2, 1)
Question = Callable[[NetworkStore], Any]

COMING = tuple(
    Event(
        id=EventId(f"later-{to}"),
        date=date(2026, 11, 1),
        name="Встреча",
        host=OrganisationId("s-1"),
        participants=((OrganisationId(to), None),),
    )
    for to in ("s-2", "s-3", "s-4", "s-10")
)
"""Meetings of days to come whose status nobody has filled in."""


def measured(store: NetworkStore) -> Any:
    policy = shipped_policy().isolation
    return read_measures_document(store, policy, day=LATER, say=SAY, ctx=context())


def drilled(store: NetworkStore) -> Any:
    asked = DrillAsked(kind=DrillKind.ORGANISATION, of="s-1", day=LATER, hops=2)
    return read_drill_document(store, shipped_policy(), asked, say=SAY, ctx=context())


def repaired(store: NetworkStore) -> Any:
    asked, policy = Asked(goal=Goal.CONNECTED), shipped_policy().isolation
    network, found = read_proposal(store, policy, asked, day=LATER, ctx=context())
    return repair_document(found, network, SAY)


def red(store: NetworkStore) -> Any:
    policy = shipped_policy().isolation
    found = read_red_list(store, policy, "k-1", day=LATER, ctx=context())
    return red_list_document(found, SAY)


@pytest.mark.parametrize("ask", [measured, drilled, repaired, red])
def test_what_is_still_to_come_makes_no_tie(tmp_path: Path, ask: Question) -> None:
    answers = []
    for name, more in (("without", ()), ("with", COMING)):
        (tmp_path / name).mkdir()
        store = make_store(tmp_path / name, (*small_records(), *more))
        answers.append(ask(store))
        store.close()
    assert answers[0] == answers[1]
