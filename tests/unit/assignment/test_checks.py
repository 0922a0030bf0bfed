"""The checker refuses a plan after any single spoilt field, and says which."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.texts import catalogue
from graph.model.choices import AssignmentMode, OpenReason, Rule
from graph.model.ids import DirectionId, OrganisationId
from graph.network import Network
from services.assignment.advice.places import one_more_place
from services.assignment.advice.residual import standing_of
from services.assignment.certificate import read_certificate, write_certificate
from services.assignment.checks import check_plan, faults_document, faults_of
from services.assignment.planned import PlannedAssignment, stored_plan
from services.assignment.whatif.prepared import base_of
from services.policy import read_policy, read_stored_policy, shipped_policy
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.towns import changed, need, offer, planned, rule, school, town

P = PlannedAssignment
Spoil = Callable[[P], P]
NETWORK = town(
    *(school("l", 0, places_min=3), school("k", 9, places_total=2, municipality="b")),
    *(school(code, 2.0 + i) for i, code in enumerate(("m", "n", "o", "q", "r"))),
    *(school("far", 300), need("far", way="e"), offer("l", way="e")),
    *(need("m", 3), need("n", 2, overlooked=True), need("o", 1), need("q", 1), need("r", 1)),
    *(offer("l", 2), offer("k", 2), rule(Rule.PREFER, "k", "m"), rule(Rule.PIN, "l", "n")),
)
PLAN = planned(NETWORK)


def with_lines(plan: P, name: str, lines: list[Any]) -> P:
    """Return the plan with other lines of one kind."""
    field: dict[str, Any] = {name: tuple(lines)}
    return replace(plan, **field)


def edit(lines: str, at: int, **fields: Any) -> Spoil:
    """Return a change of one field of one line."""

    def spoil(plan: P) -> P:
        some = list(getattr(plan, lines))
        some[at] = replace(some[at], **fields)
        return with_lines(plan, lines, some)

    return spoil


def head(**fields: Any) -> Spoil:
    """Return a change of the header."""
    return lambda plan: replace(plan, plan=replace(plan.plan, **fields))


def without(lines: str, at: int) -> Spoil:
    """Return the loss of one line."""
    return lambda plan: with_lines(
        plan, lines, [x for i, x in enumerate(getattr(plan, lines)) if i != at]
    )


def price(kind: str, goal: int, by: int) -> Spoil:
    """Return a change of one price of the certificate, of the first node of a kind."""

    def spoil(plan: P) -> P:
        proof = read_certificate(plan.plan.certificate)
        kinds = ("mentees", "needs", "offers", "leaders")
        column = sum(len(getattr(proof, name)) for name in kinds[: kinds.index(kind)])
        prices = proof.prices.copy()
        prices[goal, column] += by
        return head(certificate=write_certificate(replace(proof, prices=prices)))(plan)

    return spoil


def surplus(plan: P) -> P:
    more = replace(plan.open_needs[0], mentee=OrganisationId("m"), direction=DirectionId("e"))
    return replace(plan, open_needs=(*plan.open_needs, more))


def twice(plan: P) -> P:
    line = plan.assignments[0]
    open_ = replace(plan.open_needs[0], mentee=line.mentee, direction=line.direction)
    return replace(plan, open_needs=(*plan.open_needs, open_))


def swapped(plan: P) -> P:
    """Exchange the leaders of two assignments: places stay as they are."""
    one, two = (next(a for a in plan.assignments if a.mentee == code) for code in ("m", "n"))
    others = tuple(a for a in plan.assignments if a.mentee not in "mn")
    lines = (replace(one, leader=two.leader), replace(two, leader=one.leader), *others)
    return replace(plan, assignments=lines)


def crowded(plan: P) -> P:
    """Give an open need a leader that is full."""
    open_ = next(line for line in plan.open_needs if line.direction == "d")
    line = replace(plan.assignments[0], mentee=open_.mentee, level=open_.level)
    return replace(
        plan,
        assignments=(*plan.assignments, line),
        open_needs=tuple(x for x in plan.open_needs if x is not open_),
    )


def at(mentee: str) -> int:
    return [line.mentee for line in PLAN.assignments].index(OrganisationId(mentee))


def open_at(mentee: str) -> int:
    return [line.mentee for line in PLAN.open_needs].index(OrganisationId(mentee))


N, SHORT = at("n"), PLAN.open_needs.index(next(o for o in PLAN.open_needs if o.blocking_group))
SPOILT: list[tuple[str, Spoil, str]] = [
    ("swapped leaders", swapped, "pin"),
    ("a leader over its places", crowded, "places_of_leader"),
    ("an unknown offer", edit("assignments", N, offer_from=date(2024, 9, 1)), "offer"),
    ("a leader that may not", edit("assignments", N, leader="far"), "offer"),
    ("a need lost", without("open_needs", SHORT), "need_missing"),
    ("an assignment lost", without("assignments", N), "need_missing"),
    ("a need that is none", surplus, "need_surplus"),
    ("a need both open and served", twice, "need_twice"),
    ("level", edit("assignments", N, level=3), "level"),
    ("km", edit("assignments", N, distance_km=3.1), "distance_km"),
    ("km unknown", edit("assignments", N, distance_km=None), "distance_km"),
    ("effective km", edit("assignments", N, effective_km=3.1), "effective_km"),
    ("mode", edit("assignments", N, mode=AssignmentMode.REMOTE), "mode"),
    ("points", edit("assignments", N, points=31), "points"),
    ("kept", edit("assignments", N, kept=True), "kept"),
    ("pinned", edit("assignments", N, pinned=False), "pinned"),
    ("preferred", edit("assignments", N, preferred=True), "preferred"),
    ("nearer", edit("assignments", N, nearer=7), "nearer"),
    ("place", edit("assignments", N, place=9), "place"),
    ("places", edit("assignments", N, places=9), "places"),
    ("level of an open need", edit("open_needs", SHORT, level=3), "level"),
    ("reason", edit("open_needs", SHORT, reason=OpenReason.NOT_SELECTED), "reason"),
    ("reason far", edit("open_needs", open_at("far"), reason=OpenReason.EXPIRED), "reason"),
    ("nearest", edit("open_needs", SHORT, nearest="m"), "nearest"),
    ("nearest km", edit("open_needs", SHORT, nearest_km=1.0), "nearest_km"),
    ("group of a need", edit("open_needs", SHORT, blocking_group=None), "group_of_need"),
    ("a group too many", edit("open_needs", open_at("far"), blocking_group="g1"), "group_members"),
    ("group lost", without("blocking_groups", 0), "group_of_need"),
    ("members", edit("blocking_groups", 0, members=("m|d",)), "group_members"),
    ("members unknown", edit("blocking_groups", 0, members=("x|d",)), "group_members"),
    ("leaders", edit("blocking_groups", 0, leaders=("l",)), "group_leaders"),
    ("places of a group", edit("blocking_groups", 0, places=3), "group_places"),
    ("short by", edit("blocking_groups", 0, short_by=2), "group_places"),
    *((f"goal {i}", edit("goals", i, values=(99,)), "goal") for i in range(12)),
    ("a goal that is not proved", edit("goals", 4, proved=False), "not_proved"),
    ("goals in another order", lambda p: replace(p, goals=p.goals[::-1]), "goal_order"),
    ("goal lost", without("goals", 3), "goal_order"),
    ("sense", edit("goals", 0, sense="min"), "goal_order"),
    ("vector", edit("goals", 9, is_vector=False), "goal_order"),
    ("policy text", head(policy="[assignment]\nmax_km = 90\n"), "policy_fingerprint"),
    ("policy nonsense", head(policy="[x"), "policy_unreadable"),
    ("policy fingerprint", head(policy_fingerprint="sha256:0"), "policy_fingerprint"),
    ("data fingerprint", head(data_fingerprint="sha256:0"), "data_fingerprint"),
    ("places taken", head(places_taken=1), "places_taken"),
    ("day", head(as_of=date(2025, 8, 1)), "pair"),
    ("checker", head(checker="none"), "checker"),
    (
        "certificate cut",
        lambda p: head(certificate=p.plan.certificate[:-9])(p),
        "certificate_unreadable",
    ),
    ("certificate empty", head(certificate=b""), "certificate_unreadable"),
    ("price of a mentee", price("mentees", 0, 9), "proof_mentee"),
    ("price of a need", price("needs", 0, 1), "proof_need"),
    ("price of an offer", price("offers", 0, 9), "proof_pair"),
    ("price of a leader", price("leaders", 0, 9), "proof_leader"),
]

NAMED = ("Школа", "«", "группа", "правила", "отпечаток", "доказательство", "цели", "занято")
"""A sentence names an organisation, a goal, a shortage, or the part of the plan as a whole."""


def test_an_unspoilt_plan_passes() -> None:
    assert faults_of(NETWORK, PLAN) == ()
    assert len(PLAN.assignments) == 4
    assert {line.reason.value for line in PLAN.open_needs} == {"no_place", "too_far"}


@pytest.mark.parametrize(("spoil", "code"), [row[1:] for row in SPOILT], ids=[r[0] for r in SPOILT])
def test_a_spoilt_field_is_found(spoil: Spoil, code: str) -> None:
    spoilt = spoil(PLAN)
    assert spoilt != PLAN
    faults = faults_of(NETWORK, spoilt)
    assert f"plan.check.{code}" in {fault.code for fault in faults}
    say = catalogue("ru")
    for fault in faults:
        assert fault.code in say
        assert "{" not in say(fault.message)
        assert any(word in say(fault.message) for word in NAMED), say(fault.message)


SCARCE = town(
    *(school("l", places_total=9), school("k"), school("m", 2), school("n", 3), need("m")),
    *(need("m", way="e"), need("n"), offer("l"), offer("l", way="e")),
)
"""The leader has places over all, one a direction; two schools ask for one of them."""


@pytest.mark.parametrize(
    ("network", "most", "code"),
    [
        (SCARCE, 3, "places_of_offer"),
        (changed(SCARCE, offer("l", 9), school("l", places_total=2)), 3, "places_of_leader"),
        (changed(SCARCE, need("n", in_work=False)), 1, "limit_of_mentee"),
    ],
)
def test_one_need_more_than_there_is_room_for_is_refused(
    network: Network, most: int, code: str
) -> None:
    plan = planned(network, policy=read_policy(f"[assignment]\nmax_needs_per_mentee = {most}\n"))
    (open_,) = plan.open_needs
    line = replace(
        plan.assignments[0], mentee=open_.mentee, direction=open_.direction, level=open_.level
    )
    more = replace(plan, assignments=(*plan.assignments, line), open_needs=())
    assert f"plan.check.{code}" in {fault.code for fault in faults_of(network, more)}


def test_more_than_thirty_kinds_of_spoilt_plan_are_refused_with_sentences_of_their_own() -> None:
    assert len({row[2] for row in SPOILT}) >= 30
    assert len(SPOILT) >= 60


def test_a_plan_with_a_policy_of_an_older_program_is_checked_and_advised_as_ever() -> None:
    old = read_stored_policy(shipped_policy().text + "\n[islands]\nsize = 10\n")
    text = old.text.replace("[isolation]\n", "[isolation]\nreach = 2\n", 1)
    assert "reach" in text
    plan = planned(NETWORK, policy=read_stored_policy(text))
    assert plan.plan.policy == text
    assert faults_of(NETWORK, plan) == ()
    changes = [
        [one.change for one in one_more_place(standing_of(NETWORK, some))] for some in (plan, PLAN)
    ]
    assert changes[0] == changes[1]
    assert base_of(NETWORK, plan).leaders == base_of(NETWORK, PLAN).leaders


def test_a_plan_that_is_only_good_is_not_proved() -> None:
    """A worse plan with right facts is refused by the proof alone: the prices do not fit it."""
    line = PLAN.assignments[at("m")]
    worse = planned(changed(NETWORK, rule(Rule.FORBID, line.leader, "m")))
    honest = planned(NETWORK)
    forged = replace(
        worse,
        plan=replace(honest.plan, certificate=honest.plan.certificate),
        assignments=tuple(replace(a, nearer=0) for a in worse.assignments),
    )
    codes = {fault.code for fault in faults_of(NETWORK, forged)}
    assert any(code.startswith("plan.check.proof_") for code in codes)


@pytest.mark.parametrize("by", [-1, 1])
def test_every_price_of_a_covered_need_counts(by: int) -> None:
    network = made_up(MUNICIPALITY, 3, pins=False)
    plan = planned(network)
    proof = read_certificate(plan.plan.certificate)
    covered = {f"{line.mentee}|{line.direction}" for line in plan.assignments}
    for i, key in enumerate(proof.needs):
        if key in covered:
            prices = proof.prices.copy()
            prices[0, len(proof.mentees) + i] += 9 * by
            spoilt = head(certificate=write_certificate(replace(proof, prices=prices)))(plan)
            assert faults_of(network, spoilt)


def test_a_stored_plan_is_checked_where_it_stands() -> None:
    stored = changed(NETWORK, *PLAN.records)
    assert stored_plan(stored, "p") == PLAN
    assert check_plan(stored, "p") == ()


def test_the_document_of_a_check_names_each_fault() -> None:
    faults = faults_of(NETWORK, edit("assignments", N, points=31)(PLAN))
    document = faults_document("p", faults, catalogue("ru"))
    assert document["checked"] is False
    assert [fault["code"] for fault in document["faults"]] == ["plan.check.points"]
    assert "баллы: записано 31, на деле 30" in document["faults"][0]["text"]
    assert faults_document("p", (), catalogue("ru")) == {"plan": "p", "checked": True, "faults": []}


@pytest.mark.parametrize(
    ("spoil", "text"),
    [
        (
            edit("goals", 0, proved=False),
            "цель «Закрыть острые потребности» записана недоказанной",
        ),
        (
            edit("goals", 0, values=(99,)),
            "цель «Закрыть острые потребности»: записано 99, на деле 1",
        ),
        (
            edit("open_needs", open_at("far"), reason=OpenReason.EXPIRED),
            "причина: записано «срок истёк», на деле «слишком далеко»",
        ),
        (
            edit("assignments", N, mode=AssignmentMode.REMOTE),
            "режим: записано «дистанционно», на деле «очно»",
        ),
    ],
)
def test_a_fault_names_goals_and_reasons_in_words(spoil: Spoil, text: str) -> None:
    (fault,) = faults_of(NETWORK, spoil(PLAN))
    assert catalogue("ru")(fault.message).startswith(text)


def test_the_checker_imports_nothing_of_the_solver(request: pytest.FixtureRequest) -> None:
    folder = request.config.rootpath / "services" / "assignment"
    own = {"checks", "check_lines", "check_proof", "truth", "truth_pairs", "truth_rows", "fault"}
    own |= {"check_groups", "check_side", "sight", "words"}
    shared = {"certificate", "planned", "fingerprint", "side_record", "progress"}
    for name in own:
        text = (folder / f"{name}.py").read_text(encoding="utf-8")
        used = {
            line.split()[1].removeprefix("services.assignment.")
            for line in text.splitlines()
            if line.startswith("from services.assignment")
        }
        assert used <= own | shared, name


@pytest.mark.parametrize("network", [NETWORK, made_up(MUNICIPALITY, 5)], ids=["town", "drawn"])
def test_the_plan_does_not_depend_on_the_order_of_rows(network: Network) -> None:
    tables = ("organisation", "need", "offer", "restriction", "pair", "distance", "direction")
    records = [row for name in (*tables, "municipality") for row in network.table(name)]
    plan = planned(network)
    assert planned(Network.of(records[::-1])) == plan
    assert planned(Network.of(sorted(records, key=repr))).plan.certificate == plan.plan.certificate
