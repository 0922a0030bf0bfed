"""Which plan of the year the accepted pairs are added to."""

from graph.model.choices import PlanStatus
from graph.model.ids import SchoolYear
from graph.model.plan import Plan
from graph.network import Network
from services.assignment.past import FINAL, replaced_plans
from services.assignment.side_base import age_of


def plan_that_stands(network: Network, school_year: SchoolYear, scope: str) -> Plan | None:
    """Return the approved or ordered plan that stands, else the newest draft, else None.

    Examples
    --------
    >>> plan_that_stands(Network.of([]), SchoolYear("2026/2027"), "region")
    """
    replaced = replaced_plans(network)
    own = [
        plan
        for plan in network.plans
        if plan.school_year == school_year
        and plan.scope == scope
        and plan.status is not PlanStatus.WITHDRAWN
        and plan.id not in replaced
    ]
    return max(own, key=lambda plan: (plan.status in FINAL, age_of(plan)), default=None)
