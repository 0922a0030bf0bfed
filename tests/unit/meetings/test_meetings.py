"""Meetings without a word: which they are, whom to ask, and what may be said of them."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from api.texts import catalogue
from graph.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from graph.model.choices import EventStatus
from graph.model.event import Event
from graph.model.ids import EventId, OrganisationId
from graph.network import Network
from services.access import Role
from services.history.workflow import undo
from services.isolation.detect import find_isolated
from services.isolation.scene import Scene
from services.meetings.document import meetings_document
from services.meetings.passed import passed_meetings
from services.meetings.workflow import mark_meetings, read_meetings_document
from services.policy import IsolationPolicy
from tests.unit.isolation.build import DAY, curator, event, organisation, person
from tests.web.small import TODAY, context, make_store, small_records

SAY = catalogue("ru")


def passed(*records: object) -> list[str]:
    scene = Scene.of(Network.of(records), IsolationPolicy(), day=DAY)  # type: ignore[arg-type]  # records
    return [one.event.id for one in passed_meetings(scene)]


def test_only_a_planned_meeting_whose_last_day_is_over_lacks_a_word() -> None:
    day = DAY - timedelta(days=1)
    one = organisation("a")
    made = {status: event(status.value, "a", on=day, status=status) for status in EventStatus}
    assert passed(one, *made.values()) == ["planned"]
    planned = made[EventStatus.PLANNED]
    assert passed(one, replace(planned, date=DAY)) == []
    assert passed(one, replace(planned, end_date=DAY)) == []
    assert passed(one, replace(planned, status=None)) == []
    older = replace(planned, id=EventId("older"), date=day - timedelta(days=9), end_date=day)
    oldest = replace(planned, id=EventId("oldest"), date=day - timedelta(days=2))
    assert passed(one, planned, older, oldest) == ["oldest", "older", "planned"]


def test_the_isolation_report_names_the_same() -> None:
    records = [organisation("a"), event("e", "a", on=DAY - timedelta(days=1), end_date=DAY)]
    records.append(event("f", "a", on=DAY - timedelta(days=1), status=EventStatus.PLANNED))
    found = find_isolated(Network.of(records), IsolationPolicy(), day=DAY)
    assert list(found.unmarked_events) == passed(*records) == ["f"]


def test_one_asks_the_contact_of_the_host_and_its_curator_or_that_of_its_service() -> None:
    day = DAY - timedelta(days=2)
    records = [
        organisation("ts", "methodical_service"),
        organisation("a"),
        organisation("b"),
        person("k1", "ts"),
        person("k2", "ts"),
        curator("k1", "ts"),
        curator("k2", "b"),
        person("c1", "a", phone="+7 (000) 000-00-09"),
        person("c2", "a", is_contact=True),
        person("c3", "a", is_contact=True, to_date=DAY),
        event("e", "a", "b", on=day, status=EventStatus.PLANNED),
        event("f", "b", on=day, status=EventStatus.PLANNED),
    ]
    scene = Scene.of(Network.of(records), IsolationPolicy(), day=DAY)
    made = meetings_document(scene, passed_meetings(scene), SAY)
    first, second = made["meetings"]
    assert (first["contact"], first["curators"], first["organisations"]) == (
        "c2",
        ["k1"],
        ["a", "b"],
    )
    assert (second["contact"], second["curators"]) == (None, ["k2"])
    assert first["text"] == (
        "«e», 22.08.2026, 2 дня назад; площадка — A. Спросить: Имя c2, Имя k1."
    )
    json.dumps(made)


def planned(code: str, days: int = -5) -> Event:
    return Event(
        id=EventId(code),
        date=TODAY + timedelta(days=days),
        name=f"Встреча {code}",
        host=OrganisationId("s-1"),
        status=EventStatus.PLANNED,
    )


def test_what_became_of_meetings_is_one_decision_that_can_be_undone(tmp_path: Path) -> None:
    store = make_store(tmp_path, (*small_records(), planned("x-1"), planned("x-2")))
    ctx = context()
    asked = {"policy": IsolationPolicy(), "day": TODAY, "say": SAY, "ctx": ctx}
    assert len(read_meetings_document(store, **asked)["meetings"]) == 2  # type: ignore[arg-type]  # by name
    made = mark_meetings(store, ["x-1", "x-2"], EventStatus.HELD, reason="сказала", ctx=ctx)
    assert read_meetings_document(store, **asked)["meetings"] == []  # type: ignore[arg-type]  # by name
    undo(store, made, reason="ошиблись", ctx=ctx)
    assert len(read_meetings_document(store, **asked)["meetings"]) == 2  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("codes", "status", "error"),
    [
        (["x-9"], EventStatus.HELD, NotFoundError),
        ([], EventStatus.HELD, InputError),
        (["x-1"], EventStatus.MOVED, InputError),
        (["x-1", "e-1"], EventStatus.HELD, ConflictError),  # e-1 has had its word
        (["x-1", "e-2"], EventStatus.CANCELLED, ConflictError),  # e-2 is in October
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_stored(
    tmp_path: Path, codes: list[str], status: EventStatus, error: type[Exception]
) -> None:
    store = make_store(tmp_path, (*small_records(), planned("x-1")))
    with pytest.raises(error):
        mark_meetings(store, codes, status, reason="сказала", ctx=context())
    assert store.head().revision == 1


def test_who_may_only_read_marks_nothing(tmp_path: Path) -> None:
    store = make_store(tmp_path, (*small_records(), planned("x-1")))
    with pytest.raises(NotAllowedError):
        mark_meetings(store, ["x-1"], EventStatus.HELD, reason="сказала", ctx=context(Role.CURATOR))


def test_a_day_before_all_data_has_no_meetings() -> None:
    scene = Scene.of(Network.of(small_records()), IsolationPolicy(), day=date(1995, 1, 1))
    made = meetings_document(scene, passed_meetings(scene), SAY)
    assert made["meetings"] == []
    assert made["texts"] == ["Прошло, но не отмечено на 01.01.1995: 0 мероприятий."]


def test_a_later_day_asks_about_no_meeting_that_is_still_to_come(tmp_path: Path) -> None:
    days = {"gone": TODAY - timedelta(days=3), "coming": TODAY + timedelta(days=3)}
    meetings = [event(c, "s-1", on=d, status=EventStatus.PLANNED) for c, d in days.items()]
    store = make_store(tmp_path, (*small_records(), *meetings))
    later = TODAY + timedelta(days=30)
    found = read_meetings_document(store, IsolationPolicy(), day=later, say=SAY, ctx=context())
    assert [one["event"] for one in found["meetings"]] == ["gone"]
