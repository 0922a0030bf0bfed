"""The report: new organisations, holes in reporting, unmarked events, the order of everything."""

from datetime import date

from graph.model.choices import EventStatus
from graph.model.tie import Pair
from services.isolation.kinds import HEADLINE_ORDER, Kind
from tests.unit.isolation.build import (
    DAY,
    FIRST,
    LONG_AGO,
    event,
    kinds,
    need,
    offer,
    organisation,
    report,
)

A, B, C, LEADER = (organisation(code) for code in ("a", "b", "c", "l"))
SERVICE = organisation("tms", "methodical_service")
INSTITUTE = organisation("iro", "institute")


def pair(mentee: str = "a", leader: str = "l", **more: object) -> Pair:
    given = {"direction": "d1", "from_date": LONG_AGO, **more}
    return Pair(leader=leader, mentee=mentee, **given)  # type: ignore[arg-type]  # codes are texts here


# New organisations, holes, unmarked events, order


def test_a_new_organisation_is_listed_as_new_and_not_as_isolated() -> None:
    made = report(organisation("a", from_date=date(2025, 8, 25)), LEADER, offer("l"), need("a"))

    assert made.new == ("a",)
    assert kinds(made)["a"] == ["K16", "K8"]
    as_old_as_the_window = report(organisation("a", from_date=FIRST))
    assert as_old_as_the_window.new == ()
    assert kinds(as_old_as_the_window) == {"a": ["K1"]}


def test_five_silent_organisations_of_a_municipality_are_a_hole_in_reporting() -> None:
    five = [organisation(f"s{i}", municipality="m2") for i in range(5)]
    living = (A, B, event("e", "a", "b"))

    made = report(*five, *living)
    assert [(h.municipality, h.judged, h.silent) for h in made.reporting_holes] == [("m2", 5, 5)]
    assert [f.organisation for f in made.findings if f.hole] == [f"s{i}" for i in range(5)]
    assert {f.text.code for f in made.findings if f.hole} == {"isolation.hole"}

    assert report(*five[:4], *living).reporting_holes == ()
    spoken = event("x", "s0", "s1", on=FIRST)
    assert report(*five, *living, spoken).reporting_holes == ()


def test_a_planned_event_whose_day_has_passed_is_listed_as_unmarked() -> None:
    planned = [
        event(code, "a", "b", on=on, status=EventStatus.PLANNED)
        for code, on in (("yesterday", date(2026, 8, 23)), ("today", DAY))
    ]

    assert report(A, B, *planned).unmarked_events == ("yesterday",)


def test_findings_stand_in_the_order_of_codes_and_kinds_in_that_of_weight() -> None:
    made = report(
        *(organisation("z"), organisation("b"), organisation("m"), LEADER, offer("l")),
        *(need("z"), pair("z", "l"), event("e", "l", "z", on=LONG_AGO)),
    )

    assert [f.organisation for f in made.findings] == ["b", "l", "m", "z"]
    assert kinds(made)["z"] == ["K2", "K3", "K4", "K16", "K8", "K3b"]


def test_a_heavier_kind_comes_first() -> None:
    assert " ".join(HEADLINE_ORDER) == (
        "K1 K2 K3 K17 K4 K9 K5 K6 K7 K16 K8 K12 K11 K15 K10 K4b K7b K3b K2b K14 K13"
    )
    assert set(HEADLINE_ORDER) == set(Kind)


def test_kinds_that_are_not_computed_are_told_as_such() -> None:
    counts = report(A).counts

    assert set(counts) == set(Kind)
    missing = {k.value for k in Kind if counts[k] is None}
    assert missing == {"K4", "K4b", "K5", "K6", "K7", "K7b", "K13", "K16"}


def test_an_empty_network_has_nobody_to_find() -> None:
    made = report()

    assert made.findings == ()
    assert made.judged == 0
