"""Measures as a document for other programs: each number with the list behind it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from graph.texts import Message, Say, message
from services.measures.doubled import Doubled
from services.measures.involvement import Involvement, Part
from services.measures.measures import Measures
from services.measures.shape import Shape
from services.measures.support import Flow

_SHOWN = 3  # organisations that a sentence names; the document has them all


def measures_document(found: Measures, say: Say) -> dict[str, Any]:
    """Return every measure with its list, and the same in sentences.

    Shares are of 1, rounded to four digits, and None where there is nothing to be a share of. What
    asks for ways to leaders is None where there is no leader.
    """
    scene = found.scene
    return {
        "as_of": scene.day.isoformat(),
        "window_months": scene.policy.window_months,
        "network_revision": scene.network.revision,
        "judged": found.shape.judged,
        "leaders": found.shape.leaders,
        **_shape(found.shape),
        **_flow(found.flow),
        "involvement": _involvement(found.involvement),
        "doubled": {
            "pairs": [_doubled(one) for one in found.pairs_twice],
            "communities": [_doubled(one) for one in found.communities_twice],
        },
        "texts": [say(line) for line in _lines(found)],
    }


def _shape(shape: Shape) -> dict[str, Any]:
    reached = shape.judged - len(shape.not_reached)
    ways = {
        "reach": {
            "reached": reached,
            "share": _share(reached, shape.judged),
            "not_reached": list(shape.not_reached),
        },
        "steps": {
            "harmonic": shape.harmonic_steps,
            "counts": [{"steps": step, "n": n} for step, n in shape.steps.items()],
        },
        "dependence": {
            "dependent": len(shape.dependent),
            "share": _share(len(shape.dependent), shape.judged),
            "organisations": list(shape.dependent),
            "on": [{"organisation": one.organisation, "n": one.n} for one in shape.depended],
        },
    }
    largest = len(shape.parts[0]) if shape.parts else 0
    return {
        **(ways if shape.leaders else dict.fromkeys(ways)),
        "parts": {
            "count": len(shape.parts),
            "largest": largest,
            "share": _share(largest, shape.judged),
            "members": [list(part) for part in shape.parts],
        },
    }


def _flow(flow: Flow) -> dict[str, Any]:
    return {
        "concentration": {
            "acts": flow.acts,
            "givers": len(flow.givers),
            "half_by": flow.half_by,
            "given": [{"organisation": code, "n": n} for code, n in flow.givers],
        },
        "mutuality": {
            "ties": flow.ties,
            "mutual": len(flow.mutual),
            "share": _share(len(flow.mutual), flow.ties),
            "pairs": [list(pair) for pair in flow.mutual],
        },
        "crossing": {
            "acts": flow.acts,
            "crossing": flow.crossing,
            "share": _share(flow.crossing, flow.acts),
            "municipalities": [
                {"municipality": one.municipality, "given": one.given, "crossing": one.crossing}
                for one in flow.by_municipality
            ],
        },
    }


def _involvement(involvement: Involvement) -> dict[str, Any]:
    events, paper = involvement.counts().get("", (Counter(), Counter()))
    return {
        "events": _parts(events),
        "paper": _parts(paper),
        "neither": list(involvement.without_any_part),
        **{
            f"by_{field}": [
                {field: key, "events": _parts(some), "paper": _parts(other)}
                for key, (some, other) in involvement.counts(field).items()
            ]
            for field in ("kind", "municipality")
        },
        "organisations": [
            {
                "organisation": one.organisation,
                "events": one.events.value,
                "paper": one.paper.value,
            }
            for one in involvement.organisations
        ],
    }


def _parts(counts: Counter[Part]) -> dict[str, int]:
    return {part.value: counts[part] for part in Part}


def _doubled(one: Doubled) -> dict[str, Any]:
    return {
        "organisation": one.organisation,
        "direction": one.direction,
        "through": list(one.through),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _lines(found: Measures) -> Iterator[Message]:
    scene, shape, flow = found.scene, found.shape, found.flow
    window = message("measures.window", n=scene.policy.window_months)
    yield message("measures.heading", date=scene.day, window=window, n=shape.judged)
    if shape.leaders:
        yield from _ways(found)
    else:
        yield message("measures.no_leaders")
    largest = len(shape.parts[0]) if shape.parts else 0
    yield message("measures.parts", n=len(shape.parts), largest=largest)
    if flow.acts:
        yield message("measures.half", n=flow.half_by, givers=len(flow.givers))
        mutual = len(flow.mutual)
        percent = _percent(mutual, flow.ties)
        yield message("measures.mutual", n=mutual, of=flow.ties, percent=percent)
        percent = _percent(flow.crossing, flow.acts)
        yield message("measures.crossing", n=flow.crossing, of=flow.acts, percent=percent)
    else:
        yield message("measures.no_acts")
    events, paper = found.involvement.counts().get("", (Counter(), Counter()))
    for code, counts in (("events", events), ("paper", paper)):
        yield message(f"measures.involved.{code}", **_parts(counts))
    yield message("measures.neither", n=len(found.involvement.without_any_part))
    twice = len({one.organisation for one in found.pairs_twice})
    yield message("measures.pairs_twice", n=twice)
    twice = len({one.organisation for one in found.communities_twice})
    yield message("measures.communities_twice", n=twice)


def _ways(found: Measures) -> Iterator[Message]:
    shape, names = found.shape, found.scene.network.name_of
    reached = shape.judged - len(shape.not_reached)
    yield message(
        "measures.reach", n=reached, of=shape.judged, percent=_percent(reached, shape.judged)
    )
    if shape.harmonic_steps is not None:
        yield message("measures.steps", steps=shape.harmonic_steps)
    yield message(
        "measures.dependent",
        n=len(shape.dependent),
        percent=_percent(len(shape.dependent), shape.judged),
    )
    if shape.depended:
        yield message(
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


def _home(found: Measures, code: str) -> str:
    network = found.scene.network
    home = network.organisation(code).municipality
    return network.name_of.get(home, home)
