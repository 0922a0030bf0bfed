"""Advice and comparison over HTTP: the documents of their schemas, and refusals as problems."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from tests.tools.source import ROOT

PLAN = "/api/v1/plans/2026-1"


def schema(name: str) -> Any:
    path = Path(ROOT, "tests", "schemas", f"{name}.schema.json")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"kind": "places"},
        {"kind": "budget", "budget": 2},
        {"kind": "without", "organisation": "s-1"},
        {"kind": "help", "organisation": "s-4"},
        {"kind": "learn"},
        {"kind": "stability"},
        {"kind": "fairness"},
        {"kind": "shortage"},
    ],
)
def test_advice_is_as_its_schema_says(client: TestClient, asked: dict[str, Any]) -> None:
    answer = client.get(f"{PLAN}/advice", params=asked)
    assert answer.status_code == 200
    jsonschema.validate(answer.json(), schema("advice"))
    assert answer.json()["kind"] == asked.get("kind", "places")


def test_a_plan_compared_with_itself_keeps_everything(client: TestClient) -> None:
    found = client.get(f"{PLAN}/comparison/2026-1").json()
    jsonschema.validate(found, schema("comparison"))
    assert found["kept"] == len(client.get(PLAN).json()["assignments"])
    assert found["moved"] == found["new"] == found["ended"] == []


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/advice?kind=budget", 422, "advice.no_number"),
        ("/advice?kind=budget&budget=0", 422, "advice.budget_range"),
        ("/advice?kind=without", 422, "advice.no_organisation"),
        ("/advice?kind=help", 422, "advice.no_mentee"),
        ("/advice?kind=help&organisation=zz", 404, "organisation.unknown"),
        ("/advice?kind=without&organisation=s-4", 422, "advice.no_leader"),
        ("/advice?kind=without&organisation=zz", 404, "organisation.unknown"),
        ("/comparison/2026-9", 404, "plan.unknown"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(
    client: TestClient, path: str, status: int, code: str
) -> None:
    answer = client.get(PLAN + path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("path", ["/advice", "/comparison/2026-1"])
def test_a_guest_is_told_nothing(guest: TestClient, path: str) -> None:
    assert guest.get(PLAN + path).status_code == 401
