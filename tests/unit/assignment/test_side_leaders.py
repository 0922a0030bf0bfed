"""Places counted by mentees and hours of a leader: best plans, refusals, and what a check finds."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from api.texts import catalogue
from graph.errors import InputError
from graph.model.choices import Rule
from graph.model.ids import OrganisationId
from graph.network import Network
from graph.table import Table
from graph.valid_time import first_day
from services.assignment.assign import assign
from services.assignment.checks import faults_of
from services.assignment.explain import open_reason
from services.assignment.problem import assignment_problem, written_out_in_full
from services.assignment.side_document import rules_said
from services.assignment.side_fill import filled
from services.assignment.side_rules import Changes, side_rules
from services.assignment.side_start import start_of
from services.policy import AssignmentPolicy, read_policy
from tests.tools.plan_networks import MUNICIPALITY, YEAR, made_up
from tests.unit.assignment.drawn import policy_text
from tests.unit.assignment.oracle import Instance
from tests.unit.assignment.test_side_rules import (
    POLICIES,
    Keeps,
    Plan,
    best,
    drawn,
    few_changes,
    few_leaders,
    few_over_border,
    leaders_of,
    made,
    reached,
)
from tests.unit.assignment.towns import (
    changed,
    need,
    offer,
    pairs_of,
    planned,
    rule,
    school,
    town,
    value,
)

SAY = catalogue("ru")
HOURS = (None, 0.0, 12.5, 20.0, 36.0, 36.04, 50.0)


def with_hours(network: Network, seed: int) -> Network:
    """Give the offers hours, some none, and one leader fewer places than its offers have."""
    offers = [
        replace(row, hours=HOURS[(seed + 3 * i) % len(HOURS)])
        for i, row in enumerate(network.offers)
    ]
    return network.filtered({"offer": Table.of("offer", offers)})


def with_totals(network: Network, seed: int) -> Network:
    """Give every second leader a total of one or two places."""
    some = [
        replace(row, places_total=1 + (seed + i) % 2) if (seed + i) % 2 else row
        for i, row in enumerate(network.organisations)
    ]
    return network.filtered({"organisation": Table.of("organisation", some)})


class ByMentees(Instance):
    """An instance in which only offers limit how many needs a leader takes."""

    def __init__(self, network: Network, policy: AssignmentPolicy) -> None:
        super().__init__(network, policy)
        self.totals = dict(self.room)
        self.room = dict.fromkeys(self.room, 99)

    def plans(self) -> Iterator[Plan]:
        return (plan for plan in super().plans() if self._few(plan))

    def _few(self, plan: Plan) -> bool:
        mentees: dict[OrganisationId, set[str]] = defaultdict(set)
        for (mentee, _), leader in leaders_of(self, plan).items():
            mentees[OrganisationId(leader)].add(mentee)
        return all(len(some) <= self.totals[leader] for leader, some in mentees.items())


def few_hours(most: int) -> Keeps:
    def keeps(it: Instance, plan: Plan) -> bool:
        tenths: Counter[str] = Counter()
        for j in plan:
            if j is not None:
                row = it.offers[j]
                tenths[row.organisation] += int((row.hours or 0) * 10 + 0.5)
        return all(some <= most * 10 for some in tenths.values())

    return keeps


@pytest.mark.parametrize("seed", range(36))
def test_no_plan_within_the_hours_of_every_leader_is_better(seed: int) -> None:
    network, policy = with_hours(drawn(seed), seed), POLICIES[seed % len(POLICIES)]
    if made(network, policy) is None:
        return
    it = Instance(network, policy)
    for most in (25, 49):
        plan = made(network, replace(policy, max_hours_per_leader=most))
        assert reached(plan) == best(it, few_hours(most)), most
        assert plan is None or faults_of(network, plan) == ()


@pytest.mark.parametrize("seed", range(36))
def test_no_plan_with_places_for_whole_mentees_is_better(seed: int) -> None:
    network, policy = with_totals(drawn(seed), seed), POLICIES[seed % len(POLICIES)]
    counted = replace(policy, places_by_mentees=True)
    plan = made(network, counted)
    it = ByMentees(network, policy)
    assert reached(plan) == best(it)
    assert plan is None or faults_of(network, plan) == ()
    alone = made(network, replace(counted, max_leaders_per_mentee=1))
    assert reached(alone) == best(it, few_leaders(1))


@pytest.mark.parametrize("seed", range(0, 30, 2))
def test_all_side_rules_together_leave_the_best_plan(seed: int) -> None:
    network = with_totals(with_hours(drawn(seed), seed), seed)
    policy = POLICIES[seed % len(POLICIES)]
    it = ByMentees(network, policy)
    plans = list(it.plans())
    if not plans:
        return
    base = leaders_of(it, plans[seed * 5 % len(plans)])
    strict = replace(
        policy,
        places_by_mentees=True,
        max_hours_per_leader=40,
        max_leaders_per_mentee=1,
        max_border_pairs=1,
    )
    for most in (0, 2):
        plan = made(network, strict, Changes(most=most, base="b", leaders=base))
        keeps = few_leaders(1), few_over_border(1), few_hours(40), few_changes(most, base)
        assert reached(plan) == best(it, *keeps), most


def policy_of(**rules: object) -> AssignmentPolicy:
    return replace(AssignmentPolicy(), **rules)  # type: ignore[arg-type]  # a rule has its own type


TOWN = town(
    school("l", 0, places_total=1),
    *(school(code, 2.0 + i) for i, code in enumerate(("m", "n"))),
    *(need("m", 3), need("m", 2, way="e"), need("n", 3)),
    *(offer("l", 2, hours=20.0), offer("l", 2, way="e", hours=16.5)),
)


def test_a_place_for_a_mentee_holds_both_its_needs() -> None:
    plain = planned(TOWN)
    assert len(pairs_of(plain)) == 1
    counted = planned(TOWN, policy=read_policy(policy_text(policy_of(places_by_mentees=True))))
    assert pairs_of(counted) == {"m": "l", "m e": "l"}
    assert faults_of(TOWN, counted) == ()


def test_a_leader_gives_as_many_hours_as_the_rules_say_and_no_more() -> None:
    wide = changed(TOWN, school("l", 0))
    for most, pairs in ((56, 2), (57, 3), (16, 0), (17, 1)):
        plan = planned(wide, policy=read_policy(policy_text(policy_of(max_hours_per_leader=most))))
        assert len(pairs_of(plan)) == pairs, most
        assert faults_of(wide, plan) == ()


@pytest.mark.parametrize(
    ("rules", "code"),
    [({"max_hours_per_leader": 30}, "hours"), ({"places_by_mentees": True}, "mentees")],
)
def test_pins_that_leave_no_room_are_refused_and_the_leader_is_named(
    rules: dict[str, object], code: str
) -> None:
    pins = changed(
        TOWN,
        school("l", 0, places_total=2 if code == "hours" else 1),
        rule(Rule.PIN, "l", "m", way="d"),
        rule(Rule.PIN, "l", "n"),
    )
    with pytest.raises(InputError) as refused:
        planned(pins, policy=read_policy(policy_text(policy_of(**rules))))
    assert refused.value.code == f"side.pins_over_{code}"
    assert refused.value.message.params["leader"] == pins.name_of["l"]


@pytest.mark.parametrize(
    ("rules", "code"),
    [({"max_hours_per_leader": 57}, "hours"), ({"places_by_mentees": True}, "mentees")],
)
def test_the_check_counts_mentees_and_hours_by_itself(rules: dict[str, object], code: str) -> None:
    wide = changed(TOWN, school("l", 0, places_total=2))
    plan = planned(wide, policy=read_policy(policy_text(policy_of(**rules))))
    assert faults_of(wide, plan) == ()
    less = {
        "hours": changed(wide, offer("l", 2, hours=40.0)),
        "mentees": changed(wide, school("l", 0, places_total=1)),
    }[code]
    assert f"side.check.{code}" in {fault.code for fault in faults_of(less, plan)}
    assert value(plan, "needs_of_level_3_covered") == (2,)


def test_an_open_need_names_the_side_rules_that_may_stand_in_its_way() -> None:
    wide = changed(TOWN, school("l", 0))
    policy = read_policy(policy_text(policy_of(max_hours_per_leader=56, max_leaders_per_mentee=1)))
    plan = planned(wide, policy=policy)
    (line,) = plan.open_needs
    text = SAY(open_reason(line, plan.group, wide.name_of, rules_said(plan)))
    assert "у лидера не больше 56 часов в год, у организации не больше 1 лидера" in text
    assert "Смягчите эти правила" in text
    plain = SAY(open_reason(line, plan.group, wide.name_of))
    assert "особ" not in plain
    assert rules_said(planned(wide)) == ()


@pytest.mark.parametrize("seed", range(12))
def test_flows_begin_with_a_plan_that_keeps_the_rules_and_has_room_for_nothing_more(
    seed: int,
) -> None:
    network = with_totals(with_hours(made_up(MUNICIPALITY, seed), seed), seed)
    rules = policy_of(
        places_by_mentees=seed % 2 == 0,
        max_hours_per_leader=40 + 10 * seed,
        max_leaders_per_mentee=1 + seed % 3,
    )
    day = first_day(YEAR)
    read = assignment_problem(network, rules, school_year=YEAR, day=day, scope="region")
    problem = written_out_in_full(read)
    flow, side = assign(problem), side_rules(problem, None)
    start = start_of(flow, side, lambda: 30.0)
    assert side.kept_by(problem, start)
    assert (filled(problem, side, start) == start).all()
    given = np.flatnonzero(start != -1)
    fewer = start.copy()
    fewer[given[seed % len(given)]] = -1
    assert side.kept_by(problem, filled(problem, side, fewer))
    assert (filled(problem, side, fewer) != -1).sum() >= len(given)
