"""Which plan changes are counted against."""

from graph.errors import InputError
from graph.model.choices import PlanStatus
from graph.model.ids import SchoolYear
from graph.model.plan import Plan
from graph.network import Network
from services.assignment.past import FINAL
from services.assignment.side_rules import Changes


def changes_to_base(
    network: Network, *, school_year: SchoolYear, scope: str, most: int, base: str | None
) -> Changes:
    """Return the rule of at most `most` changes to a plan of the year and scope.

    The base is the plan that is named, else the approved or ordered one, else the newest draft.

    Raises
    ------
    InputError
        If `most` is below zero, the plan is of another year or scope, or there is no plan.
    NotFoundError
        If the plan that is named does not exist.
    """
    if most < 0:
        raise InputError("side.changes_negative", most=most)
    if base is not None:
        plan = network.plan(base)
        if plan.school_year != school_year:
            raise InputError(
                "side.base_of_year", plan=base, year=plan.school_year, school_year=school_year
            )
        if plan.scope != scope:
            raise InputError("side.base_of_scope", plan=base, own=plan.scope, scope=scope)
    else:
        plan = _base_of(network, school_year, scope)
    lines = network.lines_of("assignment", plan.id)
    leaders = {(line.mentee, line.direction): line.leader for line in lines}
    return Changes(most=most, base=plan.id, leaders=leaders)


def _base_of(network: Network, school_year: SchoolYear, scope: str) -> Plan:
    own = [p for p in network.plans if p.school_year == school_year and p.scope == scope]
    final = [plan for plan in own if plan.status in FINAL]
    found = final or [plan for plan in own if plan.status is PlanStatus.DRAFT]
    if not found:
        raise InputError("side.no_base", school_year=school_year)
    return max(found, key=age_of)


def age_of(plan: Plan) -> tuple[int, int, str]:
    """Return what the newest plan has most of: revision, then the number behind the year."""
    number = plan.id.rpartition("-")[2]
    return plan.network_revision, int(number) if number.isdecimal() else 0, plan.id
