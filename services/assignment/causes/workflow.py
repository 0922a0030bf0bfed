"""Two stored plans compared, each line with its cause; nothing is written."""

from typing import Any

from graph.model.ids import PlanId, Revision
from graph.stores.port import NetworkStore
from graph.texts import Say
from services.access import Right, require
from services.assignment.causes.causes import causes_of
from services.assignment.causes.document import compared_document
from services.assignment.causes.side import Side, side_of
from services.assignment.compare import compare_plans
from services.assignment.planned import stored_plan
from services.context import Context


def read_comparison_document(
    store: NetworkStore, a: PlanId, b: PlanId, *, say: Say, ctx: Context
) -> dict[str, Any]:
    """Return goals side by side, and each need whose leader differs, with the cause.

    Raises
    ------
    NotFoundError
        If one of the plans does not exist.
    """
    require(ctx.actor, Right.READ)
    network = store.read()
    comparison = compare_plans(network, a, b)

    def side(code: PlanId) -> Side:
        planned = stored_plan(network, code)
        return side_of(store.read(at=Revision(planned.plan.network_revision)), planned)

    causes = causes_of(comparison, side(a), side(b))
    return compared_document(network, comparison, causes, say)
