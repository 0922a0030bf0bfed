"""What the command `isolated` prints: the numbers, groups and order of the page."""

from typing import TYPE_CHECKING

from api.cli.edge import Edge
from graph.network import Network
from graph.texts import Message, message
from graph.valid_time import as_of
from services.named import named

if TYPE_CHECKING:
    from services.isolation.findings import IsolationReport
    from services.views.isolation_list import IsolationList, Reason

_BEFORE_DATA = "isolation.remark.before_data"


def narrowed_to(network: Network, found: "IsolationReport", municipality: str) -> "IsolationReport":
    """Return the findings of one municipality.

    Raises
    ------
    NotFoundError
        If there is no such municipality.
    """
    from graph.errors import NotFoundError
    from services.views.isolation_list import narrowed

    if municipality not in network.municipalities.keys:
        raise NotFoundError("map.municipality_unknown", municipality=municipality)
    here = [one for one in found.findings if one.municipality == municipality]
    return narrowed(found, here)


def tell_isolation(
    edge: Edge,
    network: Network,
    found: "IsolationReport",
    *,
    municipality: str | None,
    most: int | None,
) -> None:
    """Print the counts by reason, then who is cut off or in danger with the next step.

    Parameters
    ----------
    municipality
        The one that `found` is narrowed to, if it is.
    most
        How many lines; None is everybody, those with a narrow circle at the end.
    """
    from services.isolation.rows import ROW_OF, Row
    from services.views.index import NetworkIndex
    from services.views.isolation_list import IsolationQuery, build_isolation_list

    day = found.as_of
    edge.tell("cli.isolated.day", day=day, window=found.window_months)
    early = [one for one in found.remarks if one.code == _BEFORE_DATA]
    for remark in early or found.remarks:
        print(edge.say(remark))  # noqa: T201 - what the command says
    if early:
        return  # of a day without data everybody is found alike: the sentence says all
    index = NetworkIndex(network, as_of(network, day), day)
    listed = build_isolation_list(index, found, IsolationQuery(limit=0))
    _tell_counts(edge, listed, None if municipality is None else network.name_of[municipality])
    lines = [
        one for one in listed.all_found if most is None or ROW_OF[one.listed] is not Row.NARROW
    ]
    for finding in lines[:most]:
        edge.tell(
            "cli.isolated.line",
            name=named(network, finding.organisation),
            organisation=finding.organisation,
            text=finding.reason,
            step=finding.next_step,
        )
    if most is not None and len(listed.all_found) > min(most, len(lines)):
        edge.tell("cli.isolated.more")


def _tell_counts(edge: Edge, listed: "IsolationList", place: str | None) -> None:
    """Print how many are cut off, in danger and to be watched, and the reasons of the first two."""
    numbers = {
        "severe": _total(listed.severe),
        "at_risk": _total(listed.at_risk),
        "watched": _total(listed.watched),
    }
    if place is None:
        edge.tell("cli.isolated.count", **numbers)
    else:
        edge.tell("cli.isolated.count_in", place=place, **numbers)
    for one in (*listed.severe, *listed.at_risk):
        if one.n:
            edge.tell("cli.isolated.kind", reason=_reason(one), count=one.n)


def _reason(one: "Reason") -> Message:
    return message(f"isolation_page.row.{one.code}")


def _total(reasons: "tuple[Reason, ...]") -> int:
    return sum(one.n for one in reasons)
