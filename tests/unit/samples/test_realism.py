"""The region sounds and looks like one: names, places, sizes, loads."""

from collections import Counter, defaultdict
from math import cos, radians

from graph.model.choices import OrganisationKind as Kind
from graph.model.choices import SettlementKind
from graph.model.ids import OrganisationId
from graph.network import Network
from graph.samples import Demo
from graph.valid_time import as_of


def test_the_same_school_names_stand_in_many_districts(region_network: Network) -> None:
    names = Counter(region_network.organisations.column("name"))
    assert names["СОШ № 2"] > 25
    assert any(name.startswith("ООШ № ") and " х. " in name for name in names)
    assert any(name.startswith("ДОУ № 3 „") for name in names)
    assert any(name.startswith("Филиал СОШ") for name in names)


def test_everybody_stands_near_the_centre_of_the_district(region_network: Network) -> None:
    centres = {m.id: (m.lat or 0, m.lon or 0) for m in region_network.municipalities}
    far = []
    for o in region_network.organisations:
        lat, lon = centres[o.municipality]
        north, east = (o.lat or 0) - lat, ((o.lon or 0) - lon) * cos(radians(lat))
        km = 111.2 * (north**2 + east**2) ** 0.5
        far.append(km)
        if o.settlement_kind is SettlementKind.URBAN:
            assert km <= 9, o.id
    assert max(far) < 45
    assert 2 < sorted(far)[len(far) // 2] < 10


def test_sizes_are_those_of_schools(region_network: Network) -> None:
    pupils = defaultdict(list)
    for o in region_network.organisations:
        if o.kind is Kind.SCHOOL and o.pupils is not None:
            pupils[o.settlement_kind].append(o.pupils)
    urban, rural = (
        sum(pupils[kind]) / len(pupils[kind])
        for kind in (SettlementKind.URBAN, SettlementKind.RURAL)
    )
    assert 550 < urban < 1_000
    assert 130 < rural < 380
    assert all(o.pupils and o.pupils <= 60 for o in region_network.organisations if o.is_small)


def test_every_district_has_leaders_mentees_and_a_service(
    region: Demo, region_network: Network
) -> None:
    place = {o.id: o.municipality for o in region_network.organisations}
    leaders = {place[o.organisation] for o in region_network.offers}
    mentees = {
        place[n.organisation] for n in region_network.needs if n.school_year == region.school_year
    }
    assert len(leaders) == len(mentees) == 44


def test_a_leader_may_need_help_in_another_direction(region: Demo, region_network: Network) -> None:
    offers = {(o.organisation, o.direction) for o in region_network.offers if o.to_date is None}
    leaders = {organisation for organisation, _ in offers}
    needs = [n for n in region_network.needs if n.school_year == region.school_year]
    both = {n.organisation for n in needs} & leaders
    assert len(both) > 40
    same = [n.key for n in needs if (n.organisation, n.direction) in offers]
    assert same == ["23-23-l04|d4|2026/2027"]


def test_levels_of_needs_are_spread(region: Demo, region_network: Network) -> None:
    levels = Counter(n.level for n in region_network.needs if n.school_year == region.school_year)
    assert 0.2 < levels[3] / levels.total() < 0.32
    assert levels[2] > levels[1] > levels[3] - 60


def test_pairs_of_last_year_go_on_for_up_to_three_years(region_network: Network) -> None:
    years: Counter[tuple[OrganisationId, OrganisationId, str]] = Counter(
        (p.leader, p.mentee, p.direction) for p in region_network.pairs
    )
    assert set(years.values()) == {1, 2, 3}
    assert sum(number == 3 for number in years.values()) > 50


def test_a_need_has_one_leader_at_a_time(region_network: Network) -> None:
    held = Counter((p.mentee, p.direction, p.from_date) for p in region_network.pairs)
    assert max(held.values()) == 1


def test_curators_carry_about_what_was_agreed(region: Demo, region_network: Network) -> None:
    today = as_of(region_network, region.reference_date)
    load = Counter(
        c.curator for c in today.curators if c.kind in ("service_curator", "community_curator")
    )
    assert len(load) == 12
    capacity = {p.id: p.capacity or 0 for p in today.people}
    over = tuple(c for c, number in load.items() if number > capacity[c])
    assert over == region.truths.overloaded
    assert set(load.values()) <= {3, 4, 5}


def test_mutual_internships_have_two_halves_but_for_the_planted_ones(
    region: Demo, region_network: Network
) -> None:
    halves = Counter(t.exchange for t in region_network.ties if t.exchange)
    lone = tuple(sorted(exchange for exchange, number in halves.items() if number == 1))
    assert lone == region.truths.lone_halves
    assert len(lone) == 7
    assert sum(number == 2 for number in halves.values()) == 38


def test_some_ties_are_reported_by_one_side_only(region_network: Network) -> None:
    sides = defaultdict(set)
    for tie in region_network.ties:
        if tie.kind == "partnership":
            sides[tie.from_organisation, tie.to_organisation].add(tie.reported_by)
    assert Counter(len(reported) for reported in sides.values()) == {1: 32, 2: 18}
