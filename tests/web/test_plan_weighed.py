"""A plan is weighed on its pages: compared, advised on, tried on, told why; nothing is decided."""

import re
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from services.assignment import job as jobs
from services.assignment.adjustment import MOST_ADJUSTMENTS
from tests.web.test_pages import words

BAN = "ban:s-1:s-2:d-1"


@pytest.fixture
def two_plans(fresh: TestClient) -> TestClient:
    """Give a client with plan 2026-1, and 2026-2 made after a ban of its only kept pair."""
    fresh.post("/plans", data={"school_year": "2026/2027"})
    fresh.post("/plans/2026-1/adjust", data={"try": BAN, "reason": "разные подходы"})
    return fresh


def test_two_plans_stand_side_by_side_with_every_line_that_differs(two_plans: TestClient) -> None:
    shown = words(two_plans.get("/plans/2026-1/comparison/2026-2").text)
    for fact in (
        "План 2026-2 против плана 2026-1",
        "8. Сохранить работающие пары 1 0 −1",
        "лидер прежний",
        "лидер другой",
        "Показано",
    ):
        assert fact in shown, fact
    rows = words(two_plans.get("/plans/2026-1/comparison/2026-2?kind=moved").text)
    before, _, after = rows.partition("Что изменилось у школ")[2].partition("СОШ № 2")
    assert "СОШ № 1" in after
    assert "СОШ № 10" in after
    told = words(two_plans.get("/plans/2026-1/comparison/2026-2?kind=moved&why=1").text)
    assert "Что изменилось: лидер СОШ № 1" in told
    assert "лидер другой" in before


def test_a_comparison_turns_round(two_plans: TestClient) -> None:
    text = words(two_plans.get("/plans/2026-2/comparison/2026-1").text)
    assert "8. Сохранить работающие пары 0 1 +1" in text
    chosen = two_plans.get("/plans/2026-2/compare", params={"base": "2026-1"})
    assert chosen.headers["location"] == "/plans/2026-1/comparison/2026-2"


def test_a_plan_against_itself_has_nothing_to_tell(client: TestClient) -> None:
    shown = words(client.get("/plans/2026-1/comparison/2026-1").text)
    assert "Планы одинаковы" in shown
    kept = words(client.get("/plans/2026-1/comparison/2026-1?kind=kept&q=СОШ 2").text)
    assert "Показано 1 из 1" in kept
    none = words(client.get("/plans/2026-1/comparison/2026-1?kind=new").text)
    assert "По этому выбору строк нет" in none


def test_a_comparison_is_a_workbook_of_the_lines_that_are_chosen(two_plans: TestClient) -> None:
    answer = two_plans.get("/plans/2026-1/comparison/2026-2.xlsx?kind=moved")
    book = load_workbook(BytesIO(answer.content))
    lines = [[cell.value for cell in row] for row in book["Изменения"].iter_rows()]
    assert [(row[2], row[7], row[10]) for row in lines[2:]] == [
        ("s-3", "s-10", "s-1"),
        ("s-2", "s-1", "s-10"),
    ]
    goals = {row[1].value: (row[2].value, row[3].value) for row in book["Цели"].iter_rows()}
    assert goals["Сохранить работающие пары"] == (1, 0)


def test_the_page_of_a_plan_leads_to_the_plans_it_may_be_compared_with(
    two_plans: TestClient,
) -> None:
    assert "/plans/2026-1/comparison/2026-2" in two_plans.get("/plans/2026-2").text


def test_an_unknown_plan_is_not_compared(client: TestClient) -> None:
    assert client.get("/plans/2026-1/comparison/x").status_code == 404
    assert client.get("/plans/x/comparison/2026-1.xlsx").status_code == 404


def test_what_is_tried_answers_with_the_goals_that_change(client: TestClient) -> None:
    shown = words(client.get("/plans/2026-1/what-if", params={"try": BAN}).text)
    assert "запретить: СОШ № 1, ст ца Полевая, Ближний район → СОШ № 2" in shown
    assert "8. Сохранить работающие пары 1 0 −1" in shown
    assert "не важно" in shown
    assert "План 2026-1 не меняется." in shown


@pytest.mark.parametrize(
    ("path", "command"),
    [
        (f"/plans/2026-1/what-if?try={BAN}", "methodnet whatif 2026-1"),
        ("/plans/2026-1/advice?kind=learn&now=1", "methodnet advise 2026-1"),
        ("/plans/2026-1/advice/best", "methodnet advise 2026-1"),
        ("/plans/2026-1/advice/help?mentee=s-3&direction=d-3", "methodnet advise 2026-1"),
        ("/plans/2026-1/alternatives?mentee=s-2&direction=d-1", "methodnet advise 2026-1"),
    ],
)
def test_a_page_says_which_command_answers_where_the_server_would_be_held_for_long(
    fresh: TestClient, monkeypatch: pytest.MonkeyPatch, path: str, command: str
) -> None:
    fresh.post("/plans", data={"school_year": "2026/2027"})
    monkeypatch.setattr(jobs, "LONG_FROM", 0)
    answer = fresh.get(path)
    assert answer.status_code == 200
    assert f"Спросите командой в терминале: {command}." in words(answer.text)


def test_the_form_adds_to_what_is_tried_and_a_chip_takes_it_away(client: TestClient) -> None:
    answer = client.get(
        "/plans/2026-1/what-if",
        params={"try": BAN, "kind": "more", "leader": "СОШ № 10", "direction": "d-1"},
        headers={"hx-current-url": f"http://127.0.0.1/plans/2026-1?level=3&try={BAN}&done=drafted"},
    )
    pushed = urlsplit(answer.headers["hx-push-url"])
    assert pushed.path == "/plans/2026-1"
    query = parse_qs(pushed.query)
    assert query == {"level": ["3"], "try": [f"{BAN}|places:s-10:d-1:+1"]}
    assert "плюс 1 место: СОШ № 10" in words(answer.text)
    assert "/plans/2026-1?try=places%3As-10%3Ad-1%3A%2B1#try" in answer.text


def test_the_page_of_a_plan_keeps_what_is_tried_in_its_address(client: TestClient) -> None:
    text = client.get("/plans/2026-1", params={"try": BAN, "tab": "open"}).text
    assert "/plans/2026-1/what-if?try=ban%3As-1%3As-2%3Ad-1" in text
    assert "tab=load&amp;try=ban" in text or "try=ban%3As-1%3As-2%3Ad-1&tab=load" in text.replace(
        "&amp;", "&"
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"kind": "pin", "leader": "Нет такой", "mentee": "СОШ № 2"}, "ничего не нашлось"),
        ({"kind": "more", "leader": "СОШ № 1"}, "Выберите направление"),
        ({"kind": "fly", "leader": "СОШ № 1", "mentee": "СОШ № 2"}, "fly"),
        ({"add": "pin:s-1"}, "pin:s-1"),
        ({"add": "places:s-1:d-2:+1"}, "ничего не предлагает"),
    ],
)
def test_what_cannot_be_tried_is_said_and_what_is_typed_stays(
    client: TestClient, typed: dict[str, str], told: str
) -> None:
    answer = client.get("/plans/2026-1/what-if", params={"try": BAN, **typed})
    assert answer.status_code == 200
    assert told in words(answer.text)
    assert "запретить" in words(answer.text)
    if typed.get("leader") == "Нет такой":
        assert 'value="Нет такой"' in answer.text


def test_one_more_than_may_be_tried_is_said_and_nothing_is_lost(client: TestClient) -> None:
    codes, ways = ("s-1", "s-2", "s-3", "s-4", "s-10"), ("", ":d-1", ":d-2")
    bans = [f"ban:{a}:{b}{way}" for a in codes for b in codes if a != b for way in ways]
    tried = "|".join(bans[:MOST_ADJUSTMENTS])
    asked = {"try": tried, "add": bans[MOST_ADJUSTMENTS]}
    answer = client.get("/plans/2026-1/what-if", params=asked)
    assert answer.status_code == 200
    assert "Поправок должно быть от одной до 50" in words(answer.text)
    assert f'value="{tried}"' in answer.text
    over = client.get("/plans/2026-1/what-if", params={"try": "|".join(bans)})
    assert over.status_code == 422
    assert "Поправок должно быть от одной до 50" in words(over.text)


def test_the_fields_suggest_leaders_and_schools_of_the_plan(client: TestClient) -> None:
    text = client.get("/plans/2026-1/what-if/names").text
    leaders, _, mentees = text.partition("try-mentees")
    assert "· s-10" in leaders
    assert "· s-2" not in leaders
    assert "· s-3" in mentees
    assert "· s-4" not in mentees


def test_advice_comes_after_the_page_and_tells_where_a_place_helps(client: TestClient) -> None:
    first = client.get("/plans/2026-1/advice").text
    assert "kind=places&amp;now=1" in first
    assert "Считаем ответ" in words(first)
    places = words(client.get("/plans/2026-1/advice?now=1").text)
    assert "СОШ № 1" in places
    assert "→" in places
    best = words(client.get("/plans/2026-1/advice/best").text)
    assert "Примерить" in best


def test_advice_about_a_leader_who_leaves_names_who_takes_over(client: TestClient) -> None:
    asks = words(client.get("/plans/2026-1/advice?kind=without").text)
    assert "Какой лидер" in asks
    found = {"kind": "without", "organisation": "СОШ № 1", "now": "1"}
    shown = words(client.get("/plans/2026-1/advice", params=found).text)
    assert "Без лидера СОШ № 1" in shown
    assert "СОШ № 10" in shown
    unknown = client.get("/plans/2026-1/advice", params={**found, "organisation": "Школа"})
    assert "ничего не нашлось" in words(unknown.text)


def test_a_budget_is_a_number(client: TestClient) -> None:
    shown = words(client.get("/plans/2026-1/advice?kind=budget&budget=много&now=1").text)
    assert "Укажите число от 1 до 100" in shown
    shown = words(client.get("/plans/2026-1/advice?kind=budget&budget=1000&now=1").text)
    assert "от 1 до 100" in shown


def test_an_open_need_tells_the_reason_and_who_could_help(client: TestClient) -> None:
    shown = words(client.get("/plans/2026-1/need?mentee=s-3&direction=d-2").text)
    for fact in ("Почему нет лидера: СОШ № 3", "Школьный климат", "Это направление никто не"):
        assert fact in shown, fact
    assert client.get("/plans/2026-1/need?mentee=s-2&direction=d-1").status_code == 404


def test_other_leaders_stand_side_by_side_with_what_they_change(client: TestClient) -> None:
    part = client.get("/plans/2026-1/alternatives?mentee=s-2&direction=d-1")
    shown = words(part.text)
    assert "<html" not in part.text
    for fact in ("СОШ № 1 в плане", "СОШ № 10", "−1", "хуже по цели 8", "Без этой пары", "лучший"):
        assert fact in shown, fact
    assert "try=pin%3As-10%3As-2%3Ad-1" in part.text
    none = words(client.get("/plans/2026-1/alternatives?mentee=s-3&direction=d-2").text)
    assert "Ни одного лидера закрепить нельзя" in none


def test_paper_takes_all_rows(client: TestClient) -> None:
    page = client.get("/plans/2026-1?level=3").text
    assert "/plans/2026-1?level=3&amp;rows=all#print" in page
    whole = client.get("/plans/2026-1?tab=load&rows=all").text
    assert "data-print" in whole
    assert "Показано 2 из 2" in words(whole)


def test_a_part_that_is_refused_stays_in_its_panel(client: TestClient, guest: TestClient) -> None:
    part = {"hx-request": "true"}
    refused = client.get("/plans/x/advice/best", headers=part)
    assert refused.status_code == 404
    assert "<html" not in refused.text
    assert "Такого в сети нет" in words(refused.text)
    assert refused.headers["hx-reselect"] == ".mn-note"
    signed_out = guest.get("/plans/2026-1/advice/best", headers=part)
    assert signed_out.status_code == 401
    assert signed_out.headers["hx-refresh"] == "true"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("learn", "Школьный климат"),
        ("stability", "доказано"),
        ("fairness", "ничего не стоит"),
        ("shortage", "План 2026-1"),
    ],
)
def test_each_question_about_a_plan_has_its_tab(client: TestClient, kind: str, told: str) -> None:
    first = client.get("/plans/2026-1/advice", params={"kind": kind})
    assert "Считаем ответ" in words(first.text)
    shown = words(client.get("/plans/2026-1/advice", params={"kind": kind, "now": "1"}).text)
    assert told in shown


def test_an_unknown_question_gives_the_first_tab(client: TestClient) -> None:
    shown = client.get("/plans/2026-1/advice?kind=weather")
    assert shown.status_code == 200
    assert 'href="/plans/2026-1/advice?kind=places" aria-current="true"' in shown.text


def test_what_an_address_tries_but_cannot_be_read_is_said_and_left_out(client: TestClient) -> None:
    page = client.get("/plans/2026-1?try=ban:zzz|ban:s-1:s-2")
    assert page.status_code == 200
    assert "Эту поправку прочитать не удалось: «ban:zzz»" in words(page.text)
    assert "ЛИДЕР" not in page.text
    answer = client.get("/plans/2026-1/what-if?try=ban:zzz|ban:s-1:s-2")
    assert "Эту поправку прочитать не удалось: «ban:zzz»" in words(answer.text)


def test_an_unknown_code_in_a_try_is_named_in_the_strip(client: TestClient) -> None:
    answer = client.get("/plans/2026-1/what-if?try=places:xx:d-1:%2B1")
    assert answer.status_code == 200
    shown = words(answer.text)
    assert "«xx»" in shown
    assert "нажмите на крестик" in shown


def test_an_unknown_direction_in_an_address_is_said(client: TestClient) -> None:
    for path in ("pairs/s-2/zzz", "need?mentee=s-3&direction=zzz"):
        answer = client.get(f"/plans/2026-1/{path}")
        assert answer.status_code == 404
        assert "Направления с кодом «zzz» в базе нет" in words(answer.text)
        assert 'href="/plans/2026-1"' in answer.text


def test_a_long_answer_says_what_is_counted(client: TestClient) -> None:
    shown = words(client.get("/plans/2026-1/advice?kind=stability").text)
    assert "Считаем ответ: «Сколько менять», до минуты" in shown


def test_an_open_need_tells_what_would_help(client: TestClient) -> None:
    part = client.get("/plans/2026-1/advice/help?mentee=s-3&direction=d-2")
    assert "<html" not in part.text
    shown = words(part.text)
    assert "СОШ № 1" in shown or "СОШ № 10" in shown


def test_a_change_stands_in_brackets_behind_what_it_comes_from(client: TestClient) -> None:
    shown = words(client.get("/plans/2026-1/advice?kind=places&now=1").text)
    assert re.search(r"\d+ → \d+ \([+−]\d+\)", shown)
    assert not re.search(r"[+−]\d+ \d+ →", shown)
