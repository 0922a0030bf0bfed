"""Years on the map: nobody moves, who is not there is a ghost, and each year tells its own ties."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from graph.model.choices import OrganisationKind
from graph.model.registry import RECORD_TYPES
from graph.model.view import MapTie, NetworkView
from graph.model.view_years import YearsView
from graph.network import Network
from services.views.map_view import build_map_view
from services.views.map_years import build_map_years
from tests.unit.viz import made_up, made_up_years
from tests.unit.viz.made_up_years import DAYS
from viz.encode import encode_map
from viz.pyvis_page import render_page
from viz.spec import MapSpec, Point
from viz.spec_years import Years

SMALL = made_up_years.network(49, 5)
BIG = made_up_years.network(560, 12)


def views(made: Network, day: date, at: str | None = None) -> tuple[NetworkView, YearsView]:
    view = build_map_view(made, day=day, municipality=at, is_made_up=True, say=made_up.SAY)
    return view, build_map_years(made, view, municipality=at, say=made_up.SAY)


def spec_on(made: Network, day: date = DAYS[-1], at: str | None = None) -> MapSpec:
    view, years = views(made, day, at)
    return encode_map(view, years=years, say=made_up.SAY)


def places(spec: MapSpec) -> dict[str, dict[str, Point]]:
    return {node.id: dict(node.at) for node in (*spec.nodes, *spec.ghosts)}


def years_in(spec: MapSpec) -> Years:
    assert spec.years is not None
    return spec.years


def told(spec: MapSpec, i: int) -> Counter[tuple[str, str, str, str]]:
    """Read the page's data as the page does: kind, ends and direction of each tie of a year."""
    years = years_in(spec)
    ids = [node.id for node in (*spec.nodes, *spec.ghosts)]
    listed = {(kind, ids[s], ids[t]): facts for kind, s, t, facts in years.ties}
    found: Counter[tuple[str, str, str, str]] = Counter()
    for key, facts in listed.items():
        for bits, direction, *_ in facts:
            if bits >> i & 1:
                found[(*key, years.texts[direction])] += 1
    for edge in spec.edges:
        key = (edge.kind, edge.source, edge.target)
        if key not in listed:
            for name, *_ in edge.facts:
                found[(*key, name)] += 1
    return found


@pytest.mark.parametrize("made", [SMALL, BIG], ids=["small", "big"])
def test_no_organisation_moves_from_one_day_to_another(made: Network) -> None:
    one, *others = (places(spec_on(made, day)) for day in (*DAYS, date(2026, 3, 8)))

    for other in others:
        assert one == other


def test_within_a_municipality_nobody_moves_either() -> None:
    one, other = (places(spec_on(BIG, day, "m03")) for day in DAYS[1:])

    assert len(one) > 30
    assert one == other


def test_neither_isolation_nor_a_new_finding_moves_anybody() -> None:
    view, years = views(SMALL, DAYS[-1])
    found = made_up.findings(SMALL)
    with_findings = build_map_view(
        SMALL,
        day=DAYS[-1],
        overlays=("isolation",),
        isolation=found,
        is_made_up=True,
        say=made_up.SAY,
    )

    plain = encode_map(view, years=years, say=made_up.SAY)
    marked = encode_map(with_findings, years=years, say=made_up.SAY)

    assert found
    assert places(plain) == places(marked)


def test_positions_do_not_depend_on_the_order_of_records() -> None:
    records = [row for entity in RECORD_TYPES for row in SMALL.table(entity)]
    random.Random(3).shuffle(records)  # noqa: S311 - a seeded shuffle, no secret

    assert spec_on(Network.of(records)) == spec_on(SMALL)


def test_a_mentee_stands_with_its_latest_leader() -> None:
    _, years = views(SMALL, DAYS[0])
    newest = {
        pair.mentee: pair.leader
        for pair in sorted(SMALL.pairs, key=lambda p: (p.from_date, p.leader))
    }

    assert {mentee: leader for leader, mentee in years.lately} == newest


def test_who_is_not_there_is_a_ghost_and_counted_nowhere() -> None:
    spec = spec_on(BIG, DAYS[0])
    years = years_in(spec)
    ids = [node.id for node in (*spec.nodes, *spec.ghosts)]
    there = {day: {one.id for one in views(BIG, day)[0].organisations} for day in DAYS}

    assert {ghost.id for ghost in spec.ghosts} == set.union(*there.values()) - there[DAYS[0]]
    assert len(ids) == len(set(ids))
    part = dict(years.part)
    for row, code in enumerate(ids):
        bits = part.get(row, 0b111)
        assert [bool(bits >> i & 1) for i in range(3)] == [code in there[day] for day in DAYS]
    assert spec.figures[0][0] == len(there[DAYS[0]])
    assert sum(item.count for item in spec.legend.marks) == len(spec.nodes)


@pytest.mark.parametrize("day", DAYS)
def test_the_file_tells_the_ties_of_every_year(day: date) -> None:
    spec = spec_on(BIG, day)
    now = years_in(spec).now

    for i, other in enumerate(DAYS):
        if i == now:
            continue
        expected: Counter[tuple[str, str, str, str]] = Counter()
        for tie in views(BIG, other)[0].ties:
            ends = (tie.source, tie.target)
            one, two = ends if tie.kind.is_directed else sorted(ends)
            expected[tie.kind.value, one, two, tie.direction] += 1
        assert told(spec, i) == expected


def test_marks_of_another_year_are_those_of_a_map_of_that_year() -> None:
    spec, earlier = spec_on(BIG), spec_on(BIG, DAYS[0])
    rows = [*spec.nodes, *spec.ghosts]
    worn = {row: (mark, r, n) for row, mark, r, n in years_in(spec).years[0].marks}
    then = {node.id: (node.mark, node.radius, node.mentees) for node in earlier.nodes}

    for row, node in enumerate(rows):
        if node.id in then:
            now = (node.mark, node.radius, node.mentees)
            assert worn.get(row, now) == then[node.id]


def test_a_year_says_what_came_and_went() -> None:
    spec = spec_on(SMALL)
    first, second, last = years_in(spec).years

    assert (first.name, first.day, first.since) == ("2024/2025", "01.10.2024", "")
    assert first.changes == ()
    assert second.since == "2024/2025"
    assert [text[0] for text in last.changes] == ["+", "−", "+", "−"]
    assert "связ" in last.changes[0]
    assert "организаци" in last.changes[3]


def test_a_network_of_one_year_has_no_buttons() -> None:
    spec = spec_on(made_up.network(20, 2))

    assert spec.years is None
    assert spec.ghosts == ()


def test_a_plan_lies_over_the_year_of_the_map_only() -> None:
    view, years = views(SMALL, DAYS[-1])
    tie = next(tie for tie in view.ties if tie.kind is MapTie.MENTORING)
    planned = replace(view, ties=(*view.ties, replace(tie, kind=MapTie.PLAN)))
    shown = (*years.years[:-1], replace(years.years[-1], view=planned))

    spec = encode_map(planned, years=replace(years, years=shown), say=made_up.SAY)

    assert "plan" in {edge.kind for edge in spec.edges}
    assert "plan" not in {kind for kind, *_ in years_in(spec).ties}


def test_six_hundred_organisations_of_three_years_are_a_small_file() -> None:
    view, years = views(BIG, DAYS[-1])
    with_years = render_page(encode_map(view, years=years, say=made_up.SAY))

    assert len(with_years.encode()) <= 900 * 1024
    data = str(years_in(encode_map(view, years=years, say=made_up.SAY)))
    assert len(data.encode()) <= 60 * 1024


def test_the_rim_is_for_schools_that_never_had_a_tie() -> None:
    _, years = views(BIG, DAYS[0])
    tied = {end for pair in BIG.pairs for end in (pair.leader, pair.mentee)}
    tied |= {end for tie in BIG.ties for end in (tie.from_organisation, tie.to_organisation)}
    schools = {o.id for o in BIG.organisations if o.kind is OrganisationKind.SCHOOL}

    assert years.alone & schools == schools - tied
