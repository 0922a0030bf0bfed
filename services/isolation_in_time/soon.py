"""Who still has a working tie and may soon be left out: one tie, one person, an ending paper."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.model.ids import MunicipalityId, OrganisationId, Revision
from graph.network import Network
from graph.texts import Message, message
from services.isolation.evidence import OnePartner
from services.isolation.next_step import Advisor
from services.isolation.scene import Scene
from services.isolation.sentences import Wording
from services.isolation.support import declared_needs, paired_leaders
from services.isolation_in_time.calendar_days import first_day_out
from services.isolation_in_time.ending import ending_papers
from services.isolation_in_time.one_person import through_one_person
from services.isolation_in_time.standing import without_working_tie
from services.isolation_in_time.warnings import (
    EndingPaper,
    OnePerson,
    OneTie,
    SoonEvidence,
    WarningKind,
)
from services.policy import IsolationPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Endangered:
    """An organisation that may soon be left out.

    Attributes
    ----------
    warnings
        Kind → what was measured, the heaviest first.
    sentences
        Kind → why, in the same order.
    lose_on
        The first day on which something of it is lost, or None if only a person is at stake.
    next_step
        What to do about the heaviest warning.
    """

    organisation: OrganisationId
    municipality: MunicipalityId
    warnings: Mapping[WarningKind, SoonEvidence]
    sentences: Mapping[WarningKind, Message]
    lose_on: date | None
    next_step: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Soon:
    """Who may soon be left out on a day.

    Attributes
    ----------
    days
        Days ahead in which an ending paper warns.
    judged
        How many organisations were looked at.
    with_tie
        How many of them have a working tie, so that they can lose it.
    rows
        Sorted by code.
    """

    as_of: date
    window_months: int
    days: int
    revision: Revision
    judged: int
    with_tie: int
    counts: Mapping[WarningKind, int]
    rows: tuple[Endangered, ...]

    @property
    def texts(self) -> tuple[Message, ...]:
        """How many hang on one tie or one person, how many papers end, and of how many."""
        hanging = sum(bool(_HANGING & row.warnings.keys()) for row in self.rows)
        said = [message("isolation_time.soon.hanging", n=hanging)] if hanging else []
        if self.counts[WarningKind.ENDING]:
            said.append(message("isolation_time.soon.ending", n=self.counts[WarningKind.ENDING]))
        if not said:
            said.append(message("isolation_time.soon.none"))
        return (*said, message("isolation_time.soon.of", n=self.with_tie))


_HANGING = {WarningKind.ONE_TIE, WarningKind.ONE_PERSON}


def find_soon_isolated(
    network: Network, policy: IsolationPolicy, *, day: date, days: int | None = None
) -> Soon:
    """Find the judged organisations that have a working tie and are close to losing it.

    Rules: (1) who has no working tie on `day` is isolated already, and a new organisation without
    one has nothing to lose: neither is listed; (2) one tie: a single partner among equals in the
    window, however many events there were; (3) one person: see `through_one_person`; (4) an ending
    paper: see `ending_papers`.

    Parameters
    ----------
    days
        Replaces the policy's days before the end of a paper, if given.

    Examples
    --------
    >>> find_soon_isolated(Network.of([]), IsolationPolicy(), day=date(2026, 8, 24)).rows
    ()
    """
    days = policy.ending_days if days is None else days
    scene = Scene.of(network, policy, day=day)
    nodes = scene.nodes
    # RULE 1
    lost = without_working_tie(scene, spare_new=False)
    tied = [
        v
        for v in np.flatnonzero(nodes.judged & scene.equal.touched(len(nodes))).tolist()
        if nodes.codes[v] not in lost
    ]
    # RULES 2 TO 4
    of_kind: tuple[tuple[WarningKind, Mapping[str, SoonEvidence]], ...] = (
        (WarningKind.ONE_TIE, _single_ties(scene)),
        (WarningKind.ONE_PERSON, through_one_person(scene)),
        (WarningKind.ENDING, ending_papers(scene, days=days)),
    )
    found = {
        v: {kind: some[nodes.codes[v]] for kind, some in of_kind if nodes.codes[v] in some}
        for v in tied
    }
    found = {v: warnings for v, warnings in found.items() if warnings}
    return Soon(
        as_of=day,
        window_months=policy.window_months,
        days=days,
        revision=network.revision,
        judged=int(nodes.judged.sum()),
        with_tie=len(tied),
        counts=_counted(found),
        rows=_Telling(scene).rows(found),
    )


def _counted(found: Mapping[int, Mapping[WarningKind, object]]) -> Mapping[WarningKind, int]:
    counts = Counter(kind for warnings in found.values() for kind in warnings)
    return {kind: counts[kind] for kind in WarningKind}


def _single_ties(scene: Scene) -> dict[str, OneTie]:
    nodes, equal, n = scene.nodes, scene.equal, max(len(scene.nodes), 1)
    degree = np.bincount(np.concatenate([scene.low, scene.high]), minlength=n)
    last = equal.last_of(n)
    found = {}
    for one, other in ((scene.low, scene.high), (scene.high, scene.low)):
        alone = degree[one] == 1
        for v, u in zip(one[alone].tolist(), other[alone].tolist(), strict=True):
            day = date.fromisoformat(str(last[v]))
            found[nodes.codes[v]] = OneTie(
                partner=OrganisationId(nodes.codes[u]),
                last_event=day,
                lapses_on=first_day_out(day, scene.policy.window_months),
            )
    return found


class _Telling:
    """Puts warnings into words, with the next step of each organisation."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._wording = Wording(scene)
        needs, paired = declared_needs(scene), paired_leaders(scene)
        self._advisor = Advisor(scene, self._wording, needs, paired)

    def rows(
        self, found: Mapping[int, Mapping[WarningKind, SoonEvidence]]
    ) -> tuple[Endangered, ...]:
        """Return the rows, in the order of numbers and so of codes."""
        nodes = self._scene.nodes
        return tuple(
            Endangered(
                organisation=OrganisationId(nodes.codes[v]),
                municipality=MunicipalityId(nodes.municipalities[int(nodes.municipality[v])]),
                warnings=warnings,
                sentences={kind: self._sentence(v, one) for kind, one in warnings.items()},
                lose_on=min((day for one in warnings.values() for day in _days(one)), default=None),
                next_step=self._step(v, next(iter(warnings.values()))),
            )
            for v, warnings in sorted(found.items())
        )

    def _sentence(self, v: int, evidence: SoonEvidence) -> Message:
        match evidence:
            case OneTie():
                return message(
                    "isolation_time.text.one_tie",
                    partner=self._wording.quoted(evidence.partner, seen_from=v),
                    last=evidence.last_event,
                    lapses=evidence.lapses_on,
                )
            case OnePerson():
                return message(
                    f"isolation_time.text.one_person.{evidence.through}",
                    n=len(evidence.partners),
                    person=self._wording.name_of(evidence.person),
                )
            case _:
                return self._ending(v, evidence)

    def _ending(self, v: int, papers: Sequence[EndingPaper]) -> Message:
        first = papers[0]
        code = "isolation_time.text.ending.last" if first.is_last else _ENDING
        said = message(code, paper=self._named(v, first), day=first.ends_on)
        if len(papers) == 1:
            return said
        return message("isolation_time.text.ending.more", first=said, n=len(papers) - 1)

    def _named(self, v: int, paper: EndingPaper) -> Message:
        partners = tuple(self._wording.quoted(one, seen_from=v) for one in paper.partners[:_SHOWN])
        if paper.direction is None:
            return message(f"isolation_time.paper.{paper.paper}", partners=partners)
        return message(
            f"isolation_time.paper.{paper.paper}.about",
            partners=partners,
            direction=self._wording.quoted(paper.direction),
        )

    def _step(self, v: int, evidence: SoonEvidence) -> Message:
        match evidence:
            case OneTie():
                alone = OnePartner(partner=evidence.partner, events=1, of=1)
                return self._advisor.step(v, alone)
            case OnePerson():
                return message(
                    f"isolation_time.step.one_person.{evidence.through}",
                    person=self._wording.name_of(evidence.person),
                )
            case _:
                return message(
                    "isolation_time.step.renew",
                    day=evidence[0].ends_on,
                    paper=self._named(v, evidence[0]),
                )


_SHOWN = 3
_ENDING = "isolation_time.text.ending"


def _days(evidence: SoonEvidence) -> tuple[date, ...]:
    match evidence:
        case OneTie():
            return (evidence.lapses_on,)
        case OnePerson():
            return ()
        case _:
            return tuple(one.ends_on for one in evidence)
