"""The list of organisations: found by what people type, counted by what filters would leave."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.event import Event
from graph.model.ids import EventId, OrganisationId
from services.measures.involvement import Basis
from services.measures.involvement import Part as Does
from services.views.organisation_list import (
    Order,
    OrganisationQuery,
    Part,
    build_organisation_list,
    natural,
)
from tests.unit.views.small_index import index_of

INDEX = index_of()


def found(**asked: object) -> list[str]:
    query = replace(OrganisationQuery(limit=500), **asked)  # type: ignore[arg-type]  # a test's own
    return [row.code for row in build_organisation_list(INDEX, query).rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["s-4", "s-1", "s-2", "s-3", "s-10", "ts"]),
        ("сош 1", ["s-1"]),
        ("СОШ № 10", ["s-10"]),
        ("s-2", ["s-2"]),
        ("дальний", ["s-10"]),
        ("  ДАЛЬНИЙ   сош ", ["s-10"]),
        ("полевая 3", ["s-3"]),
        ("alert(", ["s-4"]),
        ("нет такой", []),
    ],
)
def test_organisations_are_found_by_name_code_and_place(text: str, expected: list[str]) -> None:
    assert found(text=text) == expected


def test_names_are_sorted_as_people_do() -> None:
    assert found(kind="school") == ["s-4", "s-1", "s-2", "s-3", "s-10"]
    assert found(kind="school", descending=True) == ["s-10", "s-3", "s-2", "s-1", "s-4"]


def test_parts_tell_who_leads_who_needs_and_who_is_outside() -> None:
    assert found(part=Part.LEADS) == ["s-1", "s-10"]
    assert found(part=Part.NEEDS) == ["s-2", "s-3"]
    assert found(part=Part.OUTSIDE) == ["s-4", "ts"]


def test_what_organisations_do_is_a_filter_with_counts() -> None:
    # СОШ № 1 gave an event to two; СОШ № 10 only offers; ТМС is asked about too
    assert found(does=Does.GIVES) == ["s-1", "s-10"]
    assert found(does=Does.TAKES) == ["s-2", "s-3"]
    assert found(does=Does.NEITHER) == ["s-4", "ts"]
    assert found(does=Does.GIVES, basis=Basis.EVENTS) == ["s-1"]
    assert found(does=Does.TAKES, basis=Basis.PAPER) == ["s-2"]
    listed = build_organisation_list(index_of(), OrganisationQuery(does=Does.BOTH))
    assert {one.code: one.n for one in listed.does} == {
        "both": 0,
        "gives": 2,
        "takes": 2,
        "neither": 2,
    }


def test_an_event_before_the_window_is_no_part() -> None:
    old = Event(
        id=EventId("e-0"),
        date=date(2025, 8, 23),
        name="Давний семинар",
        host=OrganisationId("s-4"),
        participants=((OrganisationId("s-2"), None),),
    )
    asked = OrganisationQuery(does=Does.NEITHER)
    found_ = build_organisation_list(index_of(old), asked)
    assert "s-4" in [row.code for row in found_.rows]
    newer = replace(old, date=date(2025, 8, 24))
    found_ = build_organisation_list(index_of(newer), asked)
    assert "s-4" not in [row.code for row in found_.rows]


def test_a_list_is_sorted_by_what_stands_in_its_columns() -> None:
    assert found(order=Order.MENTEES, descending=True)[0] == "s-1"
    assert found(order=Order.NEEDS, descending=True)[:2] == ["s-3", "s-2"]
    assert found(order=Order.MUNICIPALITY)[-1] == "s-10"
    assert set(found(order=Order.LAST_EVENT, descending=True)[:3]) == {"s-1", "s-2", "s-3"}


def test_a_filter_tells_what_it_would_leave_with_the_others_kept() -> None:
    made = build_organisation_list(INDEX, OrganisationQuery(part=Part.NEEDS, municipality="m-2"))
    assert made.found == 0
    assert {c.code: c.n for c in made.municipalities} == {"m-1": 2}
    assert {c.code: c.n for c in made.parts} == {"leads": 1, "needs": 0, "outside": 0}


def test_a_row_tells_load_and_needs() -> None:
    rows = {r.code: r for r in build_organisation_list(INDEX, OrganisationQuery()).rows}
    assert (rows["s-1"].mentees, rows["s-1"].places, rows["s-1"].leads) == (1, 1, ("Учитель",))
    assert (rows["s-3"].acute, rows["s-3"].asks) == (1, ("Учитель", "Школьный климат"))


@given(st.integers(0, 8), st.integers(1, 8))
def test_pages_put_together_are_the_whole_list(offset: int, limit: int) -> None:
    whole = found()
    assert found(offset=offset, limit=limit) == whole[offset : offset + limit]


@given(st.text(max_size=30))
def test_whatever_is_typed_narrows_and_never_fails(text: str) -> None:
    assert set(found(text=text)) <= set(found())


@given(st.lists(st.integers(0, 10**17), min_size=2, max_size=6))
def test_numbers_in_names_sort_by_value(numbers: list[int]) -> None:
    names = [f"СОШ № {n}" for n in numbers if n < 10**17]
    assert sorted(names, key=natural) == [
        f"СОШ № {n}" for n in sorted(n for n in numbers if n < 10**17)
    ]
