"""Every page shows the facts of the network, as text and never as code."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph.model.ids import MunicipalityId
from graph.model.organisation import Municipality
from tests.unit.views.small_index import index_of
from tests.web.small import TRICKY, make_app, make_client, make_store, school

PAGES = [
    "/",
    "/events?year=2025/2026",
    "/organisations",
    "/organisations/s-1",
    "/organisations/s-2",
    "/organisations/s-3",
    "/organisations/s-4",
    "/organisations/ts",
    "/people/k-1",
    "/plans",
    "/plans/2026-1",
    "/plans/2026-1?tab=open",
    "/plans/2026-1?tab=load",
    "/plans/2026-1?rows=all&try=ban:s-1:s-2",
    "/plans/2026-1/pairs/s-3/d-1",
    "/plans/2026-1/need?mentee=s-3&direction=d-2",
    "/plans/2026-1/comparison/2026-1?kind=kept",
    "/plans/2026-1/advice",
    "/plans/2026-1/advice?now=1",
    "/plans/2026-1/advice?kind=without&organisation=s-1&now=1",
    "/plans/2026-1/what-if?try=ban:s-1:s-2",
    "/plans/2026-1/scenarios",
    "/plans/2026-1/refuse?leader=s-1&mentee=s-2&reason=занят",
    "/isolation",
    "/drills",
    "/drills?kind=tie&municipality=m-1",
    "/drills/leader/s-1?rows=all",
    "/drills/curator/k-1",
    "/drills/service/ts",
    "/isolation?rows=all&window=6&hops=1&kind=K1",
    "/isolation/of/s-4",
    "/isolation/lists",
    "/isolation/lists/idle",
    "/measures",
    "/measures?topic=crossing&municipality=m-1",
    "/measures?by=municipality&basis=paper&part=takes",
    "/curators/k-1/red",
    "/curators/k-1/red?severity=now&rows=all",
    "/meetings",
    "/map",
    "/import",
    "/history",
    "/history?revision=2",
    "/isolation/soon",
    "/isolation/soon?warning=ending",
    "/isolation/ahead",
    "/isolation/ahead?until=01.04.2027",
    "/isolation/trend",
    "/isolation/compare",
    "/isolation/compare?from=01.03.2026&to=24.08.2026",
]
VOID = {"meta", "link", "input", "img", "br", "rect", "circle", "path", "hr"}


class Outline(HTMLParser):
    """Collects what the tests below ask of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "label" and given.get("for"):
            self.labelled.add(str(given["for"]))
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            self.controls.append((tag, given))
        if tag in {"h1", "h2"}:
            self.headings.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def outline(text: str) -> Outline:
    made = Outline()
    made.feed(text)
    return made


def words(text: str) -> str:
    """Return a page as a reader sees it."""
    bare = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL)
    return re.sub(r"[\s\u00a0\u2011]+", " ", unescape(bare))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_one_can_find_ones_way(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = outline(answer.text)
    assert not page.faults
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    assert page.headings.count("h1") == 1
    unnamed = [
        given
        for _, given in page.controls
        if given.get("id") not in page.labelled and "aria-label" not in given
    ]
    assert not unnamed


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_which_network_it_shows(client: TestClient, path: str) -> None:
    shown = words(client.get(path).text)
    assert "Учебный край · 2026/2027 · состояние на 24.08.2026, редакция 2" in shown
    assert "демонстрационные данные" in shown
    assert not re.search(r"\b(web|view|plan|isolation)\.[a-z_]+\.[a-z_]+", shown)


@pytest.mark.parametrize("path", PAGES)
def test_a_name_never_becomes_code(client: TestClient, path: str) -> None:
    assert TRICKY not in client.get(path).text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_no_other_host(client: TestClient, path: str) -> None:
    found = re.findall(r'(?:src|href|action)="(https?:)?//', client.get(path).text)
    assert not found


def test_the_menu_has_no_entry_without_a_page(client: TestClient) -> None:
    menu = client.get("/").text.partition('<nav class="mn-nav"')[2].partition("</nav>")[0]
    entries = re.findall(r'href="([^"]+)"', menu)
    assert len(entries) == 7
    for href in entries:
        answer = client.get(href)
        assert answer.status_code == 200
        assert f'href="{href}" aria-current="page"' in answer.text


def test_every_figure_of_the_start_page_opens_its_list(client: TestClient) -> None:
    text = client.get("/").text
    figures = re.findall(r'<a class="mn-fig[^"]*" href="([^"]+)"', text)
    assert len(figures) == 6
    assert all(client.get(unescape(href)).status_code == 200 for href in figures)
    shown = words(text)
    assert "Мероприятия 2025/2026" in shown
    assert "на 1 площадке" in shown
    assert "Проверить и утвердить план 2026-1" in shown


def test_every_link_of_a_page_leads_somewhere(client: TestClient) -> None:
    dead = {}
    for path in PAGES:
        for href in set(re.findall(r'href="(/[^"#]*)', client.get(path).text)):
            if not href.startswith(("/static", "/api")):
                status = client.get(unescape(href)).status_code
                if status != 200:
                    dead[href] = (path, status)
    assert not dead


def test_the_card_of_a_leader_lists_its_schools_with_everything_to_act(client: TestClient) -> None:
    shown = words(client.get("/organisations/s-1").text)
    for fact in (
        "СОШ № 1",
        "лидер: Учитель",
        "СОШ № 2",
        "Разобрать уроки трёх молодых учителей",
        "потребность в поддержке",
        "Рябинина О. С.",
        "+7 (000) 000-00-02",
        "14.10.2026",
        "11,1 км",
        "вместе 2-й год",
        "№ 14 от 21.09.2025",
    ):
        assert fact in shown, fact


def test_the_card_of_a_curator_puts_first_what_is_red(client: TestClient) -> None:
    text = client.get("/people/k-1").text
    shown = words(text)
    assert "Службы и школы: 2, требуют внимания: 1." in shown
    assert "Острая потребность без лидера: Учитель" in shown
    rows = text.partition("<tbody>")[2]
    assert rows.index("/organisations/s-3") < rows.index("/organisations/s-2")


def test_the_list_is_narrowed_by_what_is_typed(client: TestClient) -> None:
    text = client.get("/organisations", params={"q": "сош 1"}).text
    assert "/organisations/s-1" in text
    assert "/organisations/s-10" not in text
    assert "Под фильтр не подходит" in client.get("/organisations", params={"q": "нет"}).text


def test_a_plan_shows_goals_pairs_open_needs_and_load(client: TestClient) -> None:
    shown = words(client.get("/plans/2026-1").text)
    for fact in ("12 целей по порядку", "Закрыть острые потребности 1 из 1", "доказано", "Почему"):
        assert fact in shown, fact
    left = words(client.get("/plans/2026-1?tab=open").text)
    assert "Школьный климат" in left
    assert "направление никто не предлагает" in left
    load = words(client.get("/plans/2026-1?tab=load").text)
    assert "1 из 1" in load


def test_a_pair_tells_rules_numbers_and_the_other_leaders(client: TestClient) -> None:
    shown = words(client.get("/plans/2026-1/pairs/s-3/d-1").text)
    for fact in (
        "Почему вместе: СОШ № 10 и СОШ № 3",
        "Ближе 1 лидер, по правилам подходит 1.",
        "По этому направлению места заняты: СОШ № 1.",
        "по этому направлению занято 1 из 1",
        "СОШ № 1",
        "15,7",
        "Запрета нет",
        "предел 100 км",
        "1-е из 2",
    ):
        assert fact in shown, fact


def test_the_isolation_page_names_who_is_left_out_and_what_to_do(client: TestClient) -> None:
    shown = words(client.get("/isolation").text)
    assert "без рабочей связи" in shown
    assert TRICKY in shown
    assert "Под фильтр не подходит" in words(client.get("/isolation?kind=K9&q=zzz").text)


def test_an_unknown_organisation_is_refused_with_what_is_like_it(client: TestClient) -> None:
    answer = client.get("/organisations/s-11")
    assert answer.status_code == 404
    shown = words(answer.text)
    assert "Такого в сети нет" in shown
    assert "СОШ № 1" in shown
    assert "organisation.unknown" in shown


@pytest.mark.parametrize(
    "path",
    ["/plans/x", "/plans/2026-1/pairs/s-2/d-2", "/people/x", "/import/x", "/history?revision=99"],
)
def test_what_is_not_there_is_said_to_be_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_empty_network_says_how_to_begin(tmp_path: Path) -> None:
    client = make_client(make_app(make_store(tmp_path, ())))
    for path in ("/", "/organisations", "/plans", "/isolation", "/map", "/import", "/history"):
        assert client.get(path).status_code == 200, path
    assert "В сети пока нет ни одной организации" in client.get("/").text


def test_the_history_is_narrowed_by_days_as_people_write_them(client: TestClient) -> None:
    assert "Рассчитан план" in words(client.get("/history?since=24.08.2026").text)
    assert "Редакций нет" in words(client.get("/history?since=25.08.2026").text)
    answer = client.get("/history?since=31.02.2026")
    assert answer.status_code == 422
    assert "«31.02.2026» — не дата" in words(answer.text)


def test_a_town_that_is_its_own_municipality_is_named_once() -> None:
    index = index_of(
        Municipality(id=MunicipalityId("m-3"), name="город Анапа", region="Учебный край")
    )
    town = replace(
        school("s-9", "СОШ № 9", (45.0, 39.0), MunicipalityId("m-3")), settlement="Анапа"
    )
    assert index.place_of(town) == "Анапа"
    assert index.place_of(index.network.organisation("s-1")) == "ст-ца Полевая, Ближний район"


def test_a_curator_s_page_is_headed_by_the_name(client: TestClient) -> None:
    assert "<h1>Лозовой С. Н.</h1>" in client.get("/people/k-1").text.replace("\u00a0", " ")
