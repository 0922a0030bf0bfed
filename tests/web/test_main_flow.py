"""The main job through the pages: workbook, plan, approval, order, history and undo."""

from datetime import date
from io import BytesIO

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from graph.model.changes import Action, ChangeSet, put
from graph.model.choices import PairStatus, PlanStatus
from graph.model.tie import Pair
from graph.network import Network
from tests.web.small import NOW, make_app, make_client
from tests.web.test_pages import words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def newest(app: FastAPI) -> Network:
    network: Network = app.state.site.store.read()
    return network


def uploaded(client: TestClient, content: bytes, name: str = "сеть.xlsx") -> str:
    answer = client.post("/import", files={"file": (name, content, XLSX)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def exported(client: TestClient) -> bytes:
    answer = client.get("/export.xlsx")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == XLSX
    return answer.content


def changed(content: bytes, sheet: str, cell: str, value: str | int) -> bytes:
    book = load_workbook(BytesIO(content))
    book[sheet][cell] = value
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def cell_of(content: bytes, sheet: str, heading: str, row: int) -> str:
    header = next(load_workbook(BytesIO(content))[sheet].iter_rows(max_row=1))
    column = next(i for i, cell in enumerate(header, 1) if str(cell.value).startswith(heading))
    return f"{get_column_letter(column)}{row}"


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/plans", {"school_year": "2026/2027"}),
        ("/plans/2026-1/approve", {"reason": "п"}),
        ("/plans/2026-1/withdraw", {"reason": "п"}),
        ("/plans/2026-1/order", {"reason": "п", "number": "1", "date": "2026-08-28"}),
        ("/history/1/undo", {"reason": "п"}),
        ("/import/x/refuse", {}),
        ("/import/x/sheets", {"sheet": "Пары"}),
    ],
)
def test_who_may_only_read_changes_nothing(
    curator: TestClient, fresh_app: FastAPI, path: str, data: dict[str, str]
) -> None:
    before = newest(fresh_app).head
    answer = curator.post(path, data=data)
    assert answer.status_code == 403
    assert "Этого сделать нельзя" in answer.text
    assert newest(fresh_app).head == before


def test_who_may_only_read_uploads_nothing(curator: TestClient) -> None:
    answer = curator.post("/import", files={"file": ("a.xlsx", b"x", XLSX)})
    assert answer.status_code == 403


def test_a_plan_goes_from_draft_to_order_and_back(fresh: TestClient, fresh_app: FastAPI) -> None:
    made = fresh.post("/plans", data={"school_year": "2026/2027"})
    assert made.headers["location"] == "/plans/2026-1?done=drafted"
    assert "Проект рассчитан и проверен" in fresh.get(made.headers["location"]).text

    assert fresh.get("/plans/2026-1/order").status_code == 409
    done = fresh.post("/plans/2026-1/approve", data={"reason": "совещание 24.08"})
    assert done.status_code == 303
    assert newest(fresh_app).plan("2026-1").status is PlanStatus.APPROVED
    assert "ждёт приказа" in fresh.get("/").text

    asked = fresh.get("/plans/2026-1/order").text
    assert 'value="24.08.2026"' in asked
    assert 'value="01.09.2026"' in asked
    assert 'value="01.09.2027"' in asked
    assert 'type="date"' not in asked
    terms = {"number": "412", "date": "28.08.2026"}
    seen = words(fresh.get("/plans/2026-1/order", params=terms).text)
    assert "Начнутся 2 пары" in seen
    assert "Действующих пар приказ не заканчивает" in seen
    assert fresh.post("/plans/2026-1/order", data=terms).status_code == 422
    assert len(newest(fresh_app).orders) == 0
    done = fresh.post("/plans/2026-1/order", data={**terms, "reason": "решение совещания"})
    assert done.headers["location"] == "/plans/2026-1?done=ordered"
    told = words(fresh.get(done.headers["location"]).text)
    assert "Приказ № 412 издан. Пары начнут действовать 01.09.2026." in told
    assert "пары начнут действовать 01.09.2026" in words(fresh.get("/").text)
    ordered = [p for p in newest(fresh_app).pairs if p.status is PairStatus.ORDERED]
    assert {(p.leader, p.mentee) for p in ordered} == {("s-1", "s-2"), ("s-10", "s-3")}
    assert "Приказ № 412 от 28.08.2026" in words(fresh.get("/plans/2026-1").text)

    revision = newest(fresh_app).revision
    shown = words(fresh.get(f"/history?revision={revision}").text)
    assert "Приказ по плану 2026-1" in shown
    assert "решение совещания" in shown
    undone = fresh.post(f"/history/{revision}/undo", data={"reason": "не тот номер"})
    assert undone.status_code == 303
    assert newest(fresh_app).plan("2026-1").status is PlanStatus.APPROVED
    assert "отменена редакцией" in fresh.get(undone.headers["location"]).text
    assert fresh.post(f"/history/{revision}/undo", data={"reason": "ещё"}).status_code == 409


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"number": "", "date": "28.08.2026"}, "Напишите номер приказа"),
        ({"number": "1", "date": ""}, "Напишите дату"),
        ({"number": "1", "date": "31.02.2026"}, "«31.02.2026» — не дата"),
        ({"number": "1", "date": "28.08.2026", "from_date": "вчера"}, "«вчера» — не дата"),
        (
            {
                "number": "1",
                "date": "28.08.2026",
                "from_date": "01.09.2027",
                "to_date": "01.09.2026",
            },
            "01.09.2027",
        ),
    ],
)
def test_what_is_wrong_with_the_terms_of_an_order_is_said_at_its_field(
    fresh: TestClient, fresh_app: FastAPI, typed: dict[str, str], told: str
) -> None:
    fresh.post("/plans", data={"school_year": "2026/2027"})
    fresh.post("/plans/2026-1/approve", data={"reason": "совещание"})
    answer = fresh.get("/plans/2026-1/order", params=typed)
    assert answer.status_code == 422
    assert told in words(answer.text)
    assert len(newest(fresh_app).orders) == 0
    posted = fresh.post("/plans/2026-1/order", data={**typed, "reason": "п"})
    assert posted.status_code == 422
    assert len(newest(fresh_app).orders) == 0


def test_a_draft_is_called_old_only_when_its_own_data_move(fresh: TestClient) -> None:
    fresh.post("/plans", data={"school_year": "2026/2027"})
    moved = "Данные, по которым рассчитан план, изменились"
    content = exported(fresh)
    other = cell_of(content, "Мероприятия", "Название", 2)
    fresh.post(f"{uploaded(fresh, changed(content, 'Мероприятия', other, 'Уроки'))}/confirm")
    assert moved not in words(fresh.get("/plans/2026-1").text)
    cell = cell_of(content, "Предложения", "Мест", 2)
    fresh.post(f"{uploaded(fresh, changed(exported(fresh), 'Предложения', cell, 7))}/confirm")
    assert moved in words(fresh.get("/plans/2026-1").text)
    fresh.post("/plans/2026-1/approve", data={"reason": "совещание"})
    assert moved not in words(fresh.get("/plans/2026-1").text)


def test_a_decision_asks_for_a_reason(fresh: TestClient, fresh_app: FastAPI) -> None:
    fresh.post("/plans", data={"school_year": "2026/2027"})
    for reason in ("", "   "):
        answer = fresh.post("/plans/2026-1/approve", data={"reason": reason})
        assert answer.status_code == 422
    assert newest(fresh_app).plan("2026-1").status is PlanStatus.DRAFT


@pytest.mark.parametrize("year", ["", "2026", "2026/2028", "abcd/efgh", "2040/2041"])
def test_a_year_that_cannot_be_planned_is_refused(fresh: TestClient, year: str) -> None:
    assert fresh.post("/plans", data={"school_year": year}).status_code == 422


def test_the_first_load_cannot_be_taken_back(fresh: TestClient) -> None:
    assert fresh.post("/history/1/undo", data={"reason": "п"}).status_code == 409
    assert "не отменяется" in fresh.get("/history").text


def test_an_export_taken_in_again_changes_nothing(fresh: TestClient, fresh_app: FastAPI) -> None:
    before = newest(fresh_app).head
    page = fresh.get(uploaded(fresh, exported(fresh)))
    assert "Изменений нет: файл совпадает с сетью" in page.text
    assert newest(fresh_app).head == before


def test_a_workbook_changes_the_network_only_when_confirmed(
    fresh: TestClient, fresh_app: FastAPI
) -> None:
    content = exported(fresh)
    cell = cell_of(content, "Предложения", "Мест", 2)
    where = uploaded(fresh, changed(content, "Предложения", cell, 7))
    shown = words(fresh.get(where).text)
    assert "Ошибок нет, файл можно принять" in shown
    assert "→ 7" in shown
    assert newest(fresh_app).revision == 1

    done = fresh.post(f"{where}/confirm", data={"reason": "новые места"})
    assert done.status_code == 303
    assert "Файл принят" in fresh.get(done.headers["location"]).text
    assert 7 in newest(fresh_app).offers.column("places")
    assert "новые места" in words(fresh.get("/history").text)
    assert fresh.post(f"{where}/confirm").status_code == 303
    assert newest(fresh_app).revision == 2


def test_errors_are_shown_by_cell_and_block_the_file(fresh: TestClient, fresh_app: FastAPI) -> None:
    content = exported(fresh)
    cell = cell_of(content, "Предложения", "Мест", 2)
    where = uploaded(fresh, changed(content, "Предложения", cell, "шесть"))
    shown = words(fresh.get(where).text)
    assert "Исправьте 1 ошибку, и файл можно принять" in shown
    assert cell in shown
    assert "шесть" in shown
    assert "Принять пока нельзя" in shown
    fresh.post(f"{where}/confirm")
    assert newest(fresh_app).revision == 1
    rejected = fresh.get(f"{where}/rejected.xlsx")
    assert rejected.status_code == 200
    assert "Предложения" in load_workbook(BytesIO(rejected.content)).sheetnames
    fresh.post(f"{where}/refuse")
    assert fresh.get(where).status_code == 404


def test_if_the_network_moves_on_the_file_is_compared_again(
    fresh: TestClient, fresh_app: FastAPI
) -> None:
    content = exported(fresh)
    cell = cell_of(content, "Предложения", "Мест", 2)
    first, second = (
        uploaded(fresh, changed(content, "Предложения", cell, places)) for places in (7, 8)
    )
    fresh.post(f"{first}/confirm")
    moved = fresh.post(f"{second}/confirm").headers["location"]
    assert moved.endswith("?moved=yes")
    assert "Пока вы смотрели, сеть изменилась" in fresh.get(moved).text
    assert 7 in newest(fresh_app).offers.column("places")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("пусто.xlsx", b""),
        ("не книга.xlsx", b"PK\x03\x04 broken"),
        ("старая.xls", b"\xd0\xcf\x11\xe0"),
        ("../../etc/passwd", b"root"),
        ("a\x00b.xlsx", b"x"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(
    fresh: TestClient, fresh_app: FastAPI, name: str, content: bytes
) -> None:
    answer = fresh.post("/import", files={"file": (name, content, XLSX)})
    assert answer.status_code in {303, 422}
    if answer.status_code == 303:
        assert "file можно принять" not in fresh.get(answer.headers["location"]).text
    assert newest(fresh_app).revision == 1


def test_the_template_is_a_workbook(client: TestClient) -> None:
    answer = client.get("/import/template.xlsx")
    assert "Организации" in load_workbook(BytesIO(answer.content)).sheetnames


def test_what_another_process_wrote_is_seen_at_once(fresh_app: FastAPI) -> None:
    """Two applications over one file: each keeps its network in memory."""
    store = fresh_app.state.site.store.behind
    one, other = make_client(fresh_app), make_client(make_app(store))
    assert one.get("/plans").status_code == 200
    other.post("/plans", data={"school_year": "2026/2027"})
    assert "2026-1" in one.get("/plans").text


def without_row(content: bytes, sheet: str, code: str) -> bytes:
    book = load_workbook(BytesIO(content))
    book[sheet].delete_rows([row[0].value for row in book[sheet].iter_rows()].index(code) + 1)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_sheet_is_replaced_whole_when_it_is_ticked(fresh: TestClient, fresh_app: FastAPI) -> None:
    there = uploaded(fresh, without_row(exported(fresh), "Соглашения", "g-1"))
    page = fresh.get(there).text
    assert "Изменений нет" in words(page)
    assert "Заменить листы целиком" in page
    assert "Соглашения нет в файле: 1 запись" in words(page)
    assert words(page).count("нет в файле:") == 1  # the other sheets are whole

    ticked = fresh.post(f"{there}/sheets", data={"sheet": ["Соглашения"]})
    again = ticked.headers["location"].partition("#")[0]

    assert (ticked.status_code, again == there) == (303, False)
    page = fresh.get(again).text
    assert "checked" in page
    assert "По : пусто → 24.08.2026" in words(page).replace("По:", "По :")
    assert fresh.get(there).status_code == 404
    assert newest(fresh_app).agreements[0].to_date is None

    assert fresh.post(f"{again}/confirm").status_code == 303
    assert f"{newest(fresh_app).agreements[0].to_date}" == "2026-08-24"


def test_ticking_nothing_takes_the_replacement_back(fresh: TestClient) -> None:
    there = uploaded(fresh, without_row(exported(fresh), "Соглашения", "g-1"))
    ticked = fresh.post(f"{there}/sheets", data={"sheet": ["Соглашения"]}).headers["location"]
    again = fresh.post(f"{ticked.partition('#')[0]}/sheets").headers["location"]
    assert "Изменений нет" in words(fresh.get(again.partition("#")[0]).text)


def test_a_sheet_that_the_file_has_not_is_not_replaced(fresh: TestClient) -> None:
    there = uploaded(fresh, exported(fresh))
    refused = fresh.post(f"{there}/sheets", data={"sheet": ["Нет такого"]})
    assert refused.status_code in {400, 422}
    assert "Нет такого" in refused.text


def test_the_order_shows_pairs_it_takes_over(fresh: TestClient, fresh_app: FastAPI) -> None:
    made = fresh.post("/plans", data={"school_year": "2026/2027"}).headers["location"]
    plan = made.partition("?")[0]
    fresh.post(f"{plan}/approve", data={"reason": "совещание"})
    network = newest(fresh_app)
    line = network.assignments[0]
    standing = Pair(
        leader=line.leader,
        mentee=line.mentee,
        direction=line.direction,
        from_date=date(2026, 9, 1),
        status=PairStatus.ACTIVE,
    )
    fresh_app.state.site.store.apply(
        ChangeSet(
            actor="а",
            source="web",
            action=Action.EDIT,
            reason="п",
            at=NOW,
            request_key="standing",
            changes=put([standing]),
        ),
        based_on=network.revision,
    )
    terms = {"number": "412", "date": "28.08.2026", "from_date": "01.09.2026"}
    shown = words(fresh.get(f"{plan}/order", params=terms).text)
    assert "1 пара уже стоит с тем же лидером и с того же дня" in shown
