"""Kinds that count events and papers: K1, K2, K2b, K3, K3b, K15, K17."""

from datetime import date

import numpy as np

from graph.measures import distinct_ties
from graph.model.ids import OrganisationId
from services.isolation.evidence import (
    AboutToLapse,
    Lapsed,
    NoTie,
    OnePartner,
    OnlyPaper,
    OnlyVertical,
    PaperTies,
)
from services.isolation.nodes import months_before
from services.isolation.scene import Scene


def without_any_tie(scene: Scene) -> dict[int, NoTie]:
    """K1: no event of any sort, no paper but plans and no membership, ever."""
    touched = scene.life.touched(len(scene.nodes))
    mask = scene.nodes.judged & ~touched & ~scene.paper.ever
    return {v: NoTie() for v in np.flatnonzero(mask).tolist()}


def lapsed(scene: Scene) -> dict[int, Lapsed]:
    """K2: there were events, the latest before the window."""
    last = scene.life.last_of(len(scene.nodes))
    mask = scene.nodes.judged & (last < np.datetime64(scene.since, "D"))
    return {v: Lapsed(last_event=_day(last[v])) for v in np.flatnonzero(mask).tolist()}


def about_to_lapse(scene: Scene) -> dict[int, AboutToLapse]:
    """K2b: the latest event is in the first months of the window, so that it soon leaves it."""
    policy = scene.policy
    soon = months_before(scene.day, policy.window_months - policy.soon_months)
    last = scene.life.last_of(len(scene.nodes))
    inside = (last >= np.datetime64(scene.since, "D")) & (last < np.datetime64(soon, "D"))
    mask = scene.nodes.judged & inside
    return {v: AboutToLapse(last_event=_day(last[v])) for v in np.flatnonzero(mask).tolist()}


def only_on_paper(scene: Scene) -> dict[int, OnlyPaper]:
    """K3: a paper or a membership in force, and no event of any sort in the window."""
    nodes, paper = scene.nodes, scene.paper
    silent = nodes.judged & ~scene.alive
    partners: dict[int, set[str]] = {}
    one, other = paper.one[paper.in_force], paper.other[paper.in_force]
    for whose, which in ((one, other), (other, one)):
        mask = silent[whose]
        for v, u in zip(whose[mask].tolist(), which[mask].tolist(), strict=True):
            partners.setdefault(v, set()).add(nodes.codes[u])
    communities: dict[int, set[str]] = {}
    for v, code in zip(paper.member.tolist(), paper.community, strict=True):
        if silent[v]:
            communities.setdefault(v, set()).add(f"community:{code}")
    return {
        v: OnlyPaper(paper=(*sorted(partners.get(v, ())), *sorted(communities.get(v, ()))))
        for v in sorted(partners.keys() | communities.keys())
    }


def paper_ties(scene: Scene) -> dict[int, PaperTies]:
    """K3b: a paper in force whose two ends have no common event of any sort in the window."""
    nodes, paper, n = scene.nodes, scene.paper, max(len(scene.nodes), 1)
    low, high, _ = distinct_ties(paper.one[paper.in_force], paper.other[paper.in_force], n)
    met_low, met_high, _ = distinct_ties(scene.recent.giver, scene.recent.receiver, n)
    silent = ~np.isin(low * n + high, met_low * n + met_high)
    partners: dict[int, list[OrganisationId]] = {}
    for one, other in ((low[silent], high[silent]), (high[silent], low[silent])):
        for v, u in zip(one.tolist(), other.tolist(), strict=True):
            if nodes.judged[v]:
                partners.setdefault(v, []).append(OrganisationId(nodes.codes[u]))
    return {v: PaperTies(partners=tuple(sorted(some))) for v, some in sorted(partners.items())}


def only_vertical(scene: Scene) -> dict[int, OnlyVertical]:
    """K17: events in the window, all of them with those above or with the own service."""
    n = len(scene.nodes)
    mask = scene.nodes.judged & scene.alive & ~scene.equal.touched(n)
    events, last = scene.recent.events_of(n), scene.recent.last_of(n)
    return {
        v: OnlyVertical(events=int(events[v]), last_event=_day(last[v]))
        for v in np.flatnonzero(mask).tolist()
    }


def one_partner(scene: Scene) -> dict[int, OnePartner]:
    """K15: one partner among equals, or one who has the policy's share of the events."""
    nodes, equal, n = scene.nodes, scene.equal, max(len(scene.nodes), 1)
    keys, events = np.unique(
        np.concatenate([equal.giver * n + equal.receiver, equal.receiver * n + equal.giver]),
        return_counts=True,
    )
    whose, partner = keys // n, keys % n
    heaviest = np.lexsort((partner, -events, whose))
    firsts = np.unique(whose, return_index=True)[1]
    best = heaviest[firsts]
    degree = np.bincount(whose, minlength=n)
    total = np.bincount(whose, weights=events, minlength=n).astype(np.int64)
    found = {}
    for at in best.tolist():
        v = int(whose[at])
        alone = degree[v] == 1 or events[at] / total[v] >= scene.policy.single_partner_share
        if nodes.judged[v] and alone:
            found[v] = OnePartner(
                partner=OrganisationId(nodes.codes[int(partner[at])]),
                events=int(events[at]),
                of=int(total[v]),
            )
    return found


def _day(value: np.datetime64) -> date:
    return date.fromisoformat(str(value))
