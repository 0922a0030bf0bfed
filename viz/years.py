"""The school years around a map: marks of those not there today, and what differs in each year."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from graph.model.view import MapTie, NetworkView, ShownOrganisation, ShownTie
from graph.model.view_years import Change, ShownYear, YearsView, tie_key
from graph.texts import Say, message
from viz.legend import MANY, ON_BIG_MAPS, figures_of
from viz.palette import MARKS, TIES
from viz.spec import NodeMark
from viz.spec_years import Fact, Worn, YearMark, Years, YearTie

OF_NOW = frozenset({MapTie.PLAN, MapTie.PROPOSAL})
"""Ties that lie over the map of today only."""

Mark = Callable[[ShownOrganisation], NodeMark]
Told = Callable[[ShownTie], tuple[str, str, str]]


def ghosts_of(view: NetworkView, years: YearsView, mark: Mark) -> tuple[NodeMark, ...]:
    """Return the marks of organisations that are there in another year only, by code.

    Each looks as in the latest of its years.
    """
    here = {one.id for one in view.organisations}
    ghosts: dict[str, ShownOrganisation] = {}
    for year in years.years:
        ghosts |= {one.id: one for one in year.view.organisations if one.id not in here}
    return tuple(mark(one) for _, one in sorted(ghosts.items()))


def years_of(
    years: YearsView, rows: Sequence[NodeMark], *, mark: Mark, fact: Told, say: Say
) -> Years | None:
    """Return what differs in other years, or None if there are none.

    Parameters
    ----------
    rows
        Marks of the map, then those of `ghosts_of`.
    mark, fact
        Give the mark of an organisation, and what a line tells of a tie.
    """
    if len(years.years) == 1:
        return None
    row_of = {node.id: row for row, node in enumerate(rows)}
    texts = _Texts()
    ties = _ties(years, row_of, lambda tie: tuple(texts.row(t) for t in fact(tie)))
    marked = tuple(
        () if i == years.now else _worn(year.view, rows, row_of, mark)
        for i, year in enumerate(years.years)
    )
    marks = {node.mark for node in rows} | {worn[1] for some in marked for worn in some}
    kinds = {tie.kind.value for year in years.years for tie in year.view.ties}
    big = len(rows) > MANY
    return Years(
        now=years.now,
        marks=tuple(
            (key, say(message(f"map.marks.{key}")), True)
            for key in sorted(marks, key=lambda key: MARKS[key].rank)
        ),
        kinds=tuple(
            (key, say(message(f"map.ties.{key}")), not big or key in ON_BIG_MAPS)
            for key in sorted(kinds, key=lambda key: TIES[key].rank)
        ),
        years=tuple(
            YearMark(
                name=year.name,
                day=f"{year.view.as_of:%d.%m.%Y}",
                since=year.since or "",
                subtitle=year.view.subtitle,
                figures=figures_of(year.view, say),
                changes=_changes(year, say),
                marks=marked[i],
            )
            for i, year in enumerate(years.years)
        ),
        part=_part(years, row_of),
        ties=ties,
        texts=tuple(texts.rows),
        outside=say(message("map.outside")),
        dated=say(message("map.fact.places")),
    )


class _Texts:
    """Texts by row, each once."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}

    def row(self, text: str) -> int:
        return self.rows.setdefault(text, len(self.rows))


def _part(years: YearsView, row_of: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    bits: defaultdict[int, int] = defaultdict(int)
    for i, year in enumerate(years.years):
        for one in year.view.organisations:
            bits[row_of[one.id]] |= 1 << i
    every = (1 << len(years.years)) - 1
    return tuple((row, some) for row, some in sorted(bits.items()) if some != every)


def _worn(
    view: NetworkView, rows: Sequence[NodeMark], row_of: Mapping[str, int], mark: Mark
) -> tuple[Worn, ...]:
    found = []
    for one in view.organisations:
        row = row_of[one.id]
        then, now = mark(one), rows[row]
        if (then.mark, then.radius, then.mentees) != (now.mark, now.radius, now.mentees):
            found.append((row, then.mark, then.radius, then.mentees))
    return tuple(sorted(found))


def _ties(
    years: YearsView, row_of: Mapping[str, int], fact: Callable[[ShownTie], tuple[int, ...]]
) -> tuple[YearTie, ...]:
    """Return the lines that are not the same in all years, with what they tell in the others."""
    told: defaultdict[tuple[str, str, str], list[list[tuple[int, ...]]]] = defaultdict(
        lambda: [[] for _ in years.years]
    )
    for i, year in enumerate(years.years):
        for tie in year.view.ties:
            if tie.kind not in OF_NOW:
                told[tie_key(tie)][i].append(fact(tie))
    made: list[YearTie] = []
    for (kind, source, target), by_year in sorted(told.items()):
        facts = [sorted(some) for some in by_year]
        if all(some == facts[0] for some in facts):
            continue
        bits: defaultdict[tuple[tuple[int, ...], int], int] = defaultdict(int)
        for i, some in enumerate(facts):
            if i != years.now:
                for n, one in enumerate(some):
                    # Two ties that tell the same are two facts.
                    bits[one, n - some.index(one)] |= 1 << i
        lines: list[Fact] = [
            (mask, direction, period, reasons)
            for ((direction, period, reasons), _), mask in sorted(bits.items())
        ]
        made.append((kind, row_of[source], row_of[target], tuple(lines)))
    return tuple(made)


def _changes(year: ShownYear, say: Say) -> tuple[str, ...]:
    return tuple(
        say(message(f"map.years.{change.value}", n=year.changes[change]))
        for change in Change
        if year.changes.get(change)
    )
