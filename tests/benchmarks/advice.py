"""Advice on two regions: places, new directions, help for one, fairness, stability, a leaver."""

from collections import Counter
from functools import partial
from random import Random
from statistics import median
from time import perf_counter

from graph.network import Network
from graph.samples import build_demo
from services.assignment.advice.anew import solved_anew, with_offer
from services.assignment.advice.budget import spend, with_place
from services.assignment.advice.effects import order_of
from services.assignment.advice.fairness import price_of_fairness
from services.assignment.advice.help import help_for
from services.assignment.advice.learn import Learning, directions_to_learn
from services.assignment.advice.places import OneMore, one_more_place
from services.assignment.advice.residual import Standing, chosen_pairs, standing
from services.assignment.advice.stability import STABILITY_S, stability, start_of_curve
from services.assignment.advice.without import without_leader
from services.assignment.assign import assign, goal_values
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import written_out_in_full
from services.assignment.progress import silent
from services.assignment.whatif.prepared import base_of
from tests.benchmarks.plan import planned, problem_of
from tests.tools.measure import Figure, median_s, print_figures
from tests.tools.plan_networks import REGION, made_up

CONFIRMED = 30
"""Advices that are solved anew, drawn at random; the rest of the time is counted from them."""
ASKED = 9
"""Organisations that are helped, drawn at random."""


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


def confirm_learning(network: Network, plan: PlannedAssignment, found: Learning) -> float:
    """Solve with drawn new directions, stop at a difference, and return the mean seconds."""
    some = Random(2).sample(found.found, min(CONFIRMED, len(found.found)))  # noqa: S311 - no secret
    started = perf_counter()
    for one in some:
        anew = solved_anew(with_offer(network, one.beginning.offer), plan)
        if order_of(anew.goals) != order_of(one.goals):
            raise AssertionError(one)
    return (perf_counter() - started) / max(1, len(some))


def measure_questions(network: Network, plan: PlannedAssignment) -> list[Figure]:
    """Measure the questions whose answer is more than a place."""
    found = directions_to_learn(network, plan)
    each = confirm_learning(network, plan, found)
    mentees = sorted({need.mentee for need in plan.open_needs if need.reason != "expired"})
    some = Random(3).sample(mentees, min(ASKED, len(mentees)))  # noqa: S311 - no secret
    helped = [median_s(partial(help_for, network, plan, mentee), repeats=1) for mentee in some]
    base = start_of_curve(network, network, plan.plan)
    started = perf_counter()
    curve = stability(
        network,
        plan,
        base,
        left_s=lambda: STABILITY_S - (perf_counter() - started),
        tell=silent,
    )
    whole = perf_counter() - started
    proved = sum(point.proved for point in curve.points)
    return [
        Figure(
            what="кому какое направление начать: все сразу",
            size=f"{found.asked} новых направлений",
            seconds=median_s(lambda: directions_to_learn(network, plan), repeats=3),
            limit_s=2.0,
            peer=f"пересчёт каждого (по {CONFIRMED})",
            peer_s=each * found.asked,
        ),
        Figure(
            what="чем помочь одной организации (медиана)",
            size=f"{len(some)} организаций из {len(mentees)}",
            seconds=median(helped),
            limit_s=1.0,
        ),
        Figure(
            what="цена справедливости: два плана",
            size=f"{len(plan.assignments)} пар",
            seconds=median_s(lambda: price_of_fairness(network, plan), repeats=3),
        ),
        Figure(
            what="кривая устойчивости",
            size=f"{len(curve.points)} точек, доказано {proved}",
            seconds=whole,
            limit_s=STABILITY_S,
        ),
    ]


def main() -> None:
    """Measure two regions and print."""
    demo = Network.of(build_demo("region").records)
    plan = planned(demo)
    figures = [*measure(demo, plan), *measure_questions(demo, plan)]
    print_figures("Советы демонстрационного края", figures)
    other = made_up(REGION, 1, pins=True)
    plan = planned(other)
    figures = [*measure(other, plan), *measure_questions(other, plan)]
    print_figures("Советы случайного региона", figures)


if __name__ == "__main__":
    main()
