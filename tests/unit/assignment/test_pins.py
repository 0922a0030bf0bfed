"""Pins: what they override, and what is refused with the names of the rows."""

import pytest

from api.texts import catalogue
from graph.errors import InputError
from graph.model.choices import Mode, Rule
from graph.model.record import Record
from services.assignment.checks import faults_of
from services.policy import read_policy, shipped_policy
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

TWO = (
    *(school("near"), school("far", 250), school("m", 10), school("n", 12)),
    *(offer("near"), offer("far", 2), need("m"), need("n")),
)


def test_a_pin_is_in_the_plan_however_far() -> None:
    network = town(*TWO, rule(Rule.PIN, "far", "m"))
    plan = planned(network)
    assert pairs_of(plan) == {"m": "far", "n": "near"}
    line = plan.assignments[0]
    assert (line.pinned, line.mode.value, line.distance_km) == (True, "on_site", 240.0)
    assert (line.effective_km, line.points) == (240.0, 2400)
    assert value(plan, "distance_bands")[0] == 1
    assert len(value(plan, "distance_bands")) == 25
    assert faults_of(network, plan) == ()


def test_a_pin_of_unknown_distance_counts_as_the_farthest() -> None:
    away = school("far", None, municipality="b")
    network = changed(town(*TWO, rule(Rule.PIN, "far", "m")), away)
    line = planned(network).assignments[0]
    assert (line.distance_km, line.effective_km, line.mode.value) == (None, 100.0, "on_site")


def test_a_pin_of_a_remote_offer_stays_remote() -> None:
    network = changed(town(*TWO, rule(Rule.PIN, "far", "m")), offer("far", mode=Mode.MIXED))
    assert planned(network).assignments[0].mode.value == "remote"


def test_a_pin_without_direction_means_all_that_fit() -> None:
    more = need("m", way="e"), offer("far", way="e")
    network = town(*TWO, *more, rule(Rule.PIN, "far", "m", None))
    assert pairs_of(planned(network)) == {"m": "far", "m e": "far", "n": "near"}


def test_a_pin_that_is_in_the_plan_already_changes_nothing() -> None:
    network = town(*TWO)
    plan = planned(network)
    for line in plan.assignments:
        again = planned(changed(network, rule(Rule.PIN, line.leader, line.mentee)))
        assert [goal.values for goal in again.goals] == [goal.values for goal in plan.goals]
        assert pairs_of(again) == pairs_of(plan)


PIN = rule(Rule.PIN, "near", "m")


@pytest.mark.parametrize(
    ("rows", "code", "told"),
    [
        ((PIN, rule(Rule.PIN, "far", "m")), "pin_twice", "Школа far"),
        ((PIN, rule(Rule.PIN, "far", "m", None)), "pin_twice", "все направления"),
        ((PIN, rule(Rule.FORBID, "near", "m", None)), "pin_and_ban", "запретить"),
        ((rule(Rule.PIN, "near", "m", "e"),), "pin_no_need", "Направление e"),
        ((need("m", way="e"), rule(Rule.PIN, "near", "m", "e")), "pin_no_offer", "Школа near"),
        ((rule(Rule.PIN, "m", "near", None),), "pin_fits_nothing", "Школа near"),
        ((school("m", 10, parent="near"), PIN), "pin_breaks_rule", "одна и та же"),
        ((need("near", 3), PIN), "pin_breaks_rule", "острая потребность"),
        ((PIN, rule(Rule.PIN, "near", "n")), "pins_over_places", "Школа n"),
        ((school("near", places_total=0), PIN), "pins_over_places", "Школа m"),
    ],
)
def test_a_pin_that_cannot_be_kept_is_refused_by_name(
    rows: tuple[Record, ...], code: str, told: str
) -> None:
    with pytest.raises(InputError) as refused:
        planned(changed(town(*TWO), *rows))
    assert refused.value.code == f"plan.{code}"
    sentence = catalogue("ru")(refused.value.message)
    assert told in sentence
    assert "Ограничения" in sentence
    assert "plan." not in sentence


def test_more_pins_than_the_mentee_may_have_are_refused() -> None:
    policy = read_policy("[assignment]\nmax_needs_per_mentee = 1\n")
    rows = need("m", way="e"), offer("far", way="e"), rule(Rule.PIN, "far", "m", None)
    with pytest.raises(InputError, match=r"plan\.pins_over_limit"):
        planned(changed(town(*TWO), *rows), policy=policy)


def test_a_pin_does_not_cross_a_border_that_the_policy_closes() -> None:
    rows = offer("near", reach="школьный"), school("m", 10, municipality="b"), PIN
    with pytest.raises(InputError, match=r"plan\.pin_breaks_rule"):
        planned(changed(town(*TWO), *rows), policy=shipped_policy("municipal"))


def test_a_wish_that_cannot_be_met_is_no_error() -> None:
    network = town(*TWO, rule(Rule.PREFER, "far", "m"), rule(Rule.PREFER, "near", "m"))
    plan = planned(network)
    assert pairs_of(plan) == {"m": "near"}
    assert plan.assignments[0].preferred
