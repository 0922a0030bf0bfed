"""Plans of a region, a federal district and a country: whole job, memory, growth, waiting.

Each size runs in a process of its own, so that its memory is its own. Words after the command
choose sizes: `python -m tests.benchmarks.plan_large district`.
"""

import math
import multiprocessing
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter, process_time

import numpy as np

from api.long_run import compute_plan
from graph.errors import ConflictError
from graph.model.ids import PlanId
from graph.valid_time import first_day
from services.assignment.job import PlanJob
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE
from services.policy import shipped_policy
from tests.benchmarks.plan import check, document, planned, problem_of
from tests.tools.measure import Figure, median_s, peak_mb, print_figures, print_table
from tests.tools.plan_networks import COUNTRY, DISTRICT, REGION, YEAR, Size, made_up


@dataclass(frozen=True, kw_only=True)
class Task:
    """A size and the most it may take."""

    name: str
    size: Size
    limit_s: float
    limit_mb: float


GROWTH = ("пар", "больше", "работы больше", "показатель роста", "показатель предела")
TASKS = {
    "region": Task(name="регион", size=REGION, limit_s=0.6, limit_mb=400),
    "district": Task(name="округ", size=DISTRICT, limit_s=8, limit_mb=600),
    "country": Task(name="страна", size=COUNTRY, limit_s=90, limit_mb=1500),
}


_AT_ONCE = 1_000
"""Needs of a direction that are scored together."""
SOLVING = 2
"""Words that are said before the flow is solved."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one size took; processor time grows with the work, whoever else uses the machine."""

    needs: int
    pairs: int
    processor_s: float
    scoring_s: float
    figures: tuple[Figure, ...]


def pairs_of(problem: AssignmentProblem) -> tuple[int, int]:
    """Return the number of admissible pairs, and of the arcs that stand for them."""
    pairs, hubs, size = problem.pairs, problem.hubs, len(problem.offers)
    members = np.bincount(hubs.of_need[hubs.of_need != NONE], minlength=hubs.count)
    on_arc = np.isin(hubs.of_need[pairs.need] * size + pairs.offer, hubs.hub * size + hubs.offer)
    through = int(members[hubs.hub].sum())
    return through + int((~on_arc).sum()), len(pairs) + len(hubs.offer)


def scored(problem: AssignmentProblem) -> float:
    """Look at every need with every offer of its direction once, as quickly as numpy can."""
    places, needs, offers = problem.places, problem.needs, problem.offers
    north, east = np.radians(places.lat), np.radians(places.lon)
    spot = np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
    nearest = 0.0
    for way in range(len(problem.directions)):
        leaders = spot[:, offers.organisation[offers.direction == way]]
        mentees = spot[:, needs.organisation[needs.direction == way]]
        for start in range(0, mentees.shape[1], _AT_ONCE):
            product = mentees[:, start : start + _AT_ONCE].T @ leaders
            nearest = max(nearest, float(np.nanmax(product, initial=0)))
    return nearest


def run(task: Task) -> Run:
    """Plan with all goals, check, and make the document."""
    network = made_up(task.size, 1)
    parts: list[tuple[str, float, float]] = []

    def timed(what: str, wall: float, processor: float) -> None:
        parts.append((what, perf_counter() - wall, process_time() - processor))

    now = perf_counter(), process_time()
    plan = planned(network)
    timed("план: 12 целей, доказательство, причины", *now)
    now = perf_counter(), process_time()
    check(network, plan)
    timed("независимая проверка всех пар", *now)
    memory = peak_mb()
    now = perf_counter(), process_time()
    document(network, plan)
    timed("документ", *now)
    problem = problem_of(network)
    pairs, arcs = pairs_of(problem)
    told = f"{task.name}: {len(problem.needs)} потребностей, {len(problem.leaders)} лидеров, "
    told += f"{pairs} допустимых пар в {arcs} дугах"
    processor = sum(part[2] for part in parts[:2])
    job = Figure(
        what=f"план с доказательством и проверкой; процессор {processor:.1f} с",
        size=told,
        seconds=sum(part[1] for part in parts[:2]),
        limit_s=task.limit_s,
        memory_mb=memory,
        limit_mb=task.limit_mb,
    )
    figures = [
        Figure(what=f"{what}; процессор {used:.1f} с", size=task.name, seconds=wall)
        for what, wall, used in parts
    ]
    scoring = median_s(lambda: scored(problem), repeats=3, warm_up=0)
    figures.append(
        Figure(what="предел: расстояние каждой пары один раз", size=task.name, seconds=scoring)
    )
    return Run(
        needs=len(problem.needs),
        pairs=pairs,
        processor_s=processor,
        scoring_s=scoring,
        figures=(*figures, job),
    )


def growth(small: Run, large: Run) -> tuple[str, ...]:
    """Return how work grows with pairs, and how the mere scoring of all pairs does."""
    times = large.pairs / small.pairs
    work, limit = large.processor_s / small.processor_s, large.scoring_s / small.scoring_s
    return (
        f"с {small.pairs} до {large.pairs}",
        f"в {times:.1f} раза",
        f"в {work:.1f} раза",
        f"{math.log(work) / math.log(times):.2f}",
        f"{math.log(limit) / math.log(times):.2f}",
    )


def waiting(task: Task) -> tuple[Figure, ...]:
    """Return how soon a long plan tells where it is, and how soon it ends when nobody waits."""
    job = PlanJob(
        network=made_up(task.size, 1),
        policy=shipped_policy(),
        school_year=YEAR,
        day=first_day(YEAR),
        scope="region",
        id_=PlanId("p"),
    )
    started = perf_counter()
    heard: list[float] = []
    asked: list[float] = []

    def is_gone() -> bool:
        if len(heard) > SOLVING and not asked:
            asked.append(heard[-1] + 1)  # whoever asks does so at any moment, we look at ours
        return bool(asked) and perf_counter() > asked[0]

    with suppress(ConflictError):
        compute_plan(job, tell=lambda _: heard.append(perf_counter()), is_gone=is_gone)
    stopped = perf_counter() - asked[0]
    return (
        Figure(what="первое слово", size=task.name, seconds=heard[0] - started, limit_s=1),
        Figure(what="первая стадия", size=task.name, seconds=heard[1] - started),
        Figure(what="остановлен в потоке", size=task.name, seconds=stopped, limit_s=2),
    )


def main(words: Sequence[str]) -> None:
    """Measure the sizes named, or all, and print."""
    runs = []
    for word in words or TASKS:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            runs.append(pool.apply(run, (TASKS[word],)))
        print_figures("План большой сети", runs[-1].figures)
        if word != "region":
            print_figures("Ожидание", waiting(TASKS[word]))
    steps = list(pairwise(runs))
    if len(runs) == len(TASKS):
        steps.append((runs[0], runs[-1]))
    if steps:
        rows = [growth(small, large) for small, large in steps]
        print_table("Рост с числом допустимых пар", GROWTH, rows)


if __name__ == "__main__":
    main(sys.argv[1:])
