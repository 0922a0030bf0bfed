"""Drills over HTTP: the documents that the command writes, and refusals as problems."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from fastapi.testclient import TestClient

from api.dependencies import read
from api.drills import drill_document_on, single_ties_on
from graph.model.changes import Action, Change
from graph.model.ids import Revision
from services.drills.workflow import DrillAsked
from tests.tools.source import ROOT
from tests.web.small import TODAY, context, make_app, make_store

AT = "/api/v1/drills"
SCHEMA = json.loads((ROOT / "tests/schemas/drill.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/leader/s-1",
        "/curator/k-1",
        "/service/ts",
        "/organisation/s-2",
        "/tie/s-1:s-3",
    ],
)
def test_every_document_is_as_its_schema_says(client: TestClient, path: str) -> None:
    answer = client.get(AT + path)
    assert answer.status_code == 200, answer.text
    jsonschema.validate(answer.json(), SCHEMA)


def test_all_losses_and_each_one_are_told(client: TestClient) -> None:
    found = client.get(AT).json()
    assert (found["kind"], found["hops"], found["window_months"]) == ("all", 2, 12)
    leader = found["ranking"]["leaders"][0]
    one = client.get(f"{AT}/leader/{leader['organisation']}").json()
    assert (one["counts"]["near"], one["counts"]["way"]) == (leader["near"], leader["way"])
    assert one["emergency"]["texts"] == one["texts"][-len(one["emergency"]["texts"]) :]


def test_a_plan_is_saved_from_a_leader_that_leaves(client: TestClient) -> None:
    found = client.get(f"{AT}/leader/s-1", params={"plan": "2026-1"}).json()["emergency"]
    assert found["pairs"]["plan"] == "2026-1"
    assert found == client.get(f"{AT}/leader/s-1").json()["emergency"]


def test_who_is_not_known_is_a_problem(client: TestClient) -> None:
    assert client.get(f"{AT}/leader/zz").status_code == 404
    assert client.get(f"{AT}/tie/zz").status_code == 422
    assert client.get(f"{AT}/nothing/s-1").status_code == 422


def test_a_day_and_a_window_are_taken(client: TestClient) -> None:
    found = client.get(AT, params={"as_of": "2026-03-01", "window": 6, "hops": 3}).json()
    assert (found["as_of"], found["window_months"], found["hops"]) == ("2026-03-01", 6, 3)


def test_a_drill_is_of_the_network_that_was_read_though_a_newer_one_is_stored(
    tmp_path: Path,
) -> None:
    store = make_store(tmp_path)
    reading = read(make_app(store).state.site, TODAY)
    one = reading.network.organisation("s-1")
    renamed = Change(before=one, after=replace(one, name="Переименованная школа"))
    ctx = context()
    store.apply(ctx.decision(Action.EDIT, [renamed], reason="новое имя"), based_on=Revision(1))
    asked = DrillAsked(kind=None, of="", day=TODAY, hops=2)
    found = drill_document_on(reading, asked, ctx)
    assert found["network_revision"] == 1
    assert [(list(row.tie), row.way) for row in single_ties_on(reading, asked)] == [
        (row["tie"], row["way"]) for row in found["ranking"]["ties"]
    ]
