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
    shared,
)
from services.isolation.nodes import months_before
from services.isolation.scene import Scene

_FIRST_DAY = date(1970, 1, 1).toordinal()


def without_any_tie(scene: Scene) -> dict[int, NoTie]:
    """K1: no event of any sort, no paper but plans and no membership, ever."""
    touched = scene.life.touched(len(scene.nodes))
    mask = scene.nodes.judged & ~touched & ~scene.paper.ever
    return dict.fromkeys(np.flatnonzero(mask).tolist(), NoTie())


def lapsed(scene: Scene) -> dict[int, Lapsed]:
    """K2: there were events, the latest before the window."""
    mask = scene.nodes.judged & (scene.last < np.datetime64(scene.since, "D"))
    return shared(
        np.flatnonzero(mask), scene.last.astype(np.int64), lambda day: Lapsed(last_event=_day(day))
    )


def about_to_lapse(scene: Scene) -> dict[int, AboutToLapse]:
    """K2b: the latest event is in the first months of the window, so that it soon leaves it."""
    policy = scene.policy
    soon = months_before(scene.day, policy.window_months - policy.soon_months)
    last = scene.last
    inside = (last >= np.datetime64(scene.since, "D")) & (last < np.datetime64(soon, "D"))
    mask = scene.nodes.judged & inside
    return shared(
        np.flatnonzero(mask), last.astype(np.int64), lambda day: AboutToLapse(last_event=_day(day))
    )


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
    silent = ~np.isin(low * n + high, scene.met)
    low, high = low[silent], high[silent]
    whose, which = np.concatenate([low, high]), np.concatenate([high, low])
    order = np.lexsort((which, whose))
    order = order[nodes.judged[whose[order]]]
    partners: dict[int, list[OrganisationId]] = {}
    for v, u in zip(whose[order].tolist(), which[order].tolist(), strict=True):
        partners.setdefault(v, []).append(OrganisationId(nodes.codes[u]))
    return {v: PaperTies(partners=tuple(some)) for v, some in partners.items()}


def only_vertical(scene: Scene) -> dict[int, OnlyVertical]:
    """K17: events in the window, all of them with those above or with the own service."""
    n = len(scene.nodes)
    mask = scene.nodes.judged & scene.alive & ~scene.equal.touched(n)
    events, last = scene.recent.events_of(n), scene.last.astype(np.int64)
    return {
        v: OnlyVertical(events=int(events[v]), last_event=_day(int(last[v])))
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
    who = whose[best]
    alone = (degree[who] == 1) | (events[best] / total[who] >= scene.policy.single_partner_share)
    best = best[nodes.judged[who] & alone]
    who = whose[best]
    return {
        v: OnePartner(partner=OrganisationId(nodes.codes[u]), events=count, of=of)
        for v, u, count, of in zip(
            *(a.tolist() for a in (who, partner[best], events[best], total[who])), strict=True
        )
    }


def _day(number: int) -> date:
    """Return the day that so many days after the first of 1970 is."""
    return date.fromordinal(_FIRST_DAY + number)
