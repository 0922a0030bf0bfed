"""What adjustments do to a plan, from a base that is prepared once for each revision."""

from collections.abc import Sequence
from typing import Any

from api.dependencies import Reading
from graph.model.ids import PlanId, Revision
from services.access import Right, require
from services.assignment.adjustment import Adjustment
from services.assignment.planned import stored_plan
from services.assignment.whatif.answer import what_if
from services.assignment.whatif.document import what_if_document
from services.assignment.whatif.prepared import base_of
from services.context import Context
from services.views.plan_view import PlanBook


def what_if_document_of(
    reading: Reading, book: PlanBook, tried: Sequence[Adjustment], ctx: Context
) -> dict[str, Any]:
    """Return what `tried` does to a plan, as every face writes it."""
    require(ctx.actor, Right.READ)
    plan = PlanId(book.plan.id)

    def prepare() -> Any:
        network = reading.site.store.read(at=Revision(book.plan.network_revision))
        return base_of(network, stored_plan(reading.network, plan)), network

    base, network = reading.derived(f"what_if:{plan}", prepare)
    return what_if_document(plan, what_if(base, tried), network, reading.site.say)
