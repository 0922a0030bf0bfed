"""The stability curve as a document, each point with its sentence."""

from itertools import pairwise
from typing import Any

from graph.texts import Message, Say, message
from services.assignment.advice.stability import Curve, Point


def stability_document(plan: str, curve: Curve, say: Say) -> dict[str, Any]:
    """Return the points of the curve, fewest changes first."""
    lines = [
        _line(curve, point, before)
        for before, point in pairwise([None, *curve.points])
        if point is not None
    ]
    base = curve.base.plan
    heading = message(
        "advice.stability.against_plan" if base else "advice.stability.against_last_year",
        plan=plan,
        base=base,
    )
    texts = [heading, *lines]
    least = curve.points[0].changes
    if least:
        texts.append(message("advice.stability.forced", n=least))
    texts.append(
        message("advice.stability.last", n=curve.points[-1].changes)
        if curve.is_whole
        else message("advice.stability.cut")
    )
    return {
        "plan": plan,
        "kind": "stability",
        "base": base,
        "complete": curve.is_whole,
        "points": [
            {
                "changes": point.changes,
                "goals": [
                    {"name": name.value, "value": value}
                    for name, value in zip(curve.goals, point.values, strict=True)
                ],
                "proved": point.proved,
                "proved_by": ("flow" if point.by_flow else "highs") if point.proved else None,
                "text": say(line),
            }
            for point, line in zip(curve.points, lines, strict=True)
        ],
        "texts": [say(text) for text in texts],
    }


def _line(curve: Curve, point: Point, before: Point | None) -> Message:
    """Tell the first point whole, of the others what differs from the one before."""
    values = zip(curve.goals, point.values, strict=True)
    told = [
        message("advice.stability.value", goal=message(f"plan.goal.{name.value}"), value=value)
        for i, (name, value) in enumerate(values)
        if before is None or before.values[i] != value
    ]
    return message(
        "advice.stability.point" if point.proved else "advice.stability.point_open",
        n=point.changes,
        values=tuple(told) or message("advice.stability.same"),
    )
