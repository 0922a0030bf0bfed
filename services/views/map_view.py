"""Choose what a map shows on a day: organisations with their roles, ties, findings, figures."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from graph.errors import InputError, NotFoundError
from graph.model.choices import PlanStatus
from graph.model.plan import Plan
from graph.model.view import (
    MapRole,
    MapTie,
    NetworkView,
    ShownOrganisation,
    ShownPlan,
    ShownTie,
)
from graph.network import Network
from graph.texts import Say, message
from graph.valid_time import as_of, school_year_of
from services.isolation.kinds import WATCHED
from services.policy import IsolationPolicy, shipped_policy
from services.repair.proposal import Proposal
from services.views.known_years import is_past
from services.views.map_facts import MapFacts
from services.views.map_ties import seen_from, ties_in_force, ties_of_plan, ties_of_proposal

OVERLAYS = frozenset({"plan", "isolation"})
_WORKING = frozenset(
    {MapTie.MENTORING, MapTie.MUTUAL_INTERNSHIP, MapTie.PARTNERSHIP, MapTie.AGREEMENT}
)


def build_map_view(
    network: Network,
    *,
    day: date,
    overlays: Collection[str] = (),
    plan_id: str | None = None,
    proposal: Proposal | None = None,
    isolation: Mapping[str, Mapping[str, Any]] | None = None,
    municipality: str | None = None,
    is_made_up: bool | None = None,
    policy: IsolationPolicy | None = None,
    say: Say,
) -> NetworkView:
    """Choose what the map of `network` on `day` shows.

    Needs and offers are those of the plan's year if a plan lies over the map, else of the year
    that contains the day. The order in which records were entered does not matter.

    Parameters
    ----------
    network
        Snapshot, not yet as of a day.
    overlays
        Any of ``plan`` (needs `plan_id`) and ``isolation`` (needs `isolation`).
    plan_id
        Plan whose pairs lie over the ties in force.
    proposal
        New ties that lie over the map as dashed lines; None for none.
    isolation
        Organisation → its finding: ``headline`` is the kind that lists show it by, ``text`` the
        sentence of that kind, ``kinds`` all of them, ``next_step`` what to do.
    municipality
        Code of the one municipality to show, with the organisations outside that are tied to it;
        None for the whole network.
    is_made_up
        Whether every copy must say that the data are made up; None asks the network, whose
        reference date is set for the demo region only.
    policy
        Says which events count for the part of each organisation; None is the shipped one.
    say
        Makes sentences of the reader's language.

    Raises
    ------
    InputError
        If an overlay is unknown or what it needs is missing.
    NotFoundError
        If the plan or the municipality is not there.

    See Also
    --------
    viz.encode.encode_map : what becomes which mark.
    """
    _check(network, overlays, plan_id, isolation, municipality)
    plan = network.plan(plan_id) if plan_id and "plan" in overlays else None
    year = plan.school_year if plan else school_year_of(day)
    today = as_of(network, day)
    ties = list(
        ties_in_force(today, set(today.organisations.keys), with_past=is_past(network, day))
    )
    ties = _chosen_ties(ties, network, today, plan, proposal, municipality=municipality, say=say)
    inside = [
        code
        for code, at in zip(
            today.organisations.keys, today.organisations.column("municipality"), strict=True
        )
        if municipality is None or at == municipality
    ]
    outside = {end for tie in ties for end in (tie.source, tie.target)} - set(inside)
    counts = policy or shipped_policy().isolation
    facts = MapFacts.of(
        network, today, year=year, day=day, ties=ties, plan=plan, policy=counts, say=say
    )
    told = isolation if isolation is not None and "isolation" in overlays else {}
    findings = {code: one for code, one in told.items() if one["headline"] not in WATCHED}
    shown = [
        facts.show(today.organisation(code), findings.get(code), is_outside=code in outside)
        for code in sorted({*inside, *outside})
    ]
    made_up = network.head.reference_date is not None if is_made_up is None else is_made_up
    shown_plan = _shown_plan(network, plan, say) if plan else None
    marks = [say(message("map.mark.made_up"))] if made_up else []
    marks += [shown_plan.mark] if shown_plan and shown_plan.mark else []
    heading = "map.subtitle_plan" if plan else "map.subtitle"
    return NetworkView(
        title=say(message("map.title")),
        subtitle=say(message(heading, place=_place(today, municipality, say), year=year, day=day)),
        as_of=day,
        school_year=year,
        source=say(message("map.source", revision=network.revision)),
        organisations=tuple(shown),
        ties=tuple(ties),
        plan=shown_plan,
        shows_isolation="isolation" in overlays,
        is_made_up=made_up,
        mark=" · ".join(marks),
        figures=_figures(shown, ties),
    )


def _check(
    network: Network,
    overlays: Collection[str],
    plan_id: str | None,
    isolation: Mapping[str, Mapping[str, Any]] | None,
    municipality: str | None,
) -> None:
    for overlay in sorted(set(overlays) - OVERLAYS):
        raise InputError("map.overlay_unknown", overlay=overlay)
    if "plan" in overlays and plan_id is None:
        raise InputError("map.overlay_without_plan")
    if "isolation" in overlays and isolation is None:
        raise InputError("map.overlay_without_report")
    if municipality is not None and network.municipalities.get(municipality) is None:
        raise NotFoundError("map.municipality_unknown", municipality=municipality)


def _chosen_ties(
    ties: list[ShownTie],
    network: Network,
    today: Network,
    plan: Plan | None,
    proposal: Proposal | None,
    *,
    municipality: str | None,
    say: Say,
) -> list[ShownTie]:
    names = frozenset(today.organisations.keys)
    if plan:
        in_force = {(p.leader, p.mentee, p.direction) for p in today.pairs if p.plan == plan.id}
        title = {d.id: d.name for d in network.directions}
        known = {(one, other, title.get(d, d)) for one, other, d in in_force}
        ties += [
            tie
            for tie in ties_of_plan(network, plan.id, names, say)
            if (tie.source, tie.target, tie.direction) not in known
        ]
    if proposal is not None:
        ties += ties_of_proposal(proposal, names, say)
    if municipality is not None:
        at = dict(
            zip(today.organisations.keys, today.organisations.column("municipality"), strict=True)
        )
        ties = [tie for tie in ties if municipality in seen_from(tie, at)]
    return sorted(ties, key=lambda t: (t.kind, t.source, t.target, t.direction, str(t.from_date)))


def _shown_plan(network: Network, plan: Plan, say: Say) -> ShownPlan:
    code = f"map.mark.{plan.status.value}"
    return ShownPlan(
        id=plan.id,
        status=plan.status,
        school_year=plan.school_year,
        title=say(message("map.plan_title", plan=plan.id, year=plan.school_year)),
        mark="" if plan.status is PlanStatus.ORDERED else say(message(code)),
        open_needs=len(network.lines_of("open_need", plan.id)),
    )


def _place(today: Network, municipality: str | None, say: Say) -> str:
    if municipality is not None:
        return today.name_of[municipality]
    regions = sorted({m.region for m in today.municipalities if m.region})
    return regions[0] if len(regions) == 1 else say(message("map.whole_network"))


def _figures(shown: Iterable[ShownOrganisation], ties: Iterable[ShownTie]) -> dict[str, int]:
    ours = [one for one in shown if not one.is_outside]
    roles = Counter(one.role for one in ours)
    findings = Counter(one.finding.is_severe for one in ours if one.finding)
    kinds = Counter(tie.kind for tie in ties)
    return {
        "organisations": len(ours),
        "leaders": roles[MapRole.LEADER] + roles[MapRole.BOTH],
        "mentees": roles[MapRole.MENTEE] + roles[MapRole.BOTH],
        "ties": sum(n for kind, n in kinds.items() if kind in _WORKING),
        "plan_pairs": kinds[MapTie.PLAN],
        "open_needs": sum(need.is_open for one in ours for need in one.needs),
        "without_ties": findings[True],
        "at_risk": findings[False],
    }
