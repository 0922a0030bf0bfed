"""The annexes of the order: who leads what with whom in charge, who is attached, neutrally said."""

from datetime import date

from api.texts import catalogue
from graph.model.choices import CuratorKind
from graph.model.community import CuratorAssignment
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, PersonId, PlanId
from graph.model.organisation import Person
from graph.model.plan import Order
from services.assignment.annexes import annex_municipalities, annex_sheets
from services.assignment.document import plan_document
from services.assignment.passport.build import build_passport
from services.assignment.sheets import plan_sheets
from tests.unit.assignment.towns import changed, need, offer, planned, school, town

SAY = catalogue("ru")


def curator(person: str, way: str, **more: object) -> CuratorAssignment:
    values: dict[str, object] = {"from_date": date(2025, 9, 1), **more}
    return CuratorAssignment(
        curator=PersonId(person),
        kind=CuratorKind.DIRECTION_CURATOR,
        direction=DirectionId(way),
        **values,  # type: ignore[arg-type]  # what a test gives
    )


def person(code: str, name: str) -> Person:
    return Person(id=PersonId(code), name=name, organisation=OrganisationId("l"))


NETWORK = town(
    *(school("l", 0), school("m", 3), school("n", 4, municipality="b")),
    *(need("m", 3, content="Дети не читают."), need("n", 1, way="e")),
    offer("l", 1, head=PersonId("p"), programme="Читаем вместе", hours=24.0, site="Площадка 1"),
    offer("l", 1, way="e"),
    *(person("p", "Руководова Р."), person("c", "Кураторова К."), person("old", "Прежняя П.")),
    curator("c", "d", object=MunicipalityId("a")),
    curator("old", "e", to_date=date(2026, 8, 1)),
)
STORED = changed(NETWORK, *planned(NETWORK).records)
DOCUMENT = plan_document(STORED, "p", SAY)


def test_the_first_annex_names_the_curator_of_the_direction_and_the_head_of_the_site() -> None:
    first, _ = annex_sheets(STORED, DOCUMENT, SAY)
    assert first.name == "Приложение 1"
    assert [list(row) for row in first.rows] == [
        [1, "Школа l", "Район a", "Направление d", "Кураторова К.", "Руководова Р.", "Площадка 1"],
        [2, "Школа l", "Район a", "Направление e", None, None, None],
    ]
    assert len(first.header) == len(first.widths) == 7


def test_the_second_annex_words_the_need_neutrally() -> None:
    _, second = annex_sheets(STORED, DOCUMENT, SAY)
    assert second.name == "Приложение 2"
    period = "01.09.2026 – 31.08.2027"
    assert [list(row) for row in second.rows] == [
        [
            *(1, "Школа l", "Школа m", "Направление d"),
            "Методическая поддержка: Читаем вместе",
            *("очно", 24.0, period),
        ],
        [
            *(2, "Школа l", "Школа n", "Направление e"),
            "Методическая поддержка по направлению",
            *("очно", None, period),
        ],
    ]
    assert "Дети не читают" not in str(second)
    assert len(second.header) == len(second.widths) == 8


def test_the_period_is_that_of_the_order() -> None:
    order = Order(
        plan=PlanId("p"),
        number="1",
        date=date(2026, 9, 10),
        from_date=date(2026, 9, 15),
        to_date=date(2027, 6, 1),
    )
    _, second = annex_sheets(changed(STORED, order), DOCUMENT, SAY)
    assert {row[-1] for row in second.rows} == {"15.09.2026 – 31.05.2027"}


def test_each_municipality_has_its_own_mentees() -> None:
    assert annex_municipalities(STORED, DOCUMENT) == ("a", "b")
    for code, mentee in (("a", "Школа m"), ("b", "Школа n")):
        first, second = annex_sheets(STORED, DOCUMENT, SAY, municipality=code)
        assert [row[2] for row in second.rows] == [mentee]
        assert len(first.rows) == 1


def test_the_workbook_of_a_plan_ends_with_the_annexes() -> None:
    passport = build_passport(STORED, DOCUMENT, (), "1", SAY)
    names = [sheet.name for sheet in plan_sheets(STORED, DOCUMENT, passport, SAY)]
    assert names == [
        *("Пары", "Открытые потребности", "Нагрузка лидеров", "Цели", "Прошлый год", "Паспорт"),
        *("Приложение 1", "Приложение 2"),
    ]
