"""Plans with side rules, by HiGHS goal by goal: a municipality, and a region with few changes."""

import sys
from dataclasses import replace
from time import perf_counter, process_time

from graph.model.ids import PlanId
from graph.network import Network
from graph.table import Table
from graph.valid_time import first_day
from services.assignment.checks import faults_of
from services.assignment.plan import plan_assignment
from services.assignment.planned import PlannedAssignment
from services.assignment.side_document import gap_of
from services.assignment.side_plan import PATIENCE_S
from services.assignment.side_record import split_record
from services.assignment.side_rules import Changes
from services.policy import Policy, read_policy, shipped_policy
from tests.tools.measure import Figure, median_s, print_figures
from tests.tools.plan_networks import MUNICIPALITY, REGION, YEAR, Size, made_up

MUNICIPALITY_S = 1.0
REGION_S = 30.0
LARGEST_GAP = 0.01
Result = tuple[Figure, PlannedAssignment]


def planned(network: Network, policy: Policy, changes: Changes | None = None) -> PlannedAssignment:
    """Plan the year, with as much time as a planner waits."""
    started = perf_counter()
    return plan_assignment(
        network,
        policy,
        school_year=YEAR,
        day=first_day(YEAR),
        scope="region",
        id_=PlanId("p"),
        changes=changes,
        left_s=lambda: PATIENCE_S - (perf_counter() - started),
    )


def with_rule(line: str) -> Policy:
    """Return the region's policy with one rule more."""
    text = shipped_policy().text.replace("places_by_mentees = false", "")
    return read_policy(text.replace("[assignment]\n", f"[assignment]\n{line}\n", 1))


def with_hours(network: Network) -> Network:
    """Give every offer 18 to 72 hours a year."""
    rows = [replace(row, hours=18.0 * (1 + i % 4)) for i, row in enumerate(network.offers)]
    return network.filtered({"offer": Table.of("offer", rows)})


def last_year(network: Network) -> dict[tuple[str, str], str]:
    """Return the leaders of a plan made when every twentieth offer had half its places."""
    fewer = [
        replace(offer, places=offer.places // 2) if number % 20 == 0 else offer
        for number, offer in enumerate(network.offers)
    ]
    before = network.filtered({"offer": Table.of("offer", fewer)})
    lines = planned(before, shipped_policy()).assignments
    return {(line.mentee, line.direction): line.leader for line in lines}


def gap(plan: PlannedAssignment) -> float:
    """Return the widest gap of the goals."""
    record, _ = split_record(plan.plan.certificate)
    bounds = () if record is None else record.bounds
    return max(gap_of(goal.values, bound) for goal, bound in zip(plan.goals, bounds, strict=True))


def measure(
    name: str, network: Network, limit_s: float, repeats: int, rules: list[tuple[str, Policy, int]]
) -> None:
    """Measure each rule; a rule with changes says how many, others -1."""
    base = last_year(network)
    figures, told = [], []
    for what, policy, most in rules:
        changes = None if most < 0 else Changes(most=most, base="b", leaders=base)
        plans: list[PlannedAssignment] = []

        def run(
            policy: Policy = policy,
            changes: Changes | None = changes,
            plans: list[PlannedAssignment] = plans,
        ) -> None:
            plans.append(planned(network, policy, changes))

        before = process_time()
        seconds = median_s(run, repeats=repeats, warm_up=0)
        used = (process_time() - before) / repeats
        plan = plans[-1]
        faults = [f for f in faults_of(network, plan) if f.code != "side.check.no_base"]
        if faults:
            raise AssertionError(faults[0].message)
        proved = sum(goal.proved for goal in plan.goals)
        first = next((goal for goal in plan.goals if not goal.proved), None)
        at = "" if first is None else f", впервые у цели {first.position}"
        told.append(
            f"{what}: доказано целей {proved} из {len(plan.goals)}, разрыв {gap(plan):.2%}{at},"
            f" процессор {used:.1f} с на один план"
        )
        figures.append(Figure(what=what, size=name, seconds=seconds, limit_s=limit_s))
    print_figures(f"Особые правила: {name}", figures)
    sys.stdout.write("\n".join(told) + "\n")


def rules_for(size: Size, few: int) -> list[tuple[str, Policy, int]]:
    """Return the rules that are tried on a network of a size."""
    border = size.needs // 10
    return [
        (f"не больше {few} изменений", shipped_policy(), few),
        (f"не больше {border} пар через границу", with_rule(f"max_border_pairs = {border}"), -1),
        ("не больше 2 лидеров у одной", with_rule("max_leaders_per_mentee = 2"), -1),
        ("один лидер у одной", with_rule("max_leaders_per_mentee = 1"), -1),
        ("места — организациями", with_rule("places_by_mentees = true"), -1),
        ("у лидера не больше 200 часов", with_rule("max_hours_per_leader = 200"), -1),
    ]


def main() -> None:
    """Measure both sizes and print."""
    two = replace(MUNICIPALITY, municipalities=2)
    small, large = (with_hours(made_up(size, 1, pins=False)) for size in (two, REGION))
    measure("муниципалитет", small, MUNICIPALITY_S, 5, rules_for(two, 5))
    measure("регион", large, REGION_S, 1, rules_for(REGION, 20))


if __name__ == "__main__":
    main()
