"""Proofs of shortage on two regions: the groups, their sentences, and the check of both."""

from graph.network import Network
from graph.samples import build_demo
from services.assignment.advice.shortages import shortage_document
from services.assignment.assign import assign
from services.assignment.checks import faults_of
from services.assignment.planned import PlannedAssignment
from services.assignment.reasons import open_needs
from tests.benchmarks.plan import SAY, planned, problem_of
from tests.tools.measure import Figure, median_s, print_figures
from tests.tools.plan_networks import REGION, made_up

LIMIT_S = 1.0


def measure(network: Network, plan: PlannedAssignment) -> list[Figure]:
    """Measure how a plan's shortages are found, told and checked."""
    problem = problem_of(network)
    given = assign(problem).offer
    found, groups = open_needs(problem, given)
    if faults_of(network, plan):
        raise AssertionError(plan.plan.id)
    size = (
        f"{len(problem.needs)} потребностей, открыто {len(found)}, групп {len(groups)}, "
        f"в наибольшей {max((len(g.open) + len(g.covered) for g in groups), default=0)}"
    )
    return [
        Figure(
            what="причины и доказательства нехватки",
            size=size,
            seconds=median_s(lambda: open_needs(problem, given)),
            limit_s=LIMIT_S,
        ),
        Figure(
            what="документ: школы, лидеры, места, счёт",
            size=size,
            seconds=median_s(lambda: shortage_document(network, plan, SAY)),
            limit_s=LIMIT_S,
        ),
        Figure(
            what="проверка всего плана вместе с нехваткой",
            size=size,
            seconds=median_s(lambda: faults_of(network, plan), repeats=3),
        ),
    ]


def main() -> None:
    """Measure two regions and print."""
    demo = Network.of(build_demo("region").records)
    print_figures("Нехватка мест в демонстрационном крае", measure(demo, planned(demo)))
    other = made_up(REGION, 1, pins=True)
    print_figures("Нехватка мест в случайном регионе", measure(other, planned(other)))


if __name__ == "__main__":
    main()
