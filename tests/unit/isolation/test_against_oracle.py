"""All nine kinds, on drawn networks, equal to plain loops over the records."""

import json
from datetime import date
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from api.texts import catalogue
from graph.model.choices import AgreementStatus, EventStatus, PairStatus, TieKind
from graph.model.record import Record
from graph.model.tie import Agreement, Pair, Tie
from graph.network import Network
from services.isolation.detect import find_isolated
from services.isolation.document import isolation_document
from services.policy import IsolationPolicy
from tests.unit.isolation import build
from tests.unit.isolation.oracle import Oracle

CODES = [f"o{i}" for i in range(7)]
DAYS = [
    date(2024, 1, 15),
    date(2025, 8, 23),
    date(2025, 8, 24),
    date(2025, 8, 25),
    date(2026, 3, 1),
    date(2026, 8, 24),
    date(2026, 8, 25),
]
KINDS = ["school", "school", "school", "methodical_service", "institute", "authority", "university"]
code, day = st.sampled_from(CODES), st.sampled_from(DAYS)
direction = st.sampled_from(["d1", "d2"])
end = st.one_of(st.none(), st.none(), day)


@st.composite
def networks(draw: st.DrawFn) -> list[Record]:
    def some(one: st.SearchStrategy[Any], most: int) -> list[Any]:
        return draw(st.lists(one, max_size=most))

    organisations = [
        st.builds(
            build.organisation,
            st.just(c),
            st.sampled_from(KINDS),
            municipality=st.sampled_from(["m1", "m1", "m2"]),
            service=st.sampled_from([None, None, "o0", "o1", "gone"]),
            from_date=st.one_of(st.none(), st.none(), day),
            to_date=end,
        )
        for c in CODES
    ]
    records: list[Record] = [draw(one) for one in organisations]
    several = st.lists(code, max_size=3)
    events = some(
        st.builds(
            lambda host, those, on, givers, status, directions: build.event(
                "e", host, *those, on=on, givers=tuple(givers), status=status, directions=directions
            ),
            code,
            several,
            day,
            st.one_of(st.just([]), several),
            st.sampled_from([None, EventStatus.HELD, EventStatus.PLANNED]),
            st.lists(direction, max_size=2).map(tuple),
        ),
        8,
    )
    records += [
        build.event(
            f"e{i}",
            e.host,
            *(p for p, _ in e.participants),
            on=e.date,
            givers=e.givers,
            status=e.status,
            directions=e.directions,
        )
        for i, e in enumerate(events)
    ]
    records += some(st.builds(build.offer, code, direction, since=day, to_date=end), 3)
    records += some(
        st.builds(
            build.need,
            code,
            direction,
            school_year=st.sampled_from(["2025/2026", "2026/2027"]),
            in_work=st.sampled_from([None, True, False]),
        ),
        4,
    )
    records += some(
        st.builds(
            Pair,
            leader=code,
            mentee=code,
            direction=direction,
            from_date=day,
            to_date=end,
            status=st.sampled_from([None, *PairStatus]),
        ),
        3,
    )
    records += some(
        st.builds(
            Tie,
            from_organisation=code,
            to_organisation=code,
            kind=st.sampled_from(TieKind),
            from_date=day,
            to_date=end,
        ),
        2,
    )
    records += some(
        st.builds(
            Agreement,
            id=st.sampled_from(["a1", "a2"]),
            parties=several.map(tuple),
            from_date=day,
            to_date=end,
            status=st.sampled_from([None, *AgreementStatus]),
        ),
        2,
    )
    records += some(st.builds(build.community, st.just("c1"), since=day, to_date=end), 1)
    records += some(st.builds(build.member, st.just("c1"), code, since=day, to_date=end), 2)
    people = st.sampled_from(["p1", "p2"])
    records += some(st.builds(build.person, people, code, from_date=end, to_date=end), 2)
    records += some(st.builds(build.curator, people, code, since=day, to_date=end), 3)
    return records


@settings(max_examples=250, deadline=None)
@given(networks(), st.booleans(), st.sampled_from([1, 12]))
def test_every_kind_is_as_the_rulings_say(
    records: list[Record],
    schools: bool,  # noqa: FBT001 - drawn, never called by hand
    months: int,
) -> None:
    network = Network.of(records)
    policy = IsolationPolicy(school_curators=schools, window_months=months)
    report = find_isolated(network, policy, day=build.DAY)
    oracle = Oracle(network, build.DAY, months, schools=schools)

    document = isolation_document(report, network, catalogue("ru"))

    expected = oracle.findings()
    assert {f["organisation"]: f["evidence"] for f in document["findings"]} == expected
    assert [f["kinds"] for f in document["findings"]] == [list(k) for k in expected.values()]
    assert document["new"] == oracle.new()
    assert document["leaders"] == len(oracle.leaders)
    for kind in ("K1", "K2", "K3", "K8", "K9", "K15", "K17", "K4", "K6"):
        if kind in ("K4", "K6") and not oracle.leaders:
            assert document["counts"][kind] is None
        else:
            assert document["counts"][kind] == sum(kind in found for found in expected.values())
    holes = [(h["municipality"], h["judged"]) for h in document["reporting_holes"]]
    assert holes == oracle.holes()


@settings(max_examples=40, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(records: list[Record], random: Random) -> None:
    unique = list({(r.entity, r.key): r for r in records}.values())
    shuffled = list(unique)
    random.shuffle(shuffled)
    made = []
    for some in (unique, shuffled):
        network = Network.of(some)
        report = find_isolated(network, IsolationPolicy(), day=build.DAY)
        made.append(json.dumps(isolation_document(report, network, catalogue("ru"))))

    assert made[0] == made[1]
