"""A place that others get before a need: who they are and when its turn comes, by planning."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import event, given, settings

from api.texts import catalogue
from graph.model.choices import OpenReason
from graph.model.plan import OpenNeed
from graph.network import Network
from graph.samples import build_demo
from services.assignment.advice.help import help_for
from services.assignment.advice.help_document import help_document
from services.assignment.advice.in_turn import MOST_PLACES, Instead
from services.assignment.advice.ways import WayKind
from services.assignment.planned import PlannedAssignment
from services.policy import AssignmentPolicy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.drawn import networks, policies
from tests.unit.assignment.oracle import DAY
from tests.unit.assignment.test_advice_learn import holds
from tests.unit.assignment.towns import changed, need, offer, school, town

POLICY = AssignmentPolicy()
Need = tuple[str, str]


def covered(plan: PlannedAssignment) -> set[Need]:
    return {(line.mentee, line.direction) for line in plan.assignments}


def with_places(
    network: Network, policy: AssignmentPolicy, open_: OpenNeed, one: Instead, count: int
) -> Iterator[set[Need]]:
    """Plan with so many places at each offer that may be meant, and yield what is covered."""
    leader = network.organisation(one.leader)
    if one.like is None:
        rows = [
            replace(row, places=row.places + count)
            for row in network.offers
            if (row.organisation, row.direction) == (leader.id, open_.direction) and holds(row)
        ]
    else:
        way = open_.direction
        rows = [replace(one.like, direction=way, places=count, from_date=DAY, to_date=None)]
    for row in rows:
        more = changed(network, row)
        if leader.places_total is not None:
            more = changed(more, replace(leader, places_total=leader.places_total + count))
        plan = plan_of(more, policy)
        assert plan is not None
        yield covered(plan)


def confirm(
    network: Network,
    policy: AssignmentPolicy,
    plan: PlannedAssignment,
    open_: OpenNeed,
    one: Instead,
) -> None:
    """Find who is told to get the first place, and the need's turn, by planning."""
    key = (open_.mentee, open_.direction)
    turns = [list(with_places(network, policy, open_, one, k + 1)) for k in range(MOST_PLACES)]
    told = {(step.mentee, step.direction) for step in one.steps}
    for row in range(len(turns[0])):
        gets = [turn[row] for turn in turns]
        first = next((k for k, some in enumerate(gets, 1) if key in some), None)
        if gets[0] - covered(plan) == told and first == one.places:
            assert key not in told
            return
    raise AssertionError(one)


def openings(network: Network, policy: AssignmentPolicy) -> Iterator[tuple[OpenNeed, Instead]]:
    """Confirm every place that others get first, and yield it."""
    plan = plan_of(network, policy)
    if plan is None:
        return
    for mentee in sorted({line.mentee for line in plan.open_needs}):
        for found in help_for(network, plan, mentee):
            if found.instead is not None:
                assert found.ways == ()
                confirm(network, policy, plan, found.need, found.instead)
                yield found.need, found.instead


@settings(max_examples=40, deadline=None)
@given(networks(), policies())
def test_who_gets_a_place_first_and_the_turn_of_the_need_are_those_of_planning(
    network: Network, policy: AssignmentPolicy
) -> None:
    for open_, one in openings(network, policy):
        event(f"{open_.reason} {one.like is not None} {one.places}")


def test_so_it_is_in_a_municipality_whatever_the_reason_of_the_open_need() -> None:
    found = list(openings(made_up(replace(MUNICIPALITY, places=0.4), 3, pins=False), POLICY))
    assert {one.places for _, one in found} >= {2, None}


def test_in_the_made_up_municipality_a_new_direction_serves_another_organisation_first() -> None:
    network = Network.of(build_demo("municipality").records)
    plan = plan_of(network, POLICY)
    assert plan is not None
    (found,) = help_for(network, plan, "23-23-b07")
    assert found.need.direction == "d3"
    assert found.instead is not None
    confirm(network, POLICY, plan, found.need, found.instead)
    assert [step.mentee for step in found.instead.steps] == ["23-23-u02"]
    assert found.instead.places == 2


def begun(*levels: int) -> tuple[Network, PlannedAssignment]:
    """Return a town in which `l` could begin what `m`, and others with these levels, need."""
    others = [f"n{i}" for i in range(len(levels))]
    network = town(
        *(school("l"), offer("l", way="e"), school("m", 1), need("m", 1)),
        *(school(code, 2.0 + i) for i, code in enumerate(others)),
        *(need(code, level) for code, level in zip(others, levels, strict=True)),
    )
    plan = plan_of(network, POLICY)
    assert plan is not None
    return network, plan


@pytest.mark.parametrize(
    ("levels", "places", "turn"),
    [
        ((3,), 2, "Её очередь дойдёт на 2-м таком месте."),
        ((3, 2), 3, "Её очередь дойдёт на 3-м таком месте."),
        ((3, 2, 2), None, "До неё не дойдёт и 3-е такое место."),
    ],
)
def test_a_new_direction_that_serves_others_first_names_them_and_counts_the_turn(
    levels: tuple[int, ...], places: int | None, turn: str
) -> None:
    network, plan = begun(*levels)
    (found,) = help_for(network, plan, "m")
    assert found.need.reason is OpenReason.NO_OFFER
    assert found.ways == ()
    assert found.instead is not None
    assert found.instead.places == places
    assert [(step.mentee, step.to_leader) for step in found.instead.steps] == [("n0", "l")]
    document = help_document(network, plan, "m", [found], catalogue("ru"))
    assert document["needs"][0]["instead"] | {"steps": []} == {
        "leader": "l",
        "like": "e",
        "places": places,
        "steps": [],
        "text": (
            "Если лидер Школа l начнёт направление «Направление d», первое место достанется "
            f"не ей: его займёт Школа n0 (Район a), «Направление d». {turn}"
        ),
    }
    assert document["texts"][-1] == document["needs"][0]["instead"]["text"]


def test_a_place_that_the_plan_found_anew_gives_to_the_need_among_equals_is_a_way() -> None:
    """Of two equal needs one gets the place: for it that is a way, for the other it is not."""
    network = town(
        *(school("l"), offer("l", way="e")),
        *(school("m", 1), need("m", 2), school("n", -1), need("n", 2)),
    )
    plan = plan_of(network, POLICY)
    assert plan is not None
    ways = {code: help_for(network, plan, code)[0] for code in ("m", "n")}
    assert sorted(len(one.ways) for one in ways.values()) == [0, 1]
    for code, one in ways.items():
        if one.ways:
            assert one.instead is None
            assert (one.ways[0].kind, one.ways[0].leader) == (WayKind.BEGIN, "l")
        else:
            assert one.instead is not None
            assert one.instead.places == 2
            assert {step.mentee for step in one.instead.steps} == {"m", "n"} - {code}


def test_a_place_that_helps_nobody_is_told_of_to_nobody() -> None:
    network = town(school("l"), offer("l", way="e"), school("m", 400), need("m", 2))
    plan = plan_of(network, POLICY)
    assert plan is not None
    (found,) = help_for(network, plan, "m")
    assert found.instead is None
