"""Causes that lie in another line: who took the place, and who left one."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping

from graph.network import Network
from graph.texts import Message, message
from services.assignment.causes.cause import Cause, NeedKey
from services.assignment.causes.side import Side
from services.assignment.compare import Step

_Link = tuple[str, str | None]
"""How one line follows from another: code, and the leader where they meet."""


def follow(
    steps: Mapping[NeedKey, Step], direct: Mapping[NeedKey, Cause], a: Side, b: Side
) -> dict[NeedKey, Cause]:
    """Return the causes of lines that follow, directly or over others, from explained ones.

    A line follows from another that

    1. took a place at the leader it had, where now no place is left (``taken``);
    2. left a place at the leader it now has, where before no place was left (``freed``);
    3. is of the same mentee, while one of the two gains a leader and the other loses one
       (``same_mentee``);
    4. joined the leader it had, or left the leader it now has, though places are left there: the
       later goals spread the load anew (``load``).

    Lines are reached breadth first in the order of their needs, from the explained ones over links
    of kinds 1 to 3, and what is left then over kind 4 too: each line names the one next to it on
    a shortest chain, and the line the chain began with.
    """
    found = dict(direct)
    root = {key: key for key in direct}
    meets = _meetings(steps)
    for link in (_strict, _loose):
        queue = deque(sorted(found))
        while queue:
            behind = queue.popleft()
            for key in sorted(meets(behind) - found.keys()):
                how = link(steps[behind], steps[key], a, b)
                if how is not None:
                    root[key] = root[behind]
                    found[key] = _cause(how, behind, root[key], direct, b.network)
                    queue.append(key)
    return found


def _meetings(steps: Mapping[NeedKey, Step]) -> Callable[[NeedKey], set[NeedKey]]:
    """Return what gives the lines that share a leader or the mentee with a line."""
    by: dict[str, set[NeedKey]] = defaultdict(set)
    for key, step in steps.items():
        for code in _ends(step):
            by[code].add(key)
    return lambda key: set().union(*(by[code] for code in _ends(steps[key])))


def _ends(step: Step) -> Iterator[str]:
    yield f"mentee {step.mentee}"
    yield from (f"leader {code}" for code in (step.from_leader, step.to_leader) if code)


def _strict(behind: Step, step: Step, a: Side, b: Side) -> _Link | None:
    had, has = step.from_leader, step.to_leader
    if had is not None and behind.to_leader == had and _binds(behind, step, b, had):
        return "taken", had
    if has is not None and behind.from_leader == has and _binds(behind, step, a, has):
        return "freed", has
    if behind.mentee == step.mentee and (
        (behind.to_leader is None and had is None) or (behind.from_leader is None and has is None)
    ):
        return "same_mentee", None
    return None


def _loose(behind: Step, step: Step, a: Side, b: Side) -> _Link | None:
    strict = _strict(behind, step, a, b)
    if strict is not None:
        return strict
    had, has = step.from_leader, step.to_leader
    if had is not None and behind.to_leader == had:
        return "load", had
    if has is not None and behind.from_leader == has:
        return "load", has
    return None


def _binds(behind: Step, step: Step, side: Side, leader: str) -> bool:
    """Return whether two needs stand against each other at a leader that has no place left."""
    if behind.direction == step.direction:
        return side.is_full(leader, step.direction)
    return side.load[leader] >= side.total(leader)


def _cause(
    how: _Link, behind: NeedKey, root: NeedKey, direct: Mapping[NeedKey, Cause], network: Network
) -> Cause:
    code, leader = how
    names = network.name_of
    said = message(
        f"cause.{code}",
        leader=None if leader is None else names.get(leader, leader),
        need=_need(behind, network),
    )
    chain = "cause.chain" if root == behind else "cause.long_chain"
    said = message(chain, said=said, first=_need(root, network), began=direct[root].said)
    return Cause(code=code, said=said, behind=behind)


def _need(key: NeedKey, network: Network) -> Message:
    names = network.name_of
    mentee, direction = (names.get(code, code) for code in key)
    return message("plan.need", mentee=mentee, direction=direction)
