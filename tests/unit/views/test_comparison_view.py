"""Two plans line by line: each need falls under one kind, and filters count what they leave."""

from dataclasses import replace
from datetime import date

import pytest

from graph.model.choices import OpenReason, PlanStatus
from graph.model.ids import OrganisationId, PlanId, SchoolYear
from graph.model.plan import Assignment, OpenNeed, Plan
from graph.model.record import Record
from graph.network import Network
from graph.valid_time import as_of
from services.views.comparison_view import (
    ComparisonQuery,
    LineKind,
    build_compared_lines,
    comparable_plans,
    past_plan,
)
from services.views.index import NetworkIndex
from services.views.plan_view import PlanBook
from tests.web.small import TODAY, make_draft, make_store, small_records


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Network:
    store = make_store(tmp_path_factory.mktemp("compared"))
    make_draft(store)
    network = store.read()
    store.close()
    return network


def books(drafted: Network, *lines: Record) -> tuple[PlanBook, PlanBook]:
    """Return the draft, and a plan of the given lines beside it."""
    plan = replace(drafted.plan("2026-1"), id=PlanId("2026-2"))
    own = [*drafted.plans, *drafted.assignments, *drafted.open_needs]
    network = Network.of([*small_records(), *own, plan, *lines])
    index = NetworkIndex(network, as_of(network, TODAY), TODAY)
    return PlanBook(index, "2026-1"), PlanBook(index, "2026-2")


def line_of(drafted: Network, mentee: str, leader: str) -> Assignment:
    """Return the draft's line of a mentee, in the other plan and with another leader."""
    found = next(one for one in drafted.assignments if one.mentee == mentee)
    return replace(found, plan=PlanId("2026-2"), leader=OrganisationId(leader))


def open_of(line: Assignment) -> OpenNeed:
    return OpenNeed(
        plan=line.plan,
        mentee=line.mentee,
        direction=line.direction,
        level=line.level,
        reason=OpenReason.NO_PLACE,
    )


def test_each_need_falls_under_one_kind(drafted: Network) -> None:
    first, second = books(
        drafted,
        line_of(drafted, "s-2", "s-1"),
        open_of(line_of(drafted, "s-3", "s-10")),
    )
    found = build_compared_lines(first, second, {}, ComparisonQuery())
    assert found.counts == {
        LineKind.KEPT: 1,
        LineKind.MOVED: 0,
        LineKind.NEW: 0,
        LineKind.ENDED: 1,
    }
    (line,) = found.lines
    assert (line.kind, line.mentee.code, line.after) == (LineKind.ENDED, "s-3", None)
    assert line.before
    assert line.before.code == "s-10"


def test_turned_round_what_ended_is_new(drafted: Network) -> None:
    first, second = books(drafted, line_of(drafted, "s-2", "s-10"))
    there = build_compared_lines(first, second, {}, ComparisonQuery()).counts
    back = build_compared_lines(second, first, {}, ComparisonQuery()).counts
    assert there[LineKind.ENDED] == back[LineKind.NEW] == 1
    assert there[LineKind.MOVED] == back[LineKind.MOVED] == 1


def test_acute_needs_come_first_and_pages_follow(drafted: Network) -> None:
    first, second = books(drafted)
    whole = build_compared_lines(first, second, {}, ComparisonQuery(limit=None))
    assert [line.level for line in whole.lines] == [3, 2]
    page = build_compared_lines(first, second, {}, ComparisonQuery(offset=1, limit=1))
    assert page.lines == whole.lines[1:]
    assert page.found == 2


def test_a_text_finds_schools_and_both_leaders(drafted: Network) -> None:
    first, second = books(drafted, line_of(drafted, "s-2", "s-10"))
    asked = build_compared_lines(first, second, {}, ComparisonQuery(text="сош 10"))
    assert [line.mentee.code for line in asked.lines] == ["s-3", "s-2"]
    only = build_compared_lines(first, second, {}, ComparisonQuery(text="сош № 2"))
    assert [line.mentee.code for line in only.lines] == ["s-2"]


def test_a_cause_stands_with_its_line(drafted: Network) -> None:
    first, second = books(drafted)
    causes = {("s-2", "d-1"): "Пара запрещена."}
    found = build_compared_lines(first, second, causes, ComparisonQuery())
    assert [line.cause for line in found.lines] == ["", "Пара запрещена."]


def plan(base: Plan, id_: str, year: str, status: PlanStatus, scope: str = "region") -> Plan:
    return replace(
        base,
        id=PlanId(id_),
        school_year=SchoolYear(year),
        status=status,
        scope=scope,
        as_of=date(int(year[:4]), 9, 1),
    )


def test_last_year_s_final_plan_is_offered_first_and_withdrawn_ones_last(
    drafted: Network,
) -> None:
    base = drafted.plan("2026-1")
    others = [
        plan(base, "2026-9", "2026/2027", PlanStatus.WITHDRAWN),
        plan(base, "2026-5", "2026/2027", PlanStatus.DRAFT),
        plan(base, "2025-2", "2025/2026", PlanStatus.ORDERED, "services"),
        plan(base, "2025-1", "2025/2026", PlanStatus.ORDERED),
        plan(base, "2025-3", "2025/2026", PlanStatus.DRAFT),
    ]
    network = Network.of([*small_records(), base, *others])
    codes = [one.id for one in comparable_plans(network, base)]
    assert codes == ["2025-1", "2025-2", "2026-5", "2025-3", "2026-9"]
    past = past_plan(network, base)
    assert past
    assert past.id == "2025-1"
    assert past_plan(Network.of([*small_records(), base, others[1], others[4]]), base) is None
