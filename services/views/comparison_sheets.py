"""Two plans side by side as sheets for people: the lines that are asked for, and the goals."""

from collections.abc import Iterable

from graph.texts import Say, message
from graph.workbook.sheets import Cell, Sheet
from services.views.comparison_view import ComparedLines
from services.views.goal_changes import GoalChange
from services.views.partners import Who

_LINES = ("kind", "mentee", "mentee_code", "place", "direction", "level")
_LEADERS = ("before", "before_code", "km_before", "after", "after_code", "km_after", "cause")


def comparison_sheets(
    a: str, b: str, lines: ComparedLines, goals: Iterable[GoalChange], say: Say
) -> list[Sheet]:
    """Return the lines of a comparison, and its goals, as sheets of a workbook."""
    title = say(message("web.compare.title", a=a, b=b))
    rows: list[list[Cell]] = [
        [
            say(message(f"web.compare.kind_one.{line.kind}")),
            *_named(line.mentee),
            line.mentee.place,
            line.direction,
            line.level,
            *_named(line.before),
            line.km_before,
            *_named(line.after),
            line.km_after,
            line.cause or None,
        ]
        for line in lines.lines
    ]
    return [
        Sheet(
            name=say(message("web.compare.sheet.lines")),
            header=[say(message(f"web.compare.sheet.{name}")) for name in (*_LINES, *_LEADERS)],
            rows=rows,
            widths=(16, 28, 14, 28, 40, 9, 28, 14, 9, 28, 14, 9, 70),
            note=title,
        ),
        Sheet(
            name=say(message("web.compare.sheet.goals")),
            header=[
                say(message(f"web.compare.sheet.{name}"))
                for name in ("number", "goal", "in_a", "in_b")
            ],
            rows=list(_goal_rows(goals, say)),
            widths=(6, 60, 14, 14),
            note=title,
        ),
    ]


def _named(who: Who | None) -> list[Cell]:
    return [who.name, who.code] if who else [None, None]


def _goal_rows(goals: Iterable[GoalChange], say: Say) -> Iterable[list[Cell]]:
    for goal in goals:
        name = message(f"plan.goal.{goal.name}")
        yield [goal.position, say(name), goal.before, goal.after]
        for band in goal.bands:
            told = message("web.compare.band", low=band.low, high=band.high)
            yield [None, say(told), band.before, band.after]
