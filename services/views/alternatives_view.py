"""Other leaders for one need, side by side: what each would change in the whole plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model.choices import AssignmentMode
from graph.model.ids import DirectionId, OrganisationId
from services.assignment.adjustment import Adjustment, AdjustmentKind
from services.views.advice_view import MovedNeed, differing, moved_rows
from services.views.goal_changes import GoalChange
from services.views.index import NetworkIndex
from services.views.partners import Who, build_who

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One goal, or one band of its distances, in one column.

    Attributes
    ----------
    is_moot
        A higher goal has decided already, so that this one does not matter.
    """

    before: int
    after: int
    is_better: bool
    is_moot: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """A goal that differs in at least one column; None is no change.

    Attributes
    ----------
    band
        (from km, to km) of the distances counted; None for other goals.
    """

    position: int
    name: str
    band: tuple[int, int] | None
    effects: tuple[Effect | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One way to do without the leader of the plan.

    Attributes
    ----------
    who
        The other leader; None is the best plan in which the present one does not lead the need.
    decisive
        The first goal that differs; None if the plan would be as good.
    others
        Other needs whose leader would differ.
    tried
        The adjustment that tries it.
    """

    who: Who | None
    km: float | None
    is_remote: bool
    decisive: GoalChange | None
    others: tuple[MovedNeed, ...]
    tried: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativesView:
    """Columns and the goals that differ, the most important first."""

    columns: tuple[Column, ...]
    rows: tuple[EffectRow, ...]
    others: int


def build_alternatives(
    index: NetworkIndex, document: Document, mentee: str, direction: str
) -> AlternativesView:
    """Return the other leaders for one need of a document of alternatives."""
    found = next(need for need in document["needs"] if need["direction"] == direction)

    def tried(kind: AdjustmentKind, leader: str) -> Adjustment:
        return Adjustment(
            kind=kind,
            leader=OrganisationId(leader),
            mentee=OrganisationId(mentee),
            direction=DirectionId(direction),
        )

    lines: list[tuple[Adjustment, Document]] = [
        (tried(AdjustmentKind.PIN, line["leader"]), line) for line in found["alternatives"]
    ]
    if found["without"] is not None:
        lines.append((tried(AdjustmentKind.BAN, found["leader"]), found["without"]))
    goals = [differing(line["goals"]) for _, line in lines]
    return AlternativesView(
        columns=tuple(
            _column(index, one, line, changes[0] if changes else None)
            for (one, line), changes in zip(lines, goals, strict=True)
        ),
        rows=_rows(goals),
        others=found["others"],
    )


def _column(
    index: NetworkIndex, one: Adjustment, line: Document, decisive: GoalChange | None
) -> Column:
    need = (one.mentee, one.direction)
    others = [step for step in line["steps"] if (step["mentee"], step["direction"]) != need]
    return Column(
        who=build_who(index, one.leader) if one.kind is AdjustmentKind.PIN else None,
        km=line.get("distance_km"),
        is_remote=line.get("mode") == AssignmentMode.REMOTE,
        decisive=decisive,
        others=moved_rows(index, others),
        tried=str(one),
    )


def _rows(columns: Iterable[tuple[GoalChange, ...]]) -> tuple[EffectRow, ...]:
    cells: dict[tuple[int, str, tuple[int, int] | None], dict[int, Effect]] = {}
    number = -1
    for number, goals in enumerate(columns):
        for goal in goals:
            for place, effect in _effects(goal):
                cells.setdefault((goal.position, goal.name, place), {})[number] = effect
    order = sorted(cells, key=lambda row: (row[0], -(row[2] or (0, 0))[0]))
    return tuple(
        EffectRow(
            position=row[0],
            name=row[1],
            band=row[2],
            effects=tuple(cells[row].get(i) for i in range(number + 1)),
        )
        for row in order
        if any(not effect.is_moot for effect in cells[row].values())
    )


def _effects(goal: GoalChange) -> Iterable[tuple[tuple[int, int] | None, Effect]]:
    if goal.before is not None and goal.after is not None:
        yield (
            None,
            Effect(
                before=goal.before,
                after=goal.after,
                is_better=bool(goal.is_better),
                is_moot=not goal.matters,
            ),
        )
    for i, band in enumerate(goal.bands):
        yield (
            (band.low, band.high),
            Effect(
                before=band.before,
                after=band.after,
                is_better=band.after < band.before,
                is_moot=not goal.matters or i > 0,
            ),
        )
