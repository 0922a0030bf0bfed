"""Causes that lie in a line itself: its need, its two pairs, the places of its two leaders."""

from collections.abc import Callable, Iterator

from graph.texts import Message, message
from services.assignment.admissible import Fails
from services.assignment.causes.cause import Cause
from services.assignment.causes.records import ChangedRecords
from services.assignment.causes.side import Side
from services.assignment.compare import Step

_Bare = tuple[str, str | None, dict[str, int | Message]]
"""Code, leader it speaks of, and what the sentence names besides."""

_BY_RULES = frozenset({"barred", "opened", "pair", "need_new", "need_gone"})
"""Causes that a difference of the rules, the day or the scope can bring about without any row."""


def direct_cause(
    step: Step, a: Side, b: Side, records: ChangedRecords, rules_differ: Message | None
) -> Cause | None:
    """Return what changed for the line itself between plan `a` and plan `b`, if anything did.

    The first that holds is the cause, and the order is from what compels to what only weighs:

    1. the need is in one of the plans only;
    2. a pin binds the need to the leader it now has;
    3. the leader it had may not take it any more (the rule is named), or has no offer there;
    4. the pin to the leader it had is gone;
    5. the leader it had has fewer places, and all of them are taken;
    6. the leader it now has could not take it before;
    7. the leader it now has got more places, and had none left before;
    8. the need weighs otherwise: its level, or whether it was overlooked last year;
    9. one of the two pairs weighs otherwise: distance, points, wish, pair of last year;
    10. one of the two leaders has another least load.

    Every one of them is a difference of data or decisions that a plan reads, so each is true; that
    the line would stay without it is what the order claims, not what is solved for.

    Parameters
    ----------
    rules_differ
        How the rules of the plans differ, if they do: told where no row explains a judged pair.
    """
    rules: tuple[Callable[[Step, Side, Side], Iterator[_Bare]], ...] = (
        _need,
        _pinned,
        _barred,
        _unpinned,
        _fewer_places,
        _opened,
        _more_places,
        _weight_of_need,
        _weight_of_pair,
        _minimum,
    )
    found = next((bare for rule in rules for bare in rule(step, a, b)), None)
    if found is None:
        return None
    code, leader, params = found
    name = None if leader is None else b.network.name_of.get(leader, leader)
    said = message(f"cause.{code}", leader=name, **params)
    detail = records.behind(code, step, leader)
    if detail is None and code in _BY_RULES:
        detail = rules_differ
    if detail is not None:
        said = message("cause.with_detail", said=said, detail=detail)
    return Cause(code=code, said=said)


def _need(step: Step, a: Side, b: Side) -> Iterator[_Bare]:
    key = (step.mentee, step.direction)
    if key not in b.needs:
        yield _bare("need_gone")
    elif key not in a.needs:
        yield _bare("need_new")


def _pinned(step: Step, a: Side, b: Side) -> Iterator[_Bare]:
    key = (step.mentee, step.direction)
    if b.pin(key) == step.to_leader is not None and a.pin(key) != step.to_leader:
        yield _bare("pinned", step.to_leader)


def _barred(step: Step, a: Side, b: Side) -> Iterator[_Bare]:
    del a  # it was admissible there
    leader = step.from_leader
    if leader is None:
        return
    rule = b.rule((step.mentee, step.direction), leader)
    if rule is None:
        yield _bare("no_offer", leader)
    elif rule is not Fails.NOTHING:
        yield _bare("barred", leader, rule=_named(rule))


def _unpinned(step: Step, a: Side, b: Side) -> Iterator[_Bare]:
    key = (step.mentee, step.direction)
    if a.pin(key) == step.from_leader is not None and b.pin(key) != step.from_leader:
        yield _bare("unpinned", step.from_leader)


def _fewer_places(step: Step, a: Side, b: Side) -> Iterator[_Bare]:
    leader, way = step.from_leader, step.direction
    if leader is None or not b.is_full(leader, way):
        return
    for before, after in _rooms(leader, way, a, b):
        if after < before:
            counts = {"before": before, "after": after}
            yield _bare("fewer_places", leader, **counts)


def _rooms(leader: str, way: str, a: Side, b: Side) -> Iterator[tuple[int, int]]:
    """Yield the places of a leader before and after: in the direction, then over all."""
    yield a.places(leader, way), b.places(leader, way)
    yield a.total(leader), b.total(leader)


def _opened(step: Step, a: Side, b: Side) -> Iterator[_Bare]:
    del b  # it is admissible there
    leader = step.to_leader
    if leader is None:
        return
    rule = a.rule((step.mentee, step.direction), leader)
    if rule is None:
        yield _bare("offer_new", leader)
    elif rule is not Fails.NOTHING:
        yield _bare("opened", leader, rule=_named(rule))


def _more_places(step: Step, a: Side, b: Side) -> Iterator[_Bare]:
    leader, way = step.to_leader, step.direction
    if leader is None or not a.is_full(leader, way):
        return
    for before, after in _rooms(leader, way, a, b):
        if after > before:
            counts = {"before": before, "after": after}
            yield _bare("more_places", leader, **counts)


def _weight_of_need(step: Step, a: Side, b: Side) -> Iterator[_Bare]:
    key = (step.mentee, step.direction)
    if a.level(key) != b.level(key):
        yield _bare("level", before=a.level(key), after=b.level(key))
    elif b.overlooked(key) and not a.overlooked(key):
        yield _bare("overlooked")
    elif a.overlooked(key) and not b.overlooked(key):
        yield _bare("not_overlooked")


def _weight_of_pair(step: Step, a: Side, b: Side) -> Iterator[_Bare]:
    key = (step.mentee, step.direction)
    for leader in (step.from_leader, step.to_leader):
        if leader is not None and a.facts(key, leader) != b.facts(key, leader):
            yield _bare("pair", leader)


def _minimum(step: Step, a: Side, b: Side) -> Iterator[_Bare]:
    for leader in (step.from_leader, step.to_leader):
        if leader is not None and a.minimum(leader) != b.minimum(leader):
            counts = {"before": a.minimum(leader), "after": b.minimum(leader)}
            yield _bare("minimum", leader, **counts)


def _named(rule: Fails) -> Message:
    return message(f"plan.rule_fails.{rule.name.lower()}")


def _bare(code: str, leader: str | None = None, **params: int | Message) -> _Bare:
    return code, leader, params
