"""A plan beside the year before: which need keeps its leader, gets one, changes it or loses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.model.ids import SchoolYear
from graph.network import Network
from graph.valid_time import first_day, previous
from services.assignment.compare import Step
from services.assignment.past import final_plans, leaders_of_pairs
from services.assignment.roster import places_of

Need = tuple[str, str]
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYear:
    """How a plan differs from the year before.

    Attributes
    ----------
    plans
        Final plans of that year that give leaders; empty when its pairs give them.
    steps
        Every need that has a leader in one of the two years, by mentee and direction; the same
        leader on both sides is a pair that goes on.
    """

    school_year: SchoolYear
    plans: tuple[str, ...]
    steps: tuple[Step, ...]


def compare_with_last_year(network: Network, document: Document) -> LastYear:
    """Compare the assignments of a plan with last year's leaders, need by need.

    Leaders of last year are those of its final plans, of all scopes; without such a plan those
    of the pairs that lived in that year, of several for one need the one that began last. Only
    mentees within the plan's scope are looked at.

    Parameters
    ----------
    document
        The plan as `services.assignment.document.plan_document` gives it.
    """
    year = previous(SchoolYear(document["school_year"]))
    plans = tuple(sorted(final_plans(network, year)))
    before = _planned(network, plans) if plans else leaders_of_pairs(network, year)
    places = places_of(network, first_day(year), document["scope"])
    after = {(a["mentee"], a["direction"]): a["leader"] for a in document["assignments"]}
    inside = {code for code, i in places.number.items() if places.in_scope[i]}
    return LastYear(
        school_year=year,
        plans=plans,
        steps=tuple(
            Step(
                mentee=need[0],
                direction=need[1],
                from_leader=before.get(need),
                to_leader=after.get(need),
            )
            for need in sorted(before.keys() | after.keys())
            if need[0] in inside
        ),
    )


def kind_of(step: Step) -> str:
    """Return ``kept``, ``moved``, ``new`` or ``ended``.

    Examples
    --------
    >>> kind_of(Step(mentee="m", direction="d", from_leader="l", to_leader=None))
    'ended'
    """
    if step.from_leader is None:
        return "new"
    if step.to_leader is None:
        return "ended"
    return "kept" if step.from_leader == step.to_leader else "moved"


def _planned(network: Network, plans: tuple[str, ...]) -> dict[Need, str]:
    table = network.assignments
    columns = (table.column(name) for name in ("plan", "mentee", "direction", "leader"))
    wanted = set(plans)
    return {
        (mentee, way): leader
        for plan, mentee, way, leader in zip(*columns, strict=True)
        if plan in wanted
    }
