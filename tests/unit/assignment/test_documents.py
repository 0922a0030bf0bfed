"""The document of a plan, its sentences, its proof as bytes, and checks on another day."""

import json
import zlib
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from api.texts import catalogue
from graph.errors import InputError, NotFoundError
from graph.model.canonical import canonical_line
from graph.model.choices import Mode, OpenReason, Rule
from graph.model.ids import OrganisationId, PersonId, SchoolYear
from graph.model.organisation import Person
from graph.model.record import Record
from graph.network import Network
from services.assignment.approval import recheck
from services.assignment.certificate import Certificate, read_certificate, write_certificate
from services.assignment.document import plan_document
from services.assignment.explain import group_text, open_reason
from services.assignment.fingerprint import data_fingerprint
from services.assignment.goals import GOALS
from services.policy import GoalName
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.test_checks import NETWORK, PLAN
from tests.unit.assignment.towns import changed, need, offer, pair, planned, rule, school, town

STORED = changed(NETWORK, *PLAN.records)
SAY = catalogue("ru")


@pytest.fixture(scope="module")
def schema(request: pytest.FixtureRequest) -> Draft202012Validator:
    path = request.config.rootpath / "tests" / "schemas" / "plan.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("seed", [None, 0, 1, 2])
def test_the_document_is_as_its_schema_says(schema: Draft202012Validator, seed: int | None) -> None:
    network, plan = NETWORK, PLAN
    if seed is not None:
        network = made_up(MUNICIPALITY, seed, pins=False)
        plan = planned(network)
    document = plan_document(changed(network, *plan.records), "p", SAY)
    schema.validate(document)
    assert json.loads(json.dumps(document)) == document
    counts = document["counts"]
    assert counts["covered"] + len(document["open_needs"]) == counts["needs"]
    keys = [(a["leader"], a["mentee"], a["direction"]) for a in document["assignments"]]
    assert keys == sorted(keys)
    texts = [t for a in document["assignments"] for t in a["reasons"]]
    texts += [line["text"] for line in document["open_needs"] + document["blocking_groups"]]
    assert not [text for text in texts if "{" in text or "plan." in text or "—" in text]


def test_the_document_tells_a_pair_and_a_shortage_in_words() -> None:
    document = plan_document(STORED, "p", SAY)
    line = next(a for a in document["assignments"] if a["mentee"] == "n")
    assert line["reasons"] == [
        "Школа l предлагает направление «Направление d»; это место 1 из 2.",
        "Очно, расстояние 3,0 км.",
        "Ближе нет никого, кто может помочь.",
        "Закреплена человеком на листе «Ограничения».",
    ]
    (group,) = document["blocking_groups"]
    assert (group["needs"], group["places"], group["short_by"]) == (5, 4, 1)
    assert group["text"] == (
        "5 потребностей могут взять только 2 лидера: Школа k (Район b), Школа l (Район a); "
        "на это есть 4 места. "
        "Поэтому в любом плане без лидера останется не меньше чем 1 потребность."
    )
    assert document["certificate"] == {
        "checked": True,
        "checker": "methodnet-check 1",
        "stages": 12,
        "encoding": "base64-zlib-int32/1",
        "potentials": b64encode(PLAN.plan.certificate).decode(),
    }
    assert document["counts"]["over_border"] == sum(
        a["over_border"] for a in document["assignments"]
    )


@pytest.mark.parametrize(
    ("leaders", "members", "text"),
    [
        (
            "l",
            "mn",
            "2 потребности может взять только 1 лидер: Школа l (Район a); на это есть 1 место.",
        ),
        (
            "kl",
            "m",
            "1 потребность могут взять только 2 лидера: Школа k (Район b), Школа l (Район a); ",
        ),
        (
            "klmno",
            "mno",
            "3 потребности могут взять только 5 лидеров: Школа k (Район b), Школа l (Район a),",
        ),
    ],
)
def test_a_shortage_agrees_with_its_numbers(leaders: str, members: str, text: str) -> None:
    group = replace(
        PLAN.blocking_groups[0],
        leaders=tuple(map(OrganisationId, leaders)),
        members=tuple(f"{code}|d" for code in members),
        places=1,
    )
    assert SAY(group_text(group, NETWORK)).startswith(text)


def test_an_unknown_plan_is_named() -> None:
    with pytest.raises(NotFoundError, match=r"plan\.unknown"):
        plan_document(NETWORK, "p9", SAY)


@pytest.mark.parametrize("reason", OpenReason)
def test_every_reason_has_a_sentence(reason: OpenReason) -> None:
    near = OrganisationId("l")
    line = replace(PLAN.open_needs[0], reason=reason, blocking_group="g1", nearest=near)
    for km in (12.4, None):
        text = SAY(open_reason(replace(line, nearest_km=km), PLAN.group, NETWORK.name_of))
        assert len(text) > 30
        assert "plan." not in text
        assert f"plan.reason.{reason.value}" in SAY


def test_every_goal_has_a_name_and_a_meaning() -> None:
    assert set(GOALS) == set(GoalName)
    assert [name for name in GoalName if f"plan.goal.{name}" not in SAY] == []


def test_the_fingerprint_is_that_of_canonical_lines() -> None:
    rows = [
        *sorted(NETWORK.organisations, key=lambda o: o.key),
        *NETWORK.needs,
        *NETWORK.offers,
        *NETWORK.restrictions,
    ]
    text = "".join(canonical_line(row) + "\n" for row in rows)
    expected = f"sha256:{sha256(text.encode()).hexdigest()}"
    assert expected == PLAN.plan.data_fingerprint


@pytest.mark.parametrize(
    ("record", "moves"),
    [
        (need("m", 2), True),
        (offer("l", 3), True),
        (school("l", 0, places_min=2), True),
        (rule(Rule.FORBID, "l", "o"), True),
        (rule(Rule.FORBID, "l", "o", until=date(2026, 9, 1)), False),
        (pair("l", "m", 2025, 2026), True),
        (pair("l", "m", 2026, 2027), False),
        (need("o", way="e", in_work=False), False),
        (school("stranger", 1), False),
        (Person(id=PersonId("x"), name="Имя", organisation=OrganisationId("l")), False),
    ],
)
def test_the_fingerprint_moves_with_what_the_plan_reads(record: Record, moves: bool) -> None:  # noqa: FBT001 - the expectation
    def fingerprint(network: Network) -> str:
        return data_fingerprint(
            network, school_year=SchoolYear("2026/2027"), day=date(2026, 9, 1), scope="region"
        )

    after = changed(NETWORK, record)
    assert (fingerprint(after) != PLAN.plan.data_fingerprint) == moves


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (school("l", 0, places_min=3, site="школа.рф"), None),
        (rule(Rule.PREFER, "l", "n"), None),
        (school("far", 310), None),
        (school("new", 400), None),
        (need("m", 3, content="словами школы"), None),
        (need("q", 1, way="e"), "need_missing"),
        (need("q", 1, in_work=False), "need_surplus"),
        (rule(Rule.FORBID, "k", "m", None), "pair"),
        (offer("l", 1), "places_of_offer"),
        (school("k", 9, places_total=1, municipality="b"), "places_of_leader"),
        (offer("l", 2, to_date=date(2026, 8, 1)), "pair"),
        (rule(Rule.PIN, "l", "q"), "pin"),
        (school("k", 9, places_total=9, municipality="b"), None),
        (rule(Rule.PREFER, "l", "q"), "proof_pair"),
        (offer("r", 5), "proof_pair"),
        (offer("far", 5, mode=Mode.REMOTE), "proof_pair"),
    ],
)
def test_a_plan_passes_approval_while_it_still_holds(record: Record, code: str | None) -> None:
    faults = recheck(changed(STORED, record), "p")
    assert {fault.code for fault in faults} >= ({f"plan.check.{code}"} if code else set())
    assert bool(faults) == (code is not None)


def test_a_certificate_is_read_back_as_written() -> None:
    proof = read_certificate(PLAN.plan.certificate)
    assert write_certificate(proof) == PLAN.plan.certificate
    assert proof.components[:2] == ("needs_of_level_3_covered", "mentees_with_leader")
    assert "distance_bands:0" in proof.components
    nodes = len(proof.mentees) + len(proof.needs) + len(proof.offers) + len(proof.leaders)
    assert proof.prices.shape == (len(proof.components), nodes)


def test_an_empty_certificate_can_be_written() -> None:
    prices = np.zeros((1, 0), np.int64)
    proof = Certificate(
        components=("a",), mentees=(), needs=(), offers=(), leaders=(), prices=prices
    )
    assert read_certificate(write_certificate(proof)).components == ("a",)


@pytest.mark.parametrize("data", [b"", b"x", b"\x78\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_certificate_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"plan\.certificate_unreadable"):
        read_certificate(data)


def test_a_certificate_of_another_version_is_refused() -> None:
    raw = bytearray(zlib.decompress(PLAN.plan.certificate))
    raw[0] += 1
    with pytest.raises(InputError, match=r"plan\.certificate_unreadable"):
        read_certificate(zlib.compress(bytes(raw)))


def test_a_price_beyond_32_bits_is_not_written() -> None:
    proof = read_certificate(PLAN.plan.certificate)
    with pytest.raises(ArithmeticError):
        write_certificate(replace(proof, prices=proof.prices + 2**31))


def test_a_plan_on_a_network_of_extremes() -> None:
    crowd = [school(f"m{i}") for i in range(8)]
    needs = [need(f"m{i}") for i in range(8)]
    assert planned(town(*crowd, *needs)).assignments == ()
    one = planned(town(*crowd, *needs, school("l"), offer("l", 100)))
    assert len(one.assignments) == 8
    assert {line.distance_km for line in one.assignments} == {0.0}
    none = planned(town(*crowd, *needs, school("l"), offer("l", 0)))
    assert [(g.places, g.short_by) for g in none.blocking_groups] == [(0, 8)]
    bans = [rule(Rule.FORBID, "l", f"m{i}", None) for i in range(8)]
    banned = planned(town(*crowd, *needs, *bans, school("l"), offer("l", 9)))
    assert {line.reason.value for line in banned.open_needs} == {"forbidden"}
    assert next(g for g in banned.goals if g.is_vector).values == ()
