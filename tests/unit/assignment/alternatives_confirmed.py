"""Kind 8: the best other leaders for drawn needs, confirmed by planning anew with a pin to each."""

from collections.abc import Iterable
from random import Random

from graph.model.choices import Rule
from graph.network import Network
from services.assignment.goals import VECTOR_GOALS
from services.assignment.whatif.alternatives import BEST, alternatives
from services.assignment.whatif.prepared import base_of
from services.policy import AssignmentPolicy
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.oracle import MAXIMISED, Instance
from tests.unit.assignment.towns import changed, rule

POLICY = AssignmentPolicy()
BANDS = {goal.value for goal in VECTOR_GOALS}
Key = tuple[tuple[int, ...], ...]


def alternatives_confirmed(network: Network, count: int, rng: Random) -> int:
    """Confirm other leaders of drawn needs: each is what a pin to it gives."""
    return _confirmed(network, count, rng, all_leaders=False)


def best_alternatives_confirmed(network: Network, count: int, rng: Random) -> int:
    """The same, and a pin to any other leader gives no better plan than the three that are told."""
    return _confirmed(network, count, rng, all_leaders=True)


def _confirmed(network: Network, count: int, rng: Random, *, all_leaders: bool) -> int:
    plan = plan_of(network, POLICY)
    assert plan is not None
    base = base_of(network, plan)
    needs = [(line.mentee, line.direction) for line in plan.assignments]
    needs += [(line.mentee, line.direction) for line in plan.open_needs]
    instance = Instance(network, POLICY) if all_leaders else None
    done = 0
    while done < count:
        mentee, way = rng.choice(needs)
        (found,) = alternatives(base, mentee, way)
        told: dict[str, Key] = {}
        for one in found.best[: count - done]:
            told[one.leader] = _key((goal.name, goal.after) for goal in one.answer.goals)
            assert told[one.leader] == with_pin(network, one.leader, mentee, way), one
        done += len(told)
        if instance is not None and len(told) == len(found.best) > 0:
            others = sorted(able(instance, mentee, way) - told.keys() - {found.leader})
            keys = [with_pin(network, leader, mentee, way) for leader in others]
            known = [key for key in keys if key is not None]
            assert len(told) == BEST or not known
            assert all(key >= max(told.values()) for key in known)
    return done


def able(instance: Instance, mentee: str, way: str) -> set[str]:
    """Return the leaders that may lead a need, found pair by pair."""
    at = next(
        i
        for i, need in enumerate(instance.needs)
        if (need.organisation, need.direction) == (mentee, way)
    )
    return {str(instance.offers[j].organisation) for j in instance.choices(at)}


def with_pin(network: Network, leader: str, mentee: str, way: str) -> Key | None:
    """Return the goals of the plan with a pair pinned, None where the pin breaks a rule."""
    pinned = plan_of(changed(network, rule(Rule.PIN, leader, mentee, way)), POLICY)
    if pinned is None:
        return None
    line = next(a for a in pinned.assignments if (a.mentee, a.direction) == (mentee, way))
    assert line.leader == leader
    return _key((goal.name, goal.values) for goal in pinned.goals)


def _key(goals: Iterable[tuple[str, tuple[int, ...]]]) -> Key:
    """Return goals so that less is better, without far bands that nobody uses."""
    found = []
    for name, values in goals:
        if name in BANDS:
            first = next((i for i, value in enumerate(values) if value), len(values))
            found.append((len(values) - first, *values[first:]))
        else:
            found.append(tuple(-value for value in values) if name in MAXIMISED else values)
    return tuple(found)
