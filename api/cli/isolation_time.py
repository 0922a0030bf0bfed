"""Questions of the command `isolated` along the calendar: soon, ahead, trend, two days."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from api.cli.edge import Edge, parse_day
from api.cli.isolation_answer import Answer, Asked, Question, line_of
from api.texts import catalogue
from graph.texts import message
from services.policy import IsolationPolicy

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


def questions_in_time(
    *, soon: bool, days: int | None, ahead: str | None, trend: bool, other: str | None
) -> list[Asked]:
    """Return what the options ask about the calendar.

    Raises
    ------
    InputError
        If they name no day.
    """
    return [
        one
        for one in (
            Asked(question=Question.SOON, days=days) if soon or days is not None else None,
            None if ahead is None else Asked(question=Question.AHEAD, other=parse_day(ahead)),
            Asked(question=Question.TREND) if trend else None,
            None if other is None else Asked(question=Question.COMPARED, other=parse_day(other)),
        )
        if one is not None
    ]


def _soon(edge: Edge, policy: IsolationPolicy, asked: Asked, day: date) -> Answer:
    from services.isolation_in_time.documents import soon_document
    from services.isolation_in_time.sheets import soon_rows
    from services.isolation_in_time.workflow import read_soon

    network, found = read_soon(edge.store(), policy, day=day, days=asked.days, ctx=edge.context())
    lines = [
        line_of(
            edge,
            network,
            row.organisation,
            " ".join(edge.say(sentence) for sentence in row.sentences.values()),
            row.next_step,
        )
        for row in found.rows
    ]
    return Answer(
        document=soon_document(found, edge.say),
        sheets=soon_rows(found, network, edge.say),
        lines=lines,
    )


def _ahead(edge: Edge, policy: IsolationPolicy, asked: Asked, day: date) -> Answer:
    from services.isolation_in_time.documents import ahead_document
    from services.isolation_in_time.sheets import ahead_rows
    from services.isolation_in_time.workflow import read_ahead

    network, found = read_ahead(
        edge.store(), policy, day=day, until=asked.other or day, ctx=edge.context()
    )
    lines = [
        line_of(edge, network, fall.organisation, edge.say(fall.text), fall.next_step)
        for fall in found.falls
    ]
    return Answer(
        document=ahead_document(found, network, edge.say),
        sheets=ahead_rows(found, network, edge.say),
        lines=lines,
    )


def _trend(edge: Edge, policy: IsolationPolicy, asked: Asked, day: date) -> Answer:
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
    return Answer(
        document=trend_document(found, edge.say),
        sheets=trend_rows(found, edge.say),
        lines=[],
        closing=lines,
    )


_MONTH = "isolation_time.line.month"
_PARTIAL = "isolation_time.line.month.partial"


def _compared(edge: Edge, policy: IsolationPolicy, asked: Asked, day: date) -> Answer:
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
        lines += [
            line_of(edge, network, one["organisation"], one["text"]) for one in document[name]
        ]
    return Answer(
        document=document,
        sheets=compared_rows(found, network, edge.say),
        lines=lines,
        closing=document["remarks"],
    )


IN_TIME: dict[Question, Callable[[Edge, IsolationPolicy, Asked, date], Answer]] = {
    Question.SOON: _soon,
    Question.AHEAD: _ahead,
    Question.TREND: _trend,
    Question.COMPARED: _compared,
}
