"""What people decided about a plan, as its passport tells it."""

from dataclasses import dataclass
from datetime import date

from graph.model.changes import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One decision about a plan.

    Attributes
    ----------
    undoes
        Revision that it takes back, if any.
    """

    revision: int
    action: Action
    actor: str
    day: date
    reason: str
    undoes: int | None = None
