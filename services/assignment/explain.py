"""Why each pair, why each need is open, what each shortage is: told from the stored facts."""

from collections.abc import Mapping, Sequence

from graph.model.choices import AssignmentMode, OpenReason
from graph.model.plan import Assignment, BlockingGroup, OpenNeed
from graph.network import Network
from graph.texts import Message, message
from services.named import named

Names = Mapping[str, str]
_LEADERS_NAMED = 5


def assignment_reasons(line: Assignment, names: Names) -> tuple[Message, ...]:
    """Return why this leader helps with this need, the most telling reason last.

    Examples
    --------
    >>> from services.assignment.examples import tiny_plan
    >>> line = tiny_plan().assignments[0]
    >>> [reason.code for reason in assignment_reasons(line, {})]
    ['plan.why.place', 'plan.why.on_site', 'plan.why.nearest']
    """
    told = [
        message(
            "plan.why.place",
            leader=names.get(line.leader, line.leader),
            direction=names.get(line.direction, line.direction),
            place=line.place,
            places=line.places,
        ),
        _way(line),
        message("plan.why.nearer", n=line.nearer) if line.nearer else message("plan.why.nearest"),
    ]
    for said, code in (
        (line.kept, "plan.why.kept"),
        (line.preferred, "plan.why.preferred"),
        (line.pinned, "plan.why.pinned"),
    ):
        if said:
            told.append(message(code))
    return tuple(told)


def _way(line: Assignment) -> Message:
    """Tell how the help is given, and over which distance."""
    if line.mode is AssignmentMode.REMOTE:
        if line.distance_km is None:
            return message("plan.why.remote_unknown", effective=line.effective_km)
        return message("plan.why.remote", km=line.distance_km, effective=line.effective_km)
    if line.distance_km is None:
        return message("plan.why.on_site_unknown", effective=line.effective_km)
    return message("plan.why.on_site", km=line.distance_km)


def open_reason(
    need: OpenNeed,
    groups: Mapping[str, BlockingGroup],
    names: Names,
    rules: tuple[Message, ...] = (),
) -> Message:
    """Return why a need is open and what would help, in one message.

    `rules` are the side rules of the plan, which may stand between the need and a free place.
    """
    params = {
        "direction": names.get(need.direction, need.direction),
        "leader": names.get(need.nearest or "", need.nearest),
    }
    if need.reason is OpenReason.TOO_FAR and need.nearest_km is None:
        return message("plan.open.too_far_unknown", **params)
    if need.reason is OpenReason.NO_PLACE:
        group = groups[need.blocking_group or ""]
        return message(
            "plan.open.no_place",
            **params,
            needs=message("plan.count.needs", n=len(group.members)),
            places=message("plan.count.places", n=group.places),
        )
    if need.reason is OpenReason.NOT_SELECTED and rules:
        return message("side.open", **params, n=len(rules), rules=rules)
    return message(f"plan.open.{need.reason.value}", **params, km=need.nearest_km)


def community_reason(communities: Sequence[str], names: Names) -> tuple[Message, ...]:
    """Return which network communities help with a need already; nothing without one.

    Examples
    --------
    >>> [reason.code for reason in community_reason(["c"], {})]
    ['plan.why.community']
    """
    if not communities:
        return ()
    named = ", ".join(f"«{names.get(code, code)}»" for code in communities)
    return (message("plan.why.community", n=len(communities), named=named),)


def group_text(group: BlockingGroup, network: Network) -> Message:
    """Return what a shortage says: so many needs, these leaders, so few places."""
    told = ", ".join(named(network, code) for code in group.leaders[:_LEADERS_NAMED])
    more = len(group.leaders) - _LEADERS_NAMED
    return message(
        "plan.group" if group.leaders else "plan.group_without_leaders",
        n=len(group.leaders),
        needs=message("plan.count.needs", n=len(group.members)),
        leaders=message("plan.count.leaders", n=len(group.leaders)),
        named=message("plan.named_and_more", named=told, n=more) if more > 0 else told,
        places=message("plan.count.places", n=group.places),
        short=message("plan.count.needs", n=group.short_by),
    )
