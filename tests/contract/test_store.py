"""The specification of `graph.stores.port.NetworkStore`: what is written is read back.

Its other parts stand beside: history, concurrency, and a machine that does everything at random.
"""

from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import ConflictError, InputError
from graph.model.changes import Change
from graph.model.choices import OrganisationKind
from graph.model.fields import read_dictionary
from graph.model.record import Record
from graph.model.registry import RECORD_TYPES
from graph.network import Network
from graph.stores.port import NetworkStore
from tests.contract.conftest import Opener
from tests.contract.samples import (
    HEAD,
    MATHS,
    TOWN,
    adding,
    decision,
    full_network,
    moving,
    need,
    record,
    removing,
    school,
)
from tests.strategies import HOSTILE, networks


def all_records(network: Network) -> set[Record]:
    return {one for entity in RECORD_TYPES for one in network.table(entity)}


def load(store: NetworkStore, *records: Record) -> Network:
    store.apply(adding(*records), based_on=store.head().revision)
    return store.read()


def test_a_new_store_is_empty_at_revision_0(store: NetworkStore) -> None:
    assert store.head() == HEAD
    assert store.read().revision == 0
    assert all_records(store.read()) == set()
    assert list(store.history()) == []


def test_every_field_of_every_kind_is_read_back(open_store: Opener) -> None:
    wanted = full_network()
    open_store().apply(adding(*wanted), based_on=HEAD.revision)

    assert all_records(open_store().read()) == set(wanted)


def test_the_full_network_really_fills_every_field() -> None:
    filled = {
        (one.entity, field.name)
        for one in full_network()
        for field in fields_of(one)
        if getattr(one, field.name) not in (None, ())
    }
    assert filled == {(e.name, f) for e in read_dictionary().entities.values() for f in e.fields}


def test_what_is_read_is_sorted_by_key_and_knows_its_revision(store: NetworkStore) -> None:
    load(store, TOWN, school("б"), school("а"), school("Я"), school("ё"), school("a"))
    store.apply(moving(school("а"), school("а", pupils=9)), based_on=store.head().revision)

    table = store.read().organisations

    assert list(table.keys) == ["a", "Я", "а", "б", "ё"]
    assert list(table.revisions) == [1, 1, 2, 1, 1]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_kept_letter_by_letter(store: NetworkStore, text: str) -> None:
    written = school("1", name=text, full_name=text * 50)

    assert load(store, TOWN, written).organisations.get("1") == written


@pytest.mark.parametrize("code", ["'", '"', "`", "$x", "{}", "№ 1 «Ё»", "a b", "0", "=1", "-"])
def test_any_allowed_code_names_a_record(store: NetworkStore, code: str) -> None:
    network = load(store, TOWN, MATHS, school(code), need(code))

    assert network.organisation(code) == school(code)
    assert network.needs.get(f"{code}|maths|2026/2027") == need(code)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1970, 1, 1), date(2024, 2, 29), date.max])
def test_any_day_is_kept(store: NetworkStore, day: date) -> None:
    network = load(store, TOWN, school("1", from_date=day))

    assert network.organisations.column("from_date") == [day]
    assert type(network.organisations.column("from_date")[0]) is date


@pytest.mark.parametrize("number", [0.1 + 0.2, 1e-12, 45.0, -0.000001])
def test_numbers_keep_all_their_digits(store: NetworkStore, number: float) -> None:
    found = load(store, TOWN, school("1", lon=number)).organisations.column("lon")

    assert list(found) == [number]
    assert isinstance(found[0], float)


def test_values_of_closed_lists_come_back_as_codes_in_columns(store: NetworkStore) -> None:
    table = load(store, TOWN, school("1")).organisations

    assert list(table.column("kind")) == ["school"]
    assert table[0].kind is OrganisationKind.SCHOOL


def test_lists_are_sets_in_order(store: NetworkStore) -> None:
    event = record(
        "event",
        id="e",
        date=date(2026, 3, 1),
        name="Семинар",
        host="2",
        givers=("1", "2"),
        participants=(("1", 12), ("2", None), ("3", 0)),
    )
    network = load(store, TOWN, *map(school, "123"), event)
    assert list(network.events) == [event]

    fewer = replace(event, givers=(), participants=(("3", 1),))
    store.apply(moving(event, fewer), based_on=network.revision)
    assert list(store.read().events) == [fewer]


def test_a_changed_record_loses_what_was_emptied(store: NetworkStore) -> None:
    before = school("1", pupils=10, site="a", from_date=date(2020, 1, 1), parent="2")
    after = school("1", kind=OrganisationKind.LYCEUM)
    load(store, TOWN, before, school("2"))

    store.apply(moving(before, after), based_on=store.head().revision)

    assert store.read().organisations.get("1") == after


def test_every_kind_of_record_can_be_emptied_and_filled_again(store: NetworkStore) -> None:
    full = [r for r in full_network() if r.definition().journal_values]
    lines = [r for r in full_network() if not r.definition().journal_values]
    empty = [bare(one) for one in full]
    load(store, *full, *lines)

    pairs = [(a, b) for a, b in zip(full, empty, strict=True) if a != b]
    there = decision(*(Change(before=a, after=b) for a, b in pairs))
    store.apply(there, based_on=store.head().revision)
    assert all_records(store.read()) == {*empty, *lines}

    back = decision(*(Change(before=b, after=a) for a, b in pairs))
    store.apply(back, based_on=store.head().revision)
    assert all_records(store.read()) == {*full, *lines}


def bare(one: Record) -> Record:
    """Return the record with its optional fields emptied, as far as they are no part of its key."""
    definition = one.definition()
    optional = [f for f in definition.fields.values() if not f.required]
    kept = [f for f in optional if f.name not in definition.key]
    return replace(one, **{f.name: () if f.is_list else None for f in kept})


def test_records_that_name_each_other_come_in_one_change_set(store: NetworkStore) -> None:
    one, other = school("1", service="2"), school("2", service="1")

    assert all_records(load(store, one, other, TOWN)) == {TOWN, one, other}


def test_a_curatorship_may_be_of_a_direction_or_of_nothing_yet(store: NetworkStore) -> None:
    person = record("person", id="p", name="П", organisation="1")
    common: dict[str, Any] = {"curator": "p", "from_date": date(2026, 1, 1)}
    ties = [
        record("curator_assignment", kind="direction_curator", direction=MATHS.id, **common),
        record("curator_assignment", kind="school_curator", object="1", **common),
        record("curator_assignment", kind="service_curator", object=TOWN.id, **common),
        record("curator_assignment", kind="community_curator", **common),
    ]
    network = load(store, TOWN, MATHS, school("1"), person, *ties)

    assert {(t.kind, t.object, t.direction) for t in network.curators} == {
        (t.kind, t.object, t.direction) for t in ties
    }


def test_a_value_may_be_of_an_organisation_a_municipality_or_a_region(store: NetworkStore) -> None:
    values = [
        record("indicator_value", object=code, indicator="Доля", year=2025, value=1.0)
        for code in ("1", TOWN.id, "Край")
    ]
    assert set(load(store, TOWN, school("1"), *values).indicators) == set(values)


# What is refused, and that nothing is changed then.

BAD_VALUES: list[Record] = [
    school("1", name=""),
    school("1", name="a\x00b"),
    school("1", name="\ud800"),
    school("a|b"),
    school("a;b"),
    school(""),
    school(" 1"),
    school("x" * 65),
    school("1", pupils=-1),
    school("1", pupils=2**63),
    school("1", lat=90.5),
    school("1", lat=float("nan")),
    school("1", staff=float("inf")),
    school("1", from_date=date(2026, 1, 2), to_date=date(2026, 1, 1)),
    school("1", kind="castle"),
    school("1", name=None),
]


@pytest.mark.parametrize("bad", BAD_VALUES, ids=lambda bad: repr(bad.key)[:12])
def test_a_record_that_is_not_as_the_dictionary_says_is_refused(
    store: NetworkStore, bad: Record
) -> None:
    with pytest.raises(InputError):
        store.apply(adding(TOWN, bad), based_on=HEAD.revision)

    assert all_records(store.read()) == set()
    assert store.head().revision == 0


@pytest.mark.parametrize(
    "dangling",
    [
        school("1", municipality="nowhere"),
        school("1", parent="nobody"),
        need("1"),
        record("event", id="e", date=date(2026, 3, 1), name="С", host="2", givers=("nobody",)),
        record(
            "event", id="e", date=date(2026, 3, 1), name="С", host="2", participants=(("no", 1),)
        ),
        record("indicator_value", object="nobody", indicator="Доля", year=2025, value=1.0),
        record("restriction", leader="2", mentee="nobody", rule="forbid"),
        record("community", id="c", name="С", from_date=date(2026, 1, 1), directions=("nothing",)),
    ],
    ids=lambda dangling: dangling.entity,
)
def test_a_reference_to_nothing_is_refused_whole(store: NetworkStore, dangling: Record) -> None:
    before = load(store, TOWN, MATHS, school("2"))

    with pytest.raises(InputError):
        store.apply(adding(school("3"), dangling), based_on=before.revision)

    assert all_records(store.read()) == all_records(before)
    assert store.head().revision == before.revision


def test_a_record_that_is_named_cannot_be_removed(store: NetworkStore) -> None:
    given = [TOWN, MATHS, school("1"), school("2", service="1"), need("2")]
    load(store, *given)

    for named in (TOWN, MATHS, school("1"), school("2", service="1")):
        with pytest.raises(ConflictError):
            store.apply(removing(named), based_on=store.head().revision)
        assert all_records(store.read()) == set(given)


@pytest.mark.parametrize("field", ["givers", "participants", "host"])
def test_an_event_holds_those_it_names(store: NetworkStore, field: str) -> None:
    named = {"givers": ("1",), "participants": (("1", 3),), "host": "1"}[field]
    fields = {"id": "e", "date": date(2026, 3, 1), "name": "С", "host": "2", field: named}
    event = record("event", **fields)
    load(store, TOWN, school("1"), school("2"), event)

    with pytest.raises(ConflictError):
        store.apply(removing(school("1")), based_on=store.head().revision)


def test_it_can_be_removed_together_with_what_names_it(store: NetworkStore) -> None:
    load(store, TOWN, MATHS, school("1"), school("2", service="1"), need("2"), need("1"))

    store.apply(
        removing(school("1"), school("2", service="1"), need("2"), need("1")),
        based_on=store.head().revision,
    )

    assert all_records(store.read()) == {TOWN, MATHS}


def test_it_can_be_removed_when_what_named_it_turns_elsewhere(store: NetworkStore) -> None:
    before, after = school("2", service="1"), school("2", service="3")
    load(store, TOWN, school("1"), before, school("3"))

    changes = decision(Change(before=school("1"), after=None), Change(before=before, after=after))
    store.apply(changes, based_on=store.head().revision)

    assert all_records(store.read()) == {TOWN, after, school("3")}


def test_removed_and_added_again_it_is_there(store: NetworkStore) -> None:
    load(store, TOWN, MATHS, school("1"), need("1"))
    store.apply(removing(need("1"), school("1")), based_on=store.head().revision)

    assert all_records(load(store, school("1"), need("1"))) == {TOWN, MATHS, school("1"), need("1")}


def test_an_empty_change_set_is_a_revision_too(store: NetworkStore) -> None:
    assert store.apply(decision(), based_on=HEAD.revision) == 1
    assert store.head().revision == 1


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_network_is_read_back(open_store: Opener, data: st.DataObject) -> None:
    store = open_store()
    old = all_records(store.read())
    wanted = data.draw(networks())
    if old:
        store.apply(removing(*old), based_on=store.head().revision)

    store.apply(adding(*wanted), based_on=store.head().revision)

    assert all_records(store.read()) == set(wanted)
    store.close()
