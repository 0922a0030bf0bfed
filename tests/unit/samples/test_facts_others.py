"""Facts of sources S000, S003 and S004, and the list of all facts."""

import ast
import tomllib
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path

from graph.model.event import Event
from graph.model.need import Need
from graph.model.organisation import Organisation
from graph.network import Network
from graph.samples import Demo, build_dobrush

HERE = Path(__file__).parent


def test_every_fact_of_the_list_has_its_test() -> None:
    listed = tomllib.loads(files("graph.samples").joinpath("sources.toml").read_text("utf-8"))
    names = {
        node.name
        for path in HERE.glob("test_facts_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    facts = listed["fact"]
    assert len(facts) == 29
    assert not [fact["id"] for fact in facts if f"test_fact_{fact['id']}" not in names]
    assert all(fact["fact"] and fact["planted"] and fact["shown"] for fact in facts)
    planted = {fact["planted"].partition(":")[0].partition(",")[0] for fact in facts}
    assert not [name for name in planted if not files("graph.samples").joinpath(name).is_file()]


def test_fact_s003_routes(region_network: Network) -> None:
    below = set()
    members = {o.id for o in region_network.organisations if o.municipality == "23-14"}
    rows = [r for r in region_network.indicators if r.object in members and r.target]
    assert {row.target for row in rows} == {3.0, 79.0}
    assert len({row.object for row in rows}) > 50
    for row in rows:
        if row.value < (row.target or 0):
            below.add(row.object)
    assert len(below) == 3


def test_fact_s003_participation(region_network: Network) -> None:
    rows = {r.indicator: r for r in region_network.indicators if "Участие " in r.indicator}
    for kind in ("ДОО", "ОО", "УДО"):
        row = rows[f"Участие {kind}, %"]
        assert (row.object, row.value, row.target) == ("23-14", 100.0, 100.0)
        assert row.numerator == row.denominator


def test_fact_s004_landing(region: Demo, region_network: Network) -> None:
    landings = [e for e in region_network.events if e.format == "методический десант"]
    assert {e.host: e.date for e in landings} == dict(region.truths.landed)
    for event in landings:
        assert len(event.givers) == 2
        assert event.participants == ()
        need = region_network.needs.get(f"{event.host}|{event.directions[0]}|2025/2026")
        assert need is not None
        assert region_network.organisation(event.host).settlement_kind == "rural"


def test_fact_s004_statuses(region_network: Network) -> None:
    own = {o.id for o in region_network.organisations if o.municipality == "23-28"}
    found = {s.status for s in region_network.statuses if s.organisation in own}
    assert found >= {
        "базовая школа",
        "школа педагогического опыта",
        "центр компетенций",
        "центр трансфера технологий",
        "Точка роста",
    }


def test_fact_s004_virtual(region_network: Network) -> None:
    names = {c.id: c.name for c in region_network.communities if "виртуальное" in (c.kind or "")}
    assert len(names) == 3
    for word in ("Молодые педагоги", "Андана", "библиотеки"):
        assert any(word in name for name in names.values())
    members = Counter(
        m.community for m in region_network.memberships if m.community in names and m.person
    )
    assert min(members[code] for code in names) >= 10


def test_fact_s004_methodists(region_network: Network) -> None:
    ten = {d.id for d in region_network.directions if "S004" in (d.catalogue or "")}
    assert len(ten) == 10
    covered = {
        direction
        for person in region_network.people
        if person.organisation == "23-28-tms"
        for direction in person.directions
    }
    assert ten <= covered


def test_fact_s000_hierarchy() -> None:
    above = {str(r.id): r.service for r in build_dobrush() if isinstance(r, Organisation)}
    assert (above["by-rumk"], above["by-goiro"], above["by-ao"]) == ("by-goiro", "by-ao", None)


def test_fact_s000_dates() -> None:
    events = [r for r in build_dobrush() if isinstance(r, Event)]
    assert sorted((e.date, e.end_date) for e in events) == [
        (date(2024, 9, 6), date(2024, 9, 7)),
        (date(2024, 9, 10), None),
        (date(2024, 9, 15), date(2024, 12, 24)),
        (date(2024, 10, 7), None),
        (date(2024, 10, 10), None),
        (date(2024, 10, 24), None),
        (date(2024, 10, 31), date(2024, 11, 1)),
    ]
    remote = [e.date for e in events if e.mode == "remote"]
    assert remote == [date(2024, 10, 7)]


def test_fact_s000_needs() -> None:
    records = build_dobrush()
    needs = [r for r in records if isinstance(r, Need)]
    assert {need.organisation for need in needs} == {"by-rumk"}
    assert {need.school_year for need in needs} == {"2024/2025"}
    organisers = {r.organiser for r in records if isinstance(r, Event)}
    assert {"ГОИРО", "Академия образования"} <= organisers


def test_letters_of_another_language_survive() -> None:
    names = " ".join(r.name for r in build_dobrush() if isinstance(r, Organisation))
    assert "Крыніца ў полі" in names
