"""Five lists beside the kinds, and the evidence of one organisation, by hand and by plain loops."""

from dataclasses import replace
from datetime import date

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.texts import catalogue
from graph.errors import NotFoundError
from graph.model.choices import PairStatus
from graph.model.ids import OrganisationId
from graph.model.organisation import Organisation
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from services.isolation.kinds import Kind
from services.isolation.overlooked import Overlooked, find_overlooked
from services.isolation.proof import prove
from services.isolation.rows import Row
from services.policy import IsolationPolicy
from services.views.index import NetworkIndex
from services.views.isolation_list import IsolationQuery, build_isolation_list
from tests.unit.isolation.build import (
    BEFORE,
    DAY,
    INSIDE,
    LONG_AGO,
    community,
    event,
    member,
    offer,
    organisation,
    report,
)
from tests.unit.isolation.drawn import CODES, networks
from tests.unit.isolation.oracle import JUDGED, Oracle, holds

SAY = catalogue("ru")


def pair(leader: str, mentee: str, **more: object) -> Pair:
    given_ = {"direction": "d1", "from_date": LONG_AGO, **more}
    return Pair(leader=leader, mentee=mentee, **given_)  # type: ignore[arg-type]  # codes are texts here


def lists(*records: Record) -> dict[str, dict[str, str]]:
    found = find_overlooked(Network.of(records), IsolationPolicy(), day=DAY)
    return {
        name.value: {one.code: SAY(one.text) for one in some}
        for name, some in found.items()
        if some
    }


def test_a_tie_that_is_only_planned_is_told_with_its_partner() -> None:
    made = lists(organisation("a"), organisation("b"), pair("a", "b", status=PairStatus.PLANNED))
    assert set(made["planned"]) == {"a", "b"}
    assert made["planned"]["b"].endswith("есть только план с 1 организацией: «A».")
    assert "planned" not in lists(organisation("a"), organisation("b"), pair("a", "b"))
    met = event("e", "a", "b")
    planned = pair("a", "b", status=PairStatus.PLANNED)
    assert "planned" not in lists(organisation("a"), organisation("b"), planned, met)


def test_a_leader_without_mentees_is_told_with_its_places() -> None:
    a, b = organisation("a"), organisation("b")
    assert lists(a, b, offer("a"))["idle"] == {
        "a": "Предлагает 2 места, а наставляемых нет. Направления: «d1»."
    }
    assert "idle" not in lists(a, b, offer("a"), pair("a", "b"))
    assert "idle" not in lists(a, b, offer("a", places=0))
    assert "idle" in lists(a, b, offer("a"), pair("a", "b", to_date=DAY))


def test_a_branch_alone_is_told_only_while_its_parent_meets_others() -> None:
    a, b, branch = organisation("a"), organisation("b"), organisation("c", parent="a")
    assert set(lists(a, b, branch, event("e", "a", "b"))["branch"]) == {"c"}
    assert "branch" not in lists(a, b, branch, event("e", "a", "b", on=BEFORE))
    assert "branch" not in lists(a, b, branch, event("e", "a", "b", "c"))


def test_a_closed_district_and_a_closed_community_are_told() -> None:
    here = [organisation(code) for code in "ab"]
    there = [organisation(code, municipality="m2") for code in "cd"]
    club = [community("c1"), member("c1", "c"), member("c1", "d")]
    inner = [event("e", "a", "b"), event("f", "c", "d")]
    closed = lists(*here, *there, *club, *inner)["closed"]
    assert closed["m1"] == "Внутри района 1 связь, и ни одной с другим районом."
    assert set(closed) == {"m1", "m2", "c1"}
    assert "closed" not in lists(*here, *there, *club, event("g", "b", "c"))
    assert "closed" not in lists(*here, *there, *club)


def test_partners_lost_by_a_reorganisation_are_named() -> None:
    old = organisation("a", to_date=INSIDE, successor="n")
    heir, b, c = organisation("n", from_date=INSIDE), organisation("b"), organisation("c")
    papers = [pair("b", "a", to_date=INSIDE), pair("c", "a", to_date=INSIDE)]
    lost = lists(old, heir, b, c, *papers, event("e", "c", "n"))["lost"]
    assert lost == {
        "n": "Создана вместо организации A, но прежней связи с 1 организацией больше нет: «B»."
    }
    before = replace(old, to_date=date(2025, 8, 24))
    assert "lost" not in lists(before, heir, b, c, *papers)


def branches(records: list[Record], parents: list[str | None]) -> list[Record]:
    """Return the records with each organisation a branch of another, or of none."""
    above = dict(zip(CODES, parents, strict=True))
    return [
        replace(record, parent=OrganisationId(parent))
        if isinstance(record, Organisation) and (parent := above[record.id]) and parent != record.id
        else record
        for record in records
    ]


PARENTS = st.lists(st.sampled_from([None, *CODES]), min_size=len(CODES), max_size=len(CODES))


@settings(max_examples=120, deadline=None)
@given(networks(), PARENTS, st.sampled_from([1, 12]))
def test_the_lists_are_what_plain_loops_find(
    records: list[Record], parents: list[str | None], months: int
) -> None:
    network = Network.of(branches(records, parents))
    said = Oracle(network, DAY, months)
    policy = IsolationPolicy(window_months=months)
    found = {
        name: [one.code for one in some]
        for name, some in find_overlooked(network, policy, day=DAY).items()
    }
    met = {code for entry in said.recent for code in entry[:2]}
    papered = {code for a, b, alive in said.papers if alive for code in (a, b)}
    leading = {
        p.leader for p in network.pairs if holds(p, DAY) and p.status in (None, "ordered", "active")
    }
    assert found[Overlooked.IDLE] == sorted(said.leaders - leading)
    planned = {
        code
        for p in network.pairs
        if p.status == "planned" and p.leader != p.mentee
        for code in (p.leader, p.mentee)
        if code in said.v and said.v[code].kind in JUDGED
    }
    assert found[Overlooked.PLANNED] == sorted(planned - met - papered)
    assert found[Overlooked.BRANCH] == sorted(
        code
        for code, one in said.v.items()
        if one.kind in JUDGED and one.parent in said.v and one.parent in met and code not in met
    )
    for place in ("m1", "m2"):
        inside = {code for code, one in said.v.items() if one.municipality == place}
        crossing = [e for e in said.graph.edges if len(inside & set(e)) == 1]
        closed = any(inside >= set(e) for e in said.graph.edges) and not crossing
        assert (place in found[Overlooked.CLOSED]) is closed


@settings(max_examples=120, deadline=None)
@given(networks(), st.sampled_from([1, 12]))
def test_the_evidence_is_what_plain_loops_find(records: list[Record], months: int) -> None:
    network = Network.of(records)
    said = Oracle(network, DAY, months)
    policy = IsolationPolicy(window_months=months)
    for code in CODES:
        if code not in said.v:
            with pytest.raises(NotFoundError):
                prove(network, policy, day=DAY, organisation=code)
            continue
        made = prove(network, policy, day=DAY, organisation=code)
        assert list(made.partners) == sorted(said.graph[code])
        assert list(made.circle) == sorted(nx.node_connected_component(said.graph, code))
        assert made.circle_size == len(made.circle)
        papers = {x for a, b, alive in said.papers if alive and code in (a, b) for x in (a, b)}
        assert list(made.papers) == sorted(papers - {code})
        hops = nx.single_source_shortest_path_length(said.graph, code)
        near = [hops[leader] for leader in said.leaders if leader in hops]
        assert len(made.way) == (min(near) + 1 if near else 0)
        assert all(said.graph.has_edge(a, b) for a, b in zip(made.way, made.way[1:], strict=False))
        days = sorted((e[2] for e in said.life if code in e[:2]), reverse=True)
        assert [one.day for one in made.meetings][:1] == days[:1]


def test_the_way_is_the_shortest_and_the_first_by_code() -> None:
    names = [organisation(code, municipality="m1") for code in ("a", "b", "l", "m", "y", "z")]
    ties = [("a", "b"), ("b", "l"), ("a", "z"), ("z", "y"), ("y", "m")]
    met = [event(f"e{i}", one, other) for i, (one, other) in enumerate(ties)]
    network = Network.of([*names, offer("l"), offer("m"), *met])
    made = prove(network, IsolationPolicy(), day=DAY, organisation="a")
    assert made.way == ("a", "b", "l")
    assert made.circle == ("a", "b", "l", "m", "y", "z")


def test_who_is_about_to_lose_the_last_tie_is_listed_so_though_a_heavier_mark_is_the_headline() -> (
    None
):
    names = [organisation(code) for code in ("a", "b", "c", "l", "m")]
    early = date(2025, 9, 1)
    met = [event(f"e{i}", one, "a", on=early) for i, one in enumerate(("l", "m"))]
    circle = [event("f", "l", "b", "m"), event("g", "m", "c", "l")]
    made = report(*names, offer("l"), offer("m"), *met, *circle)
    found = next(one for one in made.findings if one.organisation == "a")
    assert found.headline is Kind.K12
    assert found.listed is Kind.K2B
    assert found.is_at_risk
    assert SAY(found.reason).startswith("Последнее мероприятие 01.09.2025.")
    assert SAY(found.next_step).startswith("Назначьте новое мероприятие")
    index = NetworkIndex(network := Network.of([*names, *met]), network, DAY)
    soon = build_isolation_list(index, made, IsolationQuery(row=Row.SOON))
    assert [one.organisation for one in soon.all_found] == ["a"]
