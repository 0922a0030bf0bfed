"""What earlier and other plans leave behind: pairs to keep, needs overlooked, places given."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from graph.geo import IntArray
from graph.model.choices import PairStatus, PlanStatus
from graph.model.ids import SchoolYear
from graph.network import Network
from graph.valid_time import first_day, following, previous
from services.assignment.roster import BoolArray, Needs, Places

FINAL = frozenset({PlanStatus.APPROVED, PlanStatus.ORDERED})
LIVED = frozenset({None, PairStatus.ORDERED, PairStatus.ACTIVE, PairStatus.ENDED})

Triple = tuple[int, int, int]


def final_plans(network: Network, school_year: SchoolYear) -> dict[str, str]:
    """Return the approved and ordered plans of a year that no other one replaces: id → scope."""
    table = network.plans
    columns = (table.column(name) for name in ("id", "scope", "status", "school_year"))
    replaced = replaced_plans(network)
    return {
        id_: scope
        for id_, scope, status, year in zip(*columns, strict=True)
        if status in FINAL and year == school_year and id_ not in replaced
    }


def replaced_plans(network: Network) -> dict[str, str]:
    """Return each plan that an approved or ordered one replaces, by any number of steps.

    The value is the plan that stands in its place.
    """
    table = network.plans
    columns = (table.column(name) for name in ("id", "status"))
    final = [id_ for id_, status in zip(*columns, strict=True) if status in FINAL]
    return {before: id_ for id_ in final for before in plans_before(network, id_)}


def plans_before(network: Network, plan: str) -> tuple[str, ...]:
    """Return the plan that `plan` replaces, the one that this replaces, and so on."""
    table = network.plans
    replaces = dict(zip(table.column("id"), table.column("replaces"), strict=True))
    found: list[str] = []
    at = replaces.get(plan)
    while at is not None and at not in found:
        found.append(at)
        at = replaces.get(at)
    return tuple(found)


def overlooked(network: Network, needs: Needs, school_year: SchoolYear) -> BoolArray:
    """Return which needs had no leader last year: marked so, or open in a final plan.

    A need is in at most one final plan of its year, so the plans of all scopes count together.
    """
    final = final_plans(network, previous(school_year))
    lines = network.open_needs
    columns = (lines.column(name) for name in ("plan", "mentee", "direction"))
    open_ = {(mentee, way) for plan, mentee, way in zip(*columns, strict=True) if plan in final}
    table = network.needs
    marked, mentee, way = (
        table.column(name) for name in ("overlooked", "organisation", "direction")
    )
    return np.array(
        [bool(marked[i]) or (mentee[i], way[i]) in open_ for i in needs.row.tolist()], bool
    )


def pairs_to_keep(
    network: Network,
    places: Places,
    directions: Mapping[str, int],
    school_year: SchoolYear,
    max_years: int,
) -> set[Triple]:
    """Return (leader, mentee, direction) of last year's pairs that may still go on.

    A pair lived in a school year if its row, of status ordered, active, ended or empty, holds on
    at least one day of it. Years together are counted back from last year without a gap; a pair
    counts while they are fewer than `max_years`.
    """
    table = network.pairs
    status = np.array([s in LIVED for s in table.column("status")], bool)
    start, end = table.days("from_date"), table.days("to_date")
    status &= np.isnat(end) | (start < end)
    names = (table.column(name) for name in ("leader", "mentee", "direction"))
    triples = list(zip(*names, strict=True))
    kept: set[tuple[str, str, str]] | None = None
    worn: set[tuple[str, str, str]] = set()
    year, first = previous(school_year), np.datetime64(first_day(school_year), "D")
    for back in range(max_years):
        since = np.datetime64(first_day(year), "D")
        lived = status & (start < first) & (np.isnat(end) | (end > since))
        in_year = {triples[i] for i in np.flatnonzero(lived).tolist()}
        kept = in_year if kept is None else kept
        worn = in_year if back == 0 else worn & in_year
        year, first = previous(year), since
    number = places.number
    return {
        (number[leader], number[mentee], directions[way])
        for leader, mentee, way in (kept or set()) - worn
    }


def leaders_of_pairs(network: Network, school_year: SchoolYear) -> dict[tuple[str, str], str]:
    """Return the leader of each (mentee, direction) by the pairs that lived in a school year.

    Of several for one need it is the one that began last.
    """
    table = network.pairs
    start, end = table.days("from_date"), table.days("to_date")
    first, last = (np.datetime64(first_day(y), "D") for y in (school_year, following(school_year)))
    lived = (start < last) & (np.isnat(end) | ((end > first) & (start < end)))
    lived &= np.array([status in LIVED for status in table.column("status")], bool)
    rows = sorted(np.flatnonzero(lived).tolist(), key=lambda row: (start[row], table.keys[row]))
    columns = [table.column(name) for name in ("mentee", "direction", "leader")]
    return {
        (mentee, way): leader for mentee, way, leader in ([c[row] for c in columns] for row in rows)
    }


def places_given(
    network: Network, school_year: SchoolYear, scope: str
) -> Counter[tuple[str, str, str]]:
    """Count places that final plans of other scopes of the year have given, by key of offer."""
    others = {id_ for id_, of in final_plans(network, school_year).items() if of != scope}
    table = network.assignments
    columns = (table.column(name) for name in ("plan", "leader", "direction", "offer_from"))
    return Counter(
        (leader, way, day.isoformat())
        for plan, leader, way, day in zip(*columns, strict=True)
        if plan in others
    )


def encode(triples: set[Triple], organisations: int, directions: int) -> IntArray:
    """Return sorted codes of (leader, mentee, direction), one whole number each."""
    codes = ((a * organisations + b) * directions + d for a, b, d in triples)
    return np.array(sorted(codes), np.int64)
