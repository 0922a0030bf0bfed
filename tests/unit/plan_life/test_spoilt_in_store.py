"""A plan that was spoilt where it is stored cannot be approved, whatever it says of itself."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.errors import ConflictError
from graph.model.changes import Change
from graph.model.choices import OpenReason, PlanStatus
from services.assignment.planned import PlannedAssignment, stored_plan
from services.assignment.workflow import approve
from tests.unit.plan_life.frame import CTX, SAY, decide, drafted, status, store_in

Spoil = Callable[[PlannedAssignment], Change]


def line(plan: PlannedAssignment, **fields: Any) -> Change:
    one = plan.assignments[0]
    return Change(before=one, after=replace(one, **fields))


SPOILT: list[tuple[Spoil, str]] = [
    (lambda p: line(p, points=1), "баллы: записано 1"),
    (lambda p: line(p, distance_km=99.0), "расстояние, км: записано 99"),
    (lambda p: line(p, kept=True), "продолжение пары: записано"),
    (lambda p: Change(before=p.assignments[0], after=None), "потребности нет в плане"),
    (
        lambda p: Change(
            before=p.open_needs[0],
            after=replace(p.open_needs[0], reason=OpenReason.EXPIRED, blocking_group=None),
        ),
        "срок истёк",
    ),
    (
        lambda p: Change(before=p.goals[0], after=replace(p.goals[0], values=(9,))),
        "записано 9",
    ),
    (
        lambda p: Change(before=p.plan, after=replace(p.plan, certificate=b"")),
        "доказательство плана не читается",
    ),
]


@pytest.mark.parametrize(("spoil", "told"), SPOILT, ids=[row[1] for row in SPOILT])
@pytest.mark.parametrize("moved", [False, True], ids=["same rows", "other rows"])
def test_what_was_spoilt_in_the_store_is_named_at_approval(
    tmp_path: Path, spoil: Spoil, told: str, *, moved: bool
) -> None:
    """Rows that moved since do not hide it: the plan must be whole on the rows of its day."""
    store = store_in(tmp_path)
    plan = drafted(store)
    decide(store, spoil(stored_plan(store.read(), plan)))
    if moved:
        one = store.read().organisation("a")
        decide(store, Change(before=one, after=replace(one, site="https://example.org")))
    with pytest.raises(ConflictError) as refused:
        approve(store, plan, reason="согласовано", ctx=CTX)
    assert refused.value.code == "plan.spoilt"
    assert told in SAY(refused.value.message)
    assert status(store, plan) is PlanStatus.DRAFT
