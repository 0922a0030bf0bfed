"""Which fact becomes which mark, colour, size and place: a view becomes a map."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from graph.errors import InputError
from graph.model.choices import OrganisationKind
from graph.model.view import (
    MapRole,
    NetworkView,
    ShownFinding,
    ShownOrganisation,
    ShownTie,
    Standing,
)
from graph.model.view_years import YearsView
from graph.texts import Say, message
from viz.grouping import grouping_of
from viz.legend import figures_of, legend_of
from viz.palette import MARKS, TIES
from viz.scenes import scenes_of
from viz.short_names import short_name
from viz.spec import EdgeMark, MapSpec, NodeMark
from viz.words import page_words
from viz.years import ghosts_of, years_of

VIEWS = ("levels", "clusters", "geo")
_LEADING = frozenset({MapRole.LEADER, MapRole.BOTH})
_INSTITUTES = frozenset({OrganisationKind.INSTITUTE, OrganisationKind.INSTITUTE_BRANCH})
_STANDING = {Standing.PROMISING: "promising", Standing.RESERVE: "reserve"}
_ROLE = {MapRole.LEADER: "leader", MapRole.BOTH: "both", MapRole.MENTEE: "mentee"}


def encode_map(
    view: NetworkView, *, first: str = "levels", years: YearsView | None = None, say: Say
) -> MapSpec:
    """Turn a view into a map with positions, the same for the page and for the print.

    Parameters
    ----------
    view
        What is to be shown.
    first
        View that is open at the start, and printed, one of `VIEWS`; without coordinates there is
        no ``geo``, and the map opens with ``levels``.
    years
        School years around the view; with them positions come from their common ground, the same
        for each day.
    say
        Makes the sentences of legend and page.

    Raises
    ------
    InputError
        If there is no view of this name.
    """
    if first not in VIEWS:
        raise InputError("map.view_unknown", view=first, known=", ".join(VIEWS))
    ground = years.ground if years else view
    marks = {one.id: mark_of(one) for one in ground.organisations}
    grouping = grouping_of(ground, say)
    edges = _edges(view.ties, say)
    under = _edges(ground.ties, say) if years else edges
    alone = years.alone if years else _without_ties(view)
    scenes, places = scenes_of(
        ground,
        marks,
        grouping,
        under,
        alone=alone,
        lately=years.lately if years else (),
        say=say,
    )

    def mark(one: ShownOrganisation) -> NodeMark:
        return _node(one, mark_of(one), grouping.group_of[one.id], places, say)

    nodes = tuple(sorted(map(mark, view.organisations), key=_order))
    ghosts = ghosts_of(view, years, mark) if years else ()
    layers = [("plan", view.plan.title)] if view.plan else []
    if view.shows_isolation:
        layers.append(("isolation", say(message("map.layer_isolation"))))
    return MapSpec(
        title=view.title,
        subtitle=view.subtitle,
        date=f"{view.as_of:%d.%m.%Y}",
        source=view.source,
        mark=view.mark,
        first=first if first in {scene.name for scene in scenes} else "levels",
        nodes=nodes,
        edges=edges,
        legend=legend_of(nodes, edges, shows_isolation=view.shows_isolation, say=say),
        scenes=scenes,
        figures=figures_of(view, say),
        layers=tuple(layers),
        words=page_words(say),
        ghosts=ghosts,
        years=years_of(
            years, [*nodes, *ghosts], mark=mark, fact=lambda tie: _fact(tie, say), say=say
        )
        if years
        else None,
    )


def mark_of(one: ShownOrganisation) -> str:
    """Return the key of the mark of an organisation in `viz.palette.MARKS`.

    Kinds that are no schools keep their own mark; a school shows whether it leads, then its class,
    then whether it is led.
    """
    if one.kind in _INSTITUTES:
        return "institute"
    if one.kind is OrganisationKind.METHODICAL_SERVICE:
        return "service_leader" if one.role in _LEADING else "service"
    if one.kind is OrganisationKind.AUTHORITY:
        return "authority"
    if not one.kind.is_judged:
        return "partner"
    if one.role in _LEADING:
        return _ROLE[one.role]
    return _STANDING[one.standing] if one.standing else _ROLE.get(one.role, "plain")


def alarm_of(one: ShownOrganisation) -> int:
    """Return 2 for no working tie, 1 for at risk, 0 for nothing found."""
    if one.finding is None:
        return 0
    return 2 if one.finding.is_severe else 1


def _without_ties(view: NetworkView) -> frozenset[str]:
    return frozenset(one.id for one in view.organisations if alarm_of(one) > 1)


def _node(
    one: ShownOrganisation,
    mark: str,
    group: str,
    places: Mapping[str, Mapping[str, tuple[float, float]]],
    say: Say,
) -> NodeMark:
    label = short_name(one.label)
    grows = min(9.0, math.sqrt(one.mentees) * 1.7)
    leads = one.role in _LEADING
    facts = [
        ("municipality", one.municipality),
        ("settlement", one.settlement),
        ("level", one.level if one.kind is OrganisationKind.METHODICAL_SERVICE else ""),
        ("places", _leads(one, say) if leads else ""),
        ("placed", "" if one.is_placed else say(message("map.not_placed"))),
    ]
    return NodeMark(
        id=one.id,
        mark=mark,
        label=label,
        name=one.name,
        at={view: place[one.id] for view, place in sorted(places.items(), reverse=True)},
        radius=round(MARKS[mark].radius + (grows if leads else 0.0), 1),
        group=group,
        kind=one.kind_word,
        municipality=one.municipality,
        directions=tuple(sorted({need.direction for need in one.needs})),
        mentees=one.mentees,
        caption=f"{label} · {one.mentees}" if one.mentees else label,
        alarm=alarm_of(one),
        alarm_row=one.finding.row if one.finding else "",
        alarm_text=one.finding.text if one.finding else "",
        alarm_also=_also(one.finding, say) if one.finding else "",
        next_step=one.finding.next_step if one.finding else "",
        facts=tuple((say(message(f"map.fact.{key}")), value) for key, value in facts if value),
        needs=tuple((n.direction, n.level, n.is_open, n.note) for n in one.needs),
        part=one.part,
    )


def _leads(one: ShownOrganisation, say: Say) -> str:
    """Say how many schools a leader has, and of how many places if it offers any."""
    if not one.places:
        return say(message("map.leads", n=one.mentees))
    return say(message("map.places", n=one.mentees, places=one.places))


def _also(finding: ShownFinding, say: Say) -> str:
    """Name the kinds besides that under which a finding is shown."""
    others = (kind for kind in finding.kinds if kind != finding.headline)
    return ", ".join(say(message(f"isolation.kind.{kind.lower()}")) for kind in others)


def _order(node: NodeMark) -> tuple[int, int, list[tuple[int, str]], str]:
    """Order what needs attention first, then by mark, then by name with numbers as numbers."""
    parts = re.findall(r"\d+|\D+", node.label.lower())
    natural = [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
    return (-node.alarm, MARKS[node.mark].rank, natural, node.id)


def _edges(ties: Sequence[ShownTie], say: Say) -> tuple[EdgeMark, ...]:
    """Return one edge for all ties of a kind between two organisations."""
    grouped: dict[tuple[str, str, str], list[ShownTie]] = defaultdict(list)
    for tie in ties:
        ends = (tie.source, tie.target)
        if not tie.kind.is_directed:
            ends = (min(ends), max(ends))
        grouped[(tie.kind.value, *ends)].append(tie)
    edges = [
        EdgeMark(
            kind=kind,
            source=source,
            target=target,
            weight=min(3, len({tie.direction for tie in some})),
            count=len(some),
            facts=tuple(sorted({_fact(tie, say) for tie in some})),
        )
        for (kind, source, target), some in grouped.items()
    ]
    return tuple(sorted(edges, key=lambda e: (TIES[e.kind].rank, e.source, e.target)))


def _fact(tie: ShownTie, say: Say) -> tuple[str, str, str]:
    period = ""
    if tie.from_date and tie.to_date:
        period = say(
            message("map.period", start=tie.from_date, end=tie.to_date - timedelta(days=1))
        )
    elif tie.from_date:
        period = say(message("map.since", start=tie.from_date))
    stands = " · ".join(part for part in (period, tie.status) if part)
    return (tie.direction, stands, " · ".join(tie.reasons))
