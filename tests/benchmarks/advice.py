"""Advice on the demo region: a place more everywhere at once, a budget, a leader who leaves."""

from collections import Counter
from random import Random
from time import perf_counter

from graph.network import Network
from graph.samples import build_demo
from services.assignment.advice.budget import spend, with_place
from services.assignment.advice.places import OneMore, one_more_place
from services.assignment.advice.residual import Standing, chosen_pairs, standing
from services.assignment.advice.without import without_leader
from services.assignment.assign import assign, goal_values
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import written_out_in_full
from services.assignment.whatif.prepared import base_of
from tests.benchmarks.plan import planned, problem_of
from tests.tools.measure import Figure, median_s, print_figures
from tests.tools.plan_networks import REGION, made_up

CONFIRMED = 30
"""Advices that are solved anew, drawn at random; the rest of the time is counted from them."""


def confirm(now: Standing, found: list[OneMore]) -> float:
    """Solve with drawn advices, stop at a difference, and return the mean seconds of one."""
    some = Random(1).sample(found, min(CONFIRMED, len(found)))  # noqa: S311 - no secret
    started = perf_counter()
    for one in some:
        promised = now.values(now.totals + one.change)
        if goal_values(assign(with_place(now.problem, one))) != promised:
            raise AssertionError(one)
    return (perf_counter() - started) / len(some)


def measure(network: Network, plan: PlannedAssignment) -> list[Figure]:
    """Measure the advices of one plan."""
    problem = written_out_in_full(problem_of(network))
    chosen = chosen_pairs(problem, plan)
    now = standing(problem, chosen)
    found = one_more_place(now)
    base = base_of(network, plan, spare=10)
    each = confirm(now, found)
    busiest = Counter(line.leader for line in plan.assignments).most_common(1)[0][0]
    size = (
        f"{len(problem.needs)} потребностей, {len(problem.leaders)} лидеров, {len(found)} советов"
    )
    return [
        Figure(
            what="одно место: все лидеры и предложения сразу",
            size=size,
            seconds=median_s(lambda: one_more_place(standing(problem, chosen))),
            limit_s=0.5,
            peer=f"пересчёт каждого (по {CONFIRMED})",
            peer_s=each * len(found),
        ),
        Figure(
            what="десять мест по порядку",
            size=size,
            seconds=median_s(lambda: list(spend(base, 10)), repeats=3),
            limit_s=0.5,
        ),
        Figure(
            what=f"план без лидера, у которого подопечных больше всех ({busiest})",
            size=size,
            seconds=median_s(lambda: without_leader(network, plan, busiest)),
        ),
    ]


def main() -> None:
    """Measure two regions and print."""
    demo = Network.of(build_demo("region").records)
    print_figures("Советы демонстрационного края", measure(demo, planned(demo)))
    other = made_up(REGION, 1, pins=True)
    print_figures("Советы случайного региона", measure(other, planned(other)))


if __name__ == "__main__":
    main()
