"""One link lets one person in, once, within ten minutes."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.auth.gate import LINK_LIVES, SESSION_LIVES, Gate
from api.dependencies import COOKIE
from api.main import sign_in_link
from services.access import Role
from tests.web.small import NOW

PAGES = [
    "/",
    "/events",
    "/organisations",
    "/organisations/s-1",
    "/people/k-1",
    "/plans",
    "/plans/2026-1",
    "/plans/2026-1.xlsx",
    "/plans/2026-1/order",
    "/plans/2026-1/pairs/s-2/d-1",
    "/isolation",
    "/isolation.xlsx",
    "/drills",
    "/drills/leader/s-1",
    "/drills.xlsx",
    "/map",
    "/map/page",
    "/map/thumb.svg",
    "/import",
    "/import/template.xlsx",
    "/import/x",
    "/export.xlsx",
    "/history",
]
WRITES = [
    "/plans",
    "/plans/2026-1/approve",
    "/plans/2026-1/withdraw",
    "/plans/2026-1/order",
    "/import/x/confirm",
    "/import/x/refuse",
    "/history/1/undo",
]


def token_of(app: FastAPI) -> str:
    link = sign_in_link(app, host="127.0.0.1", port=8000)
    return parse_qs(urlsplit(link).query)["token"][0]


@pytest.mark.parametrize("path", PAGES)
def test_a_guest_sees_no_page(guest: TestClient, path: str) -> None:
    answer = guest.get(path)
    assert answer.status_code == 401
    assert "СОШ" not in answer.text
    assert "Откройте ссылку для входа" in answer.text


@pytest.mark.parametrize("path", WRITES)
def test_a_guest_changes_nothing(guest: TestClient, path: str) -> None:
    before = guest.app.state.site.store.head()  # type: ignore[attr-defined]  # the tested application
    assert guest.post(path, data={"reason": "потому"}).status_code == 401
    assert guest.app.state.site.store.head() == before  # type: ignore[attr-defined]  # as above


def test_every_page_of_the_application_is_among_those_that_ask_for_a_session(app: FastAPI) -> None:
    free = {"/sign-in", "/sign-out", "/health", "/import"}
    paths = {r.path for r in _routes(app) if not r.path.startswith(("/api", "/static"))}
    shown = {path.split("/")[1] for path in (*PAGES, *WRITES)}
    assert {path.split("/")[1] for path in paths - free} <= shown


def _routes(app: FastAPI) -> list:  # type: ignore[type-arg]  # routes of several kinds
    return [route for route in app.routes if hasattr(route, "path")]


def test_the_link_lets_one_person_in_once(app: FastAPI, guest: TestClient) -> None:
    token = token_of(app)
    shown = guest.get("/sign-in", params={"token": token})
    assert shown.status_code == 200
    assert 'value="Ветрова И. П."' in shown.text

    entered = guest.post("/sign-in", data={"token": token, "name": "Тихая О. Л."})
    assert entered.status_code == 303
    assert entered.headers["location"] == "/"
    cookie = next(c for c in entered.headers.get_list("set-cookie") if c.startswith(COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Тихая О. Л." in guest.get("/").text

    guest.cookies.clear()
    again = guest.post("/sign-in", data={"token": token, "name": "Другой"})
    assert again.status_code == 403
    assert "Эта ссылка больше не работает" in again.text
    assert guest.get("/").status_code == 401


def test_looking_at_the_link_does_not_use_it_up(app: FastAPI, guest: TestClient) -> None:
    token = token_of(app)
    for _ in range(3):
        assert guest.get("/sign-in", params={"token": token}).status_code == 200
    assert guest.post("/sign-in", data={"token": token, "name": "Т"}).status_code == 303


@pytest.mark.parametrize("token", ["x", "ы" * 50, "a" * 200])
def test_a_made_up_token_lets_nobody_in(guest: TestClient, token: str) -> None:
    assert guest.post("/sign-in", data={"token": token, "name": "Т"}).status_code == 403


@pytest.mark.parametrize("name", ["", "   ", "a" * 101, "a\x00b"])
def test_the_name_must_be_one_a_colleague_can_read(
    app: FastAPI, guest: TestClient, name: str
) -> None:
    answer = guest.post("/sign-in", data={"token": token_of(app), "name": name})
    assert answer.status_code == 422


def test_the_next_sign_in_suggests_the_name_given_before(app: FastAPI, guest: TestClient) -> None:
    guest.post("/sign-in", data={"token": token_of(app), "name": "Тихая О. Л."})
    guest.post("/sign-out")
    assert 'value="Тихая О. Л."' in guest.get("/sign-in", params={"token": token_of(app)}).text


def test_who_leaves_is_outside(client: TestClient) -> None:
    assert client.get("/").status_code == 200
    cookie = client.cookies[COOKIE]
    assert client.post("/sign-out").status_code == 303
    client.cookies.set(COOKIE, cookie)
    assert client.get("/").status_code == 401


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def test_a_link_lives_ten_minutes() -> None:
    clock = Clock()
    gate = Gate(clock)
    token, late = gate.issue_link(), gate.issue_link()
    clock.now += LINK_LIVES - timedelta(seconds=1)
    assert gate.enter(token, "Т") is not None
    clock.now += timedelta(seconds=1)
    assert not gate.is_open(late)
    assert gate.enter(late, "Т") is None


def test_a_session_ends_by_itself() -> None:
    clock = Clock()
    gate = Gate(clock)
    cookie = gate.open_session("Т", Role.PLANNER)
    assert gate.find(cookie) is not None
    clock.now += SESSION_LIVES
    assert gate.find(cookie) is None


def test_a_program_comes_in_with_its_token_only() -> None:
    gate = Gate(lambda: NOW, token="secret")  # noqa: S106 - a token of this test
    assert gate.is_program("Bearer secret")
    assert gate.is_program("bearer secret")
    for header in (None, "", "Bearer", "Bearer other", "Basic secret", "secret"):
        assert not gate.is_program(header)
    assert not Gate(lambda: NOW).is_program("Bearer ")
