"""Checks the side rules of a plan and what it says of its proof; the solver has no part in it."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from graph.errors import InputError
from graph.model.choices import Sense
from graph.network import Network
from graph.texts import message
from services.assignment.fault import Fault, Faults
from services.assignment.planned import PlannedAssignment
from services.assignment.side_record import SideRecord, split_record
from services.assignment.truth import Truth
from services.assignment.truth_rows import NeedKey

SIDE_CHECKER = "methodnet-check 1; HiGHS"
"""Noted in plans with side rules: pairs, places, values, rules by this check, bounds by HiGHS."""


def record_of(planned: PlannedAssignment) -> SideRecord | None:
    """Return the plan's record of side rules, None if it has none that can be read."""
    try:
        return split_record(planned.plan.certificate)[0]
    except InputError:
        return None


def check_side(
    network: Network,
    truth: Truth,
    planned: PlannedAssignment,
    chosen: Mapping[NeedKey, int],
    faults: Faults,
) -> None:
    """Count changes, partners, hours and pairs over a border against what is allowed."""
    found = faults.found
    leader = {key: str(truth.offers[offer].organisation) for key, offer in chosen.items()}
    most = truth.policy.max_leaders_per_mentee
    several: dict[str, set[str]] = defaultdict(set)
    for (mentee, _), code in leader.items():
        several[mentee].add(code)
    for mentee, some in sorted(several.items()):
        if most is not None and len(some) > most:
            name = faults.name(mentee)
            found.append(Fault(message("side.check.leaders", mentee=name, n=len(some), most=most)))
    _check_leaders(truth, chosen, faults)
    most = truth.policy.max_border_pairs
    over = 0 if most is None else _over_border(network, leader)
    if most is not None and over > most:
        found.append(Fault(message("side.check.border", n=over, most=most)))
    record = record_of(planned)
    if record is None:
        return
    if record.base is not None and record.most_changes is not None:
        if network.plans.get(record.base) is None:
            found.append(Fault(message("side.check.no_base", plan=record.base)))
        else:
            lines = network.lines_of("assignment", record.base)
            before = {(line.mentee, line.direction): str(line.leader) for line in lines}
            changes = sum(before.get(key) != leader.get(key) for key in truth.needs)
            if changes > record.most_changes:
                said = message("side.check.changes", n=changes, most=record.most_changes)
                found.append(Fault(said))


def _over_border(network: Network, leader: Mapping[NeedKey, str]) -> int:
    """Count the pairs whose organisations lie in different municipalities."""
    table = network.organisations
    home = dict(zip(table.keys, table.column("municipality"), strict=True))
    return sum(home[mentee] != home[code] for (mentee, _), code in leader.items())


def _check_leaders(truth: Truth, chosen: Mapping[NeedKey, int], faults: Faults) -> None:
    """Count the mentees and the hours of each leader."""
    mentees: dict[str, set[str]] = defaultdict(set)
    hours: Counter[str] = Counter()
    for i, row in enumerate(truth.offers):
        if truth.valid[i]:
            hours[row.organisation] += truth.given[i] * truth.hours[i]
    for (mentee, _), offer in chosen.items():
        leader = str(truth.offers[offer].organisation)
        mentees[leader].add(mentee)
        hours[leader] += truth.hours[offer]
    for leader, some in sorted(mentees.items()):
        name, room = faults.name(leader), truth.mentees.get(leader, len(some))
        if len(some) > room:
            said = message("side.check.mentees", leader=name, n=len(some), most=room)
            faults.found.append(Fault(said))
        most = truth.policy.max_hours_per_leader
        if most is not None and hours[leader] > 10 * most:
            said = message("side.check.hours", leader=name, hours=hours[leader] / 10, most=most)
            faults.found.append(Fault(said))


def check_bounds(planned: PlannedAssignment, faults: Faults) -> None:
    """Check that each goal is called proved just where value and bound meet, and in no other."""
    record = record_of(planned)
    if record is None:
        return
    if len(record.bounds) != len(planned.goals):
        faults.found.append(Fault(message("side.check.bounds")))
        return
    is_proved = True
    for goal, bound in zip(planned.goals, record.bounds, strict=True):
        better = bound > goal.values if goal.sense is Sense.MIN else bound < goal.values
        is_proved &= bound == goal.values
        if better or goal.proved != is_proved:
            said = message("side.check.proved", goal=message(f"plan.goal.{goal.name}"))
            faults.found.append(Fault(said))
