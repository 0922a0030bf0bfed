"""The history: who, what and why; what was taken back; each record before and after."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.texts import catalogue
from graph.model.changes import Action, Operation
from services.views.history_detail import build_history_detail
from services.views.history_view import HistoryQuery, build_history


@dataclass(frozen=True)
class Change:
    entity: str
    key: str
    operation: Operation
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    revision: int
    action: Action
    actor: str = "Ветрова И. П."
    undoes: int | None = None
    content_hash: str = ""
    changes: tuple[Change, ...] = ()
    source: str = "web"
    reason: str = "потому"
    counts: dict[str, dict[Operation, int]] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        return datetime(2026, 8, self.revision, 9, 0, tzinfo=UTC)


PLAN = Change("plan", "2026-1", Operation.ADDED)
ENTRIES = [
    Entry(5, Action.UNDO, actor="Полевая Е. А.", undoes=4),
    Entry(4, Action.APPROVE, changes=(Change("plan", "2026-1", Operation.CHANGED),)),
    Entry(3, Action.PLAN, changes=(PLAN,)),
    Entry(
        2,
        Action.IMPORT,
        changes=(
            Change(
                "offer",
                "s-1|d-1|2025-09-01",
                Operation.CHANGED,
                {"places": 3, "mode": "on_site"},
                {"places": 4, "mode": "mixed", "to_date": date(2027, 8, 31)},
            ),
        ),
        counts={"offer": {Operation.CHANGED: 1}},
    ),
    Entry(1, Action.IMPORT, content_hash="x", counts={"school": {Operation.ADDED: 7}}),
]
NAMES = {"s-1": "СОШ № 1", "d-1": "Учитель"}


def test_what_was_taken_back_says_by_what() -> None:
    rows = {row.revision: row for row in build_history(ENTRIES, HistoryQuery()).rows}
    assert rows[4].undone_by == 5
    assert not rows[4].may_be_undone
    assert rows[5].may_be_undone
    assert not rows[1].may_be_undone
    assert rows[3].plan == "2026-1"
    assert [rows[r].title.code for r in (1, 3, 5)] == [
        "view.action.first_load",
        "view.action.plan",
        "view.action.undo",
    ]


def test_the_history_is_narrowed_by_person_kind_day_and_organisation() -> None:
    def found(**asked: Any) -> list[int]:
        return [row.revision for row in build_history(ENTRIES, HistoryQuery(**asked)).rows]

    assert found(actor="Полевая Е. А.") == [5]
    assert found(action=Action.IMPORT) == [2, 1]
    assert found(since=date(2026, 8, 3), until=date(2026, 8, 4)) == [4, 3]
    assert found(touching="s-1") == [2]
    assert found(touching="s") == []
    assert found(offset=1, limit=2) == [4, 3]
    assert build_history(ENTRIES, HistoryQuery(limit=1)).found == 5


def test_a_record_is_named_and_its_fields_are_put_in_words() -> None:
    detail = build_history_detail(ENTRIES[3], None, NAMES)
    (record,) = detail.records
    assert record.name == "СОШ № 1, Учитель, 01.09.2025"
    assert [(f.label, f.before, f.after) for f in record.fields] == [
        ("Мест", 3, 4),
        ("Режим", "очно", "смешанно"),
        ("По", None, date(2027, 8, 31)),
    ]
    assert detail.row.records == 1


def test_a_long_decision_tells_how_much_is_not_shown() -> None:
    many = Entry(9, Action.PLAN, changes=tuple(PLAN for _ in range(500)))
    detail = build_history_detail(many, None, {})
    assert len(detail.records) + detail.more == 500


TIE = Change(
    "tie", "s-1|s-2|partnership||2026-08-24|", Operation.ADDED, {}, {"kind": "partnership"}
)


def marked(status: str) -> Change:
    return Change("event", "e-1", Operation.CHANGED, {"status": "planned"}, {"status": status})


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (
            Entry(
                6,
                Action.PLAN,
                changes=(TIE, PLAN),
                counts={
                    "tie": {Operation.ADDED: 166},
                    "restriction": {Operation.ADDED: 4},
                    "plan": {Operation.ADDED: 1},
                },
            ),
            "Приняты новые связи: 170",
        ),
        (
            Entry(6, Action.EDIT, changes=(TIE,), counts={"tie": {Operation.ADDED: 1}}),
            "Принята новая связь: 1",
        ),
        (
            Entry(
                6, Action.EDIT, changes=(marked("held"),), counts={"event": {Operation.CHANGED: 1}}
            ),
            "Мероприятие отмечено состоявшимся: 1",
        ),
        (
            Entry(
                6,
                Action.EDIT,
                changes=(marked("cancelled"),),
                counts={"event": {Operation.CHANGED: 1}},
            ),
            "Мероприятие отмечено отменённым: 1",
        ),
        (
            Entry(
                6,
                Action.PLAN,
                changes=(PLAN,),
                counts={"restriction": {Operation.ADDED: 1}, "plan": {Operation.ADDED: 1}},
            ),
            "Рассчитан план 2026-1",
        ),
        (
            Entry(6, Action.IMPORT, changes=(TIE,), counts={"tie": {Operation.ADDED: 1}}),
            "Принят файл",
        ),
    ],
)
def test_a_decision_is_named_by_what_it_is_about(entry: Entry, says: str) -> None:
    assert catalogue("ru")(build_history([entry], HistoryQuery()).rows[0].title) == says


def test_words_of_closed_lists_stand_in_the_name_of_a_record() -> None:
    entry = Entry(6, Action.EDIT, changes=(TIE,), counts={"tie": {Operation.ADDED: 1}})
    (record,) = build_history_detail(entry, None, {"s-1": "СОШ № 1", "s-2": "СОШ № 2"}).records
    assert record.name == "СОШ № 1, СОШ № 2, партнёрство, 24.08.2026"
