"""Measures as a document for other programs: each number with the list behind it."""

from collections import Counter
from typing import Any

from graph.texts import Say
from services.measures.doubled import Doubled
from services.measures.involvement import Basis, Involvement, Part
from services.measures.measures import Measures
from services.measures.shape import Shape
from services.measures.support import Flow
from services.measures.wording import heading, remarks, sentences


def measures_document(found: Measures, say: Say) -> dict[str, Any]:
    """Return every measure with its list, and the same in sentences.

    Shares are of 1, rounded to four digits, and None where there is nothing to be a share of. What
    asks for ways to leaders is None where there is no leader.
    """
    scene = found.scene
    return {
        "as_of": scene.day.isoformat(),
        "window_months": scene.policy.window_months,
        "municipality": found.municipality or None,
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
        "texts": [
            say(line) for line in (heading(found), *remarks(found), *sentences(found).values())
        ],
    }


def _shape(shape: Shape) -> dict[str, Any]:
    reached = len(shape.steps_of)
    ways = {
        "reach": {
            "reached": reached,
            "share": _share(reached, shape.judged),
            "not_reached": list(shape.not_reached),
        },
        "steps": {
            "harmonic": shape.harmonic_steps,
            "counts": [{"steps": step, "n": n} for step, n in shape.steps.items()],
            "organisations": [
                {"organisation": code, "steps": step} for code, step in shape.steps_of.items()
            ],
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
    return {
        **{basis.value: _parts(involvement.total(basis)) for basis in Basis},
        "neither": list(involvement.without_any_part),
        **{f"by_{field}": _by(involvement, field) for field in ("kind", "municipality")},
        "organisations": [
            {
                "organisation": one.organisation,
                **{basis.value: one.part(basis).value for basis in Basis},
            }
            for one in involvement.organisations
        ],
    }


def _by(involvement: Involvement, field: str) -> list[dict[str, Any]]:
    counts = {basis: involvement.counts(basis, field) for basis in Basis}
    return [
        {field: key, **{basis.value: _parts(counts[basis][key]) for basis in Basis}}
        for key in counts[Basis.ANY]
    ]


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
