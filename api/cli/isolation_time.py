"""Questions of the command `isolated` along the calendar: soon, ahead, trend, two days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.edge import SHOWN_LINES, Edge, parse_day
from api.texts import catalogue
from graph.errors import InputError
from graph.network import Network
from graph.texts import message
from services.named import named
from services.policy import IsolationPolicy

if TYPE_CHECKING:
    from graph.texts import Message
    from graph.workbook.sheets import Sheet

_say = catalogue("ru")

SoonOption = Annotated[
    bool, typer.Option("--soon", help=_say(message("isolation_time.option.soon")))
]
DaysOption = Annotated[
    int | None,
    typer.Option("--days", min=1, max=3660, help=_say(message("isolation_time.option.days"))),
]
AheadOption = Annotated[
    str | None, typer.Option("--ahead", help=_say(message("isolation_time.option.ahead")))
]
TrendOption = Annotated[
    bool, typer.Option("--trend", help=_say(message("isolation_time.option.trend")))
]
CompareWithOption = Annotated[
    str | None,
    typer.Option("--compare-with", help=_say(message("isolation_time.option.compare_with"))),
]


class Question(StrEnum):
    """What is asked about isolation in time."""

    SOON = "soon"
    AHEAD = "ahead"
    TREND = "trend"
    COMPARED = "compared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with the other day it names, if it does."""

    question: Question
    other: date | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Where the answer goes besides the screen, and how much of it is shown."""

    json_file: str | None
    xlsx: Path | None
    show_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """An answer in each of its forms."""

    document: dict[str, Any]
    sheets: "tuple[Sheet, ...]"
    lines: list[str]
    closing: Sequence[str] = ()


def question_in_time(
    *, soon: bool, days: int | None, ahead: str | None, trend: bool, other: str | None
) -> Asked | None:
    """Return what the options ask, or None if they ask for the plain report.

    Raises
    ------
    InputError
        If they ask for two things at once, or name no day.
    """
    asked = [
        one
        for one in (
            Asked(question=Question.SOON, days=days) if soon or days is not None else None,
            None if ahead is None else Asked(question=Question.AHEAD, other=parse_day(ahead)),
            Asked(question=Question.TREND) if trend else None,
            None if other is None else Asked(question=Question.COMPARED, other=parse_day(other)),
        )
        if one is not None
    ]
    if len(asked) > 1:
        raise InputError("isolation_time.one_question")
    return asked[0] if asked else None


def answer_in_time(
    edge: Edge, policy: IsolationPolicy, asked: Asked, *, as_of: str | None, output: Output
) -> None:
    """Print the answer, and write it where it is to go."""
    from graph.workbook.sheets import write_sheets

    day = edge.day(as_of)
    with edge.working("isolation_time.working"):
        answer = _ANSWERS[asked.question](edge, policy, asked, day)
    if output.json_file is not None:
        edge.write_json(answer.document, output.json_file)
    if output.xlsx is not None:
        made = BytesIO()
        write_sheets(made, answer.sheets)
        edge.write_bytes(made.getvalue(), output.xlsx)
    if output.json_file == "-":
        return
    most = None if output.show_all else SHOWN_LINES
    for line in (*answer.document["texts"], *answer.closing, *answer.lines[:most]):
        print(line)  # noqa: T201 - what the command says
    if most is not None and most < len(answer.lines):
        edge.tell("cli.isolated.more")


def _soon(edge: Edge, policy: IsolationPolicy, asked: Asked, day: date) -> _Answer:
    from services.isolation_in_time.documents import soon_document
    from services.isolation_in_time.sheets import soon_rows
    from services.isolation_in_time.workflow import read_soon

    network, found = read_soon(edge.store(), policy, day=day, days=asked.days, ctx=edge.context())
    lines = [
        _line(
            edge,
            network,
            row.organisation,
            " ".join(edge.say(sentence) for sentence in row.sentences.values()),
            row.next_step,
        )
        for row in found.rows
    ]
    return _Answer(
        document=soon_document(found, edge.say),
        sheets=soon_rows(found, network, edge.say),
        lines=lines,
    )


def _ahead(edge: Edge, policy: IsolationPolicy, asked: Asked, day: date) -> _Answer:
    from services.isolation_in_time.documents import ahead_document
    from services.isolation_in_time.sheets import ahead_rows
    from services.isolation_in_time.workflow import read_ahead

    network, found = read_ahead(
        edge.store(), policy, day=day, until=asked.other or day, ctx=edge.context()
    )
    lines = [
        _line(edge, network, fall.organisation, edge.say(fall.text), fall.next_step)
        for fall in found.falls
    ]
    return _Answer(
        document=ahead_document(found, network, edge.say),
        sheets=ahead_rows(found, network, edge.say),
        lines=lines,
    )


def _trend(edge: Edge, policy: IsolationPolicy, asked: Asked, day: date) -> _Answer:
    from services.isolation_in_time.documents import trend_document
    from services.isolation_in_time.sheets import trend_rows
    from services.isolation_in_time.workflow import read_trend

    del asked
    _, found = read_trend(edge.store(), policy, day=day, ctx=edge.context())
    lines = [
        edge.say(
            message(
                _PARTIAL if found.is_partial(month) else _MONTH,
                day=month.day,
                out=month.without_tie,
                judged=month.judged,
            )
        )
        for month in found.months
    ]
    return _Answer(
        document=trend_document(found, edge.say),
        sheets=trend_rows(found, edge.say),
        lines=[],
        closing=lines,
    )


_MONTH = "isolation_time.line.month"
_PARTIAL = "isolation_time.line.month.partial"


def _compared(edge: Edge, policy: IsolationPolicy, asked: Asked, day: date) -> _Answer:
    from services.isolation_in_time.documents import compared_document
    from services.isolation_in_time.sheets import compared_rows
    from services.isolation_in_time.workflow import read_compared

    network, found = read_compared(
        edge.store(), policy, one=asked.other or day, other=day, ctx=edge.context()
    )
    document = compared_document(found, network, edge.say)
    lines = []
    for name in ("fell_out", "came_back"):
        if document[name]:
            lines.append(edge.say(message(f"isolation_time.head.{name}")))
        lines += [_line(edge, network, one["organisation"], one["text"]) for one in document[name]]
    return _Answer(
        document=document,
        sheets=compared_rows(found, network, edge.say),
        lines=lines,
        closing=document["remarks"],
    )


def _line(
    edge: Edge, network: Network, organisation: str, text: str, step: "Message | None" = None
) -> str:
    name = named(network, organisation)
    if step is None:
        return edge.say(
            message("isolation_time.line.moved", name=name, organisation=organisation, text=text)
        )
    return edge.say(
        message("isolation_time.line", name=name, organisation=organisation, text=text, step=step)
    )


_ANSWERS: dict[Question, Callable[[Edge, IsolationPolicy, Asked, date], _Answer]] = {
    Question.SOON: _soon,
    Question.AHEAD: _ahead,
    Question.TREND: _trend,
    Question.COMPARED: _compared,
}
