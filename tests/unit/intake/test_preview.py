"""What a file would do to the network: counts, changes, endings, effects."""

from datetime import date

import pytest

from api.texts import catalogue
from graph.errors import InputError
from graph.model.changes import Change, Operation
from graph.model.monitoring import StatusAward
from graph.model.need import Offer
from graph.model.organisation import Organisation
from graph.network import Network
from graph.workbook.cells import CellValue
from graph.workbook.kinds import Kind
from services.intake.compare import SheetCounts
from services.intake.preview import Preview, Result
from services.intake.report import document, report_of
from services.views.import_view import build_import_view
from tests.unit.intake.rows import Rows, preview_rows
from tests.unit.workbook.base import DAY, START, base_network, base_records, need, organisation

ORG: list[CellValue] = ["Код", "Краткое название", "Тип", "Муниципалитет"]


def only(preview: Preview) -> Change:
    (change,) = preview.changes
    return change


def organisation_after(preview: Preview) -> Organisation:
    after = only(preview).after
    assert isinstance(after, Organisation)
    return after


def test_a_new_row_is_added_and_a_known_one_left_alone() -> None:
    rows: Rows = [["Код", "Название"], ["d1", "Математика"], ["d3", "Физика"]]
    made = preview_rows({"Направления": rows}, base_network())
    assert made.counts == {"Направления": SheetCounts(added=1, unchanged=1)}
    assert (only(made).operation, only(made).key) == (Operation.ADDED, "d3")


def test_a_missing_column_leaves_its_values_and_an_empty_cell_clears_them() -> None:
    row: list[CellValue] = ["s1", "СОШ s1", "школа", "12"]
    left = preview_rows({"Организации": [ORG, row]}, base_network())
    assert left.result is Result.NO_CHANGES

    cleared = preview_rows({"Организации": [[*ORG, "Обучающихся"], [*row, None]]}, base_network())
    assert organisation_after(cleared).pupils is None
    assert organisation_after(cleared).teachers == 10


def test_places_of_a_leader_and_its_other_columns_become_one_change() -> None:
    sheets: dict[str, Rows] = {
        "Организации": [ORG, ["s3", "Лицей", "лицей", "007"]],
        "Лидеры": [["Организация", "Мест всего"], ["s3", 5]],
    }
    made = preview_rows(sheets, base_network())
    after = organisation_after(made)
    assert (after.name, after.places_total, after.pupils) == ("Лицей", 5, 100)
    assert made.counts == {
        "Организации": SheetCounts(changed=1),
        "Лидеры": SheetCounts(added=1),
    }


def test_a_row_that_fills_an_empty_column_of_a_stored_record_changes_it() -> None:
    head: list[CellValue] = ["Лидер", "Наставляемая", "Направление", "С", "Часов"]
    made = preview_rows({"Пары": [head, ["s3", "s1", "d1", START, 10]]}, base_network())
    assert only(made).operation is Operation.CHANGED
    assert made.counts == {"Пары": SheetCounts(changed=1)}


def test_a_minimum_above_the_places_is_told_where_the_file_speaks_of_it() -> None:
    head: list[CellValue] = ["Организация", "Не меньше"]
    first = preview_rows({"Лидеры": [head, ["s2", 40]]}, base_network())
    assert [(f.kind, f.sheet, f.cell, f.value) for f in first.findings] == [
        (Kind.MINIMUM_ABOVE_PLACES, "Лидеры", "B2", "40")
    ]
    network = base_network().after(first.changes, base_network().revision)
    row: list[CellValue] = ["s2", "Новое имя", "школа", "12"]
    assert preview_rows({"Организации": [ORG, row]}, network).findings == ()

    total: Rows = [["Организация", "Мест всего"], ["s2", 5]]
    (found,) = preview_rows({"Организации": [ORG, row], "Лидеры": total}, network).findings
    assert (found.sheet, found.row, found.value) == ("Лидеры", 2, "40")


def test_a_category_is_a_status_from_september_unless_it_is_held_already() -> None:
    rows: Rows = [[*ORG, "Категория"], ["s1", "СОШ s1", "школа", "12", "лидер"]]
    made = preview_rows({"Организации": rows}, base_network())
    award = only(made).after
    assert isinstance(award, StatusAward)
    assert (award.status, award.from_date) == ("лидер", date(2026, 9, 1))
    assert [f.kind for f in made.findings] == [Kind.CATEGORY]

    later = Network.of([*base_records(), award])
    again = preview_rows({"Организации": rows}, later, today=date(2027, 3, 1))
    assert again.changes == ()


def test_a_replaced_sheet_ends_records_with_a_period_and_removes_others() -> None:
    offers: Rows = [["Организация", "Направление", "Мест", "С"], ["s3", "d1", 2, START]]
    needs: Rows = [
        ["Организация", "Направление", "Острота", "Учебный год"],
        ["s1", "d1", 3, "2026/2027"],
    ]
    sheets: dict[str, Rows] = {"Предложения": offers, "Потребности": needs}
    made = preview_rows(sheets, base_network(), replace=("предложения", "Потребности"))
    assert made.counts["Предложения"] == SheetCounts(removed=2, unchanged=1)
    assert made.counts["Потребности"] == SheetCounts(removed=1, unchanged=1)
    ended = [c.after.to_date for c in made.changes if isinstance(c.after, Offer)]
    assert ended == [DAY, DAY]
    assert [c.key for c in made.changes if c.after is None] == ["s2|d1|2026/2027"]


def test_every_ended_and_every_removed_record_is_listed_and_shown_first() -> None:
    network = base_network()
    leaders: Rows = [["Организация", "Мест всего"], ["s3", 5]]
    first = preview_rows({"Лидеры": leaders}, network)
    network = network.after(first.changes, network.revision)
    sheets: dict[str, Rows] = {
        "Предложения": [["Организация", "Направление", "Мест", "С"], ["s3", "d1", 9, START]],
        "Потребности": [["Организация", "Направление", "Острота", "Учебный год"]],
        "Лидеры": [["Организация", "Мест всего"]],
        "Направления": [["Код", "Название"], *([f"n{i}", "Новое"] for i in range(120))],
    }
    made = preview_rows(sheets, network, replace=("Предложения", "Потребности", "Лидеры"))
    told = document(report_of(made), catalogue("ru"))
    assert told["ended"] == [
        {"sheet": "Предложения", "key": f"{code}|d2|2025-09-01", "day": DAY.isoformat()}
        for code in ("s2", "s3")
    ]
    assert told["removed"] == [
        {"sheet": "Потребности", "key": "s1|d1|2026/2027"},
        {"sheet": "Потребности", "key": "s2|d1|2026/2027"},
        {"sheet": "Лидеры", "key": "s3"},
    ]
    assert len(told["ended"]) + len(told["removed"]) == told["counts"]["removed"]

    view = build_import_view(report_of(made), network)
    endings, changed, new = view.changes[:5], view.changes[5], view.changes[6:]
    assert sorted(shown.sheet for shown in endings) == sorted(
        ["Предложения"] * 2 + ["Потребности"] * 2 + ["Организации"]
    )
    assert (changed.sheet, changed.operation) == ("Предложения", Operation.CHANGED)
    assert {shown.operation for shown in new} == {Operation.ADDED}
    assert (len(view.changes), view.more_changes, view.more_endings) == (100, 26, 0)


def test_a_page_shows_more_removals_than_other_changes() -> None:
    network = Network.of([*base_records(), *(need("s1", f"x{i}") for i in range(150))])
    rows: Rows = [["Организация", "Направление", "Острота", "Учебный год"]]
    made = preview_rows({"Потребности": rows}, network, replace=("Потребности",))
    view = build_import_view(report_of(made), network)
    assert (len(view.changes), view.more_changes) == (152, 0)


def test_without_replacement_an_absent_row_changes_nothing() -> None:
    offers: Rows = [["Организация", "Направление", "Мест", "С"], ["s3", "d1", 2, START]]
    assert preview_rows({"Предложения": offers}, base_network()).result is Result.NO_CHANGES


def test_a_record_that_has_not_begun_ends_on_its_first_day_and_an_ended_one_stays() -> None:
    head: list[CellValue] = ["Организация", "Направление", "Мест", "С", "По"]
    later, past = date(2027, 1, 1), date(2026, 1, 1)
    rows: Rows = [head, ["s1", "d1", 1, later, None], ["s1", "d2", 1, START, past]]
    first = preview_rows({"Предложения": rows}, base_network())
    network = base_network().after(first.changes, base_network().revision)

    made = preview_rows({"Предложения": [head]}, network, replace=("Предложения",))

    ended = {c.key: c.after.to_date for c in made.changes if isinstance(c.after, Offer)}
    assert ended["s1|d1|2027-01-01"] == later
    assert "s1|d2|2025-09-01" not in ended
    assert set(ended.values()) == {later, DAY}


def test_a_distance_is_the_same_record_from_either_end() -> None:
    rows: Rows = [["От", "К", "Км"], ["s3", "s1", 12.4]]
    assert preview_rows({"Расстояния": rows}, base_network()).result is Result.NO_CHANGES

    both: Rows = [*rows, ["s1", "s3", 15.0]]
    made = preview_rows({"Расстояния": both}, base_network())
    assert [f.kind for f in made.findings] == [Kind.ROW_CONTRADICTS]
    assert made.counts == {"Расстояния": SheetCounts()}


def test_a_replaced_sheet_of_leaders_clears_the_places_of_others() -> None:
    sheets: dict[str, Rows] = {"Лидеры": [["Организация", "Мест всего"], ["s2", 4]]}
    first = preview_rows({"Лидеры": [["Организация", "Мест всего"], ["s3", 5]]}, base_network())
    network = base_network().after(first.changes, base_network().revision)
    made = preview_rows(sheets, network, replace=("Лидеры",))
    after = {c.key: getattr(c.after, "places_total", 0) for c in made.changes}
    assert after == {"s2": 4, "s3": None}


def test_a_record_that_is_still_named_is_not_taken_away() -> None:
    rows: Rows = [["Код", "Название"], ["12", "Степной район"]]
    made = preview_rows({"Муниципалитеты": rows}, base_network(), replace=("Муниципалитеты",))
    assert {f.kind for f in made.findings} == {Kind.STILL_NAMED}
    assert made.changes == ()


@pytest.mark.parametrize("sheet", ["Заметки", "Справка", "Пары"])
def test_only_a_sheet_of_the_file_can_be_replaced(sheet: str) -> None:
    rows: Rows = [["Код", "Название"], ["d1", "Математика"]]
    with pytest.raises(InputError):
        preview_rows({"Направления": rows}, base_network(), replace=(sheet,))


def test_one_error_blocks_everything() -> None:
    rows: Rows = [["Код", "Название"], ["d3", "Физика"], ["d4", None]]
    made = preview_rows({"Направления": rows}, base_network())
    assert (made.result, made.changes) == (Result.REFUSED, ())


def test_a_code_of_a_refused_row_is_not_unknown_to_others() -> None:
    sheets: dict[str, Rows] = {
        "Муниципалитеты": [["Код", "Название"], ["13", None]],
        "Организации": [ORG, ["s9", "СОШ", "школа", "13"]],
    }
    made = preview_rows(sheets, base_network())
    assert [f.kind for f in made.findings] == [Kind.REQUIRED_EMPTY]


def test_a_shortened_code_stands_for_the_known_one_but_not_for_two() -> None:
    row: list[CellValue] = ["s1", "СОШ s1", "школа", 7]
    made = preview_rows({"Организации": [ORG, row]}, base_network())
    assert organisation_after(made).municipality == "007"

    two: dict[str, Rows] = {
        "Муниципалитеты": [["Код", "Название"], ["07", "Лесной район"]],
        "Организации": [ORG, row],
    }
    unclear = preview_rows(two, base_network())
    assert unclear.result is Result.REFUSED
    assert Kind.ZEROS_LOST in {f.kind for f in unclear.findings}


def test_a_code_that_is_known_as_it_is_stands_for_itself() -> None:
    known: Rows = [["Код", "Название"], ["07", "Лесной район"], ["7", "Южный район"]]
    first = preview_rows({"Муниципалитеты": known}, base_network())
    network = base_network().after(first.changes, base_network().revision)
    made = preview_rows({"Муниципалитеты": [["Код", "Название"], [7, "Новый район"]]}, network)
    assert [c.key for c in made.changes] == ["7"]
    assert Kind.ZEROS_LOST not in {f.kind for f in made.findings}


def test_effects_name_pairs_without_need_and_new_isolates() -> None:
    day = date(2026, 8, 24)
    needs: Rows = [["Организация", "Направление", "Острота", "Учебный год"]]
    this_year: Rows = [*needs, ["s1", "d1", 3, "2025/2026"], ["s2", "d1", 1, "2025/2026"]]
    first = preview_rows({"Потребности": this_year}, base_network())
    network = base_network().after(first.changes, base_network().revision)

    def isolated(seen: Network) -> frozenset[str]:
        return frozenset(
            code for code in ("s1", "s2") if code not in seen.needs.column("organisation")
        )

    rows: Rows = [[*needs[0]], ["s2", "d1", 1, "2025/2026"]]
    made = preview_rows(
        {"Потребности": rows}, network, today=day, replace=("Потребности",), isolated=isolated
    )
    assert made.effects.pairs_losing_need == (("s3", "s1", "d1"),)
    assert made.effects.newly_isolated == ("s1",)


PIN: list[CellValue] = ["Лидер", "Наставляемая", "Направление", "Правило"]


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([["s3", "s2", "d1", "закрепить"]], []),
        ([["s2", "s1", "d1", "закрепить"]], [Kind.TWO_PINS, Kind.PIN_WITHOUT_NEED]),
        ([["s3", "s1", None, "запретить"]], [Kind.PIN_AND_BAN]),
        ([["s2", "s1", None, "закрепить"]], [Kind.TWO_PINS, Kind.PIN_WITHOUT_NEED]),
        ([["s3", "s2", None, "закрепить"]], []),
        (
            [["s3", c, "d1", "закрепить"] for c in ("s2", "s4")],
            [Kind.PINS_ABOVE_PLACES, Kind.PIN_WITHOUT_NEED],
        ),
        ([["s3", "s1", "d1", "предпочесть"]], []),
    ],
)
def test_pins_contradict_each_other_or_not(rows: list[list[CellValue]], kinds: list[Kind]) -> None:
    made = preview_rows({"Ограничения": [PIN, *rows]}, base_network())
    assert sorted(f.kind for f in made.findings) == sorted(kinds)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["s3", "s2", "d2", "закрепить"], ["B2: у «s2» нет потребности"]),
        (["s2", "s2b", "d1", "закрепить"], ["A2: у «s2» нет предложения"]),
        (["s2", "s4", None, "закрепить"], ["B2: у «s4» нет потребности, которую предлагает «s2»"]),
        (["s1", "s4", "d2", "закрепить"], ["B2: у «s4» нет пот", "A2: у «s1» нет предложения"]),
    ],
)
def test_a_pin_without_need_or_offer_says_which_is_lacking(
    row: list[CellValue], said: list[str]
) -> None:
    network = Network.of([*base_records(), organisation("s2b"), need("s2b", "d1")])
    made = preview_rows({"Ограничения": [PIN, row]}, network)
    assert {f.kind for f in made.findings} == {Kind.PIN_WITHOUT_NEED}
    told = [f"{f.cell}: {catalogue('ru')(f.problem)}" for f in made.findings]
    told = [text.replace("Закрепление без предмета: ", "") for text in told]
    assert [text[: len(part)] for text, part in zip(told, said, strict=True)] == said


def test_a_pin_that_has_run_out_contradicts_nothing() -> None:
    rows: Rows = [[*PIN, "До"], ["s2", "s1", "d1", "закрепить", DAY]]
    assert preview_rows({"Ограничения": rows}, base_network()).findings == ()


def test_a_mentee_may_have_two_leaders_one_after_the_other_or_one_paused() -> None:
    head: list[CellValue] = ["Лидер", "Наставляемая", "Направление", "С", "По", "Статус"]
    cases: Rows = [
        ["s2", "s1", "d1", date(2026, 9, 1), None, "приказ"],
        ["s2", "s1", "d1", date(2026, 1, 1), None, "приостановлено"],
        ["s2", "s1", "d2", date(2026, 1, 1), None, "приказ"],
    ]
    for row in cases:
        assert preview_rows({"Пары": [head, row]}, base_network()).findings == ()


def test_closed_organisations_are_errors_in_pairs_and_warnings_in_needs() -> None:
    pairs: Rows = [
        ["Лидер", "Наставляемая", "Направление", "С"],
        ["s3", "s5", "d2", date(2026, 1, 1)],
    ]
    needs: Rows = [
        ["Организация", "Направление", "Острота", "Учебный год"],
        ["s5", "d1", 1, "2026/2027"],
    ]
    refused = preview_rows({"Пары": pairs}, base_network())
    doubtful = preview_rows({"Потребности": needs}, base_network())
    assert [f.kind for f in refused.findings] == [Kind.AFTER_CLOSURE]
    assert (refused.result, doubtful.result) == (Result.REFUSED, Result.PREVIEW)
    assert [f.kind for f in doubtful.findings] == [Kind.AFTER_CLOSURE]
