"""The isolation page: any day, every kind, the filters, the files and the evidence."""

import re
from html import unescape
from io import BytesIO

import jsonschema
import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from services.isolation.kinds import HEADLINE_ORDER, Kind
from services.isolation.rows import IN_DANGER, KINDS_OF, ROW_OF, WITHOUT_TIE, Row
from tests.api.test_advice import schema
from tests.web.small import TRICKY
from tests.web.test_pages import words


def shown(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:200]
    return words(answer.text)


def test_every_kind_stands_in_one_row_and_the_rows_in_the_order_of_headlines() -> None:
    listed = [kind for kinds in KINDS_OF.values() for kind in kinds]
    assert sorted(listed) == sorted(Kind)
    assert set(ROW_OF) == set(Kind)
    assert [*WITHOUT_TIE, *IN_DANGER, Row.NARROW] == list(Row)
    for kinds in KINDS_OF.values():
        assert min(kinds, key=HEADLINE_ORDER.index) is kinds[0]


def test_the_page_names_all_21_kinds_with_counts(client: TestClient) -> None:
    text = client.get("/isolation").text
    kinds = re.findall(r'href="/isolation\?kind=(K\w+)"', text)
    assert sorted(kinds) == sorted(kind.value for kind in Kind)
    assert "партнёров меньше, чем у похожих не проверяли" in words(text)


def test_the_rows_add_up_to_the_totals(client: TestClient) -> None:
    text = client.get("/isolation").text
    rows = dict(
        re.findall(
            r'href="/isolation\?row=(\w+)"[^>]*>.*?<span class="n">(\d+)</span>', text, re.DOTALL
        )
    )
    severe = sum(int(rows[row]) for row in WITHOUT_TIE)
    at_risk = sum(int(rows[row]) for row in IN_DANGER)
    assert f"Нет рабочей связи {severe} " in words(text)
    assert f"Под угрозой {at_risk} " in words(text)
    assert sum(map(int, rows.values())) == int(re.findall(r"(\d+), каждая организация", text)[0])


def test_one_district_has_its_own_heading_and_counts(client: TestClient) -> None:
    near, far = (shown(client, f"/isolation?municipality=m-{n}") for n in (1, 2))
    assert "Ближний район: 2 организации без рабочей связи" in near
    assert "Дальний район: 1 организация без рабочей связи" in far
    assert TRICKY in near
    assert TRICKY not in far


def test_a_kind_shows_all_that_have_it_also_under_a_heavier_one(client: TestClient) -> None:
    cut = client.get("/isolation?kind=K4").text
    assert "/organisations/s-4" in cut
    assert "нет ни одной связи" in words(cut)
    assert "/organisations/s-4" not in client.get("/isolation?row=cut").text
    assert "/organisations/s-4" in client.get("/isolation?row=never").text


def test_the_date_reaches_into_the_future(client: TestClient) -> None:
    now, later = (shown(client, f"/isolation?as_of={day}") for day in ("", "01.06.2027"))
    assert "Так будет на 01.06.2027, если ничего не продлить" in later
    assert "Так будет" not in now
    assert "состояние на 01.06.2027" in later
    assert "Последнее мероприятие 10.03.2026" in later
    assert "Последнее мероприятие 10.03.2026" not in now
    assert "Так было на 01.01.2026" in shown(client, "/isolation?as_of=2026-01-01")


def test_before_all_data_there_is_nobody_and_it_is_said(client: TestClient) -> None:
    early = shown(client, "/isolation?as_of=01.01.1990&window=120")
    assert "без рабочей связи" in early
    assert "Последнее мероприятие" not in early


@pytest.mark.parametrize("day", ["31.02.2026", "завтра", "01.01.2200"])
def test_what_is_no_date_is_said_to_be_none(client: TestClient, day: str) -> None:
    answer = client.get("/isolation", params={"as_of": day})
    assert answer.status_code == 422
    assert "не дата" in words(answer.text)


def test_the_slider_and_the_field_tell_the_same_day(client: TestClient) -> None:
    text = client.get("/isolation?as_of=24.10.2026").text
    days = re.findall(r'data-days="([^"]+)"', text)[0].split(",")
    at = int(re.findall(r'id="slide".*?value="(\d+)"', text, re.DOTALL)[0])
    assert days[at] == "24.10.2026"
    assert (days[0], days[-1], len(days)) == ("24.08.2023", "24.08.2028", 61)
    assert 'aria-valuetext="24.10.2026"' in text
    assert 'name="as_of" value="24.10.2026"' in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("window=0", "«0», а нужно целое число от 1 до 120"),
        ("window=9999", "«9999», а нужно целое число от 1 до 120"),
        ("window=x", "«x», а нужно целое число от 1 до 120"),
        ("hops=21", "«21», а нужно целое число от 1 до 20"),
    ],
)
def test_a_window_or_hops_out_of_range_is_told(client: TestClient, asked: str, told: str) -> None:
    for page in ("/isolation", "/isolation/lists", "/isolation/of/s-1", "/isolation.xlsx"):
        answer = client.get(f"{page}?{asked}")
        assert answer.status_code == 422
        assert told in words(answer.text)


def test_the_widest_window_and_an_empty_one_are_taken(client: TestClient) -> None:
    assert "мероприятия за 120 месяцев" in shown(client, "/isolation?window=120&hops=20")
    assert "мероприятия за 12 месяцев" in shown(client, "/isolation?window=&hops=")


def test_the_workbook_holds_what_the_filters_leave(client: TestClient) -> None:
    def codes(address: str) -> list[str]:
        book = load_workbook(BytesIO(client.get(address).content))
        return [str(row[0]) for row in book.worksheets[0].iter_rows(min_row=3, values_only=True)]

    assert codes("/isolation.xlsx?municipality=m-2") == ["s-10"]
    assert codes("/isolation.xlsx?row=never") == ["s-10", "s-4", "ts"]
    assert len(codes("/isolation.xlsx")) > len(codes("/isolation.xlsx?row=never"))


def test_a_row_names_the_curator_to_call(client: TestClient) -> None:
    told = shown(client, "/isolation?q=сош+2&kind=K5")
    assert "Куратор: Лозовой С. Н." in told
    assert "Куратор:" not in shown(client, "/isolation?q=s-4")


def test_links_keep_the_day_and_the_filters(client: TestClient) -> None:
    text = client.get("/isolation?as_of=01.06.2027&window=6&municipality=m-1").text
    links = [href for href in re.findall(r'href="(/isolation[^"]+)"', text) if "?" in href]
    assert links
    assert all("as_of=01.06.2027" in href and "window=6" in href for href in links)
    on_map = re.findall(r'href="(/map\?[^"]+focus=s-4[^"]*)"', text)
    assert on_map
    assert "as_of=01.06.2027" in on_map[0]
    framed = client.get(on_map[0].replace("&amp;", "&")).text
    assert "as_of=2027-06-01" in framed
    assert "#s-4" in framed


def test_the_evidence_can_be_checked_by_hand(client: TestClient) -> None:
    told = shown(client, "/isolation/of/s-2")
    for fact in (
        "Почему в списке: СОШ № 2",
        "10.03.2026",
        "Открытые уроки",
        "СОШ № 2 → СОШ № 1",
        "Действует документ с 1 организацией",
        "Партнёр среди равных: 1",
        "Лозовой С. Н.",
        "+7 (000) 000-00-02",
    ):
        assert fact in told, fact
    alone = shown(client, "/isolation/of/s-4")
    assert "Никто: она одна." in alone
    assert "Пути нет" in alone


def test_an_organisation_that_is_not_there_has_no_evidence(client: TestClient) -> None:
    assert client.get("/isolation/of/x").status_code == 404


def test_the_small_map_rings_who_is_found(client: TestClient) -> None:
    text = client.get("/isolation").text
    rings = dict(
        re.findall(
            r'<a href="/isolation/of/([\w-]+)"[^>]*>\s*<title>.*?class="(\w+)"', text, re.DOTALL
        )
    )
    assert rings["s-4"] == "cut"
    assert rings["s-2"] == "danger"
    assert "ts" not in rings


def test_the_ten_questions_each_open_a_list_as_long_as_their_number(client: TestClient) -> None:
    text = client.get("/isolation/lists?as_of=24.08.2026").text
    items = re.findall(r'<a\s+href="([^"]+)"[^>]*>([^<]+)</a>\s*<b>([^<]+)</b>', text)
    assert len(items) == 10
    for href, question, number in items:
        answer = client.get(unescape(href) + "&rows=all")
        assert answer.status_code == 200, question
        assert "as_of=24.08.2026" in href
        table = answer.text.partition('<table class="mn-table top find')[2].partition("</table>")[0]
        assert table.count('<th scope="row">') == int(number), question


def test_a_leader_without_mentees_is_listed_with_what_to_do(client: TestClient) -> None:
    told = shown(client, "/isolation/lists/idle")
    assert "СОШ № 10" in told
    assert "Предлагает 2 места, а наставляемых нет" in told
    assert "Предложите эти места школам" in told
    assert "список пуст" in shown(client, "/isolation/lists/branch")
    assert client.get("/isolation/lists/x").status_code == 422


def test_lists_and_evidence_are_given_to_programs_too(client: TestClient) -> None:
    lists = client.get("/api/v1/isolation/lists?as_of=2026-08-24").json()
    jsonschema.validate(lists, schema("isolation_lists"))
    assert len(lists["lists"]) == 10
    assert [one["code"] for one in lists["lists"]["idle"]] == ["s-10"]
    assert "isolation_list." not in str(lists)
    proof = client.get("/api/v1/isolation/of/s-2").json()
    jsonschema.validate(proof, schema("isolation_of"))
    assert (proof["way"], proof["component_size"]) == (["s-2", "s-1"], 3)
    assert [one["date"] for one in proof["meetings"]] == ["2026-03-10"]
    assert client.get("/api/v1/isolation/of/x").status_code == 404
