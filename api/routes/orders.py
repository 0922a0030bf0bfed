"""Orders over HTTP; they are issued on their plan."""

from typing import Self

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import ReadingDep
from api.fields import Code
from api.problems import responses
from graph.errors import NotFoundError
from graph.model.ids import Day
from graph.model.plan import Order

router = APIRouter(prefix="/orders", tags=["orders"])


class IssuedOrderOut(BaseModel):
    """A signed order."""

    plan: str
    number: str
    date: Day
    from_date: Day
    to_date: Day

    @classmethod
    def of(cls, order: Order) -> Self:
        """Show `order`."""
        return cls(
            plan=order.plan,
            number=order.number,
            date=order.date,
            from_date=order.from_date,
            to_date=order.to_date,
        )


@router.get("", summary="List orders")
def list_orders(reading: ReadingDep) -> list[IssuedOrderOut]:
    """Return all orders by plan."""
    return [IssuedOrderOut.of(order) for order in reading.network.orders]


@router.get("/{code}", summary="The order of a plan", responses=responses(404))
def show_order(reading: ReadingDep, code: Code) -> IssuedOrderOut:
    """Return the order that put a plan in force."""
    reading.network.plan(code)
    order = reading.network.orders.get(code)
    if order is None:
        raise NotFoundError("web.order.none", plan=code)
    return IssuedOrderOut.of(order)
