"""Ways to spoil a valid workbook, each with the kinds of finding it must lead to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from graph.workbook.kinds import Kind
from tests.unit.workbook.base import DAY

Spoil = Callable[[Workbook], str | None]


@dataclass(frozen=True)
class Mutation:
    """A name, what it does (and the cell it does it to), and what must be found."""

    name: str
    spoil: Spoil
    kinds: tuple[Kind, ...]
    sheet: str = ""


def column_of(book: Workbook, sheet: str, heading: str) -> int:
    cells = enumerate(book[sheet][_header(book, sheet)], start=1)
    return next(number for number, cell in cells if cell.value == heading)


def _header(book: Workbook, sheet: str) -> int:
    return 2 if str(book[sheet]["A1"].value).startswith("Сводка") else 1


def row_of(book: Workbook, sheet: str, *key: str) -> int:
    """Return the number of the row whose first cells are `key`."""
    return next(
        number
        for number, row in enumerate(book[sheet].iter_rows(), start=1)
        if tuple(cell.value for cell in row[: len(key)]) == key
    )


def put(sheet: str, key: tuple[str, ...], heading: str, value: Any) -> Spoil:
    """Return the mutation that writes `value` into one cell."""

    def spoil(book: Workbook) -> str:
        cell = book[sheet].cell(row_of(book, sheet, *key), column_of(book, sheet, heading))
        cell.value = value
        if not isinstance(value, datetime):
            cell.number_format = "General"
        return str(cell.coordinate)

    return spoil


def put_text(sheet: str, key: tuple[str, ...], heading: str, value: str) -> Spoil:
    """Return the mutation that writes a text which looks like a formula."""

    def spoil(book: Workbook) -> str:
        cell = book[sheet].cell(row_of(book, sheet, *key), column_of(book, sheet, heading))
        cell.value = "текст"
        cell.value, cell.data_type = value, "s"
        return str(cell.coordinate)

    return spoil


def append(sheet: str, at: str | None = None, **cells: Any) -> Spoil:
    """Return the mutation that adds a row; `at` is the heading of the cell to be named."""

    def spoil(book: Workbook) -> str | None:
        page = book[sheet]
        row = page.max_row + 1
        for heading, value in cells.items():
            page.cell(row, column_of(book, sheet, heading.replace("_", " "))).value = value
        return f"{get_column_letter(column_of(book, sheet, at))}{row}" if at else None

    return spoil


def heading(sheet: str, old: str, new: str | None) -> Spoil:
    def spoil(book: Workbook) -> str:
        cell = book[sheet].cell(_header(book, sheet), column_of(book, sheet, old))
        cell.value = new
        return str(cell.coordinate)

    return spoil


def new_heading(sheet: str, text: str, value: Any = None) -> Spoil:
    def spoil(book: Workbook) -> str:
        page = book[sheet]
        column = page.max_column + 1
        page.cell(_header(book, sheet), column).value = text
        page.cell(page.min_row + 1, column).value = value
        return f"{get_column_letter(column)}{1 if value is None else 2}"

    return spoil


def hide(book: Workbook) -> None:
    book["Расстояния"].sheet_state = "hidden"


def double_sheet(book: Workbook) -> None:
    book.create_sheet("  уровни").append(["Служба", "Год", "Уровень"])


def garbage_header(book: Workbook) -> None:
    for cell in book["Связи"][1]:
        cell.value = None
    book["Связи"]["A1"].value = "всё подряд"


def title_above(book: Workbook) -> str:
    book["Соглашения"].insert_rows(1)
    book["Соглашения"]["A1"].value = "Сводка соглашений"
    return "A2"


def empty_row(book: Workbook) -> None:
    page = book["Показатели"]
    cells = [cell.value for cell in page[2]]
    cells[2] = 2024
    row = page.max_row + 2
    for column, value in enumerate(cells, start=1):
        page.cell(row, column).value = value


def unknown_sheet(book: Workbook) -> None:
    book.create_sheet("Заметки").append(["что угодно"])


ORG, NEED, OFFER, PAIR = "Организации", "Потребности", "Предложения", "Пары"
PERSON, PIN, EVENT = "Люди", "Ограничения", "Мероприятия"
D = datetime  # real Excel dates

MUTATIONS: tuple[Mutation, ...] = (
    Mutation("hidden sheet", hide, (Kind.HIDDEN_SHEET,), "Расстояния"),
    Mutation("sheet twice", double_sheet, (Kind.SHEET_TWICE,), "  уровни"),
    Mutation("no header", garbage_header, (Kind.NO_HEADER,), "Связи"),
    Mutation("header below", title_above, (Kind.HEADER_BELOW,), "Соглашения"),
    Mutation("synonym", heading(OFFER, "Организация", "ОО"), (Kind.SYNONYM,), OFFER),
    Mutation("unknown column", new_heading(PERSON, "Стаж"), (Kind.UNKNOWN_COLUMN,), PERSON),
    Mutation(
        "column missing",
        heading("Сообщества", "Название", None),
        (Kind.COLUMN_MISSING,),
        "Сообщества",
    ),
    Mutation("column twice", new_heading(NEED, "Острота"), (Kind.COLUMN_TWICE,), NEED),
    Mutation("total", append("Расстояния", От="Итого", Км=3), (Kind.TOTAL_ROW,), "Расстояния"),
    Mutation("empty row", empty_row, (Kind.EMPTY_ROWS,), "Показатели"),
    Mutation(
        "formula", put(ORG, ("s1",), "Обучающихся", "=1+1"), (Kind.FORMULA_WITHOUT_VALUE,), ORG
    ),
    Mutation("error cell", put(ORG, ("s2",), "Обучающихся", "#REF!"), (Kind.ERROR_CELL,), ORG),
    Mutation("number as text", put(ORG, ("s1",), "Педагогов", "12"), (Kind.NUMBER_AS_TEXT,), ORG),
    Mutation("decimal comma", put(ORG, ("s2",), "Широта", "45,5"), (Kind.DECIMAL_COMMA,), ORG),
    Mutation("thousands", put(ORG, ("s1",), "Работников", "1\u00a0234"), (Kind.THOUSANDS,), ORG),
    Mutation("not finite", put(ORG, ("s3",), "Долгота", "NaN"), (Kind.NOT_FINITE,), ORG),
    Mutation("negative", put(OFFER, ("s3", "d1"), "Мест", -1), (Kind.NEGATIVE,), OFFER),
    Mutation("not whole", put(OFFER, ("s3", "d2"), "Мест", 3.7), (Kind.NOT_WHOLE,), OFFER),
    Mutation("unusual", put(OFFER, ("s2", "d2"), "Мест", 10_000), (Kind.UNUSUAL,), OFFER),
    Mutation(
        "digits lost",
        append(PERSON, "Код", Код=1.2345678901234567e19, ФИО="А", Организация="s1"),
        (Kind.DIGITS_LOST,),
        PERSON,
    ),
    Mutation(
        "zeros lost",
        put(ORG, ("s3",), "Муниципалитет", 7),
        (Kind.ZEROS_LOST, Kind.CODE_AS_NUMBER),
        ORG,
    ),
    Mutation(
        "code as number",
        append(EVENT, "Код", Код=77, Дата=D(2026, 1, 15), Название="М", Площадка="s1"),
        (Kind.CODE_AS_NUMBER,),
        EVENT,
    ),
    Mutation("date as text", put(NEED, ("s1",), "Дата", "01.09.2025"), (Kind.DATE_AS_TEXT,), NEED),
    Mutation(
        "date ambiguous", put(NEED, ("s2",), "Дата", "03/04/2025"), (Kind.DATE_AMBIGUOUS,), NEED
    ),
    Mutation("date as number", put(ORG, ("s1",), "С", 36770), (Kind.DATE_AS_NUMBER,), ORG),
    Mutation("date impossible", put(ORG, ("s2",), "С", "31.02.2025"), (Kind.DATE_IMPOSSIBLE,), ORG),
    Mutation("year 0205", put(ORG, ("s3",), "С", "01.01.0205"), (Kind.DATE_IMPOSSIBLE,), ORG),
    Mutation(
        "boolean name",
        put("Направления", ("d1",), "Название", True),
        (Kind.BOOLEAN_TEXT,),
        "Направления",
    ),
    Mutation(
        "row repeated",
        append("Муниципалитеты", "Код", Код="12", Название="Степной район", Регион="Край"),
        (Kind.ROW_REPEATED,),
        "Муниципалитеты",
    ),
    Mutation(
        "row contradicts",
        append("Муниципалитеты", "Название", Код="007", Название="Горный район", Регион="Край"),
        (Kind.ROW_CONTRADICTS,),
        "Муниципалитеты",
    ),
    Mutation(
        "unknown municipality",
        put(ORG, ("s4",), "Муниципалитет", "123"),
        (Kind.UNKNOWN_MUNICIPALITY,),
        ORG,
    ),
    Mutation(
        "unknown reference",
        put(PERSON, ("p1",), "Организация", "s10"),
        (Kind.UNKNOWN_REFERENCE,),
        PERSON,
    ),
    Mutation(
        "unknown participant",
        append(
            EVENT,
            "Участники",
            Код="e7",
            Дата=D(2026, 1, 15),
            Название="М",
            Площадка="s1",
            Участники="s1; s11:3",
        ),
        (Kind.UNKNOWN_REFERENCE,),
        EVENT,
    ),
    Mutation(
        "self tie",
        append(
            PAIR, "Наставляемая", Лидер="s2", Наставляемая="s2", Направление="d2", С=D(2025, 9, 1)
        ),
        (Kind.SELF_TIE,),
        PAIR,
    ),
    Mutation(
        "two leaders",
        append(
            PAIR,
            "Лидер",
            Лидер="s2",
            Наставляемая="s1",
            Направление="d1",
            С=D(2026, 1, 1),
            Статус="приказ",
        ),
        (Kind.TWO_LEADERS,),
        PAIR,
    ),
    Mutation(
        "after closure",
        append(EVENT, "Площадка", Код="e9", Дата=D(2026, 2, 1), Название="М", Площадка="s5"),
        (Kind.AFTER_CLOSURE,),
        EVENT,
    ),
    Mutation(
        "invisible", put(ORG, ("s5",), "Краткое название", "СОШ\u200b s5"), (Kind.INVISIBLE,), ORG
    ),
    Mutation("spaces", put(ORG, ("s1",), "Полное название", " Школа \u00a0"), (Kind.SPACES,), ORG),
    Mutation(
        "forbidden character",
        put(ORG, ("s2",), "Полное название", "Шк\u202eола"),
        (Kind.FORBIDDEN_CHARACTER,),
        ORG,
    ),
    Mutation("escape", put(ORG, ("s3",), "Полное название", "Шк_x0000_ола"), (Kind.ESCAPE,), ORG),
    Mutation("too long", put(NEED, ("s1",), "Содержание", "а" * 32_767), (Kind.TOO_LONG,), NEED),
    Mutation(
        "formula stays text", put_text(NEED, ("s2",), "Содержание", "=HYPERLINK(1)"), (), NEED
    ),
    Mutation(
        "html stays text",
        put("Направления", ("d2",), "Название", "<script>alert(1)</script>"),
        (),
        "Направления",
    ),
    Mutation(
        "required empty",
        append(ORG, "Краткое название", Код="s7", Тип="школа", Муниципалитет="12"),
        (Kind.REQUIRED_EMPTY,),
        ORG,
    ),
    Mutation("not in list", put(ORG, ("s5",), "Тип", "школка"), (Kind.NOT_IN_LIST,), ORG),
    Mutation("out of range", put(NEED, ("s2",), "Острота", 5), (Kind.OUT_OF_RANGE,), NEED),
    Mutation("not a number", put(ORG, ("s4",), "Обучающихся", "много"), (Kind.NOT_A_NUMBER,), ORG),
    Mutation(
        "bad code",
        append("Направления", "Код", Код="a/b", Название="X"),
        (Kind.BAD_CODE,),
        "Направления",
    ),
    Mutation(
        "period empty", put(PERSON, ("p1",), "По", D(2020, 1, 1)), (Kind.PERIOD_EMPTY,), PERSON
    ),
    Mutation(
        "offers overlap",
        append(OFFER, "С", Организация="s2", Направление="d2", Мест=1, С=D(2026, 1, 1)),
        (Kind.OFFERS_OVERLAP,),
        OFFER,
    ),
    Mutation(
        "branch and parent",
        append(
            PAIR, "Наставляемая", Лидер="s3", Наставляемая="s4", Направление="d2", С=D(2025, 9, 1)
        ),
        (Kind.BRANCH_AND_PARENT,),
        PAIR,
    ),
    Mutation(
        "code taken",
        append("Сообщества", "Код", Код="s1", Название="Клуб", С=D(2025, 9, 1)),
        (Kind.CODE_TAKEN,),
        "Сообщества",
    ),
    Mutation("category", new_heading(ORG, "Категория", "лидер"), (Kind.CATEGORY,), ORG),
    Mutation("unknown sheet", unknown_sheet, (Kind.UNKNOWN_SHEET,), "Заметки"),
    Mutation("not yes or no", put(NEED, ("s1",), "В работу", "возможно"), (Kind.NOT_YES_NO,), NEED),
    Mutation("not a date", put(ORG, ("s4",), "С", "вчера"), (Kind.NOT_A_DATE,), ORG),
    Mutation(
        "not a school year",
        append(
            NEED,
            "Учебный год",
            Организация="s4",
            Направление="d2",
            Острота=1,
            Учебный_год="2025/2027",
        ),
        (Kind.NOT_A_SCHOOL_YEAR,),
        NEED,
    ),
    Mutation("bad list", put(EVENT, ("e1",), "Участники", "s1:x; s2"), (Kind.BAD_LIST,), EVENT),
    Mutation(
        "pin without need",
        append(PIN, "Наставляемая", Лидер="s3", Наставляемая="s5", Правило="закрепить"),
        (Kind.PIN_WITHOUT_NEED,),
        PIN,
    ),
    Mutation(
        "pin and ban",
        append(PIN, "Правило", Лидер="s3", Наставляемая="s1", Правило="запретить"),
        (Kind.PIN_AND_BAN,),
        PIN,
    ),
    Mutation(
        "minimum above places",
        append("Лидеры", "Не меньше", Организация="s2", Не_меньше=50_000),
        (Kind.MINIMUM_ABOVE_PLACES,),
        "Лидеры",
    ),
    Mutation(
        "curator of nothing",
        append("Кураторы", "Объект", Куратор="p1", Вид="куратор школы", Направление="d1", С=DAY),
        (Kind.CURATOR_OF_NOTHING,),
        "Кураторы",
    ),
    Mutation(
        "curator of no direction",
        append("Кураторы", "Направление", Куратор="p1", Вид="куратор направления", С=DAY),
        (Kind.CURATOR_OF_NOTHING,),
        "Кураторы",
    ),
    Mutation(
        "curator of a direction",
        append("Кураторы", Куратор="p1", Вид="куратор направления", Направление="d1", С=DAY),
        (),
        "Кураторы",
    ),
    Mutation(
        "agreement with itself",
        append("Соглашения", "Стороны", Код="a1", Стороны="s1; s1", С=DAY),
        (Kind.ONE_PARTY,),
        "Соглашения",
    ),
    Mutation(
        "level of a school",
        append("Уровни", "Служба", Служба="s1", Год=2025, Уровень="высокий"),
        (Kind.NOT_A_SERVICE,),
        "Уровни",
    ),
    Mutation(
        "example",
        append("Расстояния", От="ПРИМЕР 1", К="x", Км=1),
        (Kind.EXAMPLES_SKIPPED,),
        "Расстояния",
    ),
)
