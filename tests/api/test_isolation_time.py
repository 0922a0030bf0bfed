"""Isolation in time over HTTP: documents of their schemas, bad days as problems."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from fastapi.testclient import TestClient

from graph.model.event import Event
from graph.model.ids import EventId, OrganisationId
from tests.tools.source import ROOT
from tests.web.small import make_app, make_client, make_store, small_records

API = "/api/v1/isolation"


@pytest.mark.parametrize(
    ("asked", "schema"),
    [
        ("/soon", "soon"),
        ("/ahead?until=2027-04-01", "ahead"),
        ("/trend", "trend"),
        ("/compared?with=2026-03-01", "compared"),
        ("/compared?with=2028-01-01", "compared"),
        ("/soon?as_of=1995-01-01", "soon"),
    ],
)
def test_documents_are_as_their_schemas_say(client: TestClient, asked: str, schema: str) -> None:
    path = Path(ROOT, "tests", "schemas", f"isolation_{schema}.schema.json")
    document = client.get(API + asked).json()
    jsonschema.validate(document, json.loads(path.read_text(encoding="utf-8")))
    assert not [text for text in document["texts"] if "isolation_time." in text or "{" in text]


def test_a_pair_that_ends_is_told_with_its_day(client: TestClient) -> None:
    found = client.get(f"{API}/soon").json()
    assert found["counts"]["ending"] == 2
    papers = next(
        row["evidence"]["ending"]["papers"]
        for row in found["organisations"]
        if row["organisation"] == "s-2"
    )
    assert [(one["paper"], one["ends_on"], one["is_last"]) for one in papers] == [
        ("pair", "2026-09-01", False)
    ]
    assert client.get(f"{API}/soon", params={"days": 1}).json()["counts"]["ending"] == 0


def test_a_meeting_that_is_only_planned_saves_nobody(client: TestClient) -> None:
    found = client.get(f"{API}/ahead", params={"until": "2027-04-01"}).json()
    assert {fall["organisation"]: fall["on"] for fall in found["falls"]} == {
        "s-1": "2027-03-11",
        "s-2": "2027-03-11",
        "s-3": "2027-03-11",
    }


def test_two_days_tell_who_came_back_and_by_what(client: TestClient) -> None:
    found = client.get(f"{API}/compared", params={"with": "2026-03-01"}).json()
    back = {one["organisation"]: one["causes"] for one in found["came_back"]}
    assert back.keys() == {"s-1", "s-2", "s-3"}
    assert (back["s-3"][0]["kind"], back["s-3"][0]["event"]) == ("event_held", "e-1")


@pytest.mark.parametrize(
    "asked",
    [
        "/ahead",
        "/ahead?until=2026-08-01",
        "/ahead?until=2090-01-01",
        "/ahead?until=yesterday",
        "/trend?months=0",
        "/trend?months=1000",
        "/soon?days=0",
        "/compared",
        "/compared?with=1800-01-01",
    ],
)
def test_a_day_that_does_not_fit_is_a_problem(client: TestClient, asked: str) -> None:
    answer = client.get(API + asked)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert "isolation_time." not in answer.json()["detail"]


def test_the_report_of_a_later_day_counts_no_event_to_come(tmp_path: Path) -> None:
    later = Event(
        id=EventId("e-9"),
        date=date(2026, 12, 1),
        name="Внесено заранее, без отметки",
        host=OrganisationId("s-1"),
        participants=((OrganisationId("s-2"), None),),
    )
    client = make_client(make_app(make_store(tmp_path, [*small_records(), later])))
    report = client.get(API, params={"as_of": "2027-04-01"}).json()
    ahead = client.get(f"{API}/ahead", params={"until": "2027-04-01"}).json()
    assert report["findings"] == ahead["isolation"]["findings"]
    assert "K2" in {
        kind for one in report["findings"] if one["organisation"] == "s-2" for kind in one["kinds"]
    }
