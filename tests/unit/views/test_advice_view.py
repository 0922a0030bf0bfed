"""Advice as rows: places that change something, ways out, the curve, the price of fairness."""

from typing import Any

from services.views.advice_view import (
    curve_points,
    differing,
    fair_price,
    moved_rows,
    place_rows,
    ways_for,
    who_instead,
)
from services.views.goal_changes import BandChange
from tests.unit.views.small_index import index_of

KEPT = {"name": "pairs_kept", "before": 1, "after": 2}
SAME = {"name": "points", "before": 5, "after": 5}


def place(direction: str | None, first: str | None, begun: str | None) -> dict[str, Any]:
    return {
        "leader": "s-1",
        "direction": direction,
        "offer_from": begun,
        "goals": [SAME, KEPT],
        "first_goal_changed": first,
    }


def test_only_places_that_change_something_are_shown_and_those_of_an_offer_are_tried() -> None:
    document = [
        place("d-1", "pairs_kept", "2025-09-01"),
        place(None, "pairs_kept", None),
        place("d-2", None, "2025-09-01"),
    ]
    offer, total = place_rows(index_of(), document)
    assert (offer.who.name, offer.direction, offer.tried) == (
        "СОШ № 1",
        "Учитель",
        "places:s-1:d-1:+1",
    )
    assert (total.direction, total.tried) == ("", "")
    assert [goal.name for goal in offer.changes] == ["pairs_kept"]


def test_a_new_direction_cannot_be_tried_for_it_has_no_offer_yet() -> None:
    learned = place("d-2", "pairs_kept", None)
    del learned["offer_from"]
    (row,) = place_rows(index_of(), [learned])
    assert (row.direction, row.tried) == ("Школьный климат", "")


def test_who_gains_and_loses_a_leader() -> None:
    (row,) = moved_rows(
        index_of(), [{"mentee": "s-3", "direction": "d-1", "from": "s-10", "to": None}]
    )
    assert (row.mentee.code, row.direction, row.after) == ("s-3", "Учитель", None)
    assert row.before
    assert row.before.code == "s-10"


def test_goals_that_stay_are_left_out() -> None:
    assert [goal.name for goal in differing([SAME, KEPT])] == ["pairs_kept"]


def test_ways_out_of_one_direction_and_who_would_take_the_place_instead() -> None:
    needs: list[dict[str, Any]] = [
        {"direction": "d-2", "ways": [], "instead": {"text": "Место займёт другая школа."}},
        {
            "direction": "d-1",
            "ways": [
                {"kind": "place", "leader": "s-1", "text": "Ещё одно место."},
                {"kind": "lift_ban", "leader": "s-10", "text": "Снять запрет."},
            ],
            "instead": None,
        },
    ]
    assert [(way.text, way.tried) for way in ways_for(needs, "d-1")] == [
        ("Ещё одно место.", "places:s-1:d-1:+1"),
        ("Снять запрет.", ""),
    ]
    assert ways_for(needs, "d-2") == ()
    assert who_instead(needs, "d-2") == "Место займёт другая школа."
    assert who_instead(needs, "d-1") == ""


def test_a_point_of_the_curve_counts_needs_of_all_levels() -> None:
    goals = [
        {"name": "needs_of_level_3_covered", "value": 3},
        {"name": "mentees_with_leader", "value": 9},
        {"name": "needs_of_level_2_covered", "value": 2},
        {"name": "needs_of_level_1_covered", "value": 1},
    ]
    (point,) = curve_points([{"changes": 4, "goals": goals, "text": "т", "proved": True}])
    assert (point.changes, point.covered, point.proved) == (4, 6, True)


def test_the_price_of_fairness_shows_bands_that_differ_from_the_farthest() -> None:
    trip = {
        "mentee": "s-3",
        "direction": "d-1",
        "with": {"leader": "s-1", "km": 10.0},
        "without": {"leader": "s-10", "km": 40.5},
    }
    found = fair_price(
        index_of(),
        {
            "band_km": 10,
            "with": {"bands": [3, 1]},
            "without": {"bands": [3, 0, 1]},
            "nearer": [trip] * 9,
            "farther": [],
        },
    )
    assert found.bands == (
        BandChange(low=20, high=30, before=1, after=0),
        BandChange(low=10, high=20, before=0, after=1),
    )
    assert (len(found.nearer), found.nearer_total, found.farther_total) == (8, 9, 0)
    assert (found.nearer[0].plain_km, found.nearer[0].fair_km) == (40.5, 10.0)
