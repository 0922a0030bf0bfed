"""Rows of a plan that a reader asks for: filtered, a page at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from graph.model.choices import OpenReason
from graph.model.plan import Assignment, OpenNeed
from services.views.organisation_list import Choice, folded, natural
from services.views.partners import Who, build_who
from services.views.plan_view import LeaderLoad, PlanBook

FAR_KM = 50
PAGE = 25
WHOLE = 1_000_000
"""Rows on a page that shows all, as paper does."""

Line = TypeVar("Line", Assignment, OpenNeed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanQuery:
    """Which rows are asked for; empty text and None leave all.

    Attributes
    ----------
    state
        ``new``, ``kept``, ``far``, ``border`` or ``pinned``; for pairs only.
    """

    text: str = ""
    direction: str = ""
    municipality: str = ""
    level: int | None = None
    state: str = ""
    reason: OpenReason | None = None
    offset: int = 0
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One pair of a plan."""

    line: Assignment
    mentee: Who
    leader: Who
    direction: str
    load: LeaderLoad


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """One open need of a plan."""

    line: OpenNeed
    mentee: Who
    direction: str
    nearest: Who | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRows:
    """A page of pairs and of open needs, with what the filters would leave."""

    query: PlanQuery
    pairs: tuple[PairRow, ...]
    pairs_found: int
    open: tuple[OpenRow, ...]
    open_found: int
    directions: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    states: tuple[Choice, ...]


_STATES: dict[str, Callable[[PlanBook, Assignment], bool]] = {
    "new": lambda _, line: not line.kept,
    "kept": lambda _, line: line.kept,
    "far": lambda _, line: line.distance_km is not None and line.distance_km > FAR_KM,
    "border": lambda book, line: book.is_over_border(line),
    "pinned": lambda _, line: line.pinned,
}


def build_plan_rows(book: PlanBook, query: PlanQuery) -> PlanRows:
    """Return the rows of a plan that answer `query`, acute needs first."""
    pairs = _chosen(book, book.assignments, query)
    narrowed = [line for line in pairs if _in_state(book, line, query.state)]
    left = [
        line
        for line in _chosen(book, book.open_needs, query)
        if query.reason is None or line.reason is query.reason
    ]
    page = slice(query.offset, query.offset + query.limit)
    names = book.index.name_of
    everything: list[Assignment | OpenNeed] = [*book.assignments, *book.open_needs]
    place = _municipality_of(book)
    return PlanRows(
        query=query,
        pairs=tuple(_pair(book, line) for line in narrowed[page]),
        pairs_found=len(narrowed),
        open=tuple(_open(book, line) for line in left[page]),
        open_found=len(left),
        directions=_choices(((line.direction for line in everything)), names),
        municipalities=_choices((place(line.mentee) for line in everything), names),
        levels=tuple(
            Choice(code=str(level), name=str(level), n=sum(line.level == level for line in pairs))
            for level in (3, 2, 1)
        ),
        states=tuple(
            Choice(code=code, name=code, n=sum(rule(book, line) for line in pairs))
            for code, rule in _STATES.items()
        ),
    )


def _in_state(book: PlanBook, line: Assignment, state: str) -> bool:
    rule = _STATES.get(state)
    return rule is None or rule(book, line)


def _municipality_of(book: PlanBook) -> Callable[[str], str]:
    table, position = book.index.network.organisations, book.index.position_of
    column = table.column("municipality")

    def find(code: str) -> str:
        row = position.get(code)
        return "" if row is None else column[row]

    return find


def _chosen(book: PlanBook, lines: Iterable[Line], query: PlanQuery) -> list[Line]:
    names, place = book.index.name_of, _municipality_of(book)
    words = folded(query.text).split()

    def is_asked(line: Line) -> bool:
        leader = getattr(line, "leader", "")  # an open need has none
        text = folded(
            f"{names.get(line.mentee, line.mentee)} {line.mentee} {names.get(leader, '')} {leader}"
        )
        return (
            (query.level is None or line.level == query.level)
            and (not query.direction or line.direction == query.direction)
            and (not query.municipality or place(line.mentee) == query.municipality)
            and all(word in text for word in words)
        )

    found = [line for line in lines if is_asked(line)]
    return sorted(
        found, key=lambda line: (-line.level, natural(names.get(line.mentee, "")), line.direction)
    )


def _pair(book: PlanBook, line: Assignment) -> PairRow:
    return PairRow(
        line=line,
        mentee=build_who(book.index, line.mentee),
        leader=build_who(book.index, line.leader),
        direction=book.index.name_of.get(line.direction, line.direction),
        load=book.load_of[line.leader],
    )


def _open(book: PlanBook, line: OpenNeed) -> OpenRow:
    return OpenRow(
        line=line,
        mentee=build_who(book.index, line.mentee),
        direction=book.index.name_of.get(line.direction, line.direction),
        nearest=build_who(book.index, line.nearest) if line.nearest else None,
    )


def _choices(codes: Iterable[str], names: Mapping[str, str]) -> tuple[Choice, ...]:
    counts = Counter(codes)
    found = [Choice(code=code, name=names.get(code, code), n=n) for code, n in counts.items()]
    return tuple(sorted(found, key=lambda choice: natural(choice.name)))
