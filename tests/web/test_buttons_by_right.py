"""Who may only read sees no button that would be refused, and is told who decides."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from services.access import Right, Role, may
from tests.web.small import context, make_client
from tests.web.test_pages import words

PLAN = "/plans/2026-1"
BAN = "ban:s-1:s-2:d-1"
ACTS = re.compile(r'method="post"(?! action="/sign-out")|/order"|/refuse\?|#decide"|#undo"')
PAGES = [
    "/",
    "/plans",
    PLAN,
    f"{PLAN}/what-if?try={BAN}",
    f"{PLAN}?try={BAN}",
    f"{PLAN}/pairs/s-2/d-1",
    f"{PLAN}/scenarios",
    f"{PLAN}/scenarios?now=1",
    "/import",
    "/history",
    "/history?revision=2",
]


@pytest.fixture(params=["draft", "approved"])
def weighed(request: pytest.FixtureRequest, fresh: TestClient, fresh_app: FastAPI) -> FastAPI:
    """Give an application with a plan, a draft or approved, and a scenario of it."""
    fresh.post("/plans", data={"school_year": "2026/2027"})
    fresh.post(f"{PLAN}/scenarios", data={"try": BAN, "name": "Иначе", "reason": "обсуждаем"})
    if request.param == "approved":
        fresh.post(f"{PLAN}/approve", data={"reason": "согласован"})
    return fresh_app


@pytest.mark.parametrize("role", [Role.CURATOR, Role.LEADER])
def test_who_may_only_read_is_offered_nothing_that_would_be_refused(
    weighed: FastAPI, role: Role
) -> None:
    reader = make_client(weighed, role)
    for path in PAGES:
        answer = reader.get(path)
        assert answer.status_code == 200, path
        assert not ACTS.findall(answer.text), path


def test_who_plans_is_offered_what_can_be_decided(weighed: FastAPI) -> None:
    planner = make_client(weighed)
    for path in PAGES:
        if path not in {"/", "/history"} and "?try" not in path.removeprefix(f"{PLAN}/what-if"):
            assert ACTS.search(planner.get(path).text), path
    assert "Отказ" in words(planner.get(f"{PLAN}/pairs/s-2/d-1").text)
    assert "планировщик." not in words(planner.get(PLAN).text)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (PLAN, "Утверждает и отзывает планы планировщик."),
        (f"{PLAN}/what-if?try={BAN}", "может планировщик."),
        (f"{PLAN}/scenarios", "Сделать сценарий проектом или убрать его может планировщик."),
        ("/import", "Файлы загружает планировщик."),
    ],
)
def test_an_empty_place_says_who_decides(weighed: FastAPI, path: str, told: str) -> None:
    assert told in words(make_client(weighed, Role.LEADER).get(path).text)


def test_a_page_without_scenarios_sends_a_reader_nowhere(
    fresh: TestClient, fresh_app: FastAPI
) -> None:
    fresh.post("/plans", data={"school_year": "2026/2027"})
    shown = words(make_client(fresh_app, Role.CURATOR).get(f"{PLAN}/scenarios").text)
    assert "может планировщик." in shown
    assert "Примерьте решение" in words(fresh.get(f"{PLAN}/scenarios").text)
    assert "Примерьте решение" not in shown


def test_the_next_step_is_one_that_the_reader_may_take(
    fresh: TestClient, fresh_app: FastAPI
) -> None:
    step = 'class="btn btn-primary" href="/plans"'
    assert step in fresh.get("/").text
    assert step not in make_client(fresh_app, Role.LEADER).get("/").text


def test_a_right_is_asked_of_the_role() -> None:
    for right in Right:
        assert may(context(Role.PLANNER).actor, right)
        assert may(context(Role.CURATOR).actor, right) == (right is Right.READ)
