"""Every refusal of every route is a problem document that repeats nothing of what was sent."""

import inspect
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import graph.errors
from api.problems import MEDIA_TYPE, STATUS
from graph.errors import MethodNetError
from tests.tools.sentences import sentences
from tests.web.small import make_app, make_client, make_store

SECRET = "sEcReT-vAlUe"  # noqa: S105 - what must not come back
NASTY: list[Any] = [
    None,
    True,
    0,
    -1,
    2**31,
    2**63,
    10**30,
    3.5,
    "",
    "a" * 600,
    "a" * 100_000,
    "nul\x00",
    "\uffff",
    "́" * 1000,
    "\u202eabc",
    "3.0",
    "{}",
    [],
    ["2026/2027"],
    {},
    {"a": 1},
    "../../etc/passwd",
    "'; DROP TABLE plan; --",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "<script>alert(1)</script>",
]
RAW = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'"text"',
    b'{"reason": NaN}',
    b'{"reason": Infinity}',
    b'{"reason": "\\ud800"}',
    b'{"school_year": "\\udfff"}',
    b'{"reason": 1e400}',
    b'{"reason": "a", "reason": "b", "unknown": 1}',
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"\xff\xfe",
    b'{"reason": ' + b"9" * 6000 + b"}",
]


@pytest.fixture(scope="module")
def anyone(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return make_client(make_app(make_store(tmp_path_factory.mktemp("problems"))))


def operations(app: FastAPI) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, item in app.openapi()["paths"].items()
        for method, operation in item.items()
    ]


def check(answer: Any, *, declared: set[str] | None = None) -> None:
    """Assert that an answer is no failure of ours, and a problem document if it refuses."""
    assert answer.status_code < 500, answer.text
    if declared is not None:
        assert str(int(answer.status_code)) in declared
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == MEDIA_TYPE
        body = answer.json()
        assert {"type", "title", "status", "code", "detail"} <= set(body)
        assert body["status"] == answer.status_code
        assert body["type"] == f"/problems/{body['code']}"
        assert body["code"] in sentences()
        assert body["detail"] != body["code"]
        for word in ("Traceback", 'File "', "sqlite3", "/work", SECRET):
            assert word not in answer.text


def filled(path: str, value: str) -> str:
    return re.sub(r"\{\w+\}", lambda _: value, path)


def test_every_class_of_refusal_has_a_status() -> None:
    classes = {
        one
        for _, one in inspect.getmembers(graph.errors, inspect.isclass)
        if issubclass(one, MethodNetError)
    }
    assert classes <= set(STATUS)
    assert all(f"web.problem.{int(status)}" in sentences() for status in STATUS.values())


def test_every_route_declares_its_refusals(app: FastAPI) -> None:
    for method, path, operation in operations(app):
        declared = set(operation["responses"])
        if path == "/health":
            continue
        assert {"401", "403", "422"} <= declared, path
        if "{" in path:
            assert "404" in declared, path
        if method == "post":
            assert {"400", "403"} <= declared, path
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                assert MEDIA_TYPE in answer["content"], (path, status)


def test_the_document_names_the_problem_and_the_ways_in(app: FastAPI) -> None:
    document = app.openapi()
    assert "Problem" in document["components"]["schemas"]
    assert set(document["components"]["securitySchemes"]) == {"token", "session"}
    assert "HTTPValidationError" not in json.dumps(document)
    assert all(
        operation["summary"] and operation.get("description") for _, _, operation in operations(app)
    )


def test_every_route_refuses_a_guest_alike(app: FastAPI, guest: TestClient) -> None:
    for method, path, operation in operations(app):
        if path != "/health":
            answer = guest.request(method, filled(path, "1"), json={})
            assert answer.status_code == 401, path
            check(answer, declared=set(operation["responses"]))


def test_what_is_not_there_is_a_problem_too(client: TestClient) -> None:
    for path in ("/api/v1/nothing", "/api/", "/api/v1/plans/x/y/z"):
        answer = client.get(path)
        assert answer.status_code == 404
        check(answer)
    answer = client.delete("/api/v1/plans")
    assert answer.status_code == 405
    check(answer)


@pytest.mark.parametrize("value", NASTY, ids=lambda value: repr(value)[:24])
def test_no_field_of_a_body_breaks_the_application(anyone: TestClient, value: Any) -> None:
    app = anyone.app
    assert isinstance(app, FastAPI)
    for method, path, operation in operations(app):
        if method != "post" or "requestBody" not in operation:
            continue
        schema = next(iter(operation["requestBody"]["content"].values()))["schema"]
        model = schema.get("$ref", "").rpartition("/")[2]
        fields = app.openapi()["components"]["schemas"].get(model, {}).get("properties", {})
        for name in fields:
            answer = anyone.post(filled(path, "1"), json={name: value})
            check(answer, declared={*operation["responses"]})


@pytest.mark.parametrize("body", RAW, ids=lambda body: repr(body)[:24])
def test_no_body_breaks_the_application(anyone: TestClient, body: bytes) -> None:
    app = anyone.app
    assert isinstance(app, FastAPI)
    for method, path, operation in operations(app):
        if method == "post":
            answer = anyone.post(
                filled(path, "1"), content=body, headers={"content-type": "application/json"}
            )
            check(answer, declared={*operation["responses"]})
            assert answer.status_code >= 400


@pytest.mark.parametrize("value", [v for v in NASTY if isinstance(v, str | int | float)], ids=repr)
def test_no_parameter_of_an_address_breaks_the_application(
    anyone: TestClient, value: str | float
) -> None:
    app = anyone.app
    assert isinstance(app, FastAPI)
    text = str(value)[:5000]
    for method, path, operation in operations(app):
        if method != "get":
            continue
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "query":
                answer = anyone.get(filled(path, "s-1"), params={parameter["name"]: text})
                check(answer) if answer.status_code >= 400 else None


@pytest.mark.parametrize(
    "code", ["%00", "%ff", "%ED%A0%80", "%2e%2e", "a" * 300, "%F0%9F%98%80", "%0a", "s-1%2F.."]
)
def test_no_code_in_a_path_breaks_the_application(anyone: TestClient, code: str) -> None:
    app = anyone.app
    assert isinstance(app, FastAPI)
    for method, path, _ in operations(app):
        if "{" in path:
            answer = anyone.request(method, filled(path, code), json={})
            assert answer.status_code < 500


def test_a_refused_value_is_never_repeated(anyone: TestClient) -> None:
    for body in ({"school_year": [SECRET]}, {"reason": SECRET * 100}, {SECRET: 1}):
        answer = anyone.post("/api/v1/plans", json=body)
        assert answer.status_code == 422
        assert SECRET not in answer.text


def chunks() -> Iterator[bytes]:
    """Give 33 MiB without saying how much it will be."""
    for _ in range(33):
        yield b"0" * 1024 * 1024


def test_a_body_that_is_too_large_is_refused(anyone: TestClient) -> None:
    large = b"0" * (33 * 1024 * 1024)
    for path in ("/api/v1/imports", "/api/v1/plans"):
        answer = anyone.post(path, files={"file": ("a.xlsx", large)})
        assert answer.status_code == 413
        check(answer)
    assert anyone.post("/import", files={"file": ("a.xlsx", large)}).status_code == 413


def test_a_body_that_hides_its_length_is_refused_too(anyone: TestClient) -> None:
    headers = {"content-type": "application/json"}
    answer = anyone.post("/api/v1/plans", content=chunks(), headers=headers)
    assert answer.status_code == 413
    check(answer)
