"""Every way out of an open need is confirmed by planning with it, and the need is covered."""

from dataclasses import replace

import pytest
from hypothesis import event, given, settings

from graph.errors import NotFoundError
from graph.model.changes import Change
from graph.model.choices import Rule
from graph.model.need import Offer
from graph.model.plan import OpenNeed
from graph.network import Network
from services.assignment.advice.help import help_for
from services.assignment.advice.ways import Way, WayKind
from services.assignment.planned import PlannedAssignment
from services.policy import AssignmentPolicy, GoalName
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.drawn import networks, policies
from tests.unit.assignment.oracle import DAY, Instance
from tests.unit.assignment.test_advice_learn import holds, short
from tests.unit.assignment.towns import changed, distance, need, offer, rule, school, town

POLICY = AssignmentPolicy()
FEW = replace(MUNICIPALITY, places=0.5, flags=2)


def plans_with(
    network: Network, policy: AssignmentPolicy, need_: OpenNeed, way: Way
) -> list[PlannedAssignment]:
    """Plan with every change of data that a way may speak of; one of them is what it means."""
    leader = network.organisation(way.leader)
    total = leader.places_total
    found: list[PlannedAssignment | None] = []
    if way.kind is WayKind.TOTAL:
        more = changed(network, replace(leader, places_total=(total or 0) + 1))
        found.append(plan_of(more, policy))
    elif way.kind is WayKind.BEGIN:
        assert way.like is not None
        new = replace(way.like, direction=need_.direction, places=1, from_date=DAY, to_date=None)
        more = changed(network, new)
        if total is not None:
            more = changed(more, replace(leader, places_total=total + 1))
        found.append(plan_of(more, policy))
    elif way.kind is WayKind.LIFT_BAN:
        gone = [
            Change(before=row, after=None)
            for row in network.restrictions
            if row.rule is Rule.FORBID
            and (row.leader, row.mentee) == (way.leader, need_.mentee)
            and row.direction in (None, need_.direction)
            and (row.until is None or row.until > DAY)
        ]
        found.append(plan_of(network.after(gone, network.revision), policy))
    else:
        found += [
            _with(network, policy, way, row, total)
            for row in network.offers
            if (row.organisation, row.direction) == (way.leader, need_.direction) and holds(row)
        ]
    return [plan for plan in found if plan is not None]


def _with(
    network: Network, policy: AssignmentPolicy, way: Way, row: Offer, total: int | None
) -> PlannedAssignment | None:
    """Plan with a place more, or a longer limit."""
    if way.kind is WayKind.PLACE:
        more = changed(network, replace(row, places=row.places + 1))
        if total is not None:
            leader = network.organisation(way.leader)
            more = changed(more, replace(leader, places_total=total + 1))
        return plan_of(more, policy)
    assert way.km is not None
    wider = replace(policy, max_km=way.km) if way.kind is WayKind.MAX_KM else policy
    if row.limit_km is not None and row.limit_km < way.km:
        return plan_of(changed(network, replace(row, limit_km=float(way.km))), wider)
    return plan_of(network, wider)


def best_with_own_need(
    network: Network, policy: AssignmentPolicy, need_: OpenNeed, way: Way
) -> list[tuple[int, ...]]:
    """Try every plan in which one leader may serve although it has an acute need itself."""
    strict = Instance(network, policy)
    free = Instance(network, replace(policy, leader_needs_help=False))
    for pair, fails in strict.fails.items():
        row = strict.offers[pair[1]]
        same = (row.organisation, row.direction) == (way.leader, need_.direction)
        if fails == "leader_needs_help" and not same:
            free.pairs.pop(pair, None)
    best = min(free.plans(), key=free.vector)
    values = free.values(best)
    return [short(name, values[name]) for name in policy.goals]


def confirm(network: Network, policy: AssignmentPolicy, need_: OpenNeed, way: Way) -> None:
    """Find the plan that a way promises: same goals, and the need has a leader."""
    promised = [short(goal.name, goal.after) for goal in way.goals]
    if way.kind is WayKind.OWN_NEED:
        assert best_with_own_need(network, policy, need_, way) == promised
        return
    for plan in plans_with(network, policy, need_, way):
        values = [short(goal.name, goal.values) for goal in plan.goals]
        covered = {(line.mentee, line.direction) for line in plan.assignments}
        if values == promised and (need_.mentee, need_.direction) in covered:
            return
    raise AssertionError(way)


@settings(max_examples=60, deadline=None)
@given(networks(), policies())
def test_every_way_covers_the_need_and_brings_what_it_promises(
    network: Network, policy: AssignmentPolicy
) -> None:
    plan = plan_of(network, policy)
    if plan is None:
        return
    for mentee in sorted({need_.mentee for need_ in plan.open_needs}):
        for one in help_for(network, plan, mentee):
            for way in one.ways:
                event(way.kind)
                confirm(network, policy, one.need, way)


def barred(network: Network, policy: AssignmentPolicy, need_: OpenNeed) -> list[tuple[int, ...]]:
    """Return the goals of the best plan in which a need gets nobody."""
    leaders = {row.organisation for row in network.offers}
    bans = [rule(Rule.FORBID, leader, need_.mentee, need_.direction) for leader in leaders]
    plan = plan_of(changed(network, *bans), policy)
    assert plan is not None
    return [short(goal.name, goal.values) for goal in plan.goals]


@settings(max_examples=60, deadline=None)
@given(networks(pins=False), policies())
def test_no_place_that_every_best_plan_gives_to_the_need_is_left_out(
    network: Network, policy: AssignmentPolicy
) -> None:
    plan = plan_of(network, policy)
    if plan is None:
        return
    for need_ in plan.open_needs:
        found = {
            way.leader
            for one in help_for(network, plan, need_.mentee)
            for way in one.ways
            if one.need == need_ and way.kind in (WayKind.PLACE, WayKind.TOTAL)
        }
        for row in network.offers:
            leader = network.organisation(row.organisation)
            if row.direction != need_.direction or not (holds(row) and holds(leader)):
                continue
            more = changed(network, replace(row, places=row.places + 1))
            if leader.places_total is not None:
                total = leader.places_total + 1
                more = changed(more, replace(leader, places_total=total))
            after = plan_of(more, policy)
            assert after is not None
            values = [short(goal.name, goal.values) for goal in after.goals]
            helps = values != barred(more, policy, need_)
            event("helps" if helps else "does not help")
            assert not helps or leader.id in found


@pytest.mark.parametrize("seed", range(2))
def test_so_it_is_in_a_municipality(seed: int) -> None:
    network = made_up(FEW, seed, pins=False)
    plan = plan_of(network, POLICY)
    assert plan is not None
    kinds = set()
    for mentee in sorted({need_.mentee for need_ in plan.open_needs})[:12]:
        for one in help_for(network, plan, mentee):
            for way in one.ways:
                kinds.add(way.kind)
                if way.kind is not WayKind.OWN_NEED:
                    confirm(network, POLICY, one.need, way)
    assert kinds & {WayKind.PLACE, WayKind.BEGIN}


def ways(network: Network, policy: AssignmentPolicy = POLICY) -> list[Way]:
    """Return the ways out of the one need of `m`."""
    plan = plan_of(network, policy)
    assert plan is not None
    (one,) = help_for(network, plan, "m")
    return list(one.ways)


def test_a_limit_is_lengthened_by_no_more_than_it_takes() -> None:
    network = town(
        *(school("l"), school("m", None), offer("l", limit_km=20.0), need("m", 3)),
        distance("l", "m", 34.2),
    )
    (way,) = ways(network)
    assert (way.kind, way.leader, way.km, way.more_km) == (WayKind.LIMIT, "l", 35, 15)
    assert way.lost == 0
    far = changed(network, distance("l", "m", 134.2))
    (way,) = ways(far)
    assert (way.kind, way.km, way.more_km) == (WayKind.MAX_KM, 135, 35)


def test_a_longer_limit_that_lets_others_in_before_the_need_is_no_way() -> None:
    """The place would go to `n`, whose need is more acute and who comes into reach as well."""
    network = town(
        *(school("l"), school("m", None), school("n", None), offer("l", limit_km=20.0)),
        *(need("m", 1), need("n", 3), distance("l", "m", 34.0), distance("l", "n", 30.0)),
    )
    assert ways(network) == []


def test_a_ban_is_lifted_whether_it_names_the_direction_or_not() -> None:
    for way_ in ("d", None):
        network = town(
            *(school("l"), school("m", 1), offer("l"), need("m")),
            rule(Rule.FORBID, "l", "m", way_),
        )
        assert [(way.kind, way.leader) for way in ways(network)] == [(WayKind.LIFT_BAN, "l")]


def test_a_leader_may_serve_although_it_needs_help_itself() -> None:
    network = town(
        *(school("l"), school("k", 9), school("m", 1), offer("l", 2), offer("k")),
        *(need("m", 2), need("l", 3), need("k", 3)),
    )
    found = {way.kind: way for way in ways(network) if way.leader == "l"}
    plan = plan_of(network, POLICY)
    assert plan is not None
    open_ = next(need_ for need_ in plan.open_needs if need_.mentee == "m")
    confirm(network, POLICY, open_, found[WayKind.OWN_NEED])
    promised = {goal.name: goal.after for goal in found[WayKind.OWN_NEED].goals}
    assert promised[GoalName.NEEDS_OF_LEVEL_2_COVERED] == (1,)
    assert promised[GoalName.NEEDS_OF_LEVEL_3_COVERED] == (1,)  # that of `k`; `l` stays open


def test_of_places_and_new_directions_the_smaller_change_comes_first() -> None:
    network = town(
        *(school("l"), school("k", 2), school("m", 1), school("n", 3)),
        *(offer("l"), offer("k", 1, way="e"), need("m", 2), need("n", 3)),
    )
    assert [(way.kind, way.leader) for way in ways(network)] == [
        (WayKind.PLACE, "l"),
        (WayKind.BEGIN, "k"),
    ]


def test_a_place_that_others_would_get_names_them() -> None:
    network = town(
        *(school("l"), offer("l"), *(school(code, i) for i, code in enumerate("mno", 1))),
        *(need("m", 1), need("n", 3), need("o", 2)),
    )
    plan = plan_of(network, POLICY)
    assert plan is not None
    (one,) = help_for(network, plan, "m")
    assert one.ways == ()
    assert one.instead is not None
    assert one.instead.leader == "l"
    assert [(step.mentee, step.to_leader) for step in one.instead.steps] == [("o", "l")]


def test_a_school_without_open_needs_needs_nothing_and_an_unknown_one_is_refused() -> None:
    network = town(school("l"), school("m", 1), offer("l"), need("m"))
    plan = plan_of(network, POLICY)
    assert plan is not None
    assert help_for(network, plan, "m") == ()
    with pytest.raises(NotFoundError):
        help_for(network, plan, "zz")
