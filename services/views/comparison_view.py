"""Two plans on one page: what each need had and has, by kind of change, a page at a time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.model.choices import AssignmentMode, PlanStatus
from graph.model.plan import Assignment, OpenNeed, Plan
from graph.network import Network
from graph.valid_time import previous
from services.views.organisation_list import Choice, folded, natural
from services.views.partners import Who, build_who
from services.views.plan_rows import PAGE
from services.views.plan_view import PlanBook

Need = tuple[str, str]


class LineKind(StrEnum):
    """What happened to a need from one plan to the other."""

    KEPT = "kept"
    MOVED = "moved"
    NEW = "new"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonQuery:
    """Which lines are asked for; empty leaves all that differ.

    Attributes
    ----------
    limit
        Lines on a page; None is all of them, for paper and files.
    """

    kind: LineKind | None = None
    text: str = ""
    direction: str = ""
    offset: int = 0
    limit: int | None = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """One need with its leader in both plans.

    Attributes
    ----------
    before, after
        None is no leader.
    km_before, km_after
        Distances; None if nobody travels, or they are not known.
    cause
        What of the data, the rules or the decisions made the difference; empty if not told.
    """

    kind: LineKind
    mentee: Who
    direction: str
    direction_code: str
    level: int
    before: Who | None
    after: Who | None
    km_before: float | None
    km_after: float | None
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLines:
    """A page of lines, with what each filter would leave."""

    query: ComparisonQuery
    lines: tuple[ComparedLine, ...]
    found: int
    counts: Mapping[LineKind, int]
    directions: tuple[Choice, ...]


def build_compared_lines(
    first: PlanBook, second: PlanBook, causes: Mapping[Need, str], query: ComparisonQuery
) -> ComparedLines:
    """Return the needs of two plans that answer `query`, acute ones first.

    Parameters
    ----------
    causes
        (mentee, direction) → why its line differs.
    """
    before, after = _pairs(first), _pairs(second)
    names = second.index.name_of
    levels = _levels(first) | _levels(second)
    kinds = {need: _kind(before.get(need), after.get(need)) for need in before.keys() | after}
    words = folded(query.text).split()

    def is_asked(need: Need) -> bool:
        leaders = [line.leader for line in (before.get(need), after.get(need)) if line]
        text = folded(" ".join(f"{names.get(code, '')} {code}" for code in (need[0], *leaders)))
        return (not query.direction or need[1] == query.direction) and all(
            word in text for word in words
        )

    asked = [need for need in kinds if is_asked(need)]
    chosen = sorted(
        (need for need in asked if _is_shown(kinds[need], query.kind)),
        key=lambda need: (-levels[need], natural(names.get(need[0], need[0])), need),
    )
    last = None if query.limit is None else query.offset + query.limit
    counts = Counter(kinds[need] for need in asked)
    return ComparedLines(
        query=query,
        lines=tuple(
            ComparedLine(
                kind=kinds[need],
                mentee=build_who(second.index, need[0]),
                direction=names.get(need[1], need[1]),
                direction_code=need[1],
                level=levels[need],
                before=_leader(second, before.get(need)),
                after=_leader(second, after.get(need)),
                km_before=_km(before.get(need)),
                km_after=_km(after.get(need)),
                cause=causes.get(need, ""),
            )
            for need in chosen[query.offset : last]
        ),
        found=len(chosen),
        counts={kind: counts[kind] for kind in LineKind},
        directions=_directions(kinds, names),
    )


def comparable_plans(network: Network, plan: Plan) -> tuple[Plan, ...]:
    """Return the plans that `plan` may be compared with, what is asked most often first.

    First the approved and ordered plans of earlier years, the newest year first and the same scope
    before others; then the other plans of the year, the newest first; withdrawn ones come last.
    """
    final = {PlanStatus.APPROVED, PlanStatus.ORDERED}

    def rank(other: Plan) -> tuple[int, int, int, int]:
        is_earlier = other.school_year < plan.school_year
        is_last_year = is_earlier and other.status in final
        return (
            0 if is_last_year else 2 if other.status is PlanStatus.WITHDRAWN else 1,
            -int(other.school_year[:4]),
            other.scope != plan.scope,
            -other.network_revision,
        )

    return tuple(sorted((one for one in network.plans if one.id != plan.id), key=rank))


def past_plan(network: Network, plan: Plan) -> Plan | None:
    """Return the final plan of the year before, of the same scope if there is one."""
    last = previous(plan.school_year)
    final = {PlanStatus.APPROVED, PlanStatus.ORDERED}
    return next(
        (
            other
            for other in comparable_plans(network, plan)
            if other.school_year == last and other.status in final
        ),
        None,
    )


def _pairs(book: PlanBook) -> dict[Need, Assignment]:
    return {(line.mentee, line.direction): line for line in book.assignments}


def _levels(book: PlanBook) -> dict[Need, int]:
    lines: list[Assignment | OpenNeed] = [*book.assignments, *book.open_needs]
    return {(line.mentee, line.direction): line.level for line in lines}


def _kind(before: Assignment | None, after: Assignment | None) -> LineKind:
    if before is None:
        return LineKind.NEW
    if after is None:
        return LineKind.ENDED
    return LineKind.KEPT if before.leader == after.leader else LineKind.MOVED


def _is_shown(kind: LineKind, asked: LineKind | None) -> bool:
    return kind is not LineKind.KEPT if asked is None else kind is asked


def _leader(book: PlanBook, line: Assignment | None) -> Who | None:
    return build_who(book.index, line.leader) if line else None


def _km(line: Assignment | None) -> float | None:
    return line.distance_km if line and line.mode is not AssignmentMode.REMOTE else None


def _directions(needs: Iterable[Need], names: Mapping[str, str]) -> tuple[Choice, ...]:
    counts = Counter(direction for _, direction in needs)
    found = [Choice(code=code, name=names.get(code, code), n=n) for code, n in counts.items()]
    return tuple(sorted(found, key=lambda choice: natural(choice.name)))
