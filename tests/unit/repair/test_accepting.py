"""Accepted ties: what each becomes, what is stored, what is true at once and after a meeting."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.texts import catalogue
from graph.errors import ConflictError, InputError, NotAllowedError
from graph.model.changes import Action, ChangeSet, put
from graph.model.choices import Rule, TieKind
from graph.model.ids import Revision
from graph.model.need import Direction, Restriction
from graph.model.organisation import Municipality
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from graph.stores.sqlite import SqliteStore
from services.access import Role
from services.history.workflow import undo
from services.isolation.detect import find_isolated
from services.isolation.kinds import Kind
from services.policy import IsolationPolicy, shipped_policy
from services.repair.accepting.accepted import (
    Acceptance,
    Stored,
    accept_ties,
    accepted_changes,
    chosen_ties,
    tie_name,
)
from services.repair.accepting.outlook import Stages, look_ahead, weaker_after
from services.repair.accepting.workflow import accept, read_acceptance_document
from services.repair.effect import with_events
from services.repair.proposal import Asked, Goal, Proposal
from services.repair.propose import propose_repair
from tests.unit.isolation import build
from tests.unit.repair.drawn import networks
from tests.web.small import NOW, TODAY, context, make_store

POLICY = IsolationPolicy()
YEAR = "2026/2027"


def region(*more: Record) -> list[Record]:
    """Make a leader with one place, two schools that need it, and one that needs nothing."""
    spots = {"lead": 45.0, "near": 45.01, "next": 45.02, "calm": 45.03}
    return [
        Municipality(id="m1", name="Район"),  # type: ignore[arg-type]  # codes are texts here
        Direction(id="d1", name="Чтение"),  # type: ignore[arg-type]  # as above
        *(build.organisation(code, lat=lat, lon=39.0) for code, lat in spots.items()),
        build.offer("lead", places=1),
        build.need("near", level=2, school_year=YEAR),
        build.need("next", level=3, school_year=YEAR),
        *more,
    ]


def proposed(records: list[Record], **asked: object) -> tuple[Network, Proposal]:
    network = Network.of(records)
    question = Asked(**{"goal": Goal.HOPS, "hops": 1, **asked})  # type: ignore[arg-type]  # of the test
    return network, propose_repair(network, POLICY, question, day=TODAY)


def accepted(records: list[Record], **more: object) -> Acceptance:
    network, proposal = proposed(records)
    given_ = {"today": TODAY, "reason": "решили", **more}
    return accept_ties(network, proposal, None, **given_)  # type: ignore[arg-type]  # of the test


def pins(made: Acceptance) -> list[str]:
    return [str(pin) for pin in made.pins]


def test_the_most_pressing_need_takes_the_only_place_and_the_rest_are_partnerships() -> None:
    made = accepted(region())
    assert [tie_name(tie) for tie in made.chosen] == ["lead:calm", "lead:near", "lead:next"]
    assert (made.school_year, made.plan_day) == (YEAR, date(2026, 9, 1))
    assert pins(made) == ["pin:lead:next:d1"]
    rows = [(t.from_organisation, t.to_organisation, t.kind, t.from_date) for t in made.ties]
    assert rows == [
        ("lead", "calm", TieKind.PARTNERSHIP, TODAY),
        ("lead", "near", TieKind.PARTNERSHIP, TODAY),
    ]
    assert {tie.basis for tie in made.ties} == {"решили"}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ([], ["pin:lead:next:d1"]),
        ([build.offer("lead", "d2", places=2, since=date(2025, 1, 1))], ["pin:lead:next:d1"]),
        ([Restriction(leader="lead", mentee="next", rule=Rule.FORBID, direction="d1")],  # type: ignore[arg-type]  # codes are texts here
         ["pin:lead:near:d1"]),
        ([Restriction(leader="lead", mentee="next", rule=Rule.PIN, direction="d1")], []),  # type: ignore[arg-type]  # as above
    ],
)  # fmt: skip
def test_a_pair_needs_a_free_place_and_nothing_against_it(
    more: list[Record], expected: list[str]
) -> None:
    assert pins(accepted(region(*more))) == expected


def test_a_place_that_a_pair_holds_is_not_free() -> None:
    other = build.organisation("other", lat=45.04, lon=39.0)
    held = Pair(leader="lead", mentee="other", direction="d1", from_date=build.INSIDE)  # type: ignore[arg-type]  # codes are texts here
    assert pins(accepted(region(other, held))) == []
    ended = replace(held, to_date=date(2026, 9, 1))
    assert pins(accepted(region(other, ended))) == ["pin:lead:next:d1"]


def test_without_pairs_all_are_rows_of_ties() -> None:
    made = accepted(region(), as_pairs=False)
    assert (len(made.ties), made.pins) == (3, ())


def test_a_paper_in_force_is_not_written_twice() -> None:
    first = accepted(region(), as_pairs=False)
    made = accepted(region(*first.ties), as_pairs=False)
    assert made.ties == ()
    assert len(made.on_paper) == 3


def test_one_tie_is_named_from_either_end() -> None:
    network, proposal = proposed(region())
    for name in ("lead:calm", "calm:lead"):
        assert [tie_name(tie) for tie in chosen_ties(proposal, [name, name])] == ["lead:calm"]
    for names, code in (([], "accept.none_chosen"), (["calm:near"], "accept.not_proposed")):
        with pytest.raises(InputError) as refused:
            accept_ties(network, proposal, names, today=TODAY, reason="решили")
        assert refused.value.code == code


def test_rows_begin_on_the_later_of_today_and_the_day_of_the_proposal() -> None:
    assert accepted(region(), today=date(2026, 3, 1)).day == TODAY
    assert accepted(region(), today=date(2026, 10, 5)).day == date(2026, 10, 5)


def test_who_has_ended_by_then_cannot_be_tied() -> None:
    records = region(build.organisation("gone", lat=45.04, lon=39.0, to_date=date(2026, 9, 1)))
    with pytest.raises(InputError) as refused:
        accepted(records, today=date(2026, 9, 1))
    assert refused.value.code == "accept.not_there"


def test_paper_alone_brings_nobody_back_and_a_meeting_does() -> None:
    network, proposal = proposed(region())
    made = accepted(region(), as_pairs=False)
    changes = accepted_changes(network, made, reason="решили", author="А")
    alone = look_ahead(network, POLICY, made, changes).without_tie
    assert (alone.now, alone.at_once, alone.after) == (4, 4, 0)
    kinds = dict(look_ahead(network, POLICY, made, changes).kinds)
    assert {k.value: (s.now, s.at_once, s.after) for k, s in kinds.items()}["K1"] == (4, 0, 0)
    assert {k.value: (s.now, s.at_once, s.after) for k, s in kinds.items()}["K3"] == (0, 4, 0)
    assert proposal.left_out == ()


@settings(max_examples=20, deadline=None)
@given(networks(), st.sampled_from(list(Goal)))
def test_what_is_told_is_what_the_detector_finds(records: list[Record], goal: Goal) -> None:
    network = Network.of(records)
    proposal = propose_repair(network, POLICY, Asked(goal=goal), day=build.DAY)
    if not proposal.ties:
        return
    made = accept_ties(network, proposal, None, today=build.DAY, reason="решили")
    assert len(made.ties) + len(made.pins) + len(made.on_paper) == len(proposal.ties)
    changes = accepted_changes(network, made, reason="решили", author="А")
    told = look_ahead(network, POLICY, made, changes).without_tie
    written = Network.of([*records, *made.ties])
    ends = [(tie.one, tie.other) for tie in proposal.ties]
    alive, _ = with_events(written, ends, build.DAY)
    for found, n in ((network, told.now), (written, told.at_once), (alive, told.after)):
        report = find_isolated(found, POLICY, day=build.DAY)
        assert sum(f.has_no_working_tie for f in report.findings) == n


# WHAT IS STORED
@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    return make_store(tmp_path, region())


def taken(store: SqliteStore, names: list[str] | None = None, **more: object) -> Stored:
    proposal = propose_repair(store.read(), POLICY, Asked(goal=Goal.HOPS, hops=1), day=TODAY)
    given_ = {
        "policy": shipped_policy(),
        "reason": "решили на совещании",
        "clock_ms": lambda: 0,
        "ctx": context(),
        **more,
    }
    return accept(store, proposal, names, **given_)  # type: ignore[arg-type]  # of the test


def test_the_whole_set_is_one_decision_that_one_undo_takes_back(store: SqliteStore) -> None:
    before = store.read()
    stored = taken(store)
    (entry,) = store.history(since=1)
    assert (entry.revision, entry.action, entry.reason) == (
        stored.revision,
        Action.PLAN,
        "решили на совещании",
    )
    network = store.read()
    assert (len(network.ties), len(network.restrictions), stored.plan) == (2, 1, "2026-1")
    (pinned,) = [line for line in network.lines_of("assignment", "2026-1") if line.pinned]
    assert (pinned.leader, pinned.mentee, pinned.direction) == ("lead", "next", "d1")
    plan = network.plan("2026-1")
    assert (plan.network_revision, plan.as_of) == (stored.revision, date(2026, 9, 1))
    undo(store, stored.revision, reason="передумали", ctx=replace(context(), new_id=lambda: "undo"))
    after = store.read()
    assert list(after.ties) + list(after.restrictions) + list(after.plans) == []
    assert list(after.organisations) == list(before.organisations)


def test_one_tie_alone_is_a_row_and_no_plan(store: SqliteStore) -> None:
    stored = taken(store, ["lead:calm"])
    network = store.read()
    assert stored.plan is None
    assert [tie.key for tie in network.ties] == [t.key for t in stored.accepted.ties]
    assert (len(network.plans), next(iter(store.history(since=1))).action) == (0, Action.EDIT)


def test_a_plan_of_the_year_is_kept_as_it_is_but_for_the_pins(store: SqliteStore) -> None:
    first = taken(store, ["lead:next"])
    second = taken(store, ["lead:near"], ctx=replace(context(), new_id=lambda: "again"))
    assert first.plan == "2026-1"
    # The place is taken by the pin of the first decision.
    assert (second.plan, len(second.accepted.ties)) == (None, 1)


def other_writes(store: SqliteStore) -> None:
    changes = put([Municipality(id="m9", name="Новый")])  # type: ignore[arg-type]  # codes are texts here
    made = ChangeSet(
        actor="Б", source="cli", action=Action.EDIT, reason="правка", at=NOW,
        request_key="other", changes=changes,
    )  # fmt: skip
    store.apply(made, based_on=store.head().revision)


def test_a_proposal_of_an_older_network_is_refused_and_nothing_is_written(
    store: SqliteStore,
) -> None:
    proposal = propose_repair(store.read(), POLICY, Asked(goal=Goal.CONNECTED), day=TODAY)
    other_writes(store)
    with pytest.raises(ConflictError) as refused:
        accept(
            store, proposal, None, policy=shipped_policy(), reason="решили",
            clock_ms=lambda: 0, ctx=context(),
        )  # fmt: skip
    assert (refused.value.code, store.head().revision) == ("accept.stale", 2)
    assert len(store.read().ties) == 0


class Overtaken:
    """A store in which somebody else writes just before each decision."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.read, self.head = store.read, store.head

    def apply(self, *args: object, **more: object) -> Revision:
        other_writes(self.store)
        return self.store.apply(*args, **more)  # type: ignore[arg-type]  # handed on


def test_who_is_overtaken_while_it_is_stored_is_told_the_same(store: SqliteStore) -> None:
    with pytest.raises(ConflictError) as refused:
        taken(Overtaken(store))  # type: ignore[arg-type]  # only what is used
    assert (refused.value.code, len(store.read().ties)) == ("accept.stale", 0)


def test_what_is_all_on_paper_needs_no_decision(store: SqliteStore) -> None:
    taken(store, as_pairs=False)
    with pytest.raises(InputError) as refused:
        taken(store, as_pairs=False, ctx=replace(context(), new_id=lambda: "again"))
    assert (refused.value.code, store.head().revision) == ("accept.nothing_to_write", 2)


@pytest.mark.parametrize("role", [Role.CURATOR, Role.LEADER])
def test_only_who_plans_accepts(store: SqliteStore, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        taken(store, ctx=context(role))
    assert store.head().revision == 1


def test_a_pair_that_no_plan_can_keep_leaves_nothing_behind(store: SqliteStore) -> None:
    def refuse(_: object) -> None:
        raise InputError("plan.no_needs")

    with pytest.raises(InputError):
        taken(store, compute=refuse)
    assert store.head().revision == 1


def test_the_document_tells_the_stages(store: SqliteStore) -> None:
    proposal = propose_repair(store.read(), POLICY, Asked(goal=Goal.HOPS, hops=1), day=TODAY)
    found = read_acceptance_document(
        store, proposal, None, policy=POLICY, reason="", as_pairs=True,
        say=lambda said: said.code, ctx=context(Role.CURATOR),
    )  # fmt: skip
    assert found["without_tie"] == {"now": 4, "at_once": 4, "after": 0}
    assert [one["mentee"] for one in found["pairs"]] == ["next"]
    assert found["texts"] == [
        "accept.writes.ties",
        "accept.writes.pairs",
        "accept.at_once.same",
        "accept.after",
        "accept.weak",
    ]


def test_what_grows_weaker_is_said_and_nothing_else() -> None:
    stages = {
        Kind.K7: Stages(now=0, at_once=0, after=62),
        Kind.K5: Stages(now=103, at_once=103, after=286),
        Kind.K12: Stages(now=1, at_once=1, after=9),
    }
    said = [catalogue("ru")(one) for one in weaker_after(stages)]
    assert said == [
        "62 организации окажутся далеко от лидера (сейчас 0)",
        "286 организаций будут держаться на одной связи (сейчас 103)",
    ]
    assert weaker_after({Kind.K5: Stages(now=5, at_once=5, after=4)}) == ()
    assert weaker_after({Kind.K5: Stages(now=5, at_once=9, after=5)}) == ()
