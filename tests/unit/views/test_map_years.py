"""The school years around a map: which are known, on which day, and what is told of each."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.choices import AgreementStatus, PairStatus
from graph.model.ids import AgreementId, OrganisationId, SchoolYear
from graph.model.record import Record
from graph.model.tie import Agreement
from graph.model.view import MapTie
from graph.model.view_years import Change, YearsView
from graph.network import Network
from graph.valid_time import school_year_of
from services.views.known_years import MOST, is_past, known_years, same_day_in
from services.views.map_view import build_map_view
from services.views.map_years import build_map_years
from tests.unit.views.test_map_view import PLACES, SAY, offer, pair, school

DAY = date(2026, 10, 1)


def lived(leader: str, mentee: str, year: int) -> Record:
    """Return a pair of the school year from `year` that has ended since."""
    start, end = date(year, 9, 1), date(year + 1, 9, 1)
    return pair(leader, mentee, from_date=start, to_date=end, status=PairStatus.ENDED)


def years_of(*records: Record, day: date = DAY, at: str | None = None) -> YearsView:
    network = Network.of([*PLACES, *records])
    view = build_map_view(network, day=day, municipality=at, say=SAY)
    return build_map_years(network, view, municipality=at, say=SAY)


SCHOOLS = tuple(school(code) for code in "abcde")


def test_years_reach_from_the_first_tie_to_the_last_without_a_gap() -> None:
    network = Network.of([*PLACES, *SCHOOLS, lived("a", "b", 2023), pair("a", "b")])

    years = ["2023/2024", "2024/2025", "2025/2026", "2026/2027"]
    assert known_years(network, DAY) == years
    assert known_years(network, date(2024, 5, 1)) == years
    assert known_years(Network.of([]), DAY) == ["2026/2027"]


def test_an_old_network_knows_its_latest_years_and_always_that_of_the_map() -> None:
    network = Network.of([*PLACES, *SCHOOLS, lived("a", "b", 2008), pair("a", "b")])

    assert len(known_years(network, DAY)) == MOST
    assert known_years(network, date(2009, 1, 1))[0] == "2008/2009"
    assert len(known_years(network, date(2009, 1, 1))) == MOST


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(2000, 2040).map(lambda year: SchoolYear(f"{year}/{year + 1}")),
)
def test_the_same_day_lies_in_its_year(day: date, year: SchoolYear) -> None:
    found = same_day_in(year, day)

    assert school_year_of(found) == year
    assert found.month == day.month or (day.month, day.day) == (2, 29)


def test_what_has_ended_since_was_in_force_in_its_year() -> None:
    """By hand: a—b stood in 2025/26 and stands; a—c stood; a—d is new; nothing of it is lost."""
    years = years_of(
        *SCHOOLS, lived("a", "b", 2025), pair("a", "b"), lived("a", "c", 2025), pair("a", "d")
    )

    then, now = years.years
    assert {tie.target for tie in then.view.ties} == {"b", "c"}
    assert {tie.target for tie in now.view.ties} == {"b", "d"}
    assert now.changes == {Change.NEW: 1, Change.ENDED: 1, Change.JOINED: 0, Change.LEFT: 0}
    assert (then.since, then.changes) == (None, {})
    assert now.since == then.name


@pytest.mark.parametrize(
    ("status", "is_shown"),
    [
        (AgreementStatus.EXPIRED, True),
        (AgreementStatus.TERMINATED, True),
        (AgreementStatus.DRAFT, False),
    ],
)
def test_an_agreement_that_is_over_stood_in_its_year(
    status: AgreementStatus, *, is_shown: bool
) -> None:
    signed = Agreement(
        id=AgreementId("g"),
        parties=(OrganisationId("a"), OrganisationId("b")),
        from_date=date(2025, 9, 1),
        to_date=date(2026, 6, 1),
        status=status,
    )
    years = years_of(*SCHOOLS, lived("c", "d", 2025), pair("c", "d"), signed)

    shown = MapTie.AGREEMENT in {tie.kind for tie in years.years[0].view.ties}
    assert shown == is_shown
    assert MapTie.AGREEMENT not in {tie.kind for tie in years.years[1].view.ties}


def test_the_ground_is_of_all_days() -> None:
    records = [
        *SCHOOLS[1:],
        school("a", to_date=date(2025, 9, 1)),
        lived("a", "b", 2024),
        offer("c"),
        pair("c", "d"),
    ]
    grounds = [years_of(*records, day=day).ground for day in (DAY, date(2025, 1, 1))]

    one, other = ([(o.id, o.role) for o in ground.organisations] for ground in grounds)
    assert one == other
    assert {code for code, _ in one} == set("abcde")
    assert grounds[0].ties == grounds[1].ties


def test_only_who_never_had_a_tie_is_alone() -> None:
    years = years_of(*SCHOOLS, lived("a", "b", 2024), pair("c", "d"))

    assert years.alone == {"e"}


def test_within_a_municipality_the_neighbours_of_all_years_are_there() -> None:
    away = [school(code, municipality="m2") for code in "xy"]
    years = years_of(
        *SCHOOLS, *away, lived("x", "a", 2024), lived("y", "x", 2024), pair("b", "a"), at="m1"
    )

    found = {one.id: one.is_outside for one in years.ground.organisations}
    assert found == {**dict.fromkeys("abcde", False), "x": True}


def test_the_day_of_the_map_tells_whether_it_is_past() -> None:
    network = Network.of([*PLACES, *SCHOOLS, lived("a", "b", 2024), pair("a", "b")])

    assert is_past(network, date(2025, 8, 31))
    assert not is_past(network, DAY)
