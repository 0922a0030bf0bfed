"""Pages of isolation in time: one sentence that answers, lists with reasons, bad days forgiven."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from api.web.pages import isolation_time
from graph.model.ids import MunicipalityId
from graph.model.organisation import Municipality
from tests.unit.isolation.build import organisation
from tests.web.small import make_app, make_client, make_store

PLACE = Municipality(id=MunicipalityId("m1"), name="Ближний район")


def page(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(answer.text))


def heading(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text.partition("<h1>")[2].partition("</h1>")[0]).strip()


def test_the_list_of_soon_names_the_pair_that_ends_and_what_to_do(client: TestClient) -> None:
    text = page(client, "/isolation/soon")
    assert heading(text).startswith("2 организации держатся на одной связи")
    assert "срок кончается 01.09.2026, продление не внесено" in text
    assert 'href="/map?overlay=isolation&view=geo&focus=s-2"' in text
    assert 'href="/organisations/s-2"' in text


def test_a_warning_narrows_the_list_and_an_empty_list_says_the_way_back(
    client: TestClient,
) -> None:
    text = page(client, "/isolation/soon?warning=ending")
    assert "СОШ № 2" in text.replace("\u00a0", " ")
    assert 'href="/organisations/s-3"' not in text
    none = page(client, "/isolation/soon?q=нет такой")
    assert "Под фильтр не подходит ни одна организация" in none
    assert 'href="/isolation/soon"' in none


def test_the_day_of_each_fall_is_on_the_page_and_opens_the_list_of_that_day(
    client: TestClient,
) -> None:
    text = page(client, "/isolation/ahead?until=01.04.2027")
    assert heading(text).startswith("К 01.04.2027 без связи окажутся ещё 3 организации")
    assert text.count("11.03.2027") >= 3
    assert 'href="/isolation?as_of=24.09.2026"' in text
    near = page(client, "/isolation/ahead?until=24.08.2026")
    assert "Выбран сегодняшний день" in near


@pytest.mark.parametrize("until", ["вчера", "01.01.2020", "01.01.2090"])
def test_a_day_that_does_not_fit_is_told_and_a_quarter_is_shown(
    client: TestClient, until: str
) -> None:
    text = page(client, f"/isolation/ahead?until={until}")
    assert 'class="mn-note warn"' in text
    assert 'value="24.11.2026"' in text


def test_every_chart_has_its_numbers_in_the_table(client: TestClient) -> None:
    text = page(client, "/isolation/trend")
    charts = re.findall(r'role="img" aria-label="([^"]+): было (\d+), стало (\d+)"', text)
    assert charts
    newest = text.partition('<table class="mn-table tight months">')[2].partition("</table>")[0]
    rows = {
        cells[0]: cells[1:]
        for row in newest.split("<tr>")[2:]
        if (cells := [c.strip() for c in re.findall(r"<t[hd][^>]*>\s*([^<]*?)\s*</t[hd]>", row)])
    }
    for kind, _, last in charts:
        assert rows[kind[:1].upper() + kind[1:]][-1] == last


def test_two_days_have_two_lists_with_the_event_that_changed_it(client: TestClient) -> None:
    text = page(client, "/isolation/compare?from=01.03.2026&to=24.08.2026")
    assert "Проведено мероприятие «Открытые уроки» 10.03.2026" in text
    assert heading(text) == "С 01.03.2026 по 24.08.2026 никто не потерял связь"


def test_a_long_list_shows_its_beginning_and_the_way_to_the_rest(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation_time, "PAGE", 1)
    text = page(client, "/isolation/compare?from=01.03.2026")
    assert 'href="/organisations/s-1"' in text
    assert 'href="/organisations/s-3"' not in text
    assert 'href="/isolation/compare?from=01.03.2026&rows=all"' in text
    whole = page(client, "/isolation/compare?from=01.03.2026&rows=all")
    assert 'href="/organisations/s-3"' in whole


def test_days_in_the_wrong_order_and_no_day_are_told(client: TestClient) -> None:
    assert "Даты стояли наоборот" in page(
        client, "/isolation/compare?from=24.08.2026&to=01.03.2026"
    )
    assert 'class="mn-note warn"' in page(client, "/isolation/compare?from=завтра")
    assert "на более раннюю дату связей не видно" in page(
        client, "/isolation/compare?from=01.01.2000"
    )


@pytest.mark.parametrize("name", ["soon", "ahead", "trend", "compare"])
def test_each_page_is_a_workbook_too(client: TestClient, name: str) -> None:
    answer = client.get(f"/isolation/{name}.xlsx")
    assert answer.content[:2] == b"PK"
    assert "attachment" in answer.headers["content-disposition"]


@pytest.mark.parametrize("name", ["soon", "ahead", "trend", "compare"])
def test_a_network_of_one_organisation_has_its_pages(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    store = make_store(tmp_path_factory.mktemp("one"), [PLACE, organisation("o1")])
    text = page(make_client(make_app(store)), f"/isolation/{name}")
    assert heading(text)
    assert not re.search(r"isolation_time\.(?!css)", text)
