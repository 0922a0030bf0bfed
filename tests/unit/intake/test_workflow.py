"""Preview and confirmation over a real store; the documents that faces show."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from api.texts import catalogue
from graph.errors import NotAllowedError
from graph.model.changes import Action, Change, ChangeSet, put
from graph.model.ids import DirectionId, Revision
from graph.model.need import Direction
from graph.network import Head
from graph.stores.sqlite import SqliteStore
from graph.workbook.kinds import Kind
from graph.workbook.passport import Passport
from graph.workbook.template import write_template
from graph.workbook.writer import write_text_files, write_workbook
from services.access import Role
from services.context import Actor, Context
from services.intake.preview import Preview, Result
from services.intake.rejected import write_rejected
from services.intake.report import (
    SHOWN_PER_KIND,
    document,
    report_of,
)
from services.intake.workflow import confirm, preview
from tests.unit.workbook.base import DAY, base_network, offer

SAY = catalogue("ru")
SCHEMA = json.loads(Path("tests/schemas/import.schema.json").read_text(encoding="utf-8"))
NUMBERS = count()
NOW = datetime(2026, 8, 24, 9, tzinfo=UTC)


def context(role: Role = Role.PLANNER) -> Context:
    actor = Actor(name="Проверка", role=role, source="program")
    return Context(actor=actor, now=NOW, today=DAY, new_id=lambda: f"id-{next(NUMBERS)}")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "a.db", create_as=Head(store_id="s", revision=Revision(0)))
    yield made
    made.close()


def export(store: SqliteStore, path: Path) -> Path:
    head = store.head()
    passport = Passport(store_id=head.store_id, revision=head.revision, day=DAY)
    write_workbook(path, store.read(), passport)
    return path


def change(store: SqliteStore, *changes: Change) -> None:
    made = ChangeSet(
        actor="Другой",
        source="program",
        action=Action.EDIT,
        reason="правка",
        at=NOW,
        request_key=f"key-{next(NUMBERS)}",
        changes=changes,
    )
    store.apply(made, based_on=store.head().revision)


def renamed(store: SqliteStore, code: str, name: str) -> Change:
    before = store.read().directions.get(code)
    assert before is not None
    return Change(before=before, after=replace(before, name=name))


def filled(store: SqliteStore) -> SqliteStore:
    records = [record for table in map(base_network().table, ENTITIES) for record in table]
    change(store, *put(records))
    return store


ENTITIES = [
    *("municipality", "direction", "organisation", "person", "need", "offer", "pair"),
    *("restriction", "distance", "community", "event", "indicator_value"),
]


def valid(preview_: Preview) -> dict[str, object]:
    made = document(report_of(preview_), SAY)
    Draft202012Validator(SCHEMA).validate(made)
    return made


def test_a_workbook_goes_in_and_the_same_workbook_changes_nothing(
    store: SqliteStore, tmp_path: Path
) -> None:
    path = tmp_path / "сеть.xlsx"
    write_workbook(path, base_network(), Passport(store_id="other", revision=Revision(9)))

    first = preview(store, path, context())
    report = confirm(store, first, context())
    again = preview(store, path, context())

    assert (report.result, report.revision) == (Result.APPLIED, 1)
    assert (again.result, again.findings) == (Result.NO_CHANGES, ())
    assert valid(again)["result"] == "no_changes"
    assert list(store.read().organisations) == list(base_network().organisations)
    assert next(iter(store.history())).reason == "сеть.xlsx"


def test_confirming_twice_applies_once(store: SqliteStore, tmp_path: Path) -> None:
    path = export(filled(store), tmp_path / "a.xlsx")
    change(store, renamed(store, "d1", "Алгебра"))
    made = preview(store, path, context())
    one, two = confirm(store, made, context()), confirm(store, made, context())
    assert (one.revision, two.revision, store.head().revision) == (3, 3, 3)


def test_an_older_export_says_which_values_would_go_back(
    store: SqliteStore, tmp_path: Path
) -> None:
    path = export(filled(store), tmp_path / "a.xlsx")
    change(store, renamed(store, "d1", "Алгебра"))
    made = preview(store, path, context())
    (finding,) = made.findings
    assert (finding.kind, finding.sheet, finding.value) == (
        Kind.GOES_BACK,
        "Направления",
        "Математика",
    )
    assert "в базе «Алгебра»" in SAY(finding.text)
    assert made.result is Result.PREVIEW


def test_a_preview_that_is_out_of_date_is_compared_again(
    store: SqliteStore, tmp_path: Path
) -> None:
    path = export(filled(store), tmp_path / "a.xlsx")
    change(store, renamed(store, "d1", "Алгебра"))
    seen = preview(store, path, context())
    change(store, renamed(store, "d1", "Геометрия"))
    change(store, renamed(store, "d2", "Климат"))

    report = confirm(store, seen, context())

    assert report.result is Result.PREVIEW
    assert store.head().revision == 4
    assert [c.key for c in report.preview.changes] == ["d1", "d2"]
    assert confirm(store, report.preview, context()).result is Result.APPLIED


def test_what_was_looked_at_must_not_have_moved_either(store: SqliteStore, tmp_path: Path) -> None:
    filled(store)
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Предложения"
    page.append(["Организация", "Направление", "Мест", "С"])
    page.append(["s1", "d2", 1, datetime(2025, 9, 1)])  # noqa: DTZ001 - as Excel keeps days
    book.save(tmp_path / "b.xlsx")
    seen = preview(store, tmp_path / "b.xlsx", context())
    clashing = replace(offer("s1", "d2"), from_date=date(2026, 1, 1))
    change(store, *put([clashing]))
    report = confirm(store, seen, context())
    assert report.result is Result.REFUSED
    assert [f.kind for f in report.preview.findings] == [Kind.OFFERS_OVERLAP]


def test_a_refused_file_changes_nothing(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")
    made = preview(store, tmp_path / "a.xlsx", context())
    assert confirm(store, made, context()).result is Result.REFUSED
    assert store.head().revision == 0
    assert valid(made)["result"] == "refused"


def test_who_may_not_import_may_not_preview_either(store: SqliteStore, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_template(path, SAY)
    made = preview(store, path, context())
    with pytest.raises(NotAllowedError):
        preview(store, path, context(Role.CURATOR))
    with pytest.raises(NotAllowedError):
        confirm(store, made, context(Role.LEADER))


def test_the_template_is_read_as_empty(store: SqliteStore, tmp_path: Path) -> None:
    path = tmp_path / "образец.xlsx"
    write_template(path, SAY)
    made = preview(store, path, context())
    assert made.result is Result.NO_CHANGES
    assert {f.kind for f in made.findings} == {Kind.EXAMPLES_SKIPPED}
    assert made.parsed.examples == 19


def test_a_folder_of_text_files_goes_in_too(store: SqliteStore, tmp_path: Path) -> None:
    passport = Passport(store_id="other", revision=Revision(9), day=DAY)
    write_text_files(tmp_path / "csv", base_network(), passport)
    made = preview(store, tmp_path / "csv", context())
    assert confirm(store, made, context()).result is Result.APPLIED
    assert made.findings == ()


def test_at_most_twenty_of_a_kind_are_shown_and_the_rest_counted(
    store: SqliteStore, tmp_path: Path
) -> None:
    lines = ["Код;Название", *(f"d{n};" for n in range(30))]
    path = tmp_path / "Направления.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    made = preview(store, path, context())
    shown = document(report_of(made), SAY)["findings"]
    assert len(made.findings) == 30
    assert len(shown) == SHOWN_PER_KIND + 1
    assert shown[-1]["text"] == "и ещё 10 таких замечаний"


def test_rejected_rows_come_back_with_what_to_correct_and_can_be_read_again(
    store: SqliteStore, tmp_path: Path
) -> None:
    path = tmp_path / "Направления.csv"
    path.write_text("Код;Название\nd1;Физика\nd2;\n=d3/x;Химия", encoding="utf-8")
    made = preview(store, path, context())
    stream = BytesIO()
    assert write_rejected(stream, made, SAY) == 2

    page = openpyxl.load_workbook(stream)["Направления"]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0] == ("Код", "Название", "Что исправить")
    assert rows[1][:2] == ("d2", None)
    assert "Пустая обязательная ячейка" in str(rows[1][2])
    assert rows[2][:2] == ("=d3/x", "Химия")
    assert page["A3"].data_type == "s"

    corrected = tmp_path / "исправлено.xlsx"
    corrected.write_bytes(stream.getvalue())
    again = preview(store, corrected, context())
    assert Kind.UNKNOWN_COLUMN not in {f.kind for f in again.findings}


def test_a_new_direction_is_journalled_with_the_reason_given(
    store: SqliteStore, tmp_path: Path
) -> None:
    path = tmp_path / "Направления.csv"
    path.write_text("Код;Название\nd1;Физика", encoding="utf-8")
    confirm(store, preview(store, path, context()), context(), reason="новый перечень")
    entry = next(iter(store.history()))
    assert (entry.reason, entry.action, entry.actor) == (
        "новый перечень",
        Action.IMPORT,
        "Проверка",
    )
    assert list(store.read().directions) == [Direction(id=DirectionId("d1"), name="Физика")]
