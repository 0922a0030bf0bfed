"""The network on a later day if nothing is renewed: who falls out, and on which day."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from itertools import pairwise

import numpy as np

from graph.errors import InputError
from graph.model.ids import MunicipalityId, OrganisationId
from graph.network import Network
from graph.texts import Message, message
from graph.valid_time import as_known_on
from services.isolation.detect import find_isolated
from services.isolation.evidence import AboutToLapse, Evidence, Lapsed, OnlyPaper
from services.isolation.findings import IsolationReport
from services.isolation.kinds import NO_WORKING_TIE, Kind
from services.isolation.next_step import Advisor
from services.isolation.scene import Scene
from services.isolation.sentences import Wording
from services.isolation.support import declared_needs, paired_leaders
from services.isolation_in_time.calendar_days import days_of_change, months_from
from services.isolation_in_time.reel import Reel
from services.isolation_in_time.standing import Kinds, Tally, find_kinds, without_working_tie
from services.policy import IsolationPolicy

MOST_MONTHS = 36
"""Farther ahead everybody has fallen out: nothing is renewed."""


@dataclass(frozen=True, kw_only=True)
class Fall:
    """An organisation that is not without a working tie today and will be.

    One that is new today is spared until its window is over, whether it has a tie or not.

    Attributes
    ----------
    on
        First day without a working tie.
    kind, evidence
        The heaviest kind on that day, and what is measured then.
    text
        Why.
    advise
        Makes the next step.
    """

    organisation: OrganisationId
    municipality: MunicipalityId
    on: date
    kind: Kind
    evidence: Evidence
    text: Message
    advise: Callable[[], Message] = field(repr=False, compare=False)

    @cached_property
    def next_step(self) -> Message:
        """What to do today so that it does not happen; found when somebody asks."""
        return self.advise()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """A kind that an organisation does not have today and has later.

    Attributes
    ----------
    by
        The first of the months looked at on whose day the kind is found.
    """

    organisation: OrganisationId
    kind: Kind
    by: date


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What becomes of the network by a day if nothing is renewed.

    Attributes
    ----------
    report
        Who is isolated on the later day.
    months
        Counts today, on the same day of each month, and on the later day.
    falls
        By day, then code.
    gains
        Kinds that do not tell of a working tie, by organisation, then by the order of headlines.
    already
        How many have no working tie today.
    closed
        Judged organisations of today that are no longer there on the later day.
    """

    as_of: date
    until: date
    report: IsolationReport
    months: tuple[Tally, ...]
    falls: tuple[Fall, ...]
    gains: tuple[Gain, ...]
    already: int
    closed: tuple[OrganisationId, ...]

    @property
    def texts(self) -> tuple[Message, ...]:
        """How many fall out by the later day, and what that means."""
        n = len(self.falls)
        return (
            message("isolation_time.ahead.heading", n=n, until=self.until)
            if n
            else message("isolation_time.ahead.none", until=self.until),
            message("isolation_time.ahead.how", n=self.already),
        )

    @cached_property
    def by_month(self) -> tuple[tuple[date, int], ...]:
        """Last day of each month of `months` and how many fall in it, today left out."""
        ends = [month.day for month in self.months]
        return tuple(
            (end, sum(start < fall.on <= end for fall in self.falls))
            for start, end in pairwise(ends)
        )


def look_ahead(network: Network, policy: IsolationPolicy, *, today: date, until: date) -> Ahead:
    """Tell who will be without a working tie by `until` if nothing is renewed.

    No event after `today` counts, the window moves on, pairs and agreements end by their dates,
    organisations close, and what begins by its date begins. The day of a fall is exact; it is the
    first on which the organisation has no working tie, even if one begins again later.

    Raises
    ------
    InputError
        If `until` is before `today` or farther than `MOST_MONTHS`.

    Notes
    -----
    The kinds that tell of a working tie are asked on every day on which an answer may change, see
    `days_of_change`; all kinds once a month.

    Examples
    --------
    >>> day = date(2026, 8, 24)
    >>> look_ahead(Network.of([]), IsolationPolicy(), today=day, until=day).falls
    ()
    """
    if until < today:
        raise InputError("isolation_time.until_past", until=until, today=today)
    marks = months_from(today, until)
    if len(marks) - 1 > MOST_MONTHS:
        raise InputError("isolation_time.until_far", until=until, most=MOST_MONTHS)
    known = as_known_on(network, today)
    reel = Reel(known, policy)
    now = reel.scene(today)
    lost = without_working_tie(now)
    days = days_of_change(known, after=today, until=until, window_months=policy.window_months)
    first = _first_days(reel, days, lost)
    found = [find_kinds(reel.scene(at)) for at in marks]
    later = found[-1].scene.nodes.number
    return Ahead(
        as_of=today,
        until=until,
        report=find_isolated(known, policy, day=until),
        months=tuple(one.tally for one in found),
        falls=_falls(now, first, lost),
        gains=_gains(found),
        already=len(lost),
        closed=tuple(
            OrganisationId(code)
            for v, code in enumerate(now.nodes.codes)
            if now.nodes.judged[v] and code not in later
        ),
    )


@dataclass(frozen=True, slots=True)
class _First:
    """The first day without a working tie, and what is found on it."""

    on: date
    kind: Kind
    municipality: str
    evidence: Evidence


def _first_days(
    reel: Reel, days: Iterable[date], already: Mapping[str, object]
) -> dict[str, _First]:
    first: dict[str, _First] = {}
    out = set(already)
    for day in days:
        scene = _asking_the_rest(reel.scene(day), out)
        nodes = scene.nodes
        for code, (kind, evidence) in without_working_tie(scene).items():
            v = nodes.number[code]
            first[code] = _First(
                on=day,
                kind=kind,
                municipality=nodes.municipalities[int(nodes.municipality[v])],
                evidence=evidence,
            )
        out.update(first)
    return first


def _asking_the_rest(scene: Scene, out: Collection[str]) -> Scene:
    """Return the scene in which who is out already is not judged again; it still carries ties."""
    nodes = scene.nodes
    rest = np.fromiter((code not in out for code in nodes.codes), bool, len(nodes))
    return replace(scene, nodes=replace(nodes, judged=nodes.judged & rest))


def _gains(found: Sequence[Kinds]) -> tuple[Gain, ...]:
    first: dict[tuple[str, Kind], date] = {}
    for month in found[1:]:
        for kind, codes in month.codes.items():
            if kind not in NO_WORKING_TIE:
                for code in codes - found[0].codes.get(kind, frozenset()):
                    first.setdefault((code, kind), month.scene.day)
    return tuple(
        Gain(organisation=OrganisationId(code), kind=kind, by=by)
        for (code, kind), by in sorted(first.items(), key=lambda one: (one[0][0], one[0][1].rank))
    )


def _falls(now: Scene, first: Mapping[str, _First], lost: Mapping[str, object]) -> tuple[Fall, ...]:
    """Say what can be done today about each fall; who is not there yet is asked later."""
    spared = without_working_tie(now, spare_new=False).keys() - lost.keys()
    number = now.nodes.number
    needs, paired = declared_needs(now), paired_leaders(now)
    advisor = Advisor(now, Wording(now), needs, paired)
    has_met = now.life.touched(len(now.nodes))
    falls = []
    for code, one in first.items():
        v = number.get(code)
        falls.append(
            Fall(
                organisation=OrganisationId(code),
                municipality=MunicipalityId(one.municipality),
                on=one.on,
                kind=one.kind,
                evidence=one.evidence,
                text=_reason(one, spared=code in spared),
                advise=(
                    partial(message, "isolation.step.ask")
                    if v is None
                    else partial(advisor.step, v, _today(one, has_met=bool(has_met[v])))
                ),
            )
        )
    return tuple(sorted(falls, key=lambda fall: (fall.on, fall.organisation)))


def _reason(one: _First, *, spared: bool) -> Message:
    if spared:
        return message("isolation_time.fall.spared", day=one.on)
    if isinstance(one.evidence, Lapsed):
        return message("isolation_time.fall.k2", day=one.on, last=one.evidence.last_event)
    return message(_FALLS[one.kind], day=one.on)


_FALLS = {
    Kind.K1: "isolation_time.fall.k1",
    Kind.K3: "isolation_time.fall.k3",
    Kind.K17: "isolation_time.fall.k17",
    Kind.K4: "isolation_time.fall.k4",
}


def _today(one: _First, *, has_met: bool) -> Evidence:
    """Return what a next step answers today: a tie that still lives is to be kept, not resumed."""
    if has_met and isinstance(one.evidence, Lapsed | OnlyPaper):
        return AboutToLapse(last_event=one.on)
    return one.evidence
