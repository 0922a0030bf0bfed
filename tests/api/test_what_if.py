"""What-ifs over HTTP, and the prepared plans that make them quick."""

from functools import partial
from threading import Thread
from typing import Any, cast

import jsonschema
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.prepared_plans import KEPT, PreparedPlans
from services.assignment import job as jobs
from services.assignment.adjustment import MOST_ADJUSTMENTS
from services.assignment.whatif.prepared import WhatIfBase
from tests.api.test_advice import schema

PLAN = "/api/v1/plans/2026-1"


@pytest.fixture
def busy(fresh: TestClient) -> TestClient:
    """Give a client of an application with a draft."""
    assert fresh.post("/api/v1/plans", json={"school_year": "2026/2027"}).status_code == 201
    return fresh


def first_pair(client: TestClient) -> tuple[str, str, str]:
    line = client.get(PLAN).json()["assignments"][0]
    return line["leader"], line["mentee"], line["direction"]


def test_several_adjustments_are_one_question(client: TestClient) -> None:
    leader, mentee, way = first_pair(client)
    tries = [f"pin:{leader}:{mentee}:{way}", f"places:{leader}:{way}:+1"]
    answer = client.get(f"{PLAN}/what-if", params={"try": tries})
    assert answer.status_code == 200
    jsonschema.validate(answer.json(), schema("what_if"))
    assert answer.json()["adjustments"] == tries


def test_other_leaders_are_one_kind_of_advice(client: TestClient) -> None:
    leader, mentee, way = first_pair(client)
    asked = {"kind": "alternatives", "organisation": mentee, "direction": way}
    answer = client.get(f"{PLAN}/advice", params=asked)
    assert answer.status_code == 200
    jsonschema.validate(answer.json(), schema("advice"))
    assert answer.json()["needs"][0]["leader"] == leader


def test_the_second_question_does_not_prepare_the_plan_again(
    client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader, _, way = first_pair(client)
    one = client.get(f"{PLAN}/what-if", params={"try": f"places:{leader}:{way}:+1"})
    monkeypatch.setattr("services.assignment.whatif.workflow.base_of", None)
    again = client.get(f"{PLAN}/what-if", params={"try": f"places:{leader}:{way}:+1"})
    assert one.json() == again.json()
    assert len(app.state.site.prepared) == 1


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/what-if?try=pin", 422, "adjust.unreadable"),
        ("/what-if?try=pin:zz:zz", 404, "organisation.unknown"),
        ("/advice?kind=alternatives", 422, "whatif.no_mentee"),
        ("/advice?kind=alternatives&organisation=zz", 404, "organisation.unknown"),
    ],
)
def test_what_cannot_be_tried_is_a_problem(
    client: TestClient, path: str, status: int, code: str
) -> None:
    answer = client.get(PLAN + path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_nothing_to_try_is_a_problem_and_a_guest_is_told_nothing(
    client: TestClient, guest: TestClient
) -> None:
    assert client.get(f"{PLAN}/what-if").status_code == 422
    assert guest.get(f"{PLAN}/what-if?try=pin:a:b").status_code == 401


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("/what-if?try=places:s-1:d-1:%2B1", "methodnet whatif 2026-1"),
        ("/advice", "methodnet advise 2026-1"),
        ("/advice?kind=alternatives&organisation=s-4", "methodnet advise 2026-1"),
    ],
)
def test_where_an_answer_takes_long_the_command_that_gives_it_is_named(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str, command: str
) -> None:
    monkeypatch.setattr(jobs, "LONG_FROM", 0)
    answer = client.get(PLAN + path)
    assert (answer.status_code, answer.json()["code"]) == (409, "advice.too_large")
    assert answer.json()["detail"].endswith(f"{command}.")


def test_as_many_are_tried_as_may_be_kept_and_no_more(busy: TestClient) -> None:
    too_many = [f"ban:s-1:x-{i}" for i in range(MOST_ADJUSTMENTS + 1)]
    told = []
    for some in (too_many, []):
        body = {"adjustments": some, "reason": "р", "name": "Много"}
        kept = busy.post(f"{PLAN}/scenarios", json=body)
        del body["name"]
        drafted = busy.post(f"{PLAN}/adjustments", json=body)
        told += [kept, drafted]
    told.append(busy.get(f"{PLAN}/what-if", params={"try": too_many}))
    assert {(one.status_code, one.json()["code"]) for one in told} == {(422, "adjust.how_many")}
    assert len({one.json()["detail"] for one in told}) == 1
    few = busy.get(f"{PLAN}/what-if", params={"try": ["ban:s-1:s-2"] * MOST_ADJUSTMENTS})
    assert few.status_code == 200


def base(name: str) -> WhatIfBase:
    return cast("WhatIfBase", name)


def test_few_plans_are_kept_and_the_longest_unasked_goes_first() -> None:
    plans = PreparedPlans()
    for name in "abc":
        plans.keep(name, partial(base, name))
    assert plans.keep("a", lambda: base("new")) == base("a")
    plans.keep("d", lambda: base("d"))
    assert len(plans) == KEPT
    assert plans.keep("b", lambda: base("new")) == base("new")
    assert plans.keep("a", lambda: base("new")) == base("a")


def test_two_who_ask_at_once_wait_for_one_preparation() -> None:
    plans, made = PreparedPlans(), list[Any]()

    def make() -> WhatIfBase:
        made.append(1)
        return base("a")

    threads = [Thread(target=plans.keep, args=("a", make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_a_preparation_that_fails_is_tried_again() -> None:
    plans = PreparedPlans()
    with pytest.raises(ZeroDivisionError):
        plans.keep("a", lambda: base(str(1 // 0)))
    assert plans.keep("a", lambda: base("a")) == base("a")
