"""Two plans side by side: goals, and what every need loses or gains."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.comparisons import causes_of, comparison_of
from api.dependencies import ContextDep
from api.fields import Code, Filter
from api.web.downloads import XLSX, download
from api.web.page import Desk, DeskDep, Page
from api.web.pages.plans import book_of, plan_crumbs
from graph.model.plan import Plan
from graph.workbook.sheets import write_sheets
from services.assignment.compare import Comparison
from services.views.comparison_sheets import comparison_sheets
from services.views.comparison_view import (
    ComparedLines,
    ComparisonQuery,
    LineKind,
    build_compared_lines,
    comparable_plans,
)
from services.views.goal_changes import GoalChange, goal_changes

router = APIRouter()
FOUND = 302


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage(Page):
    """Context of `comparison.html`."""

    a: Annotated[Plan, "The plan before."]
    b: Annotated[Plan, "The plan after."]
    goals: Annotated[tuple[GoalChange, ...], "Goals on both sides."]
    lines: Annotated[ComparedLines, "A page of needs with both leaders."]
    has_causes: Annotated[bool, "Whether the lines tell their causes, or those are still to come."]
    others: Annotated[tuple[Plan, ...], "Plans that the second may be compared with."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]
    is_whole: Annotated[bool, "Whether all lines are shown, as for paper."]


@router.get("/plans/{code}/compare")
def choose(code: Code, base: Annotated[Code, Query()]) -> RedirectResponse:
    """Send the reader to the comparison that a form asks for."""
    return RedirectResponse(
        f"/plans/{quote(base, safe='')}/comparison/{quote(code, safe='')}", FOUND
    )


@router.get("/plans/{code}/comparison/{other}.xlsx")
def comparison_workbook(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    code: Code,
    other: Code,
    kind: LineKind | None = None,
    q: Filter = "",
    direction: Filter = "",
) -> Response:
    """Give the lines that are asked for, all of them, and the goals as a workbook."""
    query = ComparisonQuery(kind=kind, text=q, direction=direction, limit=None)
    found = comparison_of(desk.reading, code, other)
    lines = _lines(desk, code, other, query, causes_of(desk.reading, code, other, ctx))
    made = BytesIO()
    sheets = comparison_sheets(code, other, lines, goal_changes(found.goals), desk.site.say)
    write_sheets(made, sheets)
    return download(made.getvalue(), desk.say("web.file.comparison", a=code, b=other), XLSX)


@router.get("/plans/{code}/comparison/{other}", response_class=HTMLResponse)
def comparison(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    code: Code,
    other: Code,
    kind: LineKind | None = None,
    q: Filter = "",
    direction: Filter = "",
    why: Annotated[str, Query(pattern="^1?$")] = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    rows: Annotated[str, Query(pattern="^(all)?$")] = "",
) -> HTMLResponse:
    """Show what plan `other` changes against plan `code`; the causes of the lines come later."""
    found: Comparison = comparison_of(desk.reading, code, other)
    query = ComparisonQuery(kind=kind, text=q, direction=direction, offset=offset)
    if rows:
        query = replace(query, offset=0, limit=None)
    has_causes = bool(why or rows)
    causes = causes_of(desk.reading, code, other, ctx) if has_causes else {}
    second = book_of(desk, other).plan
    title = desk.say("web.compare.title", a=code, b=other)
    page = ComparisonPage(
        section="plans",
        title=title,
        crumbs=plan_crumbs(desk, other, desk.say("web.compare.crumb", plan=code)),
        a=book_of(desk, code).plan,
        b=second,
        goals=goal_changes(found.goals),
        lines=_lines(desk, code, other, query, causes),
        has_causes=has_causes,
        others=comparable_plans(desk.reading.network, second),
        query=dict(desk.request.query_params),
        is_whole=bool(rows),
    )
    return desk.render("comparison.html", page)


def _lines(
    desk: Desk,
    code: str,
    other: str,
    query: ComparisonQuery,
    causes: Mapping[tuple[str, str], str],
) -> ComparedLines:
    return build_compared_lines(book_of(desk, code), book_of(desk, other), causes, query)
