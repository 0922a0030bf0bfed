"""The network on a day: each kind of record by its own rule."""

from datetime import date

import pytest

from graph.model.choices import OrganisationKind, PairStatus, Rule
from graph.model.event import Event
from graph.model.ids import DirectionId, EventId, MunicipalityId, OrganisationId, SchoolYear
from graph.model.need import Direction, Distance, Need, Restriction
from graph.model.organisation import Municipality, Organisation
from graph.model.tie import Pair
from graph.network import Network
from graph.valid_time import as_of, first_day, following, previous, school_year_of

A, B, D = OrganisationId("a"), OrganisationId("b"), DirectionId("d")


def organisation(code: OrganisationId, end: date | None = None) -> Organisation:
    return Organisation(
        id=code,
        name=code,
        kind=OrganisationKind.SCHOOL,
        municipality=MunicipalityId("m"),
        from_date=date(2020, 9, 1),
        to_date=end,
    )


def network(*records: object, b_ends: date | None = None) -> Network:
    return Network.of(
        [
            Municipality(id=MunicipalityId("m"), name="М"),
            Direction(id=D, name="Д"),
            organisation(A),
            organisation(B, b_ends),
            *records,  # type: ignore[list-item]  # the tests pass records only
        ]
    )


PAIR = Pair(
    leader=A,
    mentee=B,
    direction=D,
    from_date=date(2025, 9, 1),
    to_date=date(2026, 9, 1),
    status=PairStatus.ACTIVE,
)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 8, 31), "2025/2026"),
        (date(2026, 9, 1), "2026/2027"),
        (date(2027, 1, 1), "2026/2027"),
    ],
)
def test_a_school_year_begins_on_the_first_of_september(day: date, year: str) -> None:
    assert school_year_of(day) == year


def test_years_follow_each_other() -> None:
    year = SchoolYear("2026/2027")
    assert (previous(year), following(year)) == ("2025/2026", "2027/2028")
    assert first_day(year) == date(2026, 9, 1)


def test_a_tie_holds_on_its_first_day_and_not_on_its_last() -> None:
    assert len(as_of(network(PAIR), date(2025, 9, 1)).pairs) == 1
    assert len(as_of(network(PAIR), date(2026, 9, 1)).pairs) == 0
    assert len(as_of(network(PAIR), date(2025, 8, 31)).pairs) == 0


def test_a_tie_needs_both_of_its_organisations() -> None:
    closed = network(PAIR, b_ends=date(2026, 1, 1))
    assert len(as_of(closed, date(2025, 12, 31)).pairs) == 1
    assert len(as_of(closed, date(2026, 1, 1)).pairs) == 0


def test_needs_are_those_of_the_school_year_of_the_day() -> None:
    need = Need(organisation=B, direction=D, level=3, school_year=SchoolYear("2026/2027"))
    assert len(as_of(network(need), date(2026, 9, 1)).needs) == 1
    assert len(as_of(network(need), date(2026, 8, 31)).needs) == 0


def test_a_restriction_holds_until_its_day() -> None:
    ban = Restriction(leader=A, mentee=B, rule=Rule.FORBID, until=date(2026, 9, 1))
    assert len(as_of(network(ban), date(2026, 8, 31)).restrictions) == 1
    assert len(as_of(network(ban), date(2026, 9, 1)).restrictions) == 0


def test_an_event_of_tomorrow_does_not_exist_today() -> None:
    event = Event(id=EventId("e"), date=date(2026, 3, 1), name="Семинар", host=A)
    assert len(as_of(network(event), date(2026, 2, 28)).events) == 0
    assert len(as_of(network(event), date(2026, 3, 1)).events) == 1


def test_distances_always_hold() -> None:
    row = Distance(from_organisation=A, to_organisation=B, km=5.0)
    assert len(as_of(network(row), date(1990, 1, 1)).distances) == 1


def test_the_network_itself_does_not_change() -> None:
    whole = network(PAIR)
    as_of(whole, date(2030, 1, 1))
    assert len(whole.pairs) == 1
