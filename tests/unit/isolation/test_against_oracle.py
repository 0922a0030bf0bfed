"""All nine kinds, on drawn networks, equal to plain loops over the records."""

import json
from random import Random

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
from tests.unit.isolation.oracle import Oracle


@settings(max_examples=150, deadline=None)
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
