"""What may be red at an organisation, each with its evidence in a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cached_property

import numpy as np

from graph.texts import Message, message
from graph.valid_time import first_day, school_year_of
from services.isolation.evidence import UnmetNeeds
from services.isolation.findings import Finding
from services.isolation.kinds import Kind
from services.isolation.next_step import Advisor
from services.isolation.paper import standing_on
from services.isolation.scene import Scene
from services.isolation.sentences import Wording
from services.meetings.document import passed_text
from services.meetings.passed import passed_meetings
from services.red_list.sight import Sight

SOON_DAYS = 60
"""Days before its end at which a pair is told of, and before a year at which its needs are."""
_ACUTE = 3
_SHOWN = 3


class Severity(StrEnum):
    """How urgent something is, the most urgent first."""

    NOW = "now"
    SOON = "soon"
    WATCH = "watch"

    @property
    def rank(self) -> int:
        """Place in the order: 0 is the most urgent."""
        return list(Severity).index(self)


class What(StrEnum):
    """What a reason is about, in the order of telling."""

    FINDING = "finding"
    NEED = "need"
    PAIR = "pair"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that is red, with its evidence in a sentence.

    Attributes
    ----------
    of
        What it can be looked up by: the kind, directions, partners or the meeting.
    """

    what: What
    severity: Severity
    of: tuple[str, ...]
    text: Message


class Facts:
    """Needs, pairs and meetings of the day by organisation, looked up once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._names = scene.network.name_of
        self._needs = self._open_needs()
        self._ending = self._ending_pairs()
        self._meetings: dict[str, list[Reason]] = {}
        for one in passed_meetings(scene):
            reason = Reason(
                what=What.MEETING,
                severity=Severity.SOON,
                of=(one.event.id,),
                text=passed_text(scene.network, one),
            )
            self._meetings.setdefault(one.event.host, []).append(reason)

    def reasons(self, code: str, seen: Sight, finding: Finding | None) -> Iterator[Reason]:
        """Yield everything that is red at an organisation for who sees it so."""
        open_ = {
            direction: level
            for direction, level in self._needs.get(code, {}).items()
            if not seen.directions or direction in seen.directions
        }
        if finding is not None:
            yield from _of_finding(finding, has_needs=bool(open_))
        for level in sorted(set(open_.values()), reverse=True):
            yield self._need(level, sorted(d for d, of in open_.items() if of == level))
        ending = [
            row
            for row in self._ending.get(code, ())
            if not seen.directions or row[1] in seen.directions
        ]
        if ending:
            yield self._pairs(ending)
        if not seen.directions:
            yield from self._meetings.get(code, ())

    def find_leaders(self, code: str, directions: tuple[str, ...]) -> Message:
        """Say which leaders are near that could meet one of these needs."""
        v = self._scene.nodes.number[code]
        asked = UnmetNeeds(directions=directions, with_leader=(), reachable=())
        return self._advisor.step(v, asked)

    @cached_property
    def _advisor(self) -> Advisor:
        number = self._scene.nodes.number
        needs = {number[code]: of for code, of in self._needs.items() if code in number}
        return Advisor(self._scene, Wording(self._scene), needs, {})

    def _need(self, level: int, directions: list[str]) -> Reason:
        return Reason(
            what=What.NEED,
            severity=Severity.NOW if level == _ACUTE else Severity.WATCH,
            of=tuple(directions),
            text=message(
                f"red_list.need.{level}",
                n=len(directions),
                directions=tuple(self._named(code) for code in directions),
            ),
        )

    def _pairs(self, ending: list[tuple[str, str, int]]) -> Reason:
        """Tell of the pairs that end, the nearest first, a few by name."""
        named = tuple(
            message(
                "red_list.pair_with",
                partner=self._names.get(partner, partner),
                date=self._scene.day + timedelta(days=days),
            )
            for partner, _, days in ending[:_SHOWN]
        )
        more = len(ending) - _SHOWN
        if more > 0:
            named = (*named, message("red_list.and_more", n=more))
        return Reason(
            what=What.PAIR,
            severity=Severity.SOON,
            of=tuple(sorted({partner for partner, _, _ in ending})),
            text=message("red_list.pairs", n=len(ending), pairs=named),
        )

    def _named(self, code: str) -> Message:
        return message("red_list.named", it=self._names.get(code, code))

    def _open_needs(self) -> dict[str, dict[str, int]]:
        """Return organisation → direction → level of the needs that nobody leads or will soon."""
        day, soon = self._scene.day, self._scene.day + timedelta(days=SOON_DAYS)
        table, pairs = self._scene.network.needs, self._scene.network.pairs
        year = school_year_of(soon)
        if year not in set(table.column("school_year")):
            year = school_year_of(day)
        at = max(day, first_day(year))
        ours = standing_on(pairs, np.datetime64(at, "D"))
        ours |= standing_on(pairs, np.datetime64(soon, "D"))
        led_pairs = pairs.where(ours)
        led = set(zip(led_pairs.column("mentee"), led_pairs.column("direction"), strict=True))
        found: dict[str, dict[str, int]] = {}
        names = ("organisation", "direction", "level", "school_year", "in_work")
        for code, direction, level, of_year, in_work in zip(
            *(table.column(name) for name in names), strict=True
        ):
            if of_year == year and in_work is not False and (code, direction) not in led:
                found.setdefault(code, {})[direction] = level
        return found

    def _ending_pairs(self) -> Mapping[str, list[tuple[str, str, int]]]:
        """Return organisation → (partner, direction, days left) of pairs that end and go no on."""
        pairs, day = self._scene.network.pairs, self._scene.day
        at, soon = (np.datetime64(d, "D") for d in (day, day + timedelta(days=SOON_DAYS)))
        later = pairs.where(standing_on(pairs, soon))
        goes_on = set(zip(later.column("mentee"), later.column("direction"), strict=True))
        found: dict[str, list[tuple[str, str, int]]] = {}
        for pair in pairs.where(standing_on(pairs, at) & ~standing_on(pairs, soon)):
            if pair.to_date is not None and (pair.mentee, pair.direction) not in goes_on:
                left = (pair.to_date - day).days
                found.setdefault(pair.leader, []).append((pair.mentee, pair.direction, left))
                found.setdefault(pair.mentee, []).append((pair.leader, pair.direction, left))
        return {code: sorted(rows, key=lambda r: (r[2], r[:2])) for code, rows in found.items()}


def _of_finding(finding: Finding, *, has_needs: bool) -> Iterator[Reason]:
    """Yield each kind, that under which it is listed first, since the next step answers it.

    Unmet needs give way to the needs that are told one by one.
    """
    severity = Severity.WATCH
    if finding.has_no_working_tie:
        severity = Severity.NOW
    elif finding.is_at_risk:
        severity = Severity.SOON
    yield Reason(
        what=What.FINDING, severity=severity, of=(finding.listed.value,), text=finding.reason
    )
    for kind in finding.kinds:
        if kind is finding.listed or (kind is Kind.K8 and has_needs):
            continue
        yield Reason(
            what=What.FINDING,
            severity=Severity.WATCH,
            of=(kind.value,),
            text=finding.sentences[kind],
        )
