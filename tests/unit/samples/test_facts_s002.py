"""Facts of source S002 (the institute and the services) are found again in the region."""

from collections import Counter, defaultdict
from datetime import date

from graph.model.organisation import Person
from graph.network import Network
from graph.samples import Demo
from graph.valid_time import as_of

LOWEST = "с недостаточным методическим потенциалом"
SEVEN = {f"d{n}" for n in range(1, 8)}


def services(network: Network) -> set[str]:
    return {o.id for o in network.organisations if o.kind == "methodical_service"}


def test_fact_s002_institute(region_network: Network) -> None:
    institute = region_network.organisation("23-iro")
    branch = region_network.organisation("23-iro-fil")
    assert (institute.kind, branch.kind) == ("institute", "institute_branch")
    assert (branch.parent, branch.municipality) == ("23-iro", "23-02")
    assert "Армавирский" in branch.name
    staff: list[Person] = [p for p in region_network.people if p.organisation == "23-iro"]
    assert sum("научно-исследовательского отдела" in (p.position or "") for p in staff) >= 13


def test_fact_s002_services(region_network: Network) -> None:
    rows = region_network.levels
    assert {row.service for row in rows} == services(region_network)
    assert Counter(row.year for row in rows) == {2024: 44, 2025: 44, 2026: 44}
    lowest = {row.service for row in rows if row.level == LOWEST and row.year == 2026}
    assert 2 <= len(lowest) <= 12
    assert len({row.level for row in rows}) == 4


def test_scores_follow_from_the_indicators(region_network: Network) -> None:
    total: dict[tuple[str, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in region_network.indicators:
        if row.maximum:
            total[row.object, row.year][0] += row.value
            total[row.object, row.year][1] += row.maximum
    for level in region_network.levels:
        value, maximum = total[level.service, level.year]
        assert level.score == round(100 * value / maximum, 1)


def test_fact_s002_leading_services(region: Demo, region_network: Network) -> None:
    today = as_of(region_network, region.reference_date)
    own = services(region_network)
    leaders = {o.organisation for o in today.offers} & own
    needing = {
        n.organisation for n in region_network.needs if n.school_year == region.school_year
    } & own
    assert 8 <= len(leaders) <= 10
    assert len(needing - leaders) >= 30


def test_fact_s002_resource_centres(region_network: Network) -> None:
    rows = [s for s in region_network.statuses if "краевой ресурсный центр" in s.status]
    assert 3 <= len(rows) <= 4
    assert {row.organisation for row in rows} <= services(region_network)
    for row in rows:
        assert row.from_date.month in (6, 7)
        assert (row.basis or "").startswith("Протокол")


def test_fact_s002_communities(region: Demo, region_network: Network) -> None:
    today = as_of(region_network, region.reference_date)
    ours = [c for c in today.communities if c.kind == "сетевое сообщество"]
    assert sorted(d for c in ours for d in c.directions) == sorted(SEVEN)
    members = Counter(
        m.organisation for m in today.memberships if m.community in {c.id for c in ours}
    )
    assert [code for code, number in members.items() if number == 3] == ["23-20-tms"]
    curated = {c.object for c in today.curators if c.kind == "community_curator"}
    for community in ours:
        assert community.leader in members
        assert community.id in curated
    offered = {(o.organisation, o.direction) for o in today.offers}
    assert all((c.leader, c.directions[0]) in offered for c in ours)


def test_fact_s002_curators(region: Demo, region_network: Network) -> None:
    rows = [c for c in region_network.curators if c.kind == "service_curator"]
    assert {row.object for row in rows} == services(region_network)
    today = as_of(region_network, region.reference_date)
    curated = {c.object for c in today.curators if c.kind == "service_curator"}
    ended = [c for c, reason in region.truths.curators.items() if reason == "ended"]
    assert services(region_network) - curated == set(ended)
    handed = [row for row in rows if row.object == "23-12-tms"]
    assert len({row.curator for row in handed}) == 2
    assert {row.to_date for row in handed} == {None, date(2026, 1, 15)}


def test_fact_s002_moved(region_network: Network) -> None:
    moved = [row for row in region_network.levels if row.level != row.computed]
    assert len(moved) == 2
    assert all(row.reason for row in moved)
    assert not [r for r in region_network.levels if r.reason and r.level == r.computed]


def test_fact_s002_year(region_network: Network) -> None:
    found = defaultdict(list)
    for event in region_network.events:
        if event.id.startswith("23-iro-e25-"):
            found[event.format].append(event)
    month = {name: found[name][0].date.month for name in ("мониторинг", "конкурс", "экспертиза")}
    assert month == {"мониторинг": 3, "конкурс": 9, "экспертиза": 1}
    seminar = next(e for e in found["семинар-совещание"])
    assert seminar.date.month == 8
    assert "приказ" in seminar.name
    assert len(found["методический день"]) == 12
    hosts = {event.host for event in found["стажировка"]}
    centres = {s.organisation for s in region_network.statuses if "ресурсный центр" in s.status}
    assert hosts >= {"23-iro", *centres}


def test_the_contest_is_held_for_the_weakest_services(region_network: Network) -> None:
    weak = {r.service for r in region_network.levels if r.year == 2025 and r.level == LOWEST}
    contest = region_network.events.get("23-iro-e25-konkurs")
    assert contest is not None
    assert weak
    assert {code for code, _ in contest.participants} <= weak


def test_fact_s002_targets(region_network: Network) -> None:
    rows = [
        row
        for row in region_network.indicators
        if row.object == "Краснодарский край" and row.year == 2026
    ]
    assert sorted(row.target or 0 for row in rows) == [30, 70, 75, 80]
    for row in rows:
        assert row.numerator is not None
        assert row.denominator
        assert row.value == round(100 * row.numerator / row.denominator, 1)
