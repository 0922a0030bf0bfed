"""A comparison of two plans with the causes of its lines, as a document."""

from collections.abc import Mapping
from typing import Any

from graph.network import Network
from graph.texts import Say
from services.assignment.causes.cause import Cause, NeedKey
from services.assignment.compare import Comparison, Step, comparison_document, steps_document
from services.assignment.compare_texts import comparison_lines, step_line


def compared_document(
    network: Network, comparison: Comparison, causes: Mapping[NeedKey, Cause], say: Say
) -> dict[str, Any]:
    """Return the comparison; each line says its cause, and `texts` tells all of it to people."""
    document = comparison_document(comparison)
    for kind in ("moved", "new", "ended"):
        steps: tuple[Step, ...] = getattr(comparison, kind)
        document[kind] = [
            {
                **line,
                "cause": _cause(causes[step.mentee, step.direction], say),
                "text": say(step_line(network, step)),
            }
            for step, line in zip(steps, steps_document(steps), strict=True)
        ]
    told = {key: cause.said for key, cause in causes.items()}
    lines = comparison_lines(network, comparison, told)
    return {**document, "texts": [say(line) for line in lines]}


def _cause(cause: Cause, say: Say) -> dict[str, Any]:
    behind = None
    if cause.behind is not None:
        behind = dict(zip(("mentee", "direction"), cause.behind, strict=True))
    return {"code": cause.code, "text": say(cause.said), "behind": behind}
