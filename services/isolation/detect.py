"""Find the organisations that are isolated on a day, each with its kinds and evidence."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeAlias

import numpy as np

from graph.model.ids import EventId, MunicipalityId, OrganisationId
from graph.network import Network
from services.isolation import contacts, likes, load, remote, shape, structure, support
from services.isolation.evidence import Evidence
from services.isolation.findings import Finding, IsolationReport, ReportingHole
from services.isolation.kinds import HEADLINE_ORDER, Kind
from services.isolation.nodes import Nodes
from services.isolation.remarks import remarks_of
from services.isolation.scene import Scene
from services.isolation.teller import SceneTeller
from services.isolation.unmarked import unmarked_rows
from services.policy import IsolationPolicy

_TELLS_NEW = frozenset({Kind.K1, Kind.K2, Kind.K3, Kind.K4, Kind.K17})
_SPARE_THE_NEW = _TELLS_NEW | {Kind.K2B, Kind.K4B}
_HOLE_FROM = 5  # judged organisations: in a smaller municipality silence may be true

Found: TypeAlias = dict[Kind, Mapping[int, Evidence]]
"""Kind → number of the node → evidence."""


def find_isolated(network: Network, policy: IsolationPolicy, *, day: date) -> IsolationReport:
    """Find who is isolated on `day`, by every kind that is computed.

    The order of entry does not matter, and nothing that begins after `day` exists. An
    organisation that began inside the window is not called isolated for want of ties: it is
    listed as new. Where nobody of a municipality reported anything, the findings stay and say so.

    Parameters
    ----------
    network
        Whole network, not only what holds on `day`: what has ended is evidence too.
    policy
        Window in months, hops and thresholds.
    day
        Day of the question.

    Returns
    -------
    IsolationReport
        Findings sorted by code; sentences as messages.

    Notes
    -----
    Ties of equals carry: lectures of the institute, of an authority or of the own service count
    as life, never as a way to a leader. Time is linear in the number of events but for
    dominators, see `graph.measures.immediate_dominators`.

    Examples
    --------
    >>> find_isolated(Network.of([]), IsolationPolicy(), day=date(2026, 8, 24)).findings
    ()
    """
    scene = Scene.of(network, policy, day=day)
    nodes = scene.nodes
    needs, paired = support.declared_needs(scene), support.paired_leaders(scene)
    found = judge(scene, needs, paired)
    new = sorted({v for kind in _TELLS_NEW for v in found.get(kind, ()) if nodes.new[v]})
    found = without_the_new(found, nodes)
    holes = _reporting_holes(scene)
    return IsolationReport(
        as_of=day,
        window_months=policy.window_months,
        hops=policy.hops,
        revision=network.revision,
        judged=int(nodes.judged.sum()),
        leaders=int(nodes.leader.sum()),
        counts={kind: len(found[kind]) if kind in found else None for kind in Kind},
        findings=_findings(scene, found, needs, paired, {hole.municipality for hole in holes}),
        reporting_holes=holes,
        new=tuple(OrganisationId(nodes.codes[v]) for v in new),
        unmarked_events=tuple(EventId(network.events.keys[i]) for i in unmarked_rows(network, day)),
        remarks=tuple(remarks_of(scene)),
    )


def judge(
    scene: Scene,
    needs: Mapping[int, Mapping[str, int]],
    paired: Mapping[tuple[int, str], Sequence[int]],
    *,
    watched: bool = True,
) -> Found:
    """Return the evidence of the kinds that can be judged, without words; new ones included.

    Parameters
    ----------
    watched
        Whether K13, the mark to watch, is computed too: it takes longer than the rest together.
    """
    found: Found = {
        Kind.K1: contacts.without_any_tie(scene),
        Kind.K2: contacts.lapsed(scene),
        Kind.K2B: contacts.about_to_lapse(scene),
        Kind.K3: contacts.only_on_paper(scene),
        Kind.K3B: contacts.paper_ties(scene),
        Kind.K8: support.unmet_needs(scene, needs, paired),
        Kind.K9: support.without_curator(scene, needs),
        Kind.K10: load.thinly_served(scene),
        Kind.K11: shape.on_the_periphery(scene),
        Kind.K12: shape.one_way(scene),
        Kind.K14: shape.in_closed_circle(scene),
        Kind.K15: contacts.one_partner(scene),
        Kind.K17: contacts.only_vertical(scene),
    }
    few = likes.fewer_partners(scene) if watched else None
    if few is not None:
        found[Kind.K13] = few
    if scene.nodes.leader.any():
        cut = structure.cut_off(scene)
        found |= {
            Kind.K4: cut,
            Kind.K4B: structure.on_islands(scene, cut),
            Kind.K5: structure.hanging_on_tie(scene),
            Kind.K6: structure.hanging_on_one(scene),
            Kind.K7: structure.many_hops_away(scene),
            Kind.K7B: remote.too_far(scene),
            Kind.K16: structure.without_route_in_time(scene),
        }
    return found


def without_the_new(found: Found, nodes: Nodes) -> Found:
    """Return `found` without the kinds that a new organisation is spared."""
    return {
        kind: {v: e for v, e in of.items() if kind not in _SPARE_THE_NEW or not nodes.new[v]}
        for kind, of in found.items()
    }


def _findings(
    scene: Scene,
    found: Found,
    needs: Mapping[int, Mapping[str, int]],
    paired: Mapping[tuple[int, str], Sequence[int]],
    silent: Collection[MunicipalityId],
) -> tuple[Finding, ...]:
    nodes = scene.nodes
    of: dict[int, dict[Kind, Evidence]] = {}
    for kind in HEADLINE_ORDER:
        for v, evidence in found.get(kind, {}).items():
            of.setdefault(v, {})[kind] = evidence
    teller = SceneTeller(scene, needs, paired)
    home = nodes.municipality.tolist()
    findings = []
    for v in sorted(of):
        municipality = MunicipalityId(nodes.municipalities[home[v]])
        findings.append(
            Finding(
                organisation=OrganisationId(nodes.codes[v]),
                municipality=municipality,
                evidence=of[v],
                teller=teller,
                hole=municipality in silent,
            )
        )
    return tuple(findings)


def _reporting_holes(scene: Scene) -> tuple[ReportingHole, ...]:
    """Return the municipalities of several judged organisations none of which has an event."""
    nodes = scene.nodes
    size = len(nodes.municipalities)
    judged = np.bincount(nodes.municipality[nodes.judged], minlength=size)
    alive = np.bincount(nodes.municipality[nodes.judged & scene.alive], minlength=size)
    return tuple(
        ReportingHole(
            municipality=MunicipalityId(nodes.municipalities[m]),
            judged=int(judged[m]),
            silent=int(judged[m]),
        )
        for m in np.flatnonzero((judged >= _HOLE_FROM) & (alive == 0)).tolist()
    )
