"""New directions as a document, each with its sentence."""

from typing import Any

from graph.network import Network
from graph.texts import Message, Say, message
from services.assignment.advice.effects import (
    first_changed,
    first_effects,
    goals_document,
)
from services.assignment.advice.learn import Learned, Learning
from services.named import named

MOST_TOLD = 10
"""Directions that `texts` tell; the document has them all."""


def learn_document(plan: str, network: Network, found: Learning, say: Say) -> dict[str, Any]:
    """Return each new direction that changes something, best first, with what is assumed."""
    lines = [_line(network, one) for one in found.found]
    n = len(lines)
    code = "advice.learn.heading" if n else "advice.learn.nothing"
    texts = [message(code, plan=plan, n=n, asked=found.asked), *lines[:MOST_TOLD]]
    if n > MOST_TOLD:
        texts.append(message("advice.learn.more", n=n - MOST_TOLD))
    return {
        "plan": plan,
        "kind": "learn",
        "asked": found.asked,
        "directions": [
            _direction(one, say(line)) for one, line in zip(found.found, lines, strict=True)
        ],
        "texts": [say(text) for text in texts],
    }


def _direction(one: Learned, text: str) -> dict[str, Any]:
    offer, like = one.beginning.offer, one.beginning.like
    return {
        "leader": offer.organisation,
        "direction": offer.direction,
        "places": offer.places,
        "like": like.direction,
        "mode": None if offer.mode is None else offer.mode.value,
        "limit_km": offer.limit_km,
        "goals": goals_document(one.goals),
        "first_goal_changed": first_changed(one.goals),
        "text": text,
    }


def _line(network: Network, one: Learned) -> Message:
    offer, names = one.beginning.offer, network.name_of
    like = one.beginning.like.direction
    return message(
        "advice.learn.line",
        leader=named(network, offer.organisation),
        direction=names.get(offer.direction, offer.direction),
        like=names.get(like, like),
        effects=first_effects(one.goals),
    )
