"""A plan on its page: goals with what there is to reach, rows, and why a pair."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.errors import NotFoundError
from graph.geo import distance_km
from graph.model.choices import Mode, OpenReason, Rule
from graph.model.event import Event
from graph.model.ids import EventId, OrganisationId, SchoolYear
from graph.model.need import Offer, Restriction
from graph.model.plan import OpenNeed
from graph.network import Network
from graph.valid_time import as_of
from services.assignment.problem import AssignmentProblem, assignment_problem
from services.isolation.detect import find_isolated
from services.isolation.kinds import Kind
from services.measures.involvement import Part
from services.policy import shipped_policy
from services.views.event_list import count_events
from services.views.index import NetworkIndex
from services.views.isolation_list import IsolationQuery, build_isolation_list
from services.views.need_view import build_open_need_view
from services.views.other_leaders import find_possible
from services.views.overview import IsolationCounts, build_overview
from services.views.pair_view import build_pair_view, need_row
from services.views.plan_rows import PlanQuery, build_plan_rows
from services.views.plan_view import PlanBook, build_plan_list
from tests.unit.views.small_index import index_of
from tests.web.small import TEACHER, TODAY, make_draft, make_store, school, small_records


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    folder: Path = tmp_path_factory.mktemp("plan")
    store = make_store(folder)
    make_draft(store)
    yield store.read()
    store.close()


@pytest.fixture(scope="module")
def index(network: Network) -> NetworkIndex:
    return NetworkIndex(network, as_of(network, TODAY), TODAY)


@pytest.fixture(scope="module")
def book(index: NetworkIndex) -> PlanBook:
    return PlanBook(index, "2026-1")


@pytest.fixture(scope="module")
def problem(book: PlanBook) -> AssignmentProblem:
    plan = book.plan
    return assignment_problem(
        book.index.network,
        shipped_policy("krai").assignment,
        school_year=plan.school_year,
        day=plan.as_of,
        scope=plan.scope,
    )


def test_counts_agree_with_the_lines(book: PlanBook) -> None:
    counts = book.counts
    assert (counts.needs, counts.covered, counts.open, counts.open_acute) == (3, 2, 1, 0)
    assert (counts.mentees, counts.with_leader, counts.without_leader) == (2, 2, 0)
    assert (counts.leaders, counts.leaders_used, counts.kept) == (2, 2, 1)
    assert counts.covered + counts.open == counts.needs
    assert sum(one.taken for one in book.load) == counts.covered


def test_goals_tell_the_most_there_could_be(book: PlanBook) -> None:
    shown = {goal.goal.name: (goal.value, goal.of) for goal in book.goals}
    assert shown["needs_of_level_3_covered"] == (1, 1)
    assert shown["mentees_with_leader"] == (2, 2)
    assert shown["needs_of_level_1_covered"] == (0, 1)
    assert shown["points"][1] is None
    positions = [goal.goal.position for goal in book.goals]
    assert positions == sorted(positions)


def test_distance_bands_count_every_pair_once(book: PlanBook) -> None:
    bands = next(goal.bands for goal in book.goals if goal.goal.name == "distance_bands")
    assert sum(n for _, _, n in bands) == len(book.assignments)
    km = Counter(int(line.effective_km // 10) * 10 for line in book.assignments)
    assert {low: n for low, _, n in bands} == km


def test_rows_are_narrowed_and_counted(book: PlanBook) -> None:
    rows = build_plan_rows(book, PlanQuery())
    assert [row.line.mentee for row in rows.pairs] == ["s-3", "s-2"]
    states = {"new": 1, "kept": 1, "far": 0, "border": 1, "pinned": 0}
    assert {c.code: c.n for c in rows.states} == states
    over = build_plan_rows(book, PlanQuery(state="border"))
    assert [(row.line.leader, row.line.mentee) for row in over.pairs] == [("s-10", "s-3")]
    kept = build_plan_rows(book, PlanQuery(state="kept"))
    assert [row.line.mentee for row in kept.pairs] == ["s-2"]
    assert build_plan_rows(book, PlanQuery(text="сош № 10")).pairs_found == 1
    assert build_plan_rows(book, PlanQuery(level=3)).open_found == 0
    assert build_plan_rows(book, PlanQuery(direction="d-2")).pairs_found == 0
    assert build_plan_rows(book, PlanQuery(municipality="m-2")).pairs_found == 0


def test_a_pair_names_every_other_leader_and_what_it_fails_by(
    book: PlanBook, problem: AssignmentProblem
) -> None:
    view = build_pair_view(book, problem, "s-3", "d-1")
    assert view.leader.code == "s-10"
    assert view.line.distance_km == distance_km(45.0, 39.2, 45.4, 39.4)
    (other,) = view.others
    assert (other.who.code, other.fails, other.is_nearer) == ("s-1", "no_place_in_direction", True)
    assert (other.here.taken, other.here.places) == (1, 1)
    assert (view.here.taken, view.here.places) == (1, 2)
    assert (view.limit_km, view.is_remote) == (100.0, False)
    assert [step.left for step in view.funnel] == [2, 2, 2, 2, 2, 2, 2]


def test_the_funnel_only_narrows(book: PlanBook, problem: AssignmentProblem) -> None:
    for line in book.assignments:
        left = [s.left for s in build_pair_view(book, problem, line.mentee, line.direction).funnel]
        assert left == sorted(left, reverse=True)
        assert left[-1] >= 1


@pytest.mark.parametrize(("mentee", "direction"), [("s-3", "d-2"), ("s-1", "d-1"), ("x", "y")])
def test_a_pair_that_is_not_in_the_plan_is_refused(
    book: PlanBook, problem: AssignmentProblem, mentee: str, direction: str
) -> None:
    with pytest.raises(NotFoundError):
        build_pair_view(book, problem, mentee, direction)


def test_plans_are_listed_with_what_each_reaches(network: Network) -> None:
    (line,) = build_plan_list(network)
    assert (line.plan.id, line.counts.covered, line.order) == ("2026-1", 2, None)


def test_the_start_page_leads_to_the_next_step(index: NetworkIndex) -> None:
    view = build_overview(index, IsolationCounts(without_tie=1, at_risk=2))
    assert view.plan is not None
    assert [todo.title.code for todo in view.todo] == [
        "view.todo.approve",
        "view.todo.isolated",
        "view.todo.overloaded",
    ]
    assert view.events is not None
    assert (view.events.events, view.events.hosts, view.events.organisations) == (1, 1, 3)
    assert {one.kind: (one.counts[Part.NEITHER], one.total) for one in view.involvement} == {
        "": (2, 6),
        "school": (1, 5),
        "methodical_service": (1, 1),
    }
    assert [row.event.id for row in view.coming] == ["e-2"]
    assert view.free_places == 1


def test_the_funnel_loses_a_leader_at_the_rule_it_fails(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """СОШ № 4 offers help too, but is banned for СОШ № 3; ТМС offered it last year only."""
    more = (
        Offer(
            organisation=OrganisationId("s-4"),
            direction=TEACHER,
            places=5,
            from_date=date(2025, 9, 1),
        ),
        Restriction(leader=OrganisationId("s-4"), mentee=OrganisationId("s-3"), rule=Rule.FORBID),
        Offer(
            organisation=OrganisationId("ts"),
            direction=TEACHER,
            places=5,
            from_date=date(2024, 9, 1),
            to_date=date(2025, 9, 1),
        ),
    )
    store = make_store(tmp_path_factory.mktemp("funnel"), (*small_records(), *more))
    make_draft(store)
    network = store.read()
    book = PlanBook(NetworkIndex(network, as_of(network, TODAY), TODAY), "2026-1")
    problem = assignment_problem(
        network,
        shipped_policy("krai").assignment,
        school_year=book.plan.school_year,
        day=book.plan.as_of,
        scope="region",
    )
    view = build_pair_view(book, problem, "s-3", "d-1")
    assert [(step.rule, step.left) for step in view.funnel] == [
        ("all", 4),
        ("offered", 4),
        ("same_entity", 4),
        ("expired", 3),
        ("forbidden", 2),
        ("leader_needs_help", 2),
        ("too_far", 2),
    ]
    against = {other.who.code: other.fails for other in view.others}
    assert against["s-4"] == "forbidden"
    assert against["ts"] == "expired"


def test_events_that_are_still_to_come_are_not_counted_as_held() -> None:
    soon = Event(
        id=EventId("e-9"), date=date(2026, 8, 30), name="Педсовет", host=OrganisationId("s-4")
    )
    figures = count_events(index_of(soon), SchoolYear("2025/2026"))
    assert (figures.events, figures.hosts) == (1, 1)


def test_findings_without_a_working_tie_come_first() -> None:
    index = index_of()
    report = find_isolated(index.network, shipped_policy("krai").isolation, day=TODAY)
    found = build_isolation_list(index, report, IsolationQuery())
    severe = [group.severe for group in found.groups]
    assert severe == sorted(severe, reverse=True)
    assert {True, False} == set(severe)
    assert sum(group.n for group in found.groups) == found.found == len(report.findings)
    only = build_isolation_list(index, report, IsolationQuery(kind=Kind.K1))
    assert [row.who.code for group in only.groups for row in group.rows] == ["s-4", "s-10", "ts"]
    assert build_isolation_list(index, report, IsolationQuery(text="сош 3 нет")).found == 0


def test_help_at_a_distance_that_counts_as_nearer_is_told_with_its_kilometres(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """СОШ № 9 is farther than the leader of last year, but nobody has to travel."""
    more = (
        school("s-9", "СОШ № 9", (47.0, 39.0)),
        Offer(
            organisation=OrganisationId("s-9"),
            direction=TEACHER,
            places=5,
            from_date=date(2025, 9, 1),
            mode=Mode.REMOTE,
        ),
    )
    store = make_store(tmp_path_factory.mktemp("remote"), (*small_records(), *more))
    make_draft(store)
    network = store.read()
    book = PlanBook(NetworkIndex(network, as_of(network, TODAY), TODAY), "2026-1")
    plan, policy = book.plan, shipped_policy("krai").assignment
    problem = assignment_problem(
        network, policy, school_year=plan.school_year, day=plan.as_of, scope=plan.scope
    )
    for line in book.assignments:
        view = build_pair_view(book, problem, line.mentee, line.direction)
        assert sum(other.passes for other in view.nearer) == line.nearer
        for other in view.others:
            assert (other.fails in {"farther", "remote"}) <= (not other.is_nearer)
            if other.counts_as_km is not None:
                assert other.counts_as_km == policy.remote_km
                assert other.counts_as_km < line.effective_km
                assert other.km is not None
                assert line.distance_km is not None
                assert other.km > line.distance_km
    store.close()


def test_an_open_need_tells_of_each_leader_what_stands_against_it(
    book: PlanBook, problem: AssignmentProblem
) -> None:
    taken = next(line for line in book.assignments if line.mentee == "s-2")
    limited = OpenNeed(
        plan=taken.plan,
        mentee=taken.mentee,
        direction=taken.direction,
        level=taken.level,
        reason=OpenReason.LIMIT_OF_MENTEE,
    )
    need = need_row(problem, limited)
    found = find_possible(book, problem, limited, need)
    assert [(one.who.code, one.fails) for one in found] == [
        ("s-1", "no_place_in_direction"),
        ("s-10", "limit"),
    ]
    weighed = find_possible(book, problem, replace(limited, reason=OpenReason.NOT_SELECTED), need)
    assert [one.fails for one in weighed] == ["no_place_in_direction", "weighed"]


def test_an_open_need_that_nobody_offers_has_no_leaders(
    book: PlanBook, problem: AssignmentProblem
) -> None:
    view = build_open_need_view(book, problem, "s-3", "d-2")
    assert (view.others, view.others_total, view.group) == ((), 0, None)
    assert view.line.reason is OpenReason.NO_OFFER
    with pytest.raises(NotFoundError):
        build_open_need_view(book, problem, "s-2", "d-1")
