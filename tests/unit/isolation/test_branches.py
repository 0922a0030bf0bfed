"""A branch follows its parent, or does not, by rule: by hand, and against rewritten records."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.texts import catalogue
from graph.model.event import Event
from graph.model.organisation import Organisation
from graph.model.record import Record
from graph.model.tie import Agreement, Pair
from graph.network import Network
from services.isolation.branches import with_branches_as_parents
from services.isolation.detect import find_isolated
from services.isolation.document import isolation_document
from services.isolation.proof import prove
from services.isolation.questions_document import proof_document
from services.isolation.scene import Scene
from services.isolation_in_time.trend import find_trend
from services.policy import IsolationPolicy
from tests.unit.isolation.build import (
    DAY,
    INSIDE,
    event,
    evidence,
    kinds,
    need,
    offer,
    organisation,
    report,
)
from tests.unit.isolation.drawn import CODES, DAYS, draw_parents, networks

APART = IsolationPolicy()
TOGETHER = IsolationPolicy(branches_follow_parent=True)


def told(policy: IsolationPolicy, *records: Record) -> dict[str, list[str]]:
    return kinds(report(*records, policy=policy))


SCHOOLS = (organisation("a"), organisation("b"), organisation("c", parent="a"), offer("b"))


def test_by_default_a_branch_is_judged_on_its_own_ties() -> None:
    apart = told(APART, *SCHOOLS, event("e", "b", "a"))
    assert apart["c"][0] == "K1"
    assert "K1" not in apart.get("a", [])


def test_an_event_of_the_branch_is_one_of_the_parent() -> None:
    apart = told(APART, *SCHOOLS, event("e", "b", "c"))
    together = report(*SCHOOLS, event("e", "b", "c"), policy=TOGETHER)
    assert apart["a"][0] == "K1"
    assert "c" not in kinds(together)
    assert "K1" not in kinds(together)["a"]
    assert together.judged == 2


def test_a_paper_and_a_need_of_the_branch_are_those_of_the_parent() -> None:
    pair = Pair(leader="b", mentee="c", direction="d1", from_date=INSIDE)  # type: ignore[arg-type]  # codes are texts here
    together = report(*SCHOOLS, pair, need("c"), policy=TOGETHER)
    assert evidence(together, "a", "K3") == {"paper": ["b"]}
    assert evidence(together, "a", "K8") == {
        "directions": ["d1"],
        "with_leader": ["d1"],
        "reachable": [],
    }


def test_of_one_need_declared_twice_the_more_urgent_counts() -> None:
    records = (*SCHOOLS, need("a", level=3), need("c", level=1))
    assert "K8" in told(TOGETHER, *records)["a"]


def test_an_event_of_the_two_among_themselves_is_no_tie_and_no_mistake_of_the_sheets() -> None:
    among = event("e", "a", "c")
    together = report(*SCHOOLS, among, event("f", "c", givers=("a",)), policy=TOGETHER)
    assert "K1" in kinds(together)["a"]
    assert [one.code for one in together.remarks if "itself" in one.code] == []


def test_a_branch_of_a_branch_follows_the_topmost() -> None:
    chain = (organisation("a"), organisation("b", parent="a"), organisation("c", parent="b"))
    moved, follows = with_branches_as_parents(Network.of([*chain, event("e", "c")]), day=DAY)
    assert (list(moved.organisations.keys), follows) == (["a"], {"b": "a", "c": "a"})
    assert moved.events[0].host == "a"


def test_who_belong_to_each_other_in_a_circle_follow_nobody() -> None:
    circle = (organisation("a", parent="b"), organisation("b", parent="a"))
    assert with_branches_as_parents(Network.of(circle), day=DAY)[1] == {}


@pytest.mark.parametrize("end", [DAY, INSIDE])
def test_a_branch_of_an_organisation_that_is_gone_stands_on_its_own(end: date) -> None:
    gone = organisation("a", to_date=end)
    assert with_branches_as_parents(Network.of([gone, SCHOOLS[2]]), day=DAY)[1] == {}


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "1 филиал — одно целое"), (2, "2 филиала — одно целое"), (5, "5 филиалов — одно целое")],
)
def test_the_report_says_how_many_follow(n: int, said: str) -> None:
    many = [organisation(f"x{i}", parent="a") for i in range(n)]
    texts = [catalogue("ru")(r) for r in report(SCHOOLS[0], *many, policy=TOGETHER).remarks]
    assert any(said in text for text in texts)
    plain = [catalogue("ru")(r) for r in report(SCHOOLS[0], *many).remarks]
    assert not any("филиал" in text for text in plain)


ENDS = {
    "pair": ("leader", "mentee"),
    "restriction": ("leader", "mentee"),
    "tie": ("from_organisation", "to_organisation"),
    "distance": ("from_organisation", "to_organisation"),
}
ONE = {
    "need": "organisation",
    "offer": "organisation",
    "membership": "organisation",
    "person": "organisation",
    "curator_assignment": "object",
}


def test_the_evidence_of_a_branch_that_follows_is_that_of_its_parent() -> None:
    network = Network.of([*SCHOOLS, event("e", "b", "c")])
    found = prove(network, TOGETHER, day=DAY, organisation="c")
    assert (found.organisation, found.partners, found.way) == ("a", ("b",), ("a", "b"))
    texts = proof_document(found, None, network, catalogue("ru"), day=DAY)["texts"]
    assert "C (m1) — одно целое с головной организацией, A (m1)" in texts[0]
    apart = prove(network, APART, day=DAY, organisation="c")
    assert (apart.organisation, found.branch, apart.branch) == ("c", "c", None)


def written_with(records: list[Record], above: dict[str, str]) -> list[Record]:
    """Return the records as if everybody had written the parent's code from the start."""
    return [new for one in records for new in written_anew(one, above)]


def written_anew(one: Record, above: dict[str, str]) -> list[Record]:
    given: Any = one
    match one:
        case Organisation():
            return [] if one.id in above else [replace(given, service=top(one.service, above))]
        case Event():
            return [event_anew(one, above)]
        case Agreement():
            return [replace(given, parties=tuple(top(code, above) for code in one.parties))]
    if one.entity in ONE:
        name = ONE[one.entity]
        return [replace(given, **{name: top(getattr(one, name), above)})]
    if one.entity in ENDS:
        ends = {name: getattr(one, name) for name in ENDS[one.entity]}
        after = {name: top(code, above) for name, code in ends.items()}
        joined = len(set(after.values())) < len(set(ends.values()))
        far = one.entity == "distance" and after != ends
        return [] if joined or far else [replace(given, **after)]
    return [one]


def top(code: Any, above: dict[str, str]) -> Any:
    return above.get(code, code)


def event_anew(one: Event, above: dict[str, str]) -> Event:
    givers = sorted({top(code, above) for code in one.givers or (one.host,)})
    others = dict.fromkeys(top(code, above) for code, _ in one.participants)
    if one.givers:
        others[top(one.host, above)] = None
    named = tuple((code, None) for code in others if code not in givers)
    return replace(one, host=top(one.host, above), givers=tuple(givers), participants=named)


def lower_to_higher(records: list[Record], day: date) -> dict[str, str]:
    """Return branch → topmost organisation, where parents have smaller codes than branches."""
    here = {
        one.id: one.parent
        for one in records
        if isinstance(one, Organisation)
        and (one.from_date is None or one.from_date <= day)
        and (one.to_date is None or day < one.to_date)
    }
    top: dict[str, str] = {}
    for code in sorted(here):
        parent = here[code]
        if parent in here and parent != code:
            top[code] = top.get(parent, parent)
    return top


# A parent has a smaller code, so that there are chains and no circles.
PARENTS = st.tuples(
    st.none(), *(st.sampled_from([None, None, *CODES[:i]]) for i in range(1, len(CODES)))
).map(list)


@settings(max_examples=100, deadline=None)
@given(networks(), PARENTS, st.sampled_from([1, 12]), st.sampled_from(DAYS[3:]))
def test_following_is_what_comes_of_records_with_the_code_of_the_parent(
    records: list[Record], parents: list[str | None], months: int, day: date
) -> None:
    unique = draw_parents(list({(r.entity, r.key): r for r in records}.values()), parents)
    above = lower_to_higher(unique, day)
    # Rows that would say the same under one key cannot both be on record.
    after = [(one, written_with([one], above)) for one in unique]
    times = Counter((r.entity, r.key) for _, new in after for r in new)
    kept = [one for one, new in after if all(times[r.entity, r.key] == 1 for r in new)]

    found = _document(kept, replace(TOGETHER, window_months=months), day)
    expected = _document(written_with(kept, above), replace(APART, window_months=months), day)

    assert found == expected


def _document(records: list[Record], policy: IsolationPolicy, day: date) -> dict[str, Any]:
    network = Network.of(records)
    made = isolation_document(find_isolated(network, policy, day=day), network, catalogue("ru"))
    made = {name: made[name] for name in ("findings", "counts", "new", "leaders", "judged")}
    text = json.dumps(made, ensure_ascii=False)
    plain: dict[str, Any] = json.loads(text)
    return plain


@settings(max_examples=15, deadline=None)
@given(networks(), PARENTS)
def test_the_trend_of_branches_that_follow_is_the_report_of_each_day(
    records: list[Record], parents: list[str | None]
) -> None:
    network = Network.of(draw_parents(records, parents))
    for month in find_trend(network, TOGETHER, day=DAY, months=3).months:
        counts = find_isolated(network, TOGETHER, day=month.day).counts
        assert month.counts == counts
        assert month.judged == int(Scene.of(network, TOGETHER, day=month.day).nodes.judged.sum())
