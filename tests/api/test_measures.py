"""Measures over HTTP: the document that the command writes."""

from fastapi.testclient import TestClient


def test_measures_are_told_with_their_lists(client: TestClient) -> None:
    found = client.get("/api/v1/measures", params={"window": 24}).json()
    assert found["window_months"] == 24
    assert len(found["reach"]["not_reached"]) == found["judged"] - found["reach"]["reached"]
    assert len(found["involvement"]["organisations"]) == found["judged"]
