"""Open needs of one school as a document: why each is open, and every way out."""

from collections.abc import Iterator, Sequence
from typing import Any

from graph.model.plan import OpenNeed
from graph.network import Network
from graph.texts import Message, Say, message
from services.assignment.advice.effects import (
    first_changed,
    first_effects,
    goals_document,
    municipality_of,
)
from services.assignment.advice.help import HelpForNeed
from services.assignment.advice.in_turn import MOST_PLACES, Instead
from services.assignment.advice.ways import Way, WayKind
from services.assignment.compare import steps_document
from services.assignment.explain import open_reason
from services.assignment.planned import PlannedAssignment
from services.policy import read_stored_policy

MOST_TOLD = 5
"""Ways that `texts` tell of each need; the document has them all."""


def help_document(
    network: Network,
    planned: PlannedAssignment,
    mentee: str,
    found: Sequence[HelpForNeed],
    say: Say,
) -> dict[str, Any]:
    """Return the open needs of a mentee, each with its reason and the ways out, best first."""
    plan = planned.plan
    policy = read_stored_policy(plan.policy).assignment
    teller = _Teller(network, planned, policy.max_km)
    has_leader = any(line.mentee == mentee for line in planned.assignments)
    code = "open" if found else "covered" if has_leader else "no_need"
    heading = message(
        f"advice.help.{code}",
        plan=plan.id,
        n=len(found),
        mentee=network.name_of.get(mentee, mentee),
        municipality=municipality_of(network, mentee),
    )
    texts = [heading, *(text for one in found for text in teller.lines(one))]
    return {
        "plan": plan.id,
        "kind": "help",
        "organisation": mentee,
        "needs": [_need(one, teller, say) for one in found],
        "texts": [say(text) for text in texts],
    }


def _need(one: HelpForNeed, teller: "_Teller", say: Say) -> dict[str, Any]:
    instead = one.instead
    return {
        "direction": one.need.direction,
        "level": one.need.level,
        "reason": one.need.reason.value,
        "text": say(teller.why(one.need)),
        "ways": [_way(way, say(teller.way(way, one.need))) for way in one.ways],
        "instead": None
        if instead is None
        else {
            "leader": instead.leader,
            "like": None if instead.like is None else instead.like.direction,
            "steps": steps_document(instead.steps),
            "places": instead.places,
            "text": say(teller.instead(instead, one.need)),
        },
    }


def _way(way: Way, text: str) -> dict[str, Any]:
    return {
        "kind": way.kind.value,
        "leader": way.leader,
        "km": way.km,
        "more_km": way.more_km,
        "like": None if way.like is None else way.like.direction,
        "others_lose": way.lost,
        "goals": goals_document(way.goals),
        "first_goal_changed": first_changed(way.goals),
        "text": text,
    }


class _Teller:
    """Makes the sentences of one plan."""

    def __init__(self, network: Network, planned: PlannedAssignment, max_km: int) -> None:
        self._network = network
        self._planned = planned
        self._max_km = max_km

    def lines(self, one: HelpForNeed) -> Iterator[Message]:
        """Yield why a need is open, then its best ways out."""
        yield self.why(one.need)
        for way in one.ways[:MOST_TOLD]:
            yield self.way(way, one.need)
        if len(one.ways) > MOST_TOLD:
            yield message("advice.help.more", n=len(one.ways) - MOST_TOLD)
        if not one.ways:
            yield message("advice.help.nothing")
        if one.instead is not None:
            yield self.instead(one.instead, one.need)

    def why(self, need: OpenNeed) -> Message:
        """Tell why a need is open."""
        return message(
            "advice.help.why",
            direction=self._name(need.direction),
            level=need.level,
            why=open_reason(need, self._planned.group, self._network.name_of),
        )

    def way(self, way: Way, need: OpenNeed) -> Message:
        """Tell one way out and what it costs."""
        what = message(
            f"advice.help.{way.kind.value}",
            leader=self._name(way.leader),
            municipality=municipality_of(self._network, way.leader),
            direction=self._name(need.direction),
            like="" if way.like is None else self._name(way.like.direction),
            km=way.km,
            more=way.more_km,
            before=self._max_km if way.kind is WayKind.MAX_KM else None,
        )
        return message(
            "advice.help.way_costs" if way.lost else "advice.help.way",
            what=what,
            n=way.lost,
            effects=first_effects(way.goals),
        )

    def instead(self, instead: Instead, need: OpenNeed) -> Message:
        """Tell who would get a place first, and when the need's turn comes."""
        others = tuple(
            message(
                "advice.help.other",
                mentee=self._name(step.mentee),
                municipality=municipality_of(self._network, step.mentee),
                direction=self._name(step.direction),
            )
            for step in instead.steps
        )
        first = message(
            "advice.help.instead" if instead.like is None else "advice.help.instead_begin",
            leader=self._name(instead.leader),
            direction=self._name(need.direction),
            others=others,
        )
        if instead.places is None:
            return message("advice.help.turn_never", first=first, most=MOST_PLACES)
        return message("advice.help.turn", first=first, number=instead.places)

    def _name(self, code: str) -> str:
        return self._network.name_of.get(code, code)
