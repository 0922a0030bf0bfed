"""The ten questions about isolation, each with its number and its list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.dependencies import read
from api.fields import parse_day
from api.reports import answers_on, isolation_report
from api.web.page import Crumb, DeskDep, Page
from api.web.pages.isolation import Asked, IsolationQuestion
from graph.texts import Message
from services.isolation.findings import IsolationReport
from services.isolation.kinds import Kind
from services.isolation.overlooked import Overlooked
from services.isolation.questions import ASLEEP_MONTHS, Answers
from services.isolation.questions import Question as Ten
from services.isolation.rows import Row
from services.views.index import NetworkIndex
from services.views.partners import Who, build_who

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the ten; `n` None where the list tells its own number."""

    code: str
    n: int | None
    href: str
    changed: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list; `who` is None for a municipality or a community."""

    code: str
    name: str
    who: Who | None
    municipality: str
    text: Message
    step: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationListsPage(Page):
    """Context of `isolation_lists.html`."""

    day: Annotated[date, "Day of the question."]
    questions: Annotated[tuple[Question, ...], "The ten questions with their numbers."]
    chosen: Annotated[str, "Question whose list is open, or empty."]
    lines: Annotated[tuple[Line, ...], "The list of the chosen question."]
    query: Annotated[Mapping[str, str], "Parameters that links keep."]


@router.get("/isolation/lists", response_class=HTMLResponse)
def questions(desk: DeskDep, asked: Asked) -> HTMLResponse:
    """Show the ten questions, each with its number."""
    return _page(desk, asked, None)


@router.get("/isolation/lists/{name}", response_class=HTMLResponse)
def one_list(desk: DeskDep, name: Overlooked, asked: Asked) -> HTMLResponse:
    """Show the list of one question that no kind answers."""
    return _page(desk, asked, name)


def _page(desk: DeskDep, asked: IsolationQuestion, name: Overlooked | None) -> HTMLResponse:
    reading = read(desk.site, parse_day(asked.as_of) or desk.site.today())
    report = isolation_report(reading, window_months=asked.window, hops=asked.hops)
    found = answers_on(reading, window_months=asked.window, hops=asked.hops)
    title = desk.say("isolation_list.title")
    page = IsolationListsPage(
        section="isolation",
        title=title,
        crumbs=(
            Crumb(text=desk.say("web.section.home"), href="/"),
            Crumb(text=desk.say("web.section.isolation"), href="/isolation"),
            Crumb(text=title),
        ),
        day=report.as_of,
        questions=_questions(report, found),
        chosen=name or "",
        lines=tuple(_line(reading.index, one.code, one.text, one.step) for one in found[Ten(name)])
        if name
        else (),
        query={k: v for k, v in asked.address().items() if k in {"as_of", "window", "hops"}},
    )
    return desk.render("isolation_lists.html", page, day=report.as_of)


_ADDRESS: Mapping[Ten, Mapping[str, str]] = {
    Ten.NONE: {"kind": Kind.K1.value},
    Ten.ASLEEP: {"kind": Kind.K3B.value, "window": str(ASLEEP_MONTHS)},
    Ten.NEED: {"kind": Kind.K8.value},
    Ten.HANGS: {"row": Row.HANGS.value},
    Ten.ONE_WAY: {"kind": Kind.K12.value},
}
"""Question → parameters of the list of findings that answers it; the others have their own."""


def _questions(report: IsolationReport, found: Answers) -> tuple[Question, ...]:
    """Return the ten questions with their numbers; no number where a kind is not judged."""

    def judged(name: Ten) -> bool:
        kind = _ADDRESS.get(name, {}).get("kind")
        return kind is None or report.counts[Kind(kind)] is not None

    return tuple(
        Question(
            code=name.value,
            n=len(found[name]) if judged(name) else None,
            href="/isolation" if name in _ADDRESS else f"/isolation/lists/{name.value}",
            changed=_ADDRESS.get(name, {}),
        )
        for name in Ten
    )


def _line(index: NetworkIndex, code: str, text: Message, step: Message) -> Line:
    one = index.network.organisations.get(code)
    is_place = index.network.municipalities.get(code) is not None
    return Line(
        code=code,
        name=index.name_of.get(code, code),
        who=None if one is None else build_who(index, code),
        municipality=code if is_place else "" if one is None else one.municipality,
        text=text,
        step=step,
    )
