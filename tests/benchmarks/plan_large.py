"""Plans of a region, a federal district and a country: whole job, memory, how it grows.

Each size runs in a process of its own, so that its memory is its own. Words after the command
choose sizes: `python -m tests.benchmarks.plan_large district`.
"""

import math
import multiprocessing
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter, process_time

import numpy as np

from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE
from tests.benchmarks.plan import check, document, planned, problem_of
from tests.tools.measure import Figure, peak_mb, print_figures
from tests.tools.plan_networks import COUNTRY, DISTRICT, REGION, Size, made_up


@dataclass(frozen=True, kw_only=True)
class Task:
    """A size and the most it may take."""

    name: str
    size: Size
    limit_s: float
    limit_mb: float


TASKS = {
    "region": Task(name="регион", size=REGION, limit_s=0.6, limit_mb=400),
    "district": Task(name="округ", size=DISTRICT, limit_s=8, limit_mb=600),
    "country": Task(name="страна", size=COUNTRY, limit_s=90, limit_mb=1500),
}


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one size took; processor time grows with the work, whoever else uses the machine."""

    needs: int
    processor_s: float
    figures: tuple[Figure, ...]


def pairs_of(problem: AssignmentProblem) -> tuple[int, int]:
    """Return the number of admissible pairs, and of the arcs that stand for them."""
    pairs, hubs, size = problem.pairs, problem.hubs, len(problem.offers)
    members = np.bincount(hubs.of_need[hubs.of_need != NONE], minlength=hubs.count)
    on_arc = np.isin(hubs.of_need[pairs.need] * size + pairs.offer, hubs.hub * size + hubs.offer)
    through = int(members[hubs.hub].sum())
    return through + int((~on_arc).sum()), len(pairs) + len(hubs.offer)


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
    return Run(needs=len(problem.needs), processor_s=processor, figures=(*figures, job))


def main(words: Sequence[str]) -> None:
    """Measure the sizes named, or all, and print."""
    runs = []
    for word in words or TASKS:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            runs.append(pool.apply(run, (TASKS[word],)))
        print_figures("План большой сети", runs[-1].figures)
    for small, large in pairwise(runs):
        times, growth = large.needs / small.needs, large.processor_s / small.processor_s
        power = math.log(growth) / math.log(times)
        sys.stdout.write(
            f"Потребностей больше в {times:.1f} раза, работы больше в {growth:.1f} раза: "
            f"показатель роста {power:.2f}\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
