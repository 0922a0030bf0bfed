"""Columns of one kind of record: order, values on demand, moving forward."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.model.changes import Change
from graph.model.choices import OrganisationKind
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, Revision
from graph.model.need import Offer
from graph.model.organisation import Organisation
from graph.table import Table


def school(code: str, name: str = "СОШ") -> Organisation:
    return Organisation(
        id=OrganisationId(code),
        name=name,
        kind=OrganisationKind.SCHOOL,
        municipality=MunicipalityId("m"),
    )


def offer(start: date, end: date | None) -> Offer:
    return Offer(
        organisation=OrganisationId("a"),
        direction=DirectionId("d"),
        places=1,
        from_date=start,
        to_date=end,
    )


def test_rows_stand_in_key_order_whatever_the_entry_order_was() -> None:
    table = Table.of("organisation", [school("b"), school("a")])
    assert table.keys == ["a", "b"]
    assert [row.id for row in table] == ["a", "b"]


def test_a_row_is_the_record_that_was_put_in_with_its_closed_lists_as_types() -> None:
    table = Table.of("organisation", [school("a")])
    assert table[0] == school("a")
    assert isinstance(table[0].kind, OrganisationKind)


def test_what_is_not_there_is_none() -> None:
    table = Table.of("organisation", [school("a")])
    assert table.get("z") is None
    assert table.position("z") is None


def test_an_empty_table_has_all_columns() -> None:
    table = Table.empty("offer")
    assert len(table) == 0
    assert list(table.column("places")) == []
    assert table.days("from_date").dtype == "datetime64[D]"


def test_a_period_holds_its_first_day_and_not_its_last() -> None:
    table = Table.of("offer", [offer(date(2026, 9, 1), date(2026, 9, 10))])
    days = ["2026-08-31", "2026-09-01", "2026-09-09", "2026-09-10"]
    assert [bool(table.in_force(np.datetime64(d))[0]) for d in days] == [False, True, True, False]


def test_an_empty_end_is_open() -> None:
    table = Table.of("offer", [offer(date(2026, 9, 1), None)])
    assert table.in_force(np.datetime64("2126-09-01"))[0]


def test_moving_forward_adds_changes_and_removes_and_leaves_the_old_table_alone() -> None:
    table = Table.of("organisation", [school("a"), school("b")], revision=1)
    moved = table.apply(
        [
            Change(before=school("a"), after=school("a", "Гимназия")),
            Change(before=school("b"), after=None),
            Change(before=None, after=school("c")),
        ],
        Revision(2),
    )
    assert [row.name for row in moved] == ["Гимназия", "СОШ"]
    assert moved.keys == ["a", "c"]
    assert list(moved.revisions) == [2, 2]
    assert table.keys == ["a", "b"]


codes = st.lists(st.text("abcdef", min_size=1, max_size=4), unique=True, max_size=12)


@given(codes, codes)
def test_moving_forward_equals_building_anew(old: list[str], new: list[str]) -> None:
    table = Table.of("organisation", map(school, old), revision=1)
    changes = [Change(before=school(c), after=None) for c in old if c not in new]
    changes += [Change(before=None, after=school(c)) for c in new if c not in old]
    assert list(table.apply(changes, Revision(2))) == list(
        Table.of("organisation", map(school, new))
    )


@given(codes, st.data())
def test_filtering_keeps_the_rows_of_the_mask(rows: list[str], data: st.DataObject) -> None:
    table = Table.of("organisation", map(school, rows))
    mask = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))), bool
    )
    kept = [key for key, yes in zip(table.keys, mask, strict=True) if yes]
    assert list(table.where(mask).keys) == kept
