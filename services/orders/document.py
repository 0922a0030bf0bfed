"""An order, or what it would change, as a document for other programs."""

from collections.abc import Iterable
from typing import Any

from graph.model.ids import Revision
from graph.model.tie import Pair
from services.orders.compose import ComposedOrder


def order_document(composed: ComposedOrder, revision: Revision | None) -> dict[str, Any]:
    """Return an order with its pairs; `revision` is the one it made, None if it was only shown."""
    order = composed.order
    return {
        "plan": order.plan,
        "number": order.number,
        "date": order.date.isoformat(),
        "from_date": order.from_date.isoformat(),
        "to_date": order.to_date.isoformat(),
        "revision": revision,
        "begun": _pairs(composed.begun),
        "ended": _pairs(composed.ended),
        "taken_over": _pairs(composed.taken_over),
        "stays": _pairs(composed.stays),
    }


def _pairs(pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    return [
        {
            "leader": pair.leader,
            "mentee": pair.mentee,
            "direction": pair.direction,
            "from_date": pair.from_date.isoformat(),
            "to_date": None if pair.to_date is None else pair.to_date.isoformat(),
            "end_reason": pair.end_reason,
        }
        for pair in pairs
    ]
