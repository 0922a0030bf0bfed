"""Who may soon be left out: by hand on small networks, and in plain loops on drawn ones."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from graph.model.choices import AgreementStatus, PairStatus, TieKind
from graph.model.event import Event
from graph.model.record import Record
from graph.model.tie import Agreement, Pair, Tie
from graph.network import Network
from services.isolation.nodes import months_before
from services.isolation_in_time.calendar_days import first_day_out
from services.isolation_in_time.soon import Soon, find_soon_isolated
from services.isolation_in_time.warnings import OnePerson, OneTie, Through, WarningKind
from services.policy import IsolationPolicy
from tests.unit.isolation import build
from tests.unit.isolation.drawn import networks
from tests.unit.isolation.oracle_more import FullOracle

CUT = {"K1", "K2", "K3", "K4", "K17"}


def soon(*records: Record, days: int | None = None) -> Soon:
    return find_soon_isolated(Network.of(records), IsolationPolicy(), day=build.DAY, days=days)


def warned(made: Soon) -> dict[str, list[str]]:
    return {row.organisation: [kind.value for kind in row.warnings] for row in made.rows}


def pair(leader: str, mentee: str, until: date | None, **more: object) -> Pair:
    given_ = {"direction": "d1", "from_date": date(2025, 9, 1), **more}
    return Pair(leader=leader, mentee=mentee, to_date=until, **given_)  # type: ignore[arg-type]  # codes are texts here


def three_schools() -> list[Record]:
    """o0 leads; o1 knows o0 only; o2 knows both o0 and o3; o3 knows o2 only."""
    return [
        *(build.organisation(f"o{i}") for i in range(4)),
        build.offer("o0"),
        build.event("e1", "o0", "o1", "o2"),
        build.event("e2", "o2", "o3", on=build.FIRST),
    ]


def test_who_has_one_partner_is_told_the_day_on_which_the_tie_lapses() -> None:
    made = soon(*three_schools())

    assert warned(made) == {"o1": ["one_tie"], "o3": ["one_tie"]}
    first, last = (row.warnings[WarningKind.ONE_TIE] for row in made.rows)
    assert first == OneTie(partner="o0", last_event=date(2026, 3, 1), lapses_on=date(2027, 3, 2))  # type: ignore[arg-type]  # codes are texts here
    assert isinstance(last, OneTie)
    assert last.lapses_on == date(2026, 8, 25), "its event is on the first day of the window"
    assert (made.judged, made.with_tie) == (4, 4)


def test_many_events_with_one_partner_are_one_tie() -> None:
    again = build.event("e3", "o1", "o0", on=date(2026, 5, 5))
    row = soon(*three_schools(), again).rows[0]
    assert row.warnings[WarningKind.ONE_TIE] == OneTie(
        partner="o0",  # type: ignore[arg-type]  # codes are texts here
        last_event=date(2026, 5, 5),
        lapses_on=date(2027, 5, 6),
    )


def test_who_is_cut_off_already_is_not_warned() -> None:
    alone = [build.organisation("o8"), build.organisation("o9"), build.event("e9", "o8", "o9")]
    assert not warned(soon(*three_schools(), *alone)).keys() & {"o8", "o9"}, "no leader there"


@pytest.mark.parametrize(
    ("until", "is_told"),
    [
        (build.DAY, False),  # is no longer in force
        (build.DAY + timedelta(days=1), True),
        (build.DAY + timedelta(days=60), True),
        (build.DAY + timedelta(days=61), False),
        (None, False),
    ],
)
def test_a_pair_warns_both_sides_in_its_last_sixty_days(
    until: date | None, *, is_told: bool
) -> None:
    made = soon(*three_schools(), pair("o0", "o2", until))
    assert [code for code, kinds in warned(made).items() if "ending" in kinds] == (
        ["o0", "o2"] if is_told else []
    )


@pytest.mark.parametrize(
    ("follows", "is_told"),
    [
        (pair("o0", "o2", None, from_date=date(2026, 9, 1)), False),
        (pair("o0", "o2", None, from_date=date(2026, 9, 2)), True),
        (pair("o0", "o2", None, from_date=date(2026, 9, 1), direction="d2"), True),
        (pair("o0", "o2", None, from_date=date(2026, 9, 1), status=PairStatus.PLANNED), True),
    ],
)
def test_a_pair_that_is_followed_without_a_gap_does_not_end(
    follows: Pair, *, is_told: bool
) -> None:
    made = soon(*three_schools(), pair("o0", "o2", date(2026, 9, 1)), follows)
    assert ("ending" in warned(made).get("o2", [])) is is_told


def test_of_several_papers_the_first_to_end_is_told_and_whether_any_is_left() -> None:
    tie = Tie(
        from_organisation="o3",  # type: ignore[arg-type]  # codes are texts here
        to_organisation="o2",  # type: ignore[arg-type]  # as above
        kind=TieKind.PARTNERSHIP,
        from_date=build.LONG_AGO,
        to_date=date(2026, 9, 20),
    )
    agreement = Agreement(
        id="a1",  # type: ignore[arg-type]  # as above
        parties=("o2", "o0"),  # type: ignore[arg-type]  # as above
        from_date=build.LONG_AGO,
        to_date=date(2026, 9, 10),
        status=AgreementStatus.IN_FORCE,
    )
    made = {row.organisation: row for row in soon(*three_schools(), tie, agreement).rows}

    papers = made["o2"].warnings[WarningKind.ENDING]  # type: ignore[index]  # as above
    assert isinstance(papers, tuple)
    assert [(one.paper.value, one.is_last) for one in papers] == [
        ("agreement", False),
        ("tie", True),
    ]
    assert made["o2"].lose_on == date(2026, 9, 10)  # type: ignore[index]  # as above


def test_the_days_of_the_question_go_before_those_of_the_policy() -> None:
    records = [*three_schools(), pair("o0", "o2", build.DAY + timedelta(days=100))]
    assert "o2" not in warned(soon(*records))
    assert "o2" in warned(soon(*records, days=100))


def test_a_partner_with_one_contact_is_one_person() -> None:
    made = soon(*three_schools(), build.person("p1", "o0", is_contact=True))
    row = next(row for row in made.rows if row.organisation == "o1")
    assert row.warnings[WarningKind.ONE_PERSON] == OnePerson(
        person="p1",  # type: ignore[arg-type]  # codes are texts here
        through=Through.CONTACT,
        partners=("o0",),  # type: ignore[arg-type]  # as above
    )
    two = [build.person(p, "o0", is_contact=True) for p in ("p1", "p2")]
    assert "one_person" not in warned(soon(*three_schools(), *two))["o1"]


def test_partners_with_a_contact_each_are_no_one_person() -> None:
    people = [build.person(f"p{i}", f"o{i}", is_contact=True) for i in (0, 3)]
    made = warned(soon(*three_schools(), *people))
    assert "o2" not in made
    assert "one_person" in made["o1"]


def test_a_curator_of_both_ends_stands_behind_all_their_ties() -> None:
    curators = [build.person("p1", "o0"), *(build.curator("p1", f"o{i}") for i in (2, 3))]
    made = soon(*three_schools(), *curators)
    # o2 meets o0, where the curator works, and o3, whom the same curator accompanies
    assert warned(made)["o2"] == ["one_person"]
    assert warned(made)["o3"] == ["one_tie", "one_person"]
    second = [build.person("p2", "o0"), *(build.curator("p2", f"o{i}") for i in (2, 3))]
    assert "o2" not in warned(soon(*three_schools(), *curators, *second))


def test_nobody_stands_behind_ties_of_the_own_organisation() -> None:
    people = [build.person("p1", "o2"), build.curator("p1", "o0"), build.curator("p1", "o3")]
    assert "o2" not in warned(soon(*three_schools(), *people))


def test_the_curator_of_the_community_stands_behind_its_events() -> None:
    records: list[Record] = [
        *(build.organisation(f"o{i}") for i in range(3)),
        build.offer("o0"),
        build.community("c1"),
        build.event("e1", "o0", "o1", community="c1"),
        build.event("e2", "o2", "o1", "o0", community="c1"),
        build.person("p1", "o9"),
        build.organisation("o9"),
        build.curator("p1", "c1", kind="community_curator"),
    ]
    assert warned(soon(*records)) == {code: ["one_person"] for code in ("o0", "o1", "o2")}


def test_a_network_of_nobody_warns_nobody() -> None:
    made = soon()
    assert (made.rows, made.judged, set(made.counts.values())) == ((), 0, {0})


@pytest.mark.parametrize("months", [1, 6, 12, 24])
@pytest.mark.parametrize(
    "last", [date(2024, 2, 29), date(2025, 8, 31), date(2026, 3, 10), date(2026, 1, 31)]
)
def test_the_first_day_out_is_the_first_whose_window_begins_later(last: date, months: int) -> None:
    day = first_day_out(last, months)
    assert months_before(day, months) > last >= months_before(day - timedelta(days=1), months)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_single_ties_are_those_that_plain_loops_find(records: list[Record]) -> None:
    network = Network.of(records)
    partners: dict[str, set[str]] = defaultdict(set)
    rules = FullOracle(network, build.DAY, 12, hops=2, max_km=100, schools=False)
    for one, other in rules.graph.edges:
        partners[one].add(other)
        partners[other].add(one)
    cut = {code for code, kinds in rules.findings().items() if CUT & kinds.keys()}
    new_and_cut = set(rules.new())

    made = find_soon_isolated(network, IsolationPolicy(), day=build.DAY)

    expected = {
        code
        for code in partners
        if len(partners[code]) == 1
        and code not in cut | new_and_cut
        and network.organisation(code).kind.is_judged
    }
    found = {row.organisation for row in made.rows if WarningKind.ONE_TIE in row.warnings}
    assert found == expected
    assert made.with_tie == len(
        {c for c in partners if network.organisation(c).kind.is_judged} - cut - new_and_cut
    )


@settings(max_examples=40, deadline=None)
@given(networks())
def test_an_event_with_somebody_else_takes_the_warning_of_one_tie_away(
    records: list[Record],
) -> None:
    before = find_soon_isolated(Network.of(records), IsolationPolicy(), day=build.DAY)
    helper = build.organisation("zz", municipality="m9")
    for row in before.rows:
        if WarningKind.ONE_TIE in row.warnings:
            more: Event = build.event("zz", "zz", row.organisation, on=build.DAY)
            after = find_soon_isolated(
                Network.of([*records, helper, more]), IsolationPolicy(), day=build.DAY
            )
            assert WarningKind.ONE_TIE not in {
                kind
                for one in after.rows
                if one.organisation == row.organisation
                for kind in one.warnings
            }
