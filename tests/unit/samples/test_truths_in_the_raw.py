"""The planted truths stand in the records, read by an oracle of their own."""

from datetime import date

import networkx as nx
import pytest

from graph.samples import Demo, build_demo
from tests.unit.samples.raw_isolation import Raw, isolated, read

EXACT = ("K1", "K2", "K3", "K4", "K17")


@pytest.fixture(scope="module")
def raw(region: Demo) -> Raw:
    return read(region.records, region.reference_date)


@pytest.mark.parametrize("size", ["municipality", "region"])
def test_exactly_the_planted_are_isolated(size: str, request: pytest.FixtureRequest) -> None:
    demo: Demo = request.getfixturevalue(size)
    found = isolated(demo.records, demo.reference_date)
    for kind in EXACT:
        assert found[kind] == set(demo.truths.isolated[kind]), kind
    for kind in ("K15", "K8"):
        assert found[kind] >= set(demo.truths.at_risk[kind]), kind
    assert found["new"] == set(demo.truths.new)


def test_the_truths_hold_for_other_seeds() -> None:
    for seed in (1, 2):
        demo = build_demo("region", seed=seed)
        found = isolated(demo.records, demo.reference_date)
        for kind in EXACT:
            assert found[kind] == set(demo.truths.isolated[kind]), (seed, kind)


def test_there_is_enough_of_each_and_not_too_much(region: Demo) -> None:
    counts = {kind: len(codes) for kind, codes in region.truths.isolated.items()}
    assert counts["K1"] == 36
    assert counts["K2"] > 80
    assert (counts["K3"], counts["K17"], counts["K9"]) == (19, 23, 3)
    assert len(region.truths.islands) == 5
    assert len(region.truths.new) == 6
    assert len(region.truths.paper_pairs) == 22 + 18 + 2
    assert {s: t.shortage.short_by for s, t in region.truths.open.items()} == {
        "region": 40,
        "services": 2,
        "municipality:23-23": 3,
    }


def test_whoever_depends_on_one_would_be_cut_off_without_it(raw: Raw, region: Demo) -> None:
    assert len(region.truths.depends_on) > 30
    for dependent, hub in region.truths.depends_on.items():
        left = raw.graph.copy()
        left.remove_node(hub)
        leaders = raw.leaders - {hub}
        assert nx.node_connected_component(raw.graph, dependent) & raw.leaders
        assert not nx.node_connected_component(left, dependent) & leaders


def test_islands_meet_among_themselves_only(raw: Raw, region: Demo) -> None:
    for island in region.truths.islands:
        assert nx.node_connected_component(raw.graph, island[0]) == set(island)


def test_a_pair_on_paper_never_met_and_every_other_did(raw: Raw, region: Demo) -> None:
    hole = region.truths.reporting_holes[0]
    silent = [
        pair.key
        for pair in raw.records["pair"]
        if pair.status == "active"
        and (pair.leader, pair.mentee) not in raw.met
        and not pair.mentee.startswith(hole)
    ]
    assert tuple(sorted(silent)) == region.truths.paper_pairs


def test_curators_of_three_services_are_no_living_tie(raw: Raw, region: Demo) -> None:
    today = {
        row.object
        for row in raw.records["curator_assignment"]
        if row.kind == "service_curator"
        and row.from_date <= raw.day
        and (row.to_date is None or raw.day < row.to_date)
    }
    for service, reason in region.truths.curators.items():
        assert (service in today) == (reason == "nominal")
        assert reason == "ended" or ("23-iro", service) not in raw.met
    others = today - set(region.truths.curators)
    assert all(("23-iro", service) in raw.met for service in others)


def test_one_municipality_reported_nothing(raw: Raw, region: Demo) -> None:
    silent: dict[str, bool] = {}
    for code in raw.judged:
        place = raw.standing[code].municipality
        silent[place] = silent.get(place, True) and code not in raw.vertical
    assert tuple(place for place, is_silent in silent.items() if is_silent) == (
        region.truths.reporting_holes
    )


def test_remote_schools_were_alone_until_a_landing_party_came(region: Demo) -> None:
    assert len(region.truths.landed) == 2
    before = isolated(region.records, date(2026, 4, 1))
    after = isolated(region.records, region.reference_date)
    for school, day in region.truths.landed.items():
        assert date(2026, 4, 1) < day < region.reference_date
        assert school in before["K1"]
        assert school in before["K8"]
        assert not [kind for kind, codes in after.items() if school in codes]
