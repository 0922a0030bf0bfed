"""Proposals of new ties over HTTP: the document of their schema, and refusals."""

import jsonschema
import pytest
from fastapi.testclient import TestClient

from tests.api.test_advice import schema

REPAIR = "/api/v1/repair"


@pytest.mark.parametrize("goal", ["reach_leader", "connected", "hops"])
def test_a_proposal_is_as_its_schema_says(client: TestClient, goal: str) -> None:
    answer = client.get(REPAIR, params={"goal": goal, "minimise": "ties", "capacity": 2})
    assert answer.status_code == 200
    jsonschema.validate(answer.json(), schema("repair"))
    assert (answer.json()["goal"], answer.json()["capacity"]) == (goal, 2)
    limits = {"window": 36, "max_km": 5, "leader_capacity": 1, "neighbours": 3, "hops": 1}
    narrow = client.get(REPAIR, params={"goal": goal, **limits}).json()
    assert narrow["window_months"] == 36
    assert all(tie["km"] <= 5 for tie in narrow["ties"])


@pytest.mark.parametrize("asked", [{}, {"goal": "peace"}, {"goal": "hops", "hops": 0}])
def test_what_cannot_be_asked_is_refused(client: TestClient, asked: dict[str, str]) -> None:
    assert client.get(REPAIR, params=asked).status_code == 422


ACCEPT = {"goal": "connected", "reason": "решили на совещании"}


def test_accepting_is_shown_and_then_stored(fresh: TestClient) -> None:
    shown = fresh.post(REPAIR, json=ACCEPT).json()
    assert (shown["chosen"], shown["without_tie"]) == (2, {"now": 3, "at_once": 3, "after": 1})
    assert "revision" not in shown
    jsonschema.validate(shown, schema("acceptance"))
    stored = fresh.post(REPAIR, json={**ACCEPT, "confirm": True, "revision": 1}).json()
    assert (stored["revision"], stored["plan"]) == (2, None)
    jsonschema.validate(stored, schema("acceptance"))
    assert [(tie["from"], tie["to"]) for tie in stored["ties"]] == [("s-10", "s-4"), ("s-2", "s-4")]


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"revision": 0}, 409, "accept.stale"),
        ({"ties": ["s-1:s-2"]}, 422, "accept.not_proposed"),
        ({"ties": []}, 422, "accept.none_chosen"),
        ({"confirm": True, "reason": " "}, 422, "change.no_reason"),
    ],
)
def test_what_cannot_be_accepted_is_refused(
    fresh: TestClient, changed: dict[str, object], status: int, code: str
) -> None:
    answer = fresh.post(REPAIR, json={**ACCEPT, **changed})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert fresh.get("/api/v1/changes").json()["changes"][0]["revision"] == 1


def test_only_who_plans_accepts(curator: TestClient) -> None:
    assert curator.post(REPAIR, json=ACCEPT).status_code == 200
    assert curator.post(REPAIR, json={**ACCEPT, "confirm": True}).status_code == 403
