"""A plan changes on its pages: adjusted, kept as a scenario, refused; each with its reason."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.dependencies import get_compute
from graph.model.choices import Rule
from graph.network import Network
from services.assignment.job import PlanJob, plan_and_check
from services.assignment.planned import PlannedAssignment
from tests.web.test_pages import words

BAN = "ban:s-1:s-2:d-1"
SCENARIO = {"try": BAN, "name": "Без СОШ № 1", "reason": "обсуждаем"}


@pytest.fixture
def planned(fresh: TestClient) -> TestClient:
    fresh.post("/plans", data={"school_year": "2026/2027"})
    return fresh


def newest(app: FastAPI) -> Network:
    network: Network = app.state.site.store.read()
    return network


def leader_of(network: Network, plan: str, mentee: str) -> str | None:
    found = [one for one in network.lines_of("assignment", plan) if one.mentee == mentee]
    return found[0].leader if found else None


def test_what_is_tried_becomes_a_draft_with_its_reason(
    planned: TestClient, fresh_app: FastAPI
) -> None:
    made = planned.post("/plans/2026-1/adjust", data={"try": BAN, "reason": "разные подходы"})
    assert made.headers["location"] == "/plans/2026-2?done=drafted"
    network = newest(fresh_app)
    (ban,) = network.restrictions
    assert (ban.rule, ban.reason) == (Rule.FORBID, "разные подходы")
    assert leader_of(network, "2026-1", "s-2") == "s-1"
    assert leader_of(network, "2026-2", "s-2") == "s-10"


@pytest.mark.parametrize("missing", ["reason", "try"])
def test_a_draft_without_reason_or_anything_tried_is_refused(
    planned: TestClient, fresh_app: FastAPI, missing: str
) -> None:
    before = newest(fresh_app).revision
    data = {"try": BAN, "reason": "разные подходы"}
    assert planned.post("/plans/2026-1/adjust", data={**data, missing: ""}).status_code == 422
    assert newest(fresh_app).revision == before


def test_a_scenario_is_kept_compared_and_dropped(planned: TestClient, fresh_app: FastAPI) -> None:
    kept = planned.post("/plans/2026-1/scenarios", data=SCENARIO)
    assert kept.headers["location"] == "/plans/2026-1/scenarios?done=scenario_kept"
    assert "Сценарий сохранён" in words(planned.get(kept.headers["location"]).text)
    shown = words(planned.get("/plans/2026-1/scenarios?now=1").text)
    assert "План 2026-1 Без СОШ № 1" in shown
    assert "8. Сохранить работающие пары 1 0" in shown
    assert "Лидер другой 0 2" in shown
    page = planned.get("/plans/2026-1").text
    assert "Без СОШ № 1" in words(page)
    assert "/plans/2026-1?try=ban%3As-1%3As-2%3Ad-1#try" in page
    (scenario,) = newest(fresh_app).scenarios
    gone = planned.post(
        f"/plans/2026-1/scenarios/{scenario.id}/drop", data={"reason": "не подошёл"}
    )
    assert gone.headers["location"] == "/plans/2026-1/scenarios?done=scenario_dropped"
    assert not len(newest(fresh_app).scenarios)
    assert "Сценариев пока нет" in words(planned.get("/plans/2026-1/scenarios").text)


def test_a_scenario_becomes_the_draft(planned: TestClient, fresh_app: FastAPI) -> None:
    planned.post("/plans/2026-1/scenarios", data=SCENARIO)
    (scenario,) = newest(fresh_app).scenarios
    made = planned.post(
        f"/plans/2026-1/scenarios/{scenario.id}/draft", data={"reason": "так решили"}
    )
    assert made.headers["location"] == "/plans/2026-2?done=drafted"
    assert leader_of(newest(fresh_app), "2026-2", "s-2") == "s-10"


@pytest.mark.parametrize("act", ["draft", "drop"])
def test_a_scenario_of_another_plan_is_not_found_at_this_one(
    planned: TestClient, fresh_app: FastAPI, act: str
) -> None:
    planned.post("/plans", data={"school_year": "2026/2027"})
    planned.post("/plans/2026-2/scenarios", data=SCENARIO)
    before = newest(fresh_app).revision
    data = {"reason": "так решили"}
    answer = planned.post(f"/plans/2026-1/scenarios/2026-2-s1/{act}", data=data)
    assert answer.status_code == 404
    assert "У плана 2026-1 сценария 2026-2-s1 нет" in words(answer.text)
    assert newest(fresh_app).revision == before


def test_two_scenarios_of_one_name_are_refused(planned: TestClient) -> None:
    planned.post("/plans/2026-1/scenarios", data=SCENARIO)
    again = planned.post("/plans/2026-1/scenarios", data=SCENARIO)
    assert again.status_code == 409
    assert "Без СОШ № 1" in words(again.text)


def test_a_refusal_shows_the_replacement_before_anything_is_stored(
    planned: TestClient, fresh_app: FastAPI
) -> None:
    who = {"leader": "s-1", "mentee": "s-2", "direction": "d-1"}
    before = newest(fresh_app).revision
    asks = words(planned.get("/plans/2026-1/refuse", params=who).text)
    assert "Отказ: СОШ № 1 — СОШ № 2" in asks
    typed = {**who, "reason": "школа просит другого лидера", "until": "01.02.2027"}
    shown = words(planned.get("/plans/2026-1/refuse", params=typed).text)
    assert "Замена с наименьшим числом перемен" in shown
    assert "01.02.2027" in shown
    assert "СОШ № 10" in shown
    assert newest(fresh_app).revision == before
    made = planned.post("/plans/2026-1/refuse", data=typed)
    assert made.headers["location"] == "/plans/2026-2?done=refused"
    assert "Отказ записан" in words(planned.get(made.headers["location"]).text)
    (ban,) = newest(fresh_app).restrictions
    assert f"{ban.until:%d.%m.%Y}" == "01.02.2027"
    assert leader_of(newest(fresh_app), "2026-2", "s-2") == "s-10"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"reason": ""}, "причин"),
        ({"reason": "занят", "until": "завтра"}, "«завтра» — не дата"),
        ({"reason": "занят", "until": "01.01.2020"}, "01.01.2020"),
    ],
)
def test_a_refusal_without_reason_or_with_a_wrong_day_keeps_what_is_typed(
    planned: TestClient, typed: dict[str, str], told: str
) -> None:
    who = {"leader": "s-1", "mentee": "s-2", "direction": "d-1"}
    field = "until" if "until" in typed else "reason"
    for answer in (
        planned.get("/plans/2026-1/refuse", params={**who, **typed}),
        planned.post("/plans/2026-1/refuse", data={**who, **typed}),
    ):
        assert answer.status_code == 422
        assert told in words(answer.text)
        assert re.findall(r'id="(\w+)-fault"', answer.text) == [field]
        assert f'value="{typed["reason"]}"' in answer.text
        assert f'value="{typed.get("until", "")}"' in answer.text


def test_a_refusal_that_no_day_can_mend_is_said_of_the_whole_form(planned: TestClient) -> None:
    typed = {"leader": "s-1", "mentee": "s-3", "direction": "d-2", "reason": "занят"}
    for answer in (
        planned.get("/plans/2026-1/refuse", params=typed),
        planned.post("/plans/2026-1/refuse", data=typed),
    ):
        assert answer.status_code == 422
        assert "нет такой пары" in words(answer.text)
        assert "-fault" not in answer.text
        assert 'value="занят"' in answer.text


def test_a_new_plan_is_kept_close_to_another(planned: TestClient, fresh_app: FastAPI) -> None:
    planned.post("/plans/2026-1/adjust", data={"try": BAN, "reason": "разные подходы"})
    data = {"school_year": "2026/2027", "max_changes": "0", "base": "2026-2"}
    made = planned.post("/plans", data=data)
    assert made.headers["location"] == "/plans/2026-3?done=drafted"
    network = newest(fresh_app)
    assert leader_of(network, "2026-3", "s-2") == leader_of(network, "2026-2", "s-2")
    wrong = planned.post("/plans", data={**data, "max_changes": "мало"})
    assert wrong.status_code == 422
    assert "введено «мало»" in words(wrong.text)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/plans/2026-1/adjust", {"try": BAN, "reason": "п"}),
        ("/plans/2026-1/scenarios", SCENARIO),
        ("/plans/2026-1/scenarios/x/draft", {"reason": "п"}),
        ("/plans/2026-1/scenarios/x/drop", {"reason": "п"}),
        ("/plans/2026-1/refuse", {"leader": "s-1", "reason": "п"}),
    ],
)
def test_who_may_only_read_decides_nothing(
    curator: TestClient, fresh_app: FastAPI, path: str, data: dict[str, str]
) -> None:
    before = newest(fresh_app).head
    assert curator.post(path, data=data).status_code == 403
    assert newest(fresh_app).head == before


@pytest.mark.parametrize(
    ("method", "page", "data"),
    [
        ("POST", "/plans/2026-1/adjust", {"try": BAN, "reason": "разные подходы"}),
        ("POST", "/plans/2026-1/scenarios", {**SCENARIO, "name": "Ещё один"}),
        ("GET", "/plans/2026-1/scenarios?now=1", {}),
        ("POST", "/plans/2026-1/scenarios/2026-1-s1/draft", {"reason": "выбрали"}),
        ("GET", "/plans/2026-1/refuse?leader=s-1&mentee=s-2&reason=отказ", {}),
        ("POST", "/plans/2026-1/refuse", {"leader": "s-1", "mentee": "s-2", "reason": "отказ"}),
    ],
)
def test_whatever_plans_anew_is_calculated_as_long_plans_are(
    planned: TestClient, fresh_app: FastAPI, method: str, page: str, data: dict[str, str]
) -> None:
    planned.post("/plans/2026-1/scenarios", data=SCENARIO)
    jobs: list[PlanJob] = []

    def heard(job: PlanJob) -> PlannedAssignment:
        jobs.append(job)
        return plan_and_check(job, lambda: 0)

    fresh_app.dependency_overrides[get_compute] = lambda: heard
    assert planned.request(method, page, data=data).status_code in {200, 303}
    assert jobs
