"""Meetings without a word as a document for other programs."""

from collections.abc import Sequence
from typing import Any

from graph.network import Network
from graph.texts import Message, Say, message
from services.isolation.scene import Scene
from services.meetings.passed import Passed


def meetings_document(scene: Scene, passed: Sequence[Passed], say: Say) -> dict[str, Any]:
    """Return each meeting with whom to ask, and the same in sentences."""
    network = scene.network
    return {
        "as_of": scene.day.isoformat(),
        "network_revision": network.revision,
        "meetings": [
            {
                "event": one.event.id,
                "name": one.event.name,
                "date": one.event.date.isoformat(),
                "days": one.days,
                "host": one.event.host,
                "organisations": list(one.organisations),
                "contact": one.contact,
                "curators": list(one.curators),
                "text": say(passed_text(network, one)),
            }
            for one in passed
        ],
        "texts": [say(message("meetings.count", n=len(passed), date=scene.day))],
    }


def passed_text(network: Network, one: Passed) -> Message:
    """Say which meeting it is, how long ago it was, and whom to ask."""
    event = one.event
    asked = tuple(
        _person(network, code) for code in (one.contact, *one.curators) if code is not None
    )
    return message(
        "meetings.text",
        name=event.name,
        date=event.date,
        ago=message("meetings.ago", n=one.days),
        host=network.name_of.get(event.host, event.host),
        ask=asked or message("meetings.nobody"),
    )


def _person(network: Network, code: str) -> Message:
    person = network.people.get(code)
    name = code if person is None else person.name
    if person is None or not person.phone:
        return message("meetings.person", name=name)
    return message("meetings.person_phone", name=name, phone=person.phone)
