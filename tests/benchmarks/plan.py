"""Plans of a made-up region: twelve goals with proof and check, against one goal of networkx."""

import networkx as nx
import numpy as np

from api.texts import catalogue
from graph.model.changes import put
from graph.model.ids import PlanId
from graph.network import Network
from graph.samples import build_demo
from graph.valid_time import first_day
from services.assignment.assign import assign
from services.assignment.checks import faults_of
from services.assignment.document import plan_document
from services.assignment.plan import plan_assignment
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import (
    AssignmentProblem,
    assignment_problem,
    written_out_in_full,
)
from services.assignment.reasons import open_needs
from services.policy import shipped_policy
from tests.tools.measure import Figure, median_s, peak_mb, print_figures
from tests.tools.plan_networks import MUNICIPALITY, REGION, YEAR, made_up

POLICY = shipped_policy()
PLAN = PlanId("p")
SAY = catalogue("ru")


def planned(network: Network) -> PlannedAssignment:
    """Plan the year with all twelve goals and the certificate."""
    return plan_assignment(
        network, POLICY, school_year=YEAR, day=first_day(YEAR), scope="region", id_=PLAN
    )


def problem_of(network: Network) -> AssignmentProblem:
    """Read the problem only."""
    return assignment_problem(
        network, POLICY.assignment, school_year=YEAR, day=first_day(YEAR), scope="region"
    )


def check(network: Network, plan: PlannedAssignment) -> None:
    """Check the plan, and stop if there is a fault."""
    faults = faults_of(network, plan)
    if faults:
        raise AssertionError(faults[0].message)


def document(network: Network, plan: PlannedAssignment) -> None:
    """Put the plan into the network and make its document."""
    plan_document(network.after(put(plan.records), network.revision), PLAN, SAY)


def proved(network: Network) -> None:
    """Plan and check: what a draft is made of, on a network as read, with nothing remembered."""
    read = network.filtered({})
    check(read, planned(read))


def one_goal_of_networkx(problem: AssignmentProblem) -> None:
    """Cover as many needs as possible at the least points, on the same arcs."""
    graph: nx.DiGraph[object] = nx.DiGraph()
    needs, offers, pairs = problem.needs, problem.offers, problem.pairs
    most = problem.policy.max_needs_per_mentee
    asked = np.bincount(needs.mentee)
    for mentee, count in enumerate(asked.tolist()):
        graph.add_edge("s", ("m", mentee), capacity=min(count, most), weight=0)
    for need, mentee in enumerate(needs.mentee.tolist()):
        graph.add_edge(("m", mentee), ("n", need), capacity=1, weight=0)
    columns = (pairs.need.tolist(), pairs.offer.tolist(), pairs.points.tolist())
    for need, offer, points in zip(*columns, strict=True):
        graph.add_edge(("n", need), ("o", offer), capacity=1, weight=points)
    for offer in np.flatnonzero(offers.valid).tolist():
        leader, places = int(offers.leader[offer]), int(offers.places[offer])
        graph.add_edge(("o", offer), ("l", leader), capacity=places, weight=0)
    for leader, places in enumerate(problem.leaders.places.tolist()):
        graph.add_edge(("l", leader), "t", capacity=places, weight=0)
    nx.max_flow_min_cost(graph, "s", "t")


def measure(name: str, network: Network, limit_s: float, ratio: float | None) -> list[Figure]:
    """Measure the parts of the job and the whole on one network."""
    problem = written_out_in_full(problem_of(network))
    told = f"{name}: {len(problem.needs)} потребностей, {len(problem.leaders)} лидеров, "
    told += f"{len(problem.pairs)} допустимых пар"
    plan = planned(network)
    parts = [
        ("задача из сети", lambda: problem_of(network)),
        ("план: 12 целей, доказательство, причины", lambda: planned(network)),
        ("независимая проверка всех пар", lambda: check(network, plan)),
        ("документ", lambda: document(network, plan)),
    ]
    figures = [Figure(what=what, size=told, seconds=median_s(run)) for what, run in parts]
    given = assign(problem).offer
    shortage = median_s(lambda: open_needs(problem, given))
    figures.append(
        Figure(what="причины и доказательства нехватки", size=told, seconds=shortage, limit_s=1)
    )
    job = median_s(lambda: proved(network))
    memory = peak_mb()
    peer = median_s(lambda: one_goal_of_networkx(problem), warm_up=0)
    return [
        *figures,
        Figure(
            what="план с доказательством и проверкой",
            size=told,
            seconds=job,
            limit_s=limit_s,
            peer="networkx, одна цель",
            peer_s=peer,
            ratio=ratio,
            memory_mb=memory,
            limit_mb=400,
        ),
    ]


def main() -> None:
    """Measure three networks and print."""
    small, large = made_up(MUNICIPALITY, 1, pins=True), made_up(REGION, 1, pins=True)
    print_figures("План муниципалитета", measure("муниципалитет", small, 0.05, None))
    print_figures("План случайного региона", measure("регион", large, 0.6, 15))
    demo = Network.of(build_demo("region").records)
    print_figures("План демонстрационного края", measure("край", demo, 0.6, 15))


if __name__ == "__main__":
    main()
