"""The legend, which is also the filter, and the figures of the overview."""

from collections import Counter
from collections.abc import Sequence

from graph.model.view import NetworkView
from graph.texts import Say, message
from viz.palette import MARKS, TIES
from viz.spec import EdgeMark, Legend, LegendItem, NodeMark

MANY = 150
PARTS = ("both", "gives", "takes", "neither")
"""What organisations do in the network, in the order of the legend."""
ON_BIG_MAPS = frozenset({"proposal", "plan", "mentoring", "mutual_internship", "partnership"})
ALARM_ROWS = ("never", "lapsed", "paper", "vertical", "cut", "hangs", "far", "help", "soon")
"""Reasons why an organisation is left out, heaviest first, as `ShownFinding.row` names them."""
_QUIET_SHARE = 2
"""Marks of risk are on at the start while they are at most one in so many."""


def legend_of(
    nodes: Sequence[NodeMark], edges: Sequence[EdgeMark], *, shows_isolation: bool, say: Say
) -> Legend:
    """Return the lines for what is on the map, with counts, and what is on at the start.

    Ties are counted one by one, as everywhere else, not as the lines that are drawn for them.

    On big maps only the ties of mentoring and partnership are on; under a plan the pairs of today
    step back for those of the plan.
    """
    marks = Counter(node.mark for node in nodes)
    parts = Counter(node.part for node in nodes)
    ties: Counter[str] = Counter()
    for edge in edges:
        ties[edge.kind] += edge.count
    big = len(nodes) > MANY

    def is_on(kind: str) -> bool:
        if kind == "mentoring" and ties["plan"]:
            return False
        return not big or kind in ON_BIG_MAPS

    return Legend(
        marks=tuple(
            _item(key, f"map.marks.{key}", marks[key], is_on=True, say=say)
            for key in sorted(marks, key=lambda key: MARKS[key].rank)
        ),
        ties=tuple(
            _item(key, f"map.ties.{key}", ties[key], is_on=is_on(key), say=say)
            for key in sorted(ties, key=lambda key: TIES[key].rank)
        ),
        alarms=_alarms(nodes, say) if shows_isolation else (),
        parts=tuple(
            _item(key, f"map.part.{key}", parts[key], is_on=True, say=say)
            for key in PARTS
            if parts[key]
        ),
    )


def _alarms(nodes: Sequence[NodeMark], say: Say) -> tuple[LegendItem, ...]:
    """Return a line for each reason that is found, those without a working tie first."""
    levels = Counter(node.alarm for node in nodes)
    rows = Counter((-node.alarm, ALARM_ROWS.index(node.alarm_row)) for node in nodes if node.alarm)
    quiet = levels[1] * _QUIET_SHARE <= len(nodes)
    return tuple(
        LegendItem(
            key=ALARM_ROWS[row],
            label=say(message(f"map.alarm_row.{ALARM_ROWS[row]}")),
            count=n,
            is_on=-level > 1 or quiet,
            level=-level,
        )
        for (level, row), n in sorted(rows.items())
    )


def figures_of(view: NetworkView, say: Say) -> tuple[tuple[int, str, bool], ...]:
    """Return the figures of the overview: value, what it counts, whether it is an alarm."""
    names = ["organisations", "leaders", "mentees"]
    names += ["plan_pairs", "open_needs"] if view.plan else ["ties"]
    if view.shows_isolation:
        names.append("without_ties")
    return tuple(
        (n, say(message(f"map.figure.{name}", n=n)), name == "without_ties" and n > 0)
        for name in names
        for n in (view.figures.get(name, 0),)
    )


def _item(key: str, code: str, count: int, *, is_on: bool, say: Say) -> LegendItem:
    return LegendItem(key=key, label=say(message(code)), count=count, is_on=is_on)
