"""Each point of the stability curve is the best coverage that so many changes allow."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, event, given, settings

from graph.errors import InputError
from graph.model.changes import put
from graph.model.choices import PlanStatus
from graph.model.ids import OrganisationId, PlanId
from graph.network import Network
from graph.texts import Message
from services.assignment.advice.stability import Base, Curve, stability, start_of_curve
from services.assignment.compare import leaders_of_needs
from services.policy import AssignmentPolicy, GoalName
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.drawn import networks
from tests.unit.assignment.oracle import MAXIMISED, Instance
from tests.unit.assignment.towns import changed, need, offer, pair, planned, school, town

POLICY = AssignmentPolicy()
COVERAGE = [name for name in POLICY.goals if name in MAXIMISED[:4]]
Key = tuple[str, str]


def hear(progress: Message) -> None:
    assert progress.code in {"advice.stability.corner", "advice.stability.working"}


def curve_of(
    network: Network, base: Mapping[Key, str], left_s: Callable[[], float] = lambda: 9.0
) -> Curve:
    plan = plan_of(network, POLICY)
    assert plan is not None
    return stability(network, plan, Base(plan="q", leaders=base), left_s=left_s, tell=hear)


def best_coverage(network: Network, base: Mapping[Key, str]) -> dict[int, tuple[int, ...]]:
    """Try every plan: number of changes → best coverage with exactly so many."""
    instance = Instance(network, POLICY)
    found: dict[int, tuple[int, ...]] = {}
    keys = [(one.organisation, one.direction) for one in instance.needs]
    for plan in instance.plans():
        changes = sum(
            base.get(key) != (None if j is None else instance.offers[j].organisation)
            for key, j in zip(keys, plan, strict=True)
        )
        all_ = instance.values(plan)
        values = tuple(all_[name][0] for name in COVERAGE)
        found[changes] = max(found.get(changes, values), values)
    return found


@settings(max_examples=60, deadline=None)
@given(networks(pins=False), networks(pins=False))
def test_no_plan_with_so_few_changes_covers_more(network: Network, other: Network) -> None:
    assume(plan_of(network, POLICY) is not None)
    before = plan_of(other, POLICY)
    base = {} if before is None else leaders_of_needs(before)
    curve = curve_of(network, base)
    exact = best_coverage(network, base)
    assert curve.is_whole
    assert curve.points[0].changes == min(exact)
    event(f"{len(curve.points)} points")
    assert all(a.changes < b.changes for a, b in pairwise(curve.points))
    for point in curve.points:
        assert point.proved
        assert point.values == max(v for k, v in exact.items() if k <= point.changes)
    assert curve.points[-1].values == max(exact.values())
    assert curve.points[-1].changes == min(k for k, v in exact.items() if v == max(exact.values()))


def test_a_curve_rises_from_the_forced_changes_to_the_last_useful_one() -> None:
    """`m` and `n` had `l`, who has one place now; `k` could take either, and `o` as well."""
    network = town(
        *(school("l"), school("k", 3), offer("l"), offer("k", 2)),
        *(school(code, i) for i, code in enumerate("mno", 1)),
        *(need(code) for code in "mno"),
    )
    curve = curve_of(network, {("m", "d"): "l", ("n", "d"): "l"})
    level_2 = curve.goals.index(GoalName.NEEDS_OF_LEVEL_2_COVERED)
    assert [(p.changes, p.values[level_2]) for p in curve.points] == [(1, 2), (2, 3)]
    assert all(a.values < b.values for a, b in pairwise(curve.points))


def test_where_the_time_is_over_only_what_flows_find_is_told() -> None:
    rows = [row for i in range(8) for row in (school(f"m{i}", i), need(f"m{i}"))]
    network = town(school("l"), offer("l", 8), *rows)
    curve = curve_of(network, {}, left_s=lambda: 0.0)
    assert not curve.is_whole
    assert [point.changes for point in curve.points] == [0, 8]
    assert curve_of(network, {}).is_whole


def test_changes_count_against_the_approved_plan_else_an_older_draft_else_last_year() -> None:
    network = town(
        *(school("l"), school("k", 3), school("m", 1), offer("l"), offer("k"), need("m")),
        pair("k", "m", 2025, 2026),
    )
    plan = planned(network)
    last_year = start_of_curve(network, network, plan.plan)
    assert last_year == Base(plan=None, leaders={("m", "d"): "k"})
    older = replace(plan.plan, id=PlanId("2026-1"), network_revision=0)
    own = replace(plan.plan, id=PlanId("2026-2"), network_revision=0)
    line = replace(plan.assignments[0], plan=older.id, leader=OrganisationId("l"))
    both = network.after(put((older, own, line)), network.revision)
    assert start_of_curve(both, network, own) == Base(plan="2026-1", leaders={("m", "d"): "l"})
    assert start_of_curve(both, network, older).plan is None
    final = changed(both, replace(own, status=PlanStatus.APPROVED))
    assert start_of_curve(final, network, older).plan == "2026-2"
    newest = replace(own, id=PlanId("2026-3"), network_revision=1)
    assert start_of_curve(both, network, newest).plan == "2026-2"
    older_is_final = changed(both, replace(older, status=PlanStatus.APPROVED))
    assert start_of_curve(older_is_final, network, newest).plan == "2026-1"


def test_rules_of_another_kind_are_refused() -> None:
    policy = replace(POLICY, max_border_pairs=1)
    network = town(school("l"), school("m", 1), offer("l"), need("m"))
    plan = plan_of(network, policy)
    assert plan is not None
    with pytest.raises(InputError) as refused:
        stability(network, plan, Base(plan=None, leaders={}), left_s=lambda: 1, tell=hear)
    assert refused.value.code == "advice.stability_rules"
