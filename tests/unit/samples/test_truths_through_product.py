"""The planted truths are found again through the product: isolation and plans."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from graph.model.choices import OpenReason
from graph.model.ids import PlanId
from graph.network import Network
from graph.samples import Demo
from services.assignment.plan import plan_assignment
from services.assignment.planned import PlannedAssignment
from services.isolation.detect import find_isolated
from services.isolation.document import plain_evidence
from services.isolation.findings import IsolationReport
from services.isolation.kinds import Kind
from services.policy import shipped_policy

EXACT = (Kind.K1, Kind.K2, Kind.K3, Kind.K4, Kind.K9, Kind.K17)
AT_RISK = (Kind.K6, Kind.K8, Kind.K15)
SIZES = ("municipality", "region")
SCOPES = [
    ("municipality", "region"),
    ("municipality", "municipality:23-23"),
    ("region", "region"),
    ("region", "services"),
    ("region", "municipality:23-23"),
]


def network_of(size: str, request: pytest.FixtureRequest) -> Network:
    network: Network = request.getfixturevalue(f"{size}_network")
    return network


def report_of(size: str, request: pytest.FixtureRequest, day: date) -> IsolationReport:
    return find_isolated(network_of(size, request), shipped_policy().isolation, day=day)


def of_kind(report: IsolationReport, kind: Kind) -> set[str]:
    return {f.organisation for f in report.findings if kind in f.kinds}


def evidence_of(report: IsolationReport, kind: Kind) -> dict[str, dict[str, Any]]:
    found = {f.organisation: f.evidence.get(kind) for f in report.findings}
    return {str(code): plain_evidence(e) for code, e in found.items() if e is not None}


@pytest.mark.parametrize("size", SIZES)
def test_the_report_finds_exactly_the_planted(size: str, request: pytest.FixtureRequest) -> None:
    demo: Demo = request.getfixturevalue(size)
    report = report_of(size, request, demo.reference_date)
    for kind in EXACT:
        assert of_kind(report, kind) == set(demo.truths.isolated[kind.value]), kind
    for kind in AT_RISK:
        assert of_kind(report, kind) >= set(demo.truths.at_risk[kind.value]), kind
    assert report.new == demo.truths.new
    assert tuple(hole.municipality for hole in report.reporting_holes) == (
        demo.truths.reporting_holes
    )
    assert report.unmarked_events == demo.truths.unmarked


def test_the_report_names_whom_the_dependent_depend_on(
    region: Demo, request: pytest.FixtureRequest
) -> None:
    report = report_of("region", request, region.reference_date)
    hangs = {f.organisation: f.evidence[Kind.K6] for f in report.findings if Kind.K6 in f.kinds}
    for dependent, hub in region.truths.depends_on.items():
        assert getattr(hangs[dependent], "depends_on", None) == hub


@pytest.mark.parametrize("size", SIZES)
def test_islands_are_found_all_and_only(size: str, request: pytest.FixtureRequest) -> None:
    demo: Demo = request.getfixturevalue(size)
    report = report_of(size, request, demo.reference_date)
    islands = {code: len(island) for island in demo.truths.islands for code in island}
    assert islands
    assert {code: e["component_size"] for code, e in evidence_of(report, Kind.K4B).items()} == (
        islands
    )


@pytest.mark.parametrize("size", SIZES)
def test_pairs_on_paper_are_found_at_both_ends(size: str, request: pytest.FixtureRequest) -> None:
    demo: Demo = request.getfixturevalue(size)
    network = network_of(size, request)
    found = evidence_of(report_of(size, request, demo.reference_date), Kind.K3B)
    met = {(code, other) for code, e in found.items() for other in e["partners"]}
    for row in network.pairs:
        ends = {(row.leader, row.mentee), (row.mentee, row.leader)}
        if row.key in demo.truths.paper_pairs:
            assert ends <= met
    assert demo.truths.paper_pairs


def test_why_a_service_has_no_curator_is_told(region: Demo, request: pytest.FixtureRequest) -> None:
    found = evidence_of(report_of("region", request, region.reference_date), Kind.K9)
    assert {code: e["reason"] for code, e in found.items()} == dict(region.truths.curators)


def test_whom_the_overloaded_curator_accompanies_is_found_all_and_only(
    region: Demo, request: pytest.FixtureRequest
) -> None:
    found = evidence_of(report_of("region", request, region.reference_date), Kind.K10)
    (curator,) = region.truths.overloaded
    network = network_of("region", request)
    day = region.reference_date
    kept = {
        row.object
        for row in network.curators
        if row.curator == curator
        and row.from_date <= day
        and (row.to_date is None or day < row.to_date)
    }
    assert set(found) == kept - set(network.communities.keys)
    for evidence in found.values():
        assert evidence["curator"] == curator
        assert evidence["load"] == len(kept) > evidence["capacity"]


def test_whoever_depends_on_one_hangs_on_the_tie_with_it(
    region: Demo, request: pytest.FixtureRequest
) -> None:
    found = evidence_of(report_of("region", request, region.reference_date), Kind.K5)
    for dependent, hub in region.truths.depends_on.items():
        assert found[dependent]["tie"] == sorted([dependent, hub])


def test_a_landing_party_gives_a_remote_school_working_ties(
    region: Demo, request: pytest.FixtureRequest
) -> None:
    before = report_of("region", request, date(2026, 4, 1))
    after = report_of("region", request, region.reference_date)
    for school in region.truths.landed:
        assert school in of_kind(before, Kind.K1)
        assert not any(f.has_no_working_tie for f in after.findings if f.organisation == school)


@pytest.fixture(scope="module")
def plans() -> dict[tuple[str, str], PlannedAssignment]:
    return {}


def plan_of(size: str, scope: str, request: pytest.FixtureRequest) -> PlannedAssignment:
    plans: dict[tuple[str, str], PlannedAssignment] = request.getfixturevalue("plans")
    demo: Demo = request.getfixturevalue(size)
    if (size, scope) not in plans:
        plans[size, scope] = plan_assignment(
            network_of(size, request),
            shipped_policy(),
            school_year=demo.school_year,
            day=date(2026, 9, 1),
            scope=scope,
            id_=PlanId("p"),
        )
    return plans[size, scope]


@pytest.mark.parametrize(("size", "scope"), SCOPES)
def test_a_plan_leaves_open_exactly_what_is_planted(
    size: str, scope: str, request: pytest.FixtureRequest
) -> None:
    demo: Demo = request.getfixturevalue(size)
    truth = demo.truths.open[scope]
    opened = plan_of(size, scope, request).open_needs
    by_reason = {
        reason: sorted(f"{n.mentee}|{n.direction}" for n in opened if n.reason is reason)
        for reason in {n.reason for n in opened}
    }
    limited = [n.mentee for n in opened if n.reason is OpenReason.LIMIT_OF_MENTEE]
    short = [n for n in opened if n.reason is OpenReason.NO_PLACE]
    chosen = {OpenReason.LIMIT_OF_MENTEE, OpenReason.NO_PLACE}
    assert {reason: keys for reason, keys in by_reason.items() if reason not in chosen} == {
        reason: list(keys) for reason, keys in truth.needs.items()
    }
    assert tuple(sorted(limited)) == truth.limited
    assert len(short) == truth.shortage.short_by
    assert {n.direction for n in short} == {truth.shortage.direction}


@pytest.mark.parametrize(("size", "scope"), SCOPES)
def test_the_shortage_is_proved_with_its_figures(
    size: str, scope: str, request: pytest.FixtureRequest
) -> None:
    demo: Demo = request.getfixturevalue(size)
    shortage = demo.truths.open[scope].shortage
    (group,) = plan_of(size, scope, request).blocking_groups
    assert (len(group.members), group.places, group.short_by) == (
        shortage.needs,
        shortage.places,
        shortage.short_by,
    )


def test_a_plan_of_the_region_is_worth_looking_at(request: pytest.FixtureRequest) -> None:
    plan = plan_of("region", "region", request)
    assert len(plan.assignments) > 1_800
    assert len({a.leader for a in plan.assignments}) > 190
    assert sum(a.kept for a in plan.assignments) > 500
    assert sum(a.pinned for a in plan.assignments) == 13
    assert Counter(a.mode.value for a in plan.assignments)["remote"] > 5
