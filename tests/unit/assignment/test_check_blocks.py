"""The checker sees the same whatever the size of its blocks, and packs signs without error."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from services.assignment import truth_pairs, words
from services.assignment.certificate import read_certificate, write_certificate
from services.assignment.checks import faults_of
from services.assignment.planned import PlannedAssignment
from services.assignment.sight import look
from services.assignment.truth import truth_of
from services.policy import read_policy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.towns import need, offer, planned, school, town

NETWORK = made_up(MUNICIPALITY, 3)


def spoilt(plan: PlannedAssignment) -> PlannedAssignment:
    """Swap the leaders of two lines of one direction."""
    lines = list(plan.assignments)
    one, other = next(
        (i, j)
        for i, j in itertools.combinations(range(len(lines)), 2)
        if lines[i].direction == lines[j].direction and lines[i].leader != lines[j].leader
    )
    first, second = lines[one], lines[other]
    lines[one] = replace(first, leader=second.leader, offer_from=second.offer_from)
    lines[other] = replace(second, leader=first.leader, offer_from=first.offer_from)
    return replace(plan, assignments=tuple(sorted(lines, key=lambda line: line.key)))


@pytest.mark.parametrize("size", [1, 7, 50])
def test_small_blocks_find_what_one_block_finds(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(NETWORK)
    usual = [faults_of(NETWORK, some) for some in (plan, spoilt(plan))]
    assert usual[0] == ()
    assert usual[1]
    monkeypatch.setattr(truth_pairs, "PAIRS_AT_ONCE", size)
    monkeypatch.setattr(truth_pairs, "PAIRS_KEPT", 0)
    assert [faults_of(NETWORK, some) for some in (plan, spoilt(plan))] == usual


def test_a_wrong_price_is_found_in_every_block(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(NETWORK)
    certificate = read_certificate(plan.plan.certificate)
    start = len(certificate.mentees)
    certificate.prices[0, start : start + len(certificate.needs)] -= 1
    tampered = replace(plan.plan, certificate=write_certificate(certificate))
    other = replace(plan, plan=tampered)
    usual = {fault.code for fault in faults_of(NETWORK, other)}
    assert "plan.check.proof_pair" in usual
    monkeypatch.setattr(truth_pairs, "PAIRS_AT_ONCE", 3)
    assert {fault.code for fault in faults_of(NETWORK, other)} == usual


def test_a_direction_that_nobody_offers_reaches_nobody() -> None:
    network = town(school("l"), school("m", 1), need("m"), need("m", way="e"), offer("l"))
    plan = planned(network)
    truth = truth_of(network, plan.plan, read_policy(plan.plan.policy).assignment)
    sight = look(truth, {("m", "d"): 0})
    assert sight.that_reach([("m", "d"), ("m", "e")], {0}) == [("m", "d")]


@pytest.mark.parametrize("bits", [5, 20, 62])
def test_packed_vectors_have_the_sign_of_their_first_number(
    bits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "_ROOM", 1 << bits)
    bound = [1, 3, 1, 2, 1]
    weights = words.weights_of(bound)
    ranges = [range(-most, most + 1) for most in bound]
    vectors = np.array(list(itertools.product(*ranges)))
    sign = np.zeros(len(vectors), np.int64)
    for weight in weights:
        sign = np.where(sign == 0, np.sign(vectors @ weight), sign)
    first = [next((value for value in row if value), 0) for row in vectors.tolist()]
    assert (sign == np.sign(first)).all()
    assert len(weights) == {5: 3, 20: 1, 62: 1}[bits]
