"""Two drafts of a store are compared on the rows that each was made from."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import NotFoundError
from graph.model.changes import Change
from graph.model.ids import PlanId
from services.access import Role
from services.assignment.causes.workflow import read_comparison_document
from tests.unit.plan_life.frame import CTX, SAY, context, decide, drafted, store_in


def test_the_cause_is_what_moved_between_the_two_revisions(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    first = drafted(store)
    (offer,) = store.read().offers
    decide(store, Change(before=offer, after=replace(offer, places=0)))
    second = drafted(store)
    decide(store, Change(before=replace(offer, places=0), after=offer))
    found = read_comparison_document(store, first, second, say=SAY, ctx=CTX)
    (line,) = found["ended"]
    assert line["cause"]["code"] == "fewer_places"
    assert line["text"] in found["texts"][-1]
    assert found["texts"][-1].endswith(
        "Что изменилось: у лидера Школа a было мест 1, стало 0, свободных нет "
        "(предложение Школа a, «Чтение»: мест 1 → 0)."
    )
    back = read_comparison_document(store, second, first, say=SAY, ctx=CTX)
    assert [line["cause"]["code"] for line in back["new"]] == ["more_places"]


def test_a_plan_that_is_not_there_is_named_and_whoever_reads_may_compare(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    plan = drafted(store)
    with pytest.raises(NotFoundError, match=r"plan\.unknown"):
        read_comparison_document(store, plan, PlanId("zz"), say=SAY, ctx=CTX)
    same = read_comparison_document(store, plan, plan, say=SAY, ctx=context(Role.LEADER))
    assert (same["kept"], same["moved"]) == (1, [])
