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
