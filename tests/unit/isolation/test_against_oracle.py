"""All kinds, on drawn networks, equal to plain loops and to removing and recomputing."""

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.texts import catalogue
from graph.model.record import Record
from graph.network import Network
from services.isolation.detect import find_isolated
from services.isolation.document import isolation_document
from services.policy import IsolationPolicy
from tests.unit.isolation import build
from tests.unit.isolation.drawn import networks
from tests.unit.isolation.oracle_more import JUDGED_BY_LEADERS, ORDER, FullOracle

QUESTIONS = st.builds(
    IsolationPolicy,
    school_curators=st.booleans(),
    window_months=st.sampled_from([1, 12]),
    hops=st.sampled_from([1, 2, 3]),
)


@settings(max_examples=150, deadline=None)
@given(networks(), QUESTIONS)
def test_every_kind_is_as_the_rulings_say(records: list[Record], policy: IsolationPolicy) -> None:
    check_every_kind(records, policy)


@pytest.mark.soak
@settings(max_examples=1_500, deadline=None)
@given(networks(), QUESTIONS)
def test_every_kind_is_as_the_rulings_say_often(
    records: list[Record], policy: IsolationPolicy
) -> None:
    check_every_kind(records, policy)


def check_every_kind(records: list[Record], policy: IsolationPolicy) -> None:
    network = Network.of(records)
    report = find_isolated(network, policy, day=build.DAY)
    oracle = FullOracle(
        network,
        build.DAY,
        policy.window_months,
        hops=policy.hops,
        max_km=policy.max_km,
        schools=policy.school_curators,
    )

    document = isolation_document(report, network, catalogue("ru"))

    expected = oracle.findings()
    assert {f["organisation"]: f["evidence"] for f in document["findings"]} == expected
    assert [f["kinds"] for f in document["findings"]] == [list(k) for k in expected.values()]
    assert document["new"] == oracle.new()
    assert document["leaders"] == len(oracle.leaders)
    assert document["counts"]["K13"] is None
    for kind in ORDER:
        if kind in JUDGED_BY_LEADERS and not oracle.leaders:
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
