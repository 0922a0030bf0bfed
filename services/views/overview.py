"""The start page: figures that open their lists, what to do now, who takes part."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.model.choices import OrganisationKind, PlanStatus
from graph.model.ids import SchoolYear
from graph.model.plan import Plan
from graph.texts import Message, message
from graph.valid_time import previous, school_year_of
from services.isolation.unmarked import unmarked_rows
from services.measures.involvement import Part
from services.views.curator import find_overloaded
from services.views.event_list import EventFigures, EventRow, count_events, find_coming
from services.views.index import NetworkIndex
from services.views.plan_view import PlanBook, PlanCounts
from services.views.words import word_of

_COMING = 5


class Urgency(StrEnum):
    """How soon something is to be done."""

    NOW = "now"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One thing to do.

    Attributes
    ----------
    page
        Which page does it: ``plan``, ``plans``, ``import``, ``isolation``,
        ``meetings`` or ``person``.
    target
        Code that the page is opened with, or empty.
    """

    urgency: Urgency
    title: Message
    text: Message
    page: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Involvement:
    """How many organisations of a kind, or of all under an empty one, do what."""

    kind: str
    word: str
    total: int
    counts: Mapping[Part, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the start page shows.

    Attributes
    ----------
    plan, counts
        The plan of the year that counts, and what it reaches; None if there is none.
    years_pairs
        Pairs in force last year that the plan could keep.
    free_places
        Places that the plan leaves.
    """

    school_year: SchoolYear
    organisations: int
    needs: int
    mentees: int
    plan: Plan | None
    counts: PlanCounts | None
    free_places: int
    events: EventFigures | None
    todo: tuple[Todo, ...]
    coming: tuple[EventRow, ...]
    involvement: tuple[Involvement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationCounts:
    """What the isolation report of the day counts."""

    without_tie: int
    at_risk: int


def build_overview(index: NetworkIndex, isolation: IsolationCounts) -> Overview:
    """Return what the start page shows on the index's day."""
    plan = index.current_plan
    book = None if plan is None else PlanBook(index, plan.id)
    in_work = [i for i, w in enumerate(index.needs.column("in_work")) if w is not False]
    needing = index.needs.column("organisation")
    return Overview(
        school_year=index.year,
        organisations=len(index.today.organisations),
        needs=len(in_work),
        mentees=len({needing[i] for i in in_work}),
        plan=plan,
        counts=book.counts if book else None,
        free_places=sum(one.places - one.taken for one in book.load) if book else 0,
        events=_events(index),
        todo=tuple(_todo(index, book, isolation)),
        coming=find_coming(index, most=_COMING),
        involvement=_involvement(index),
    )


def _events(index: NetworkIndex) -> EventFigures | None:
    current = school_year_of(index.day)
    for school_year in (current, previous(current)):
        figures = count_events(index, school_year)
        if figures.events:
            return figures
    return None


def _todo(index: NetworkIndex, book: PlanBook | None, isolation: IsolationCounts) -> Iterable[Todo]:
    if not len(index.today.organisations):
        yield Todo(
            urgency=Urgency.NOW,
            title=message("view.todo.fill"),
            text=message("view.todo.fill_how"),
            page="import",
        )
        return
    if book is None:
        if len(index.needs):
            yield Todo(
                urgency=Urgency.NOW,
                title=message("view.todo.plan", year=index.year),
                text=message("view.todo.plan_how", n=len(index.needs)),
                page="plans",
            )
    else:
        yield from _todo_of_plan(book)
    if isolation.without_tie:
        yield Todo(
            urgency=Urgency.SOON,
            title=message("view.todo.isolated", n=isolation.without_tie),
            text=message("view.todo.isolated_how", n=isolation.at_risk),
            page="isolation",
        )
    unmarked = len(unmarked_rows(index.network, index.day))
    if unmarked:
        yield Todo(
            urgency=Urgency.LATER,
            title=message("view.todo.unmarked", n=unmarked),
            text=message("view.todo.unmarked_how"),
            page="meetings",
        )
    for person, objects in find_overloaded(index)[:3]:
        yield Todo(
            urgency=Urgency.LATER,
            title=message("view.todo.overloaded", person=person.name),
            text=message("view.todo.overloaded_how", n=objects, capacity=person.capacity or 0),
            page="person",
            target=person.id,
        )


def _todo_of_plan(book: PlanBook) -> Iterable[Todo]:
    plan, counts = book.plan, book.counts
    left = message("view.todo.left", n=counts.open, acute=counts.open_acute)
    if plan.status is PlanStatus.DRAFT:
        yield Todo(
            urgency=Urgency.NOW,
            title=message("view.todo.approve", plan=plan.id),
            text=left,
            page="plan",
            target=plan.id,
        )
    elif plan.status is PlanStatus.APPROVED:
        yield Todo(
            urgency=Urgency.NOW,
            title=message("view.todo.order", plan=plan.id),
            text=message("view.todo.order_how", n=counts.covered),
            page="plan",
            target=plan.id,
        )
    elif counts.open:
        yield Todo(
            urgency=Urgency.SOON,
            title=message("view.todo.open", n=counts.open),
            text=left,
            page="plan",
            target=plan.id,
        )
    short = sum(group.short_by for group in book.groups)
    if short:
        yield Todo(
            urgency=Urgency.SOON,
            title=message("view.todo.places", n=short),
            text=message("view.todo.places_how", n=len(book.groups)),
            page="plan",
            target=plan.id,
        )


def _involvement(index: NetworkIndex) -> tuple[Involvement, ...]:
    found: dict[str, Counter[Part]] = {}
    for one in index.involvement.values():
        found.setdefault(one.kind.value, Counter())[one.part()] += 1
    rows: list[tuple[str, str, Counter[Part]]] = [
        (kind.value, word_of("organisation_kind", kind.value), found[kind.value])
        for kind in OrganisationKind
        if kind.value in found
    ]
    if len(rows) > 1:
        rows.insert(0, ("", "", sum(found.values(), Counter())))
    return tuple(
        Involvement(kind=kind, word=word, total=counts.total(), counts=counts)
        for kind, word, counts in rows
    )
