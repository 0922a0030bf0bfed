"""How much there is: the figures that the region promises."""

from collections import Counter

import pytest

from graph.model.choices import OrganisationKind as Kind
from graph.model.choices import Rule, SettlementKind
from graph.network import Network
from graph.samples import Demo
from graph.valid_time import as_of

SCHOOLS = {Kind.SCHOOL, Kind.GYMNASIUM, Kind.LYCEUM}


def test_a_region_has_the_known_numbers_of_schools_and_kindergartens(
    region_network: Network,
) -> None:
    kinds = Counter(region_network.organisations.column("kind"))
    assert sum(kinds[kind] for kind in SCHOOLS) == 1_249
    assert kinds[Kind.KINDERGARTEN] == 1_576
    assert kinds[Kind.METHODICAL_SERVICE] == 44
    assert (kinds[Kind.INSTITUTE], kinds[Kind.INSTITUTE_BRANCH]) == (1, 1)
    assert kinds[Kind.AUTHORITY] == 45
    assert min(kinds[kind] for kind in Kind) >= 1


def test_kindergartens_are_shared_between_town_and_village(region_network: Network) -> None:
    where = Counter(
        o.settlement_kind for o in region_network.organisations if o.kind is Kind.KINDERGARTEN
    )
    assert where == {SettlementKind.URBAN: 698, SettlementKind.RURAL: 878}


def test_there_are_small_schools_branches_closures_and_a_merger(region_network: Network) -> None:
    organisations = list(region_network.organisations)
    assert sum(bool(o.is_small) for o in organisations) == 124
    assert sum(o.parent is not None and o.kind in SCHOOLS for o in organisations) == 58
    successors = Counter(o.successor for o in organisations if o.successor)
    assert sorted(successors.values()) == [1, 1, 1, 1, 2]
    assert sum(o.to_date is not None for o in organisations) == 7


def test_the_municipalities_are_numbered_in_the_order_of_the_file(region_network: Network) -> None:
    table = region_network.municipalities
    assert table.keys == [f"23-{n:02d}" for n in range(1, 45)]
    assert (table[0].name, table[22].name) == ("город Анапа", "Крымский район")
    assert Counter(table.column("kind")) == {"district": 37, "urban_okrug": 7}


def test_leaders_mentees_and_needs_are_as_many_as_planned_for(
    region: Demo, region_network: Network
) -> None:
    needs = [n for n in region_network.needs if n.school_year == region.school_year]
    in_work = [n for n in needs if n.in_work is not False]
    assert len(in_work) == 1_900
    assert len({n.organisation for n in in_work}) == 900
    assert len({n.direction for n in needs}) == 8
    today = as_of(region_network, region.reference_date)
    assert len(set(today.offers.column("organisation"))) == 200


@pytest.mark.parametrize("first", [2023, 2024, 2025])
def test_a_year_has_about_a_thousand_events_of_eight_to_twelve(
    region_network: Network, first: int
) -> None:
    year = [
        e
        for e in region_network.events
        if first * 12 + 8 <= e.date.year * 12 + e.date.month - 1 < first * 12 + 20
        and e.status in (None, "held")
    ]
    assert 950 <= len(year) <= 1_080
    sizes = sorted(len(e.participants) for e in year)
    assert 8 <= sizes[len(sizes) // 2] <= 12


def test_something_of_every_kind_is_there(region: Demo) -> None:
    kinds = Counter(record.entity for record in region.records)
    assert kinds["person"] > 3_000
    assert kinds["pair"] > 2_000
    assert kinds["distance"] == 64
    assert kinds["agreement"] == 67
    assert kinds["level_record"] == 3 * 44


def test_people_decided_about_some_pairs_with_a_reason(region_network: Network) -> None:
    rules = Counter(r.rule for r in region_network.restrictions)
    assert rules == {Rule.PIN: 13, Rule.FORBID: 17, Rule.PREFER: 17}
    assert all(r.reason and r.author for r in region_network.restrictions)


def test_the_municipality_is_small(municipality: Demo, municipality_network: Network) -> None:
    assert len(municipality_network.organisations) == 60
    assert len(municipality.records) < 600
    planned = [n for n in municipality_network.needs if n.school_year == municipality.school_year]
    assert (len(planned), len({n.organisation for n in planned})) == (58, 30)
