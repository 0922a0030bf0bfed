"""Kinds that the ties of an organisation itself decide: what it keeps without one of them."""

from collections.abc import Iterator

import numpy as np

from graph.measures import Ints, Mask
from services.isolation.kinds import Kind
from services.isolation.likes import are_few, expected_partners
from services.isolation.nodes import months_before
from services.isolation.support import curators_of
from services.repair.after import After, Kept

_SILENT = (Kind.K1, Kind.K2, Kind.K2B, Kind.K3, Kind.K17)
"""One event of the day with an equal ends these, whoever it is with."""


def kept_nearby(after: After) -> Iterator[tuple[Kind, Kept]]:
    """Tell for each kind which tie keeps it away from which of its two ends, alone.

    Notes
    -----
    A kind that an end loses by having a tie of some sort - any tie, one that gives, one that
    crosses a border of municipalities - stays without a tie if it is the only one of that sort.
    """
    one, other = after.one, after.other
    ends = Kept(np.tile(np.arange(len(one)), 2), np.concatenate([one, other]))
    partner = np.concatenate([other, one])
    place = after.scene.nodes.municipality
    for kind in _SILENT:
        if kind is not Kind.K2B or not _lapses_at_once(after):
            yield kind, _alone(after, ends, after.had(kind))
    crossing = place[ends.node] != place[partner]
    yield Kind.K14, _alone(after, _some(ends, crossing), after.had(Kind.K14))
    yield Kind.K12, _one_way(after, ends)
    yield Kind.K15, _one_partner(after, ends)
    yield Kind.K3B, _on_paper(after, ends, partner)
    yield Kind.K9, _curated(after, ends, partner)
    yield Kind.K13, _few_partners(after, ends)


def _lapses_at_once(after: After) -> bool:
    """Return whether even an event of the day is about to lapse."""
    scene = after.scene
    months = scene.policy.window_months - scene.policy.soon_months
    return months_before(scene.day, months) > scene.day


def _some(ends: Kept, mask: Mask) -> Kept:
    return Kept(ends.tie[mask], ends.node[mask])


def _alone(after: After, ends: Kept, had: Mask) -> Kept:
    """Return the entries of those who had the kind and have no other entry."""
    count = np.bincount(ends.node, minlength=after.n)
    return ends.among(had & (count == 1))


def _one_way(after: After, ends: Kept) -> Kept:
    """K12: the only tie that gives, or that receives; the first end of a tie gives."""
    scene, n = after.scene, after.n
    gave = np.bincount(scene.equal.giver, minlength=n) > 0
    gives = np.arange(len(ends.tie)) < len(after.one)
    return _alone(after, _some(ends, gives != gave[ends.node]), after.had(Kind.K12))


def _one_partner(after: After, ends: Kept) -> Kept:
    """K15: with one new partner less, one is alone, or has the policy's share of the events."""
    equal, n = after.scene.equal, after.n
    keys, events = np.unique(
        np.concatenate([equal.giver * n + equal.receiver, equal.receiver * n + equal.giver]),
        return_counts=True,
    )
    most = np.zeros(n, dtype=np.int64)
    np.maximum.at(most, keys // n, events)
    degree = np.bincount(keys // n, minlength=n)
    total = equal.events_of(n)
    new = np.bincount(ends.node, minlength=n)
    share = after.scene.policy.single_partner_share

    def is_alone(more: Ints) -> Mask:
        alone: Mask = (degree + more == 1) | (most / np.maximum(total + more, 1) >= share)
        return alone

    return ends.among(after.had(Kind.K15) & ~is_alone(new) & is_alone(new - 1))


def _on_paper(after: After, ends: Kept, partner: Ints) -> Kept:
    """K3b: once all papers of a node live, each of the ties that revive one."""
    scene, n = after.scene, after.n
    paper = scene.paper
    one, other = paper.one[paper.in_force], paper.other[paper.in_force]
    written = np.unique(np.concatenate([one * n + other, other * n + one]))
    recent = scene.recent
    met = np.concatenate([recent.giver * n + recent.receiver, recent.receiver * n + recent.giver])
    keys = ends.node * n + partner
    silent = written[~np.isin(written, met)]
    left = np.bincount(silent[~np.isin(silent, keys)] // n, minlength=n)
    return _some(ends, np.isin(keys, silent)).among(after.had(Kind.K3B) & (left == 0))


def _curated(after: After, ends: Kept, partner: Ints) -> Kept:
    """K9: the only tie with the organisation of a curator."""
    had = after.had(Kind.K9)
    if not had[ends.node].any():
        return ends.among(np.zeros(after.n, dtype=bool))
    works = {(v, at) for v, of in curators_of(after.scene)[0].items() for _, at in of}
    pairs = zip(ends.node.tolist(), partner.tolist(), strict=True)
    curates = np.array([pair in works for pair in pairs], dtype=bool)
    return _alone(after, _some(ends, curates), had)


def _few_partners(after: After, ends: Kept) -> Kept:
    """K13: with one partner less, measured by what is expected once the whole proposal lives."""
    scene, n = after.scene, after.n
    nobody = ends.among(np.zeros(n, dtype=bool))
    had = after.had(Kind.K13)
    if not had[ends.node].any():
        return nobody
    who = np.flatnonzero(scene.nodes.judged)
    partners = (scene.partners + np.bincount(ends.node, minlength=n))[who]
    model = expected_partners(scene, partners)
    if model is None:
        return nobody
    keeps = np.zeros(n, dtype=bool)
    keeps[who] = ~are_few(model, partners, scene.policy) & are_few(
        model, partners - 1, scene.policy
    )
    return ends.among(had & keeps)
