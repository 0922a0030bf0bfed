"""Every measure in one plain sentence."""

from collections.abc import Iterator
from enum import StrEnum

from graph.texts import Message, message
from services.measures.doubled import count_doubled
from services.measures.involvement import Basis, Part
from services.measures.measures import Measures

_SHOWN = 3  # organisations that a sentence names; the document has them all


class Topic(StrEnum):
    """What a measure is about, in the order of telling; each has a list behind it."""

    REACH = "reach"
    STEPS = "steps"
    DEPENDENCE = "dependence"
    DEPENDED = "depended"
    PARTS = "parts"
    CONCENTRATION = "concentration"
    MUTUALITY = "mutuality"
    CROSSING = "crossing"
    EVENTS = "events"
    PAPER = "paper"
    NEITHER = "neither"
    PAIRS_TWICE = "pairs_twice"
    COMMUNITIES_TWICE = "communities_twice"


def heading(found: Measures) -> Message:
    """Say the day, the window, and how many were looked at."""
    scene, place = found.scene, found.municipality
    window = message("measures.window", n=scene.policy.window_months)
    n = found.shape.judged
    if not place:
        return message("measures.heading", date=scene.day, window=window, n=n)
    name = scene.network.name_of.get(place, place)
    return message("measures.heading_in", date=scene.day, window=window, n=n, place=name)


def remarks(found: Measures) -> Iterator[Message]:
    """Say why some measures are missing."""
    if not found.shape.leaders:
        yield message("measures.no_leaders")
    if not found.flow.acts:
        yield message("measures.no_acts")


def sentences(found: Measures) -> dict[Topic, Message]:
    """Return the sentence of each measure that can be told."""
    shape = found.shape
    said = _ways(found) if shape.leaders else {}
    largest = len(shape.parts[0]) if shape.parts else 0
    said[Topic.PARTS] = message("measures.parts", n=len(shape.parts), largest=largest)
    said |= _flow(found)
    for topic, basis in ((Topic.EVENTS, Basis.EVENTS), (Topic.PAPER, Basis.PAPER)):
        counts = found.involvement.total(basis)
        said[topic] = message(
            f"measures.involved.{basis}", **{part.value: counts[part] for part in Part}
        )
    none = len(found.involvement.without_any_part)
    said[Topic.NEITHER] = message("measures.neither", n=none)
    twice = count_doubled(found.pairs_twice)
    said[Topic.PAIRS_TWICE] = message("measures.pairs_twice", n=twice)
    twice = count_doubled(found.communities_twice)
    said[Topic.COMMUNITIES_TWICE] = message("measures.communities_twice", n=twice)
    return said


def percent(part: int, whole: int) -> int:
    """Return a share in whole percent; nothing of nothing is 0.

    Examples
    --------
    >>> percent(2, 3), percent(0, 0)
    (67, 0)
    """
    return round(100 * part / whole) if whole else 0


def _ways(found: Measures) -> dict[Topic, Message]:
    shape, names = found.shape, found.scene.network.name_of
    reached = len(shape.steps_of)
    said = {
        Topic.REACH: message(
            "measures.reach", n=reached, of=shape.judged, percent=percent(reached, shape.judged)
        )
    }
    if shape.harmonic_steps is not None:
        said[Topic.STEPS] = message("measures.steps", steps=shape.harmonic_steps)
    said[Topic.DEPENDENCE] = message(
        "measures.dependent",
        n=len(shape.dependent),
        percent=percent(len(shape.dependent), shape.judged),
    )
    if shape.depended:
        said[Topic.DEPENDED] = message(
            "measures.depended",
            names=tuple(
                message(
                    "measures.on",
                    organisation=names.get(one.organisation, one.organisation),
                    municipality=_home(found, one.organisation),
                    n=one.n,
                )
                for one in shape.depended[:_SHOWN]
            ),
        )
    return said


def _flow(found: Measures) -> dict[Topic, Message]:
    flow = found.flow
    if not flow.acts:
        return {}
    mutual = len(flow.mutual)
    return {
        Topic.CONCENTRATION: message("measures.half", n=flow.half_by, givers=len(flow.givers)),
        Topic.MUTUALITY: message(
            "measures.mutual", n=mutual, of=flow.ties, percent=percent(mutual, flow.ties)
        ),
        Topic.CROSSING: message(
            "measures.crossing",
            n=flow.crossing,
            of=flow.acts,
            percent=percent(flow.crossing, flow.acts),
        ),
    }


def _home(found: Measures, code: str) -> str:
    network = found.scene.network
    home = network.organisation(code).municipality
    return network.name_of.get(home, home)
