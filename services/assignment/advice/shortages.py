"""The proof of each shortage as a document: needs, leaders, places, and the arithmetic."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.model.plan import BlockingGroup
from graph.network import Network
from graph.texts import Message, Say, message
from services.assignment.admissible import Fails
from services.assignment.advice.anew import problem_of
from services.assignment.explain import group_text
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import AssignmentProblem
from services.named import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What one leader has for a group of needs.

    Attributes
    ----------
    offered
        Places of all its offers that one of the needs can use.
    total
        Places it has over all directions.
    """

    leader: str
    offered: int
    total: int

    @property
    def places(self) -> int:
        """Places that count: never more than the total."""
        return min(self.offered, self.total)


def supplies_of(
    problem: AssignmentProblem, groups: Sequence[BlockingGroup]
) -> list[tuple[Supply, ...]]:
    """Return for each group what its leaders have, by code; the sum is the group's places."""
    needs, offers = problem.needs, problem.offers
    codes, ways = problem.places.codes, problem.directions
    asked = zip(needs.organisation.tolist(), needs.direction.tolist(), strict=True)
    number = {f"{codes[mentee]}|{ways[way]}": n for n, (mentee, way) in enumerate(asked)}
    found = []
    for group in groups:
        rows = np.array(sorted(number[member] for member in group.members), np.int64)
        judged = problem.rules.all_of(rows)
        usable = np.unique(judged.offer[judged.fails == Fails.NOTHING])
        offered: Counter[int] = Counter()
        for offer in usable.tolist():
            offered[int(offers.leader[offer])] += int(offers.places[offer])
        some = [
            Supply(
                leader=codes[problem.leaders.organisation[leader]],
                offered=count,
                total=int(problem.leaders.places[leader]),
            )
            for leader, count in offered.items()
        ]
        found.append(tuple(sorted(some, key=lambda one: one.leader)))
    return found


def shortage_document(network: Network, planned: PlannedAssignment, say: Say) -> dict[str, Any]:
    """Return every shortage of a plan, largest first, with the sentence that proves it.

    Each group is minimal: without any of its needs one need less would be short.
    """
    plan = planned.plan
    groups = sorted(planned.blocking_groups, key=lambda group: (-group.short_by, group.group))
    supplies = supplies_of(problem_of(network, plan), groups) if groups else []
    open_: Mapping[str, set[str]] = _open_members(planned)
    heading = message(
        "advice.shortage.heading" if groups else "advice.shortage.nothing",
        plan=plan.id,
        n=len(groups),
    )
    told = []
    for group, some in zip(groups, supplies, strict=True):
        told.append((group_text(group, network), _arithmetic(network, group, some)))
    return {
        "plan": plan.id,
        "kind": "shortage",
        "groups": [
            _group(network, group, some, open_[group.group])
            | {"text": say(text), "arithmetic": say(sum_)}
            for group, some, (text, sum_) in zip(groups, supplies, told, strict=True)
        ],
        "texts": [say(heading), *(say(text) for both in told for text in both)],
    }


def _open_members(planned: PlannedAssignment) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in planned.open_needs:
        if line.blocking_group is not None:
            found[line.blocking_group].add(f"{line.mentee}|{line.direction}")
    return found


def _group(
    network: Network, group: BlockingGroup, supplies: Sequence[Supply], open_: set[str]
) -> dict[str, Any]:
    names = network.name_of
    members = []
    for text in group.members:
        mentee, _, way = text.partition("|")
        members.append(
            {
                "mentee": mentee,
                "name": names.get(mentee, mentee),
                "direction": way,
                "open": text in open_,
            }
        )
    return {
        "id": group.group,
        "needs": len(group.members),
        "places": group.places,
        "short_by": group.short_by,
        "members": members,
        "leaders": [
            {
                "leader": one.leader,
                "name": names.get(one.leader, one.leader),
                "offered": one.offered,
                "total": one.total,
                "places": one.places,
            }
            for one in supplies
        ],
    }


def _arithmetic(network: Network, group: BlockingGroup, supplies: Sequence[Supply]) -> Message:
    """Tell what each leader has, and the sum."""
    parts = tuple(
        message(
            "advice.shortage.total" if one.total < one.offered else "advice.shortage.offered",
            leader=named(network, one.leader),
            n=one.places,
        )
        for one in supplies
        if one.places
    )
    return message(
        "advice.shortage.sum" if parts else "advice.shortage.no_place",
        parts=parts,
        places=group.places,
        needs=len(group.members),
        short=group.short_by,
    )
