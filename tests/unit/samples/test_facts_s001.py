"""Facts of source S001 (the Крымский район) are found again in the tables."""

from datetime import date

import pytest

from graph.model.event import Event
from graph.network import Network
from graph.samples import Demo

pytestmark = pytest.mark.parametrize("size", ["municipality", "region"])
FIRST, AFTER = date(2025, 9, 1), date(2026, 9, 1)
HEADS = "руководители образовательных организаций"
SEVEN = {f"d{n}" for n in range(1, 8)}


@pytest.fixture
def network(size: str, request: pytest.FixtureRequest) -> Network:
    found: Network = request.getfixturevalue(f"{size}_network")
    return found


@pytest.fixture
def demo(size: str, request: pytest.FixtureRequest) -> Demo:
    found: Demo = request.getfixturevalue(size)
    return found


@pytest.fixture
def last_year(network: Network) -> list[Event]:
    own = {o.id for o in network.organisations if o.municipality == "23-23"}
    return [
        event
        for event in network.events
        if event.host in own and FIRST <= event.date < AFTER and event.status in (None, "held")
    ]


@pytest.fixture
def schools(network: Network) -> set[str]:
    return {
        o.id
        for o in network.organisations
        if o.municipality == "23-23" and o.kind in ("school", "gymnasium", "lyceum")
    }


def test_fact_s001_events(last_year: list[Event], schools: set[str]) -> None:
    hosts = {event.host for event in last_year}
    directions = {direction for event in last_year for direction in event.directions}
    assert (len(last_year), len(hosts)) == (21, 19)
    assert directions == SEVEN
    assert hosts <= schools


def test_in_the_district_alone_these_are_all_events_of_the_year(
    size: str, network: Network, last_year: list[Event]
) -> None:
    held = [e for e in network.events if FIRST <= e.date < AFTER and e.status in (None, "held")]
    assert (len(held) == len(last_year)) is (size == "municipality")


def test_fact_s001_heads(last_year: list[Event]) -> None:
    assert sum(event.audience == HEADS for event in last_year) == 5


def test_fact_s001_festival(last_year: list[Event]) -> None:
    (festival,) = (event for event in last_year if event.format == "фестиваль")
    assert festival.people == 46
    assert sum(number or 0 for _, number in festival.participants) == 46


def test_fact_s001_themes(last_year: list[Event]) -> None:
    formats = {event.name: event.format for event in last_year}
    assert "Благополучная школа – школа успеха всех и каждого" in formats
    assert "Школа – территория успеха" in formats
    assert "От профессионализма учителя к успеху ученика" in formats
    reading = "Формирование читательской грамотности обучающихся"
    assert formats[reading] == "дискуссионная площадка"
    assert formats["Секреты эмоционального благополучия в школе"] == "тренинг"
    assert {"семинар-практикум", "педагогическая лаборатория", "деловая игра"} <= {
        str(format_) for format_ in formats.values()
    }


def test_fact_s001_directions(network: Network) -> None:
    names = {str(d.id): d.name for d in network.directions}
    assert [names[f"d{n}"] for n in range(1, 8)] == [
        "Система качества подготовки обучающихся",
        "Система работы школ с низкими образовательными результатами",
        "Система выявления, поддержки и развития способностей и талантов у детей и молодежи",
        "Система работы по самоопределению и профессиональной ориентации обучающихся",
        "Система эффективности работы руководителей образовательных организаций",
        "Система обеспечения профессионального развития педагогических работников",
        "Система организации воспитания обучающихся",
    ]
    added = network.directions.get("d8")
    assert added is not None
    assert "дошкольн" in added.name
    assert "Добавлено" in (added.catalogue or "")


def test_fact_s001_classes(network: Network, schools: set[str]) -> None:
    today = date(2026, 8, 24)
    classes = {
        s.organisation: s.status
        for s in network.statuses
        if s.organisation in schools and s.from_date <= today and s.to_date is None
    }
    assert set(classes) == schools
    assert set(classes.values()) == {"лидер", "подающая надежды", "скрытый резерв"}


def test_fact_s001_involvement(network: Network, demo: Demo, schools: set[str]) -> None:
    gives = {o.organisation for o in network.offers} | {p.leader for p in network.pairs}
    takes = {n.organisation for n in network.needs if n.school_year == demo.school_year}
    assert schools <= gives | takes
    assert len(schools & gives & takes) >= 6
    hosting = {event.host for event in network.events}
    attending = {code for event in network.events for code, _ in event.participants}
    assert schools <= hosting | attending


def test_fact_s001_curators(network: Network) -> None:
    rows = [c for c in network.curators if c.kind == "direction_curator" and c.object == "23-23"]
    assert {row.direction for row in rows} == SEVEN
    assert len({row.curator for row in rows}) == 7


def test_fact_s001_agreements(network: Network, last_year: list[Event]) -> None:
    partners = {"23-kubgu", "23-23-kt"}
    found: dict[str, set[str]] = {}
    for agreement in network.agreements:
        for school in agreement.parties:
            if school.startswith("23-23-s") and set(agreement.parties) & partners:
                found.setdefault(school, set()).update(set(agreement.parties) & partners)
                assert "06.11.2025" in (agreement.subject or "")
    assert found == {"23-23-s12": partners, "23-23-s18": partners}
    (origin,) = (event for event in last_year if partners <= set(event.givers))
    assert {code for code, _ in origin.participants} >= set(found)
    names = {str(o.id): o.name for o in network.organisations}
    assert names["23-kubgu"] == "Кубанский государственный университет"
    assert names["23-23-kt"] == "Крымский технический колледж"


def test_fact_s001_newcomers(network: Network, last_year: list[Event]) -> None:
    new = {
        s.organisation
        for s in network.statuses
        if s.status == "новый участник взаимных стажировок" and s.from_date == FIRST
    }
    kinds = {o.id: o.kind for o in network.organisations}
    assert len(new) == 8
    assert {kinds[code] for code in new} == {"kindergarten"}
    assert new <= {code for event in last_year for code, _ in event.participants}


def test_fact_words(network: Network) -> None:
    assert any("Стажировочная площадка" in (offer.site or "") for offer in network.offers)
    assert any(tie.kind == "mutual_internship" for tie in network.ties)
    assert all((pair.basis or "").startswith("Приказ") for pair in network.pairs)
    assert {c.kind for c in network.curators} >= {"direction_curator", "service_curator"}
