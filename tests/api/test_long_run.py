"""A long plan in a process of its own: what is heard of it, what it gives, how it is stopped."""

import json
import multiprocessing
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Self

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI

from api.clock import clock_ms
from api.long_run import compute_plan
from graph.errors import ConflictError, InputError
from graph.model.ids import PlanId
from graph.texts import Message
from graph.valid_time import first_day
from services.assignment import job as jobs
from services.assignment.job import PlanJob, plan_and_check
from services.assignment.planned import PlannedAssignment
from services.assignment.progress import silent
from services.assignment.side_rules import Changes
from services.policy import shipped_policy
from tests.tools.plan_networks import MUNICIPALITY, REGION, YEAR, made_up

STAGES = ("begun", "pairs", "goals", "reasons", "lines", "reading", "check_pairs")
SOON_S = 2.0


def job_of(year: str = YEAR, *, large: bool = False) -> PlanJob:
    return PlanJob(
        network=made_up(REGION if large else MUNICIPALITY, 1),
        policy=shipped_policy(),
        school_year=type(YEAR)(year),
        day=first_day(YEAR),
        scope="region",
        id_=PlanId("p"),
    )


def stays() -> bool:
    return False


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Call every plan long, and look that no process is left behind."""
    monkeypatch.setattr(jobs, "LONG_FROM", 0)
    yield
    assert multiprocessing.active_children() == []


def computed(job: PlanJob) -> tuple[PlannedAssignment, list[Message]]:
    heard: list[Message] = []
    return compute_plan(job, tell=heard.append, is_gone=stays), heard


@pytest.mark.usefixtures("long")
def test_a_process_of_its_own_makes_the_same_plan_and_tells_where_it_is() -> None:
    job = job_of()
    plan, heard = computed(job)
    assert plan == plan_and_check(job, clock_ms)
    codes = list(dict.fromkeys(said.code.removeprefix("progress.") for said in heard))
    assert [code for code in codes if code in STAGES] == list(STAGES)


def test_a_short_plan_starts_no_process_and_says_nothing() -> None:
    job = job_of()
    assert not job.is_long
    assert computed(job)[1] == []


def test_from_a_district_on_and_with_side_rules_in_a_region_a_plan_is_long() -> None:
    region = job_of(large=True)
    assert not region.is_long
    assert replace(region, changes=Changes(most=3, base="b", leaders={})).is_long
    assert not replace(job_of(), changes=Changes(most=3, base="b", leaders={})).is_long


@pytest.mark.usefixtures("long")
def test_what_the_process_refuses_is_refused_here_in_the_same_words() -> None:
    with pytest.raises(InputError) as refused:
        computed(job_of("2031/2032"))
    assert refused.value.code == "plan.no_needs"
    assert refused.value.message.params["school_year"] == "2031/2032"


@pytest.mark.usefixtures("long")
def test_when_nobody_waits_any_more_the_process_ends_soon() -> None:
    asked: list[float] = []

    def is_gone() -> bool:
        asked.append(time.perf_counter())
        return True

    with pytest.raises(ConflictError) as refused:
        compute_plan(job_of(), tell=silent, is_gone=is_gone)
    assert refused.value.code == "progress.left"
    assert time.perf_counter() - asked[0] < SOON_S


@pytest.mark.usefixtures("long")
def test_a_process_that_is_killed_is_told_of() -> None:
    def kill(said: Message) -> None:
        if said.code == "progress.pairs":
            multiprocessing.active_children()[0].kill()

    with pytest.raises(ConflictError) as refused:
        compute_plan(job_of(), tell=kill, is_gone=stays)
    assert refused.value.code == "progress.died"


@pytest.mark.usefixtures("long")
def test_a_second_long_plan_waits_for_the_first() -> None:
    found: list[str] = []

    def second(said: Message) -> None:
        if said.code == "progress.begun" and not found:
            with pytest.raises(ConflictError) as refused:
                computed(job_of())
            found.append(refused.value.code)

    compute_plan(job_of(), tell=second, is_gone=stays)
    assert found == ["progress.busy"]
    assert computed(job_of())[0].assignments


class Served:
    """The application on a port of this machine."""

    def __init__(self, app: FastAPI) -> None:
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._server = uvicorn.Server(uvicorn.Config(app, port=self.port, log_level="error"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)


def request_of(path: str, body: dict[str, str], head: dict[str, str]) -> bytes:
    content = json.dumps(body).encode()
    lines = {"Host": "127.0.0.1", "Content-Type": "application/json", **head}
    lines["Content-Length"] = str(len(content))
    told = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {path} HTTP/1.1\r\n{told}\r\n".encode() + content


def children() -> int:
    return len(multiprocessing.active_children())


def wait_until(count: int, seconds: float = 10.0) -> float:
    started = time.perf_counter()
    while children() != count and time.perf_counter() - started < seconds:
        time.sleep(0.02)
    assert children() == count
    return time.perf_counter() - started


@pytest.mark.usefixtures("long")
def test_the_server_answers_meanwhile_and_stops_for_a_reader_who_left(fresh_app: FastAPI) -> None:
    store = fresh_app.state.site.store
    before = store.head().revision
    body = {"school_year": YEAR, "reason": "проба"}
    head = {"Authorization": "Bearer for-programs"}
    with Served(fresh_app) as served:
        address = f"http://127.0.0.1:{served.port}"
        with socket.create_connection(("127.0.0.1", served.port)) as leaving:
            leaving.sendall(request_of("/api/v1/plans", body, head))
            wait_until(1)
        assert wait_until(0) < SOON_S
        assert store.head().revision == before
        answers = []

        def post() -> None:
            answers.append(httpx2.post(f"{address}/api/v1/plans", json=body, headers=head))

        waiting = threading.Thread(target=post)
        waiting.start()
        wait_until(1)
        started = time.perf_counter()
        assert httpx2.get(f"{address}/api/v1/plans", headers=head).status_code == 200
        assert time.perf_counter() - started < 1
        waiting.join(30)
        assert answers[0].status_code == 201
    assert store.head().revision > before
