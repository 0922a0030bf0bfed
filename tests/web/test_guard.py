"""The application answers this machine only, and changes nothing for another site's page."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.web.small import make_client

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "[", "192.168.0.5", "localhost.evil"]
)
@pytest.mark.parametrize("path", ["/", "/api/v1/organisations", "/static/app.js", "/health"])
def test_another_host_name_is_refused(client: TestClient, host: str, path: str) -> None:
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 403
    assert "СОШ" not in answer.text


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost:9", "LOCALHOST", "[::1]:8"]
)
def test_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "nonsense"},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/plans", "/api/v1/plans", "/sign-out", "/sign-in"])
def test_a_write_from_another_page_is_refused(
    client: TestClient, headers: dict[str, str], path: str
) -> None:
    answer = client.post(path, headers=headers, data={"school_year": "2026/2027"})
    assert answer.status_code == 403
    assert len(client.app.state.site.store.read().plans) == 1  # type: ignore[attr-defined]  # the tested application


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": "http://127.0.0.1"}],
)
def test_a_write_from_our_own_page_passes(fresh: TestClient, headers: dict[str, str]) -> None:
    answer = fresh.post("/plans", headers=headers, data={"school_year": "2026/2027"})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/organisations/x", "/api/v1/plans/x", "/health"]
)
def test_every_answer_carries_the_headers_that_close_it(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == STRICT
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


def test_a_refused_request_carries_them_too(guest: TestClient) -> None:
    answer = guest.get("/", headers={"host": "evil.example"})
    assert answer.headers["content-security-policy"] == STRICT


def test_the_map_page_runs_only_scripts_of_its_own_answer(client: TestClient) -> None:
    one, other = (client.get("/map/page") for _ in range(2))
    policy = one.headers["content-security-policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert len(nonce) >= 16
    assert "script-src 'nonce-" in policy
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]
    assert f'nonce="{nonce}"' in one.text
    assert policy != other.headers["content-security-policy"]


def test_static_files_may_be_kept_under_their_hash_only(guest: TestClient) -> None:
    kept = guest.get("/static/app.js?v=abc")
    assert "immutable" in kept.headers["cache-control"]
    assert guest.get("/static/app.js").headers["cache-control"] == "no-store"


def test_pages_are_given_the_font_of_the_map(guest: TestClient) -> None:
    sheet = guest.get("/static/tokens.css").text
    fonts = re.findall(r'url\("(fonts/[^"]+)"\)', sheet)
    assert len(fonts) == 2
    assert all(guest.get(f"/static/{font}").status_code == 200 for font in fonts)


@pytest.mark.parametrize(
    "path", ["/static/../main.py", "/static/%2e%2e/page.py", "/static//etc/passwd"]
)
def test_nothing_outside_the_static_folder_is_given(guest: TestClient, path: str) -> None:
    assert guest.get(path).status_code in {401, 404}


def test_what_nobody_foresaw_is_a_page_without_a_traceback(
    fresh_app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("api.web.pages.home.build_overview", fail)
    answer = make_client(fresh_app).get("/")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert "данные целы" in answer.text
