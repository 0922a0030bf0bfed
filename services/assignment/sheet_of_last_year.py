"""The sheet of a plan's workbook that stands beside last year."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from graph.network import Network
from graph.texts import Say, message
from graph.workbook.sheets import Cell, Sheet
from services.assignment.last_year import LastYear, compare_with_last_year, kind_of

Document = Mapping[str, Any]
_KINDS = ("kept", "moved", "new", "ended")
_COLUMNS = ("number", "change", "mentee", "mentee_code", "mentee_place", "direction")


def last_year_sheet(network: Network, document: Document, say: Say) -> Sheet:
    """Return one row for each need that has a leader last year, in the plan, or in both.

    Parameters
    ----------
    document
        The plan as `services.assignment.document.plan_document` gives it.
    """
    compared = compare_with_last_year(network, document)
    left = {(need["mentee"], need["direction"]): need for need in document["open_needs"]}
    names = network.name_of
    rows: list[list[Cell]] = []
    for step in sorted(compared.steps, key=lambda s: _KINDS.index(kind_of(s))):
        kind = kind_of(step)
        home = network.organisation(step.mentee).municipality
        need = left.get((step.mentee, step.direction))
        note = None
        if kind == "ended":
            reason = "sheet.last_year.no_need" if need is None else f"plan.reason.{need['reason']}"
            note = say(message(reason))
        rows.append(
            [
                len(rows) + 1,
                say(message(f"sheet.last_year.{kind}")),
                names.get(step.mentee, step.mentee),
                step.mentee,
                names.get(home, home),
                names.get(step.direction, step.direction),
                names.get(step.from_leader or "", step.from_leader),
                names.get(step.to_leader or "", step.to_leader),
                note,
            ]
        )
    columns = (*_COLUMNS, "before", "after", "note")
    return Sheet(
        name=say(message("sheet.last_year")),
        header=[say(message(f"sheet.last_year.column.{column}")) for column in columns],
        rows=rows,
        widths=(6, 18, 28, 14, 22, 40, 28, 28, 34),
        note=_note(compared, say),
    )


def _note(compared: LastYear, say: Say) -> str:
    counted = Counter(map(kind_of, compared.steps))
    source = (
        message("sheet.last_year.of_plans", plans=", ".join(compared.plans))
        if compared.plans
        else message("sheet.last_year.of_pairs", school_year=compared.school_year)
    )
    return say(
        message("sheet.last_year.title", source=source, **{kind: counted[kind] for kind in _KINDS})
    )
