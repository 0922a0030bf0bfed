"""The ties of a map on a day: pairs, pairs of a plan, other ties, who serves whom."""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from graph.model.choices import AgreementStatus, OrganisationKind, PairStatus
from graph.model.fields import read_dictionary
from graph.model.plan import Assignment
from graph.model.view import MapTie, ShownTie
from graph.network import Network
from graph.texts import Message, Say, message
from services.repair.proposal import Proposal

_ALL_WITH_ALL = 4
"""Parties up to which an agreement ties each with each; above, all with the first named."""

_OVER = frozenset({AgreementStatus.TERMINATED, AgreementStatus.EXPIRED})
_NOT_SIGNED = _OVER | {AgreementStatus.DRAFT}
_STRUCTURE = frozenset({MapTie.METHODICAL_SUPPORT, MapTie.COORDINATION})
_INSTITUTES = frozenset({OrganisationKind.INSTITUTE, OrganisationKind.INSTITUTE_BRANCH})


def ties_in_force(
    network: Network, names: Collection[str], *, with_past: bool = False
) -> Iterator[ShownTie]:
    """Yield the ties of `network`, which is as of a day, between the organisations `names`.

    With `with_past`, what ended by now counts as well: on a past day it was in force.
    """
    yield from (tie for tie in _pairs(network, with_past=with_past) if _within(tie, names))
    yield from (tie for tie in _other_ties(network) if _within(tie, names))
    yield from (tie for tie in _agreements(network, with_past=with_past) if _within(tie, names))
    yield from (tie for tie in _services(network) if _within(tie, names))


def ties_of_plan(network: Network, plan: str, names: Collection[str], say: Say) -> list[ShownTie]:
    """Return the pairs of `plan` between the organisations `names`, with the reasons in words."""
    title = {d.id: d.name for d in network.directions}
    return [
        ShownTie(
            kind=MapTie.PLAN,
            source=line.leader,
            target=line.mentee,
            direction=title.get(line.direction, line.direction),
            reasons=tuple(say(reason) for reason in reasons_of(line)),
        )
        for line in network.lines_of("assignment", plan)
        if line.leader in names and line.mentee in names
    ]


def ties_of_proposal(proposal: Proposal, names: Collection[str], say: Say) -> list[ShownTie]:
    """Return the new ties of `proposal` between the organisations `names`, with their use."""
    return [
        ShownTie(
            kind=MapTie.PROPOSAL,
            source=tie.one,
            target=tie.other,
            status="" if tie.unknown else say(message("map.reason.km", km=tie.tenths / 10)),
            reasons=tuple(
                say(message("map.reason.removes", kind=message(f"isolation.kind.{kind.lower()}")))
                for kind in tie.removes
            ),
        )
        for tie in proposal.ties
        if tie.one in names and tie.other in names
    ]


def reasons_of(line: Assignment) -> list[Message]:
    """Return the short reasons of one line of a plan, the most telling first."""
    reasons = []
    if line.pinned:
        reasons.append(message("map.reason.pinned"))
    if line.kept:
        reasons.append(message("map.reason.kept"))
    if line.preferred:
        reasons.append(message("map.reason.preferred"))
    if line.distance_km is not None:
        reasons.append(message("map.reason.km", km=line.distance_km))
    reasons.append(message(f"map.reason.{line.mode.value}"))
    reasons.append(message("map.reason.place", place=line.place, places=line.places))
    if line.nearer:
        reasons.append(message("map.reason.nearer", n=line.nearer))
    return reasons


def _within(tie: ShownTie, names: Collection[str]) -> bool:
    return tie.source in names and tie.target in names


def seen_from(tie: ShownTie, at: Mapping[str, str]) -> set[str]:
    """Return the municipalities whose maps show `tie`; structure is shown from below only."""
    ends = (tie.target,) if tie.kind in _STRUCTURE else (tie.source, tie.target)
    return {at[end] for end in ends}


def _pairs(network: Network, *, with_past: bool) -> Iterator[ShownTie]:
    title = {d.id: d.name for d in network.directions}
    word = {c.code: c.ru for c in read_dictionary().choices["pair_status"]}
    for pair in network.pairs:
        has_ended = pair.status is PairStatus.ENDED and not (with_past and pair.to_date)
        if has_ended or pair.leader == pair.mentee:
            continue
        yield ShownTie(
            kind=MapTie.MENTORING,
            source=pair.leader,
            target=pair.mentee,
            direction=title.get(pair.direction, pair.direction),
            status=word[pair.status] if pair.status else "",
            from_date=pair.from_date,
            to_date=pair.to_date,
            reasons=(pair.basis,) if pair.basis else (),
        )


def _other_ties(network: Network) -> Iterator[ShownTie]:
    title = {d.id: d.name for d in network.directions}
    for tie in network.ties:
        if tie.from_organisation == tie.to_organisation:
            continue
        yield ShownTie(
            kind=MapTie(tie.kind.value),
            source=tie.from_organisation,
            target=tie.to_organisation,
            direction=title.get(tie.direction, tie.direction) if tie.direction else "",
            from_date=tie.from_date,
            to_date=tie.to_date,
            reasons=(tie.basis,) if tie.basis else (),
        )


def _agreements(network: Network, *, with_past: bool) -> Iterator[ShownTie]:
    for agreement in network.agreements:
        was_signed = with_past and agreement.to_date and agreement.status in _OVER
        if agreement.status in _NOT_SIGNED and not was_signed:
            continue
        parties = sorted(set(agreement.parties))
        few = len(parties) <= _ALL_WITH_ALL
        between = combinations(parties, 2) if few else ((parties[0], p) for p in parties[1:])
        for one, other in between:
            yield ShownTie(
                kind=MapTie.AGREEMENT,
                source=one,
                target=other,
                status=agreement.subject or agreement.kind or "",
                from_date=agreement.from_date,
                to_date=agreement.to_date,
                reasons=(agreement.number,) if agreement.number else (),
            )


def _services(network: Network) -> Iterator[ShownTie]:
    kind_of = dict(
        zip(network.organisations.keys, network.organisations.column("kind"), strict=True)
    )
    service_of = network.organisations.column("service")
    for code, service in zip(network.organisations.keys, service_of, strict=True):
        if service and service != code and service in kind_of:
            above = kind_of[service] in _INSTITUTES
            kind = MapTie.COORDINATION if above else MapTie.METHODICAL_SUPPORT
            yield ShownTie(kind=kind, source=service, target=code)
