"""The price of fairness as a document, in figures and in words."""

from typing import Any

from graph.network import Network
from graph.texts import Message, Say, message
from services.assignment.admissible import TENTHS
from services.assignment.advice.effects import number_of
from services.assignment.advice.fairness import Fairness, Trip, Trips
from services.named import named

_SHOWN = 5  # trips that `texts` tell of each kind; the document has them all


def fairness_document(
    plan: str, network: Network, found: Fairness, band_km: int, say: Say
) -> dict[str, Any]:
    """Return both plans in figures, who travels less by fairness, and who travels more."""
    fair, plain = found.fair, found.plain
    return {
        "plan": plan,
        "kind": "fairness",
        "band_km": band_km,
        "with": _trips(fair),
        "without": _trips(plain),
        "price": {
            "points": fair.points - plain.points,
            "km": (fair.total - plain.total) / TENTHS,
            "worst_km": (fair.worst - plain.worst) / TENTHS,
        },
        "nearer": [_trip(one) for one in found.nearer],
        "farther": [_trip(one) for one in found.farther],
        "texts": [say(text) for text in _texts(plan, network, found, band_km)],
    }


def _trips(trips: Trips) -> dict[str, Any]:
    return {
        "points": trips.points,
        "worst_km": trips.worst / TENTHS,
        "km": trips.total / TENTHS,
        "bands": list(trips.bands),
        "goals": [
            {"name": name.value, "value": number_of(name, value)} for name, value in trips.goals
        ],
    }


def _trip(one: Trip) -> dict[str, Any]:
    return {
        "mentee": one.mentee,
        "direction": one.direction,
        "with": {"leader": one.with_leader, "km": one.with_km / TENTHS},
        "without": {"leader": one.without_leader, "km": one.without_km / TENTHS},
    }


def _texts(plan: str, network: Network, found: Fairness, band_km: int) -> list[Message]:
    fair, plain = found.fair, found.plain
    if fair.bands == plain.bands and fair.points == plain.points:
        return [message("advice.fairness.free", plan=plan, worst=fair.worst / TENTHS)]
    texts = [
        message(
            "advice.fairness.price",
            plan=plan,
            points=fair.points - plain.points,
            km=(fair.total - plain.total) / TENTHS,
            before=plain.points,
            after=fair.points,
        ),
        message("advice.fairness.worst", before=plain.worst / TENTHS, after=fair.worst / TENTHS),
    ]
    most = max(len(fair.bands), len(plain.bands))
    for band in range(most - 1, -1, -1):
        own, other = (some.bands[band] if band < len(some.bands) else 0 for some in (fair, plain))
        if own != other:
            texts.append(
                message(
                    "advice.fairness.band",
                    from_km=band * band_km,
                    to_km=(band + 1) * band_km,
                    after=own,
                    before=other,
                )
            )
    for code, some in (("nearer", found.nearer), ("farther", found.farther)):
        if some:
            texts.append(message(f"advice.fairness.{code}", n=len(some)))
            texts += [_line(network, one) for one in some[:_SHOWN]]
    return texts


def _line(network: Network, one: Trip) -> Message:
    names = network.name_of
    return message(
        "advice.fairness.line",
        mentee=named(network, one.mentee),
        direction=names.get(one.direction, one.direction),
        after=one.with_km / TENTHS,
        before=one.without_km / TENTHS,
    )
