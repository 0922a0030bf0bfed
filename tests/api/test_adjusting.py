"""Adjustments, scenarios and refusals over HTTP: documents, and refusals as problems."""

from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from tests.api.test_advice import schema

PLANS = "/api/v1/plans"
PLAN = f"{PLANS}/2026-1"


@pytest.fixture
def busy(fresh: TestClient) -> TestClient:
    """Give a client of an application with a draft."""
    assert fresh.post(PLANS, json={"school_year": "2026/2027"}).status_code == 201
    return fresh


def pair(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(PLAN).json()["assignments"][0]
    return found


def test_a_draft_with_adjustments_is_returned_whole(busy: TestClient) -> None:
    one = pair(busy)
    ban = f"ban:{one['leader']}:{one['mentee']}"
    answer = busy.post(f"{PLAN}/adjustments", json={"adjustments": [ban], "reason": "решили"})
    assert answer.status_code == 201
    assert (answer.json()["id"], answer.json()["status"]) == ("2026-2", "draft")
    pairs = {(line["leader"], line["mentee"]) for line in answer.json()["assignments"]}
    assert (one["leader"], one["mentee"]) not in pairs


def test_scenarios_are_kept_listed_drafted_and_dropped(busy: TestClient) -> None:
    one = pair(busy)
    body = {"name": "Запрет", "adjustments": [f"ban:{one['leader']}:{one['mentee']}"]}
    made = busy.post(f"{PLAN}/scenarios", json=body)
    assert made.status_code == 201
    assert (made.json()["id"], made.json()["name"]) == ("2026-1-s1", "Запрет")
    found = busy.get(f"{PLAN}/scenarios").json()
    jsonschema.validate(found, schema("scenarios"))
    assert [column["id"] for column in found["scenarios"]] == [None, "2026-1-s1"]
    assert busy.post(f"{PLAN}/scenarios", json=body).status_code == 409
    draft = busy.post("/api/v1/scenarios/2026-1-s1/draft", json={"reason": "выбрали"})
    assert (draft.status_code, draft.json()["id"]) == (201, "2026-2")
    assert busy.delete("/api/v1/scenarios/2026-1-s1").status_code == 200
    assert busy.delete("/api/v1/scenarios/2026-1-s1").json()["code"] == "scenario.unknown"


def test_a_refusal_is_shown_and_with_confirm_becomes_the_draft(busy: TestClient) -> None:
    one = pair(busy)
    body = {"leader": one["leader"], "mentee": one["mentee"], "reason": "письмо"}
    shown = busy.post(f"{PLAN}/refusals", json=body)
    assert (shown.status_code, shown.json()["kind"]) == (200, "refusal")
    jsonschema.validate(shown.json(), schema("refusal"))
    assert len(busy.get(PLANS).json()) == 1
    made = busy.post(f"{PLAN}/refusals", json={**body, "confirm": True})
    assert (made.status_code, made.json()["id"]) == (201, "2026-2")
    compared = busy.get(f"{PLAN}/comparison/2026-2").json()
    steps = compared["moved"] + compared["new"] + compared["ended"]
    assert len(steps) == shown.json()["moves"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/plans/2026-9/refusals", {"leader": "x", "reason": "р"}, 404, "plan.unknown"),
        ("/plans/2026-1/refusals", {"reason": "р"}, 422, "refuse.nobody"),
        ("/plans/2026-1/refusals", {"leader": "s-1"}, 422, None),
        (
            "/plans/2026-1/adjustments",
            {"adjustments": ["pin"], "reason": "р"},
            422,
            "adjust.unreadable",
        ),
        ("/plans/2026-1/adjustments", {"adjustments": [], "reason": "р"}, 422, None),
        ("/plans/2026-1/scenarios", {"name": "", "adjustments": ["ban:a:b"]}, 422, None),
        ("/scenarios/2026-1-s9/draft", {"reason": "р"}, 404, "scenario.unknown"),
    ],
)
def test_what_cannot_be_is_a_problem(
    busy: TestClient, path: str, body: dict[str, Any], status: int, code: str | None
) -> None:
    answer = busy.post(f"/api/v1{path}", json=body)
    assert answer.status_code == status
    assert code in (None, answer.json()["code"])


def test_who_may_only_read_decides_nothing(curator: TestClient, guest: TestClient) -> None:
    body = {"leader": "s-1", "reason": "р"}
    assert curator.post(f"{PLAN}/refusals", json=body).status_code == 403
    assert curator.delete("/api/v1/scenarios/2026-1-s1").status_code == 403
    assert guest.get(f"{PLAN}/scenarios").status_code == 401
