"""A curator's red list: by hand, and against a plain walk over the rows of drawn networks."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from api.texts import catalogue
from graph.errors import NotFoundError
from graph.model.choices import EventStatus
from graph.model.ids import MunicipalityId
from graph.model.organisation import Municipality
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from services.isolation.detect import find_isolated
from services.isolation.scene import Scene
from services.policy import IsolationPolicy
from services.red_list.document import red_list_document, red_list_sheet
from services.red_list.red_list import RedList, red_list
from tests.unit.drills.drawn import drawn
from tests.unit.isolation.build import (
    DAY,
    FIRST,
    LONG_AGO,
    community,
    curator,
    event,
    member,
    need,
    offer,
    organisation,
    person,
)

SAY = catalogue("ru")
SOON = timedelta(days=60)


def listed(network: Network, who: str = "p", day: date = DAY) -> RedList:
    policy = IsolationPolicy()
    report = find_isolated(network, policy, day=day)
    return red_list(Scene.of(network, policy, day=day), report, who)


def document(*records: Record, day: date = DAY) -> dict[str, Any]:
    return red_list_document(listed(Network.of(records), day=day), SAY)


def pair(leader: str, mentee: str, *, until: date | None = None, **more: Any) -> Pair:
    given = {"direction": "d1", "from_date": LONG_AGO, "to_date": until, **more}
    return Pair(leader=leader, mentee=mentee, **given)  # type: ignore[arg-type]  # codes are texts here


def some() -> list[Record]:
    """Return service ts with schools a, b and leader l; p accompanies ts; all but b meet."""
    return [
        organisation("ts", "methodical_service"),
        organisation("t2", "methodical_service", municipality="m2"),
        *(organisation(code) for code in "abl"),
        person("p", "ts"),
        curator("p", "ts"),
        offer("l"),
        event("e1", "l", "a", "t2", "ts"),
        event("e2", "a", "l", "ts"),
        event("e3", "t2", "a", "ts", directions=("d1",)),
    ]


def rows(made: dict[str, Any]) -> dict[str, set[tuple[str, str]]]:
    return {
        row["organisation"]: {(r["what"], r["severity"]) for r in row["reasons"]}
        for row in made["organisations"]
    }


def test_who_has_no_tie_is_urgent_though_only_the_service_is_accompanied() -> None:
    made = document(*some())
    (row,) = [row for row in made["organisations"] if row["organisation"] == "b"]
    assert (row["severity"], row["through"], row["headline"]) == ("now", "ts", "K1")
    assert "ни одного мероприятия" in row["reasons"][0]["text"]
    assert made["accompanied"] == 1
    assert made["in_sight"] == 4


def test_the_urgent_come_first_and_of_these_the_own() -> None:
    made = document(*some(), curator("p", "a"), need("a", level=3), need("l", "d2", level=3))
    assert [row["organisation"] for row in made["organisations"]][:3] == ["a", "b", "l"]
    assert made["counts"]["now"] == 3
    assert made["organisations"][0]["through"] is None
    assert made["texts"][0] == "3 организации ждут помощи сейчас"


def test_needs_without_a_leader_are_told_by_level_and_send_to_leaders_near() -> None:
    both = [need("a", level=3), need("a", "d2", level=3), need("a", "d3", level=1)]
    (row,) = [
        row for row in document(*some(), *both)["organisations"] if row["organisation"] == "a"
    ]
    needs = [r for r in row["reasons"] if r["what"] == "need"]
    assert [(r["severity"], r["of"]) for r in needs] == [("now", ["d1", "d2"]), ("watch", ["d3"])]
    assert "«L»" in row["next_step"]


def test_a_pair_in_force_or_soon_in_force_answers_a_need() -> None:
    acute = need("a", level=3)
    assert ("need", "now") in rows(document(*some(), acute))["a"]
    assert "a" not in rows(document(*some(), acute, pair("l", "a")))
    soon = pair("l", "a", from_date=DAY + SOON)
    assert "a" not in rows(document(*some(), acute, soon))
    late = pair("l", "a", from_date=DAY + SOON + timedelta(days=1))
    assert ("need", "now") in rows(document(*some(), acute, late))["a"]


def test_the_needs_of_the_coming_year_count_once_it_is_near() -> None:
    coming = need("a", level=3, school_year="2026/2027")
    assert ("need", "now") in rows(document(*some(), coming))["a"]
    assert "a" not in rows(document(*some(), coming, day=date(2026, 6, 1)))
    # a pair that ends with the old year is no answer to it
    ending = pair("l", "a", until=date(2026, 9, 1))
    assert ("need", "now") in rows(document(*some(), coming, ending))["a"]


def test_a_pair_that_ends_soon_is_told_at_both_ends_unless_it_goes_on() -> None:
    own = [*some(), curator("p", "a"), curator("p", "l")]
    ending = pair("l", "a", until=DAY + SOON)
    for code in "al":
        assert ("pair", "soon") in rows(document(*own, ending))[code]
    goes_on = pair("b", "a", from_date=DAY + SOON)
    assert ("pair", "soon") not in rows(document(*own, ending, goes_on)).get("a", set())
    later = pair("l", "a", until=DAY + SOON + timedelta(days=1))
    assert ("pair", "soon") not in rows(document(*own, later)).get("a", set())


def test_a_meeting_without_a_word_is_told_at_its_host() -> None:
    passed = event("e9", "a", "l", on=DAY - timedelta(days=3), status=EventStatus.PLANNED)
    (row,) = [
        row for row in document(*some(), passed)["organisations"] if row["organisation"] == "a"
    ]
    (reason,) = [r for r in row["reasons"] if r["what"] == "meeting"]
    assert reason["of"] == ["e9"]
    assert "3 дня назад" in reason["text"]


def test_who_answers_for_a_direction_is_told_of_it_alone() -> None:
    records = [
        organisation("a"),
        organisation("b"),
        person("p", "a"),
        curator("p", "m1", kind="direction_curator", direction="d1"),
        need("a", "d1", level=3),
        need("b", "d2", level=3),
        Municipality(id=MunicipalityId("m1"), name="Ближний"),
    ]
    assert rows(document(*records)) == {"a": {("need", "now")}}


def test_a_community_brings_its_members_and_an_ended_row_nobody() -> None:
    network = [
        organisation("a"),
        person("p", "a"),
        community("c1"),
        member("c1", "a"),
        curator("p", "c1", kind="community_curator"),
    ]
    assert document(*network)["organisations"][0]["through"] == "c1"
    ended = [*network[:-1], curator("p", "c1", kind="community_curator", to_date=DAY)]
    assert document(*ended)["in_sight"] == 0
    assert document(*ended)["texts"][0] == "Имя p: за этим человеком никто не закреплён"


def test_a_danger_is_told_before_a_heavier_mark_to_watch() -> None:
    """Who only receives and may lose its ties soon is told of these, as the next step is."""
    leaders = [organisation("l"), organisation("k"), offer("l"), offer("k")]
    met = [event("e1", "l", "a", on=FIRST), event("e2", "k", "a", on=FIRST)]
    made = document(*leaders, *met, organisation("a"), person("p", "l"), curator("p", "a"))
    (row,) = made["organisations"]
    assert row["headline"] == "K12"
    assert [r["of"] for r in row["reasons"]] == [["K2b"], ["K12"], ["K11"], ["K14"]]
    assert [r["severity"] for r in row["reasons"]] == ["soon", "watch", "watch", "watch"]
    assert "24.08.2025" in row["reasons"][0]["text"]


def test_an_unknown_person_is_refused() -> None:
    with pytest.raises(NotFoundError):
        listed(Network.of(some()), "nobody")


def test_the_sheet_has_a_row_for_each_organisation() -> None:
    found = listed(Network.of([*some(), need("a", level=3)]))
    sheet = red_list_sheet(found, SAY)
    assert len(sheet.rows) == len(found.rows)
    assert sheet.rows[0][0] == "нужно сейчас"
    assert not [cell for row in sheet.rows for cell in row if "red_list." in str(cell)]


def crowded(seed: int) -> Network:
    """Return a drawn network with needs, planned meetings and curators of municipalities."""
    network, dice = drawn(seed), Random(seed + 7_000)  # noqa: S311 - no secret
    codes = list(network.organisations.keys)
    records: list[Record] = [
        *network.organisations,
        *network.offers,
        *network.pairs,
        *network.events,
        *network.people,
        *network.communities,
        *network.curators,
        *(Municipality(id=MunicipalityId(code), name=code) for code in ("m1", "m2", "m3")),
    ]
    seen = set()
    for _ in range(dice.randint(0, 12)):
        made = (
            dice.choice(codes),
            dice.choice(["d1", "d2"]),
            dice.choice(["2025/2026", "2026/2027"]),
        )
        if made not in seen:
            seen.add(made)
            code, direction, year = made
            level, works = dice.randint(1, 3), dice.choice([None, True, False])
            records.append(need(code, direction, level, school_year=year, in_work=works))
    for i in range(dice.randint(0, 4)):
        on = DAY + timedelta(days=dice.randint(-3, 1))
        end = dice.choice([None, on + timedelta(days=2)])
        status = dice.choice([EventStatus.PLANNED, EventStatus.MOVED])
        records.append(event(f"m{i}", dice.choice(codes), on=on, end_date=end, status=status))
    for who in ("p0", "p1"):
        if dice.random() < 0.5:
            only = dice.choice([None, "d1"])
            records.append(curator(who, "m1", kind="direction_curator", direction=only))
    return Network.of(records)


def holds(row: Any, day: date) -> bool:
    since = row.from_date is None or row.from_date <= day
    return since and (row.to_date is None or day < row.to_date)


def works(row: Any, day: date) -> bool:
    return holds(row, day) and (row.status is None or row.status.value in {"ordered", "active"})


def seen_by(network: Network, who: str) -> dict[str, tuple[str, set[str]]]:
    """Return organisation → (through, directions), row by row."""
    there: dict[str, Any] = {one.id: one for one in network.organisations if holds(one, DAY)}
    mine = [row for row in network.curators if row.curator == who and holds(row, DAY)]
    found: dict[str, tuple[str, set[str]]] = {
        row.object: ("", set()) for row in mine if row.object in there
    }
    for service in sorted(found, key=list(there).index):
        if there[service].kind.value == "methodical_service":
            for one in there.values():
                near = one.municipality == there[service].municipality
                is_own = near if not one.service else one.service == service
                is_school = one.kind.is_judged and one.kind.value != "methodical_service"
                if is_own and is_school:
                    found.setdefault(one.id, (service, set()))
    for home in sorted({one.municipality for one in there.values()}):
        rows_ = [row.direction for row in mine if row.object == home]
        if rows_:
            named: set[str] = set() if None in rows_ else {d for d in rows_ if d}
            for one in there.values():
                if one.municipality == home and one.kind.is_judged:
                    found.setdefault(one.id, (home, named))
    return found


def expected_of(network: Network, who: str) -> dict[str, tuple[str, set[tuple[str, str]]]]:
    """Return organisation → (through, what is red), told from the rows."""
    report = find_isolated(network, IsolationPolicy(), day=DAY)
    found: dict[str, str] = {
        f.organisation: "now" if f.has_no_working_tie else "soon" if f.is_at_risk else "watch"
        for f in report.findings
    }
    expected = {}
    for code, (through, directions) in seen_by(network, who).items():
        told = told_of(network, code, directions)
        if not directions and code in found:
            told.add(("finding", found[code]))
        urgent = any(severity == "now" or what == "meeting" for what, severity in told)
        if told and (not through or urgent):
            expected[code] = (through, told)
    return expected


def told_of(network: Network, code: str, directions: set[str]) -> set[tuple[str, str]]:
    """Return what needs, pairs and meetings say of an organisation."""
    later = {(p.mentee, p.direction) for p in network.pairs if works(p, DAY + SOON)}
    coming = any(n.school_year == "2026/2027" for n in network.needs)
    on = date(2026, 9, 1) if coming else DAY
    led = later | {(p.mentee, p.direction) for p in network.pairs if works(p, on)}
    needs = {
        ("need", "now" if n.level == 3 else "watch")
        for n in network.needs
        if n.organisation == code
        and n.school_year == ("2026/2027" if coming else "2025/2026")
        and (not directions or n.direction in directions)
        and n.in_work is not False
        and (code, n.direction) not in led
    }
    pairs = {
        ("pair", "soon")
        for p in network.pairs
        if works(p, DAY)
        and p.to_date is not None
        and p.to_date <= DAY + SOON
        and (not directions or p.direction in directions)
        and code in {p.leader, p.mentee}
        and (p.mentee, p.direction) not in later
    }
    meetings = {
        ("meeting", "soon")
        for e in network.events
        if not directions
        and e.host == code
        and max(e.date, e.end_date or e.date) < DAY
        and e.status is EventStatus.PLANNED
    }
    return needs | pairs | meetings


@pytest.mark.parametrize("seed", range(0, 100, 25))
def test_a_walk_over_the_rows_finds_the_same(seed: int) -> None:
    for one in range(seed, seed + 25):
        network = crowded(one)
        report = find_isolated(network, IsolationPolicy(), day=DAY)
        listed_under = {f.organisation: f.listed.value for f in report.findings}
        for who in ("p0", "p1", "p2", "p3"):
            made = red_list_document(listed(network, who), SAY)
            found = {
                row["organisation"]: (
                    row["through"] or "",
                    {
                        (r["what"], r["severity"])
                        for r in row["reasons"]
                        if r["what"] != "finding" or r["of"] == [listed_under[row["organisation"]]]
                    },
                )
                for row in made["organisations"]
            }
            assert found == expected_of(network, who), (one, who)
            order = [["now", "soon", "watch"].index(r["severity"]) for r in made["organisations"]]
            assert order == sorted(order)
