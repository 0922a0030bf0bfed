"""Drills: what would break tomorrow, who would lose what, and what is to be done at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import ContextDep
from api.drills import drill_document_on, single_ties_on
from api.fields import Code, Filter
from api.web.downloads import XLSX, download
from api.web.page import Crumb, Desk, DeskDep, Page
from graph.errors import InputError
from graph.workbook.sheets import write_sheets
from services.drills.drill import DrillKind
from services.drills.sheets import drill_sheets, ranking_sheets
from services.drills.workflow import DrillAsked
from services.views.advice_view import MovedNeed, moved_rows
from services.views.drill_answer import (
    StandIn,
    TakeOver,
    build_stand_ins,
    build_take_overs,
)
from services.views.drill_view import (
    LossGroup,
    LossList,
    LossQuery,
    LossRow,
    WorstRow,
    build_loss_list,
    build_losses,
    build_subject,
    build_ties,
    build_worst,
    count_losses,
    drill_href,
)

router = APIRouter()

Window = Annotated[int, Query(ge=1, le=120)]
Hops = Annotated[int, Query(ge=1, le=20)]
_ASK_AS_ORGANISATION = frozenset({"drill.no_leader", "drill.no_service"})
_SHOWN = 10
_ALL = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveDot:
    """After so many are gone, so many of the judged that are left reach a leader."""

    removed: int
    reach: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillsPage(Page):
    """Context of `drills.html`."""

    heading: Annotated[str, "What the page is about, in words."]
    remarks: Annotated[tuple[str, ...], "What the reader has to know of the whole."]
    window: Annotated[int, "Months of events that are looked at."]
    hops: Annotated[int, "Steps to a leader that count as near."]
    judged: Annotated[int, "How many organisations may lose anything."]
    worst: Annotated[tuple[WorstRow, ...], "The ten most dangerous single losses."]
    curve: Annotated[tuple[CurveDot, ...], "How many reach a leader as others go."]
    curve_text: Annotated[str, "The curve in words, empty if there is none."]
    kinds: Annotated[Mapping[DrillKind, int], "Lists of losses with their lengths."]
    kind: Annotated[DrillKind, "The list that is shown."]
    list: Annotated[LossList, "Rows of the list."]
    offset: Annotated[int, "How many rows come before the first shown."]
    limit: Annotated[int, "Rows on a page."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]
    is_filtered: Annotated[bool, "Whether anything narrows the list."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillPage(Page):
    """Context of `drill.html`."""

    heading: Annotated[str, "What goes, in words."]
    kind: Annotated[DrillKind, "What goes."]
    of: Annotated[str, "Code of what goes, as the address has it."]
    focus: Annotated[str, "Organisation to show on the map, or empty."]
    card: Annotated[str, "Address of the card of what goes, or empty."]
    window: Annotated[int, "Months of events that are looked at."]
    losses: Annotated[tuple[LossGroup, ...], "Who loses what."]
    is_short: Annotated[bool, "Whether only the first rows of each table are shown."]
    summary: Annotated[tuple[str, ...], "How many decisions it takes, and what nothing helps."]
    plan: Annotated[str, "Plan that the pairs are of, or empty for the pairs in force."]
    moved: Annotated[tuple[MovedNeed, ...], "Needs that get another leader, or none."]
    moved_total: Annotated[int, "How many such needs there are."]
    curators: Annotated[tuple[TakeOver, ...], "Objects that get another curator, or none."]
    services: Annotated[tuple[StandIn, ...], "Closest other services, and for whom."]
    leaders: Annotated[tuple[StandIn, ...], "Closest other leaders, and for whom."]
    ties: Annotated[tuple[str, ...], "New ties, in words."]
    single_ties: Annotated[tuple[LossRow, ...], "Its ties that are the only way of somebody."]
    excel: Annotated[str, "Address of the same as a workbook."]
    whole: Annotated[str, "Address of the page with all rows."]


@router.get("/drills", response_class=HTMLResponse)
def drills(
    *,
    request: Request,
    desk: DeskDep,
    ctx: ContextDep,
    window: Window = 12,
    hops: Hops = 2,
    kind: DrillKind = DrillKind.LEADER,
    municipality: Filter = "",
    q: Filter = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> HTMLResponse:
    """Show the black day, the lists of all single losses, and the curve."""
    index = desk.reading.index
    found = drill_document_on(desk.reading, _asked(desk, None, "", window, hops), ctx)
    query = LossQuery(kind=kind, text=q, municipality=municipality, offset=offset)
    worst = build_worst(index, found)
    curve = tuple(CurveDot(**point) for point in found["curve"])
    title = desk.say("drill_page.title")
    page = DrillsPage(
        section="isolation",
        title=title,
        crumbs=(
            Crumb(text=desk.say("web.section.isolation"), href="/isolation"),
            Crumb(text=title),
        ),
        heading=desk.say("drill_page.black_day"),
        remarks=tuple(found["texts"][-1:]) if not found["leaders"] else (),
        window=window,
        hops=hops,
        judged=found["judged"],
        worst=worst,
        curve=curve,
        curve_text=_curve_text(desk, curve),
        kinds=count_losses(found),
        kind=kind,
        list=build_loss_list(index, found, query),
        offset=offset,
        limit=query.limit,
        query=dict(request.query_params),
        is_filtered=any((municipality, q)),
    )
    return desk.render("drills.html", page)


@router.get("/drills/{kind}/{of}", response_class=HTMLResponse)
def drill(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    kind: DrillKind,
    of: Code,
    window: Window = 12,
    hops: Hops = 2,
    rows: Filter = "",
) -> Response:
    """Show who loses what with one loss, and the best emergency answer.

    What is no leader or no service on the day is asked for as the organisation that it is.
    """
    index = desk.reading.index
    try:
        found = drill_document_on(desk.reading, _asked(desk, kind, of, window, hops), ctx)
    except InputError as error:
        if error.code not in _ASK_AS_ORGANISATION:
            raise
        where = drill_href(DrillKind.ORGANISATION, (of,))
        return RedirectResponse(f"{where}?window={window}&hops={hops}", 303)
    answer = found["emergency"]
    codes, most = tuple(found["of"]), _ALL if rows == "all" else _SHOWN
    some = [build_subject(index, code) for code in codes]
    heading = desk.say(
        f"drill_page.heading.{kind}", of=some[0].name, other=some[-1].name, place=some[0].place
    )
    path, asked = drill_href(kind, codes), f"window={window}&hops={hops}"
    steps = _own_first((answer["pairs"] or {}).get("steps", ()), of)
    page = DrillPage(
        section="isolation",
        title=heading,
        crumbs=(
            Crumb(text=desk.say("web.section.isolation"), href="/isolation"),
            Crumb(text=desk.say("drill_page.title"), href="/drills"),
            Crumb(text=" — ".join(one.name for one in some)),
        ),
        heading=heading,
        kind=kind,
        of=of,
        focus=some[0].focus,
        card=some[0].href,
        window=window,
        losses=build_losses(index, found, most=most),
        is_short=rows != "all" and _is_long(found),
        summary=tuple(answer["summary"]),
        plan=(answer["pairs"] or {}).get("plan") or "",
        moved=moved_rows(index, steps[:most]),
        moved_total=len(steps),
        curators=build_take_overs(index, answer["curators"][:most]),
        services=build_stand_ins(index, answer["services"]),
        leaders=build_stand_ins(index, answer["leaders"]),
        ties=_ties(answer),
        single_ties=()
        if kind in (DrillKind.TIE, DrillKind.CURATOR)
        else build_ties(
            index, single_ties_on(desk.reading, _asked(desk, None, "", window, hops)), of
        ),
        excel=f"/drills.xlsx?kind={kind}&of={path.rpartition('/')[2]}&{asked}",
        whole=f"{path}?{asked}&rows=all",
    )
    return desk.render("drill.html", page)


@router.get("/drills.xlsx")
def workbook(
    desk: DeskDep,
    ctx: ContextDep,
    *,
    kind: DrillKind | Annotated[str, Query(max_length=0)] = "",
    of: Filter = "",
    window: Window = 12,
    hops: Hops = 2,
) -> Response:
    """Give all single losses, or one drill, as a workbook."""
    one = kind if isinstance(kind, DrillKind) else None
    found = drill_document_on(desk.reading, _asked(desk, one, of, window, hops), ctx)
    network, say = desk.reading.network, desk.site.say
    made = BytesIO()
    sheets = drill_sheets if one else ranking_sheets
    write_sheets(made, sheets(found, network, say))
    name = desk.say("drill_page.file", day=desk.reading.day)
    return download(made.getvalue(), name, XLSX)


def _asked(desk: Desk, kind: DrillKind | None, of: str, window: int, hops: int) -> DrillAsked:
    return DrillAsked(kind=kind, of=of, day=desk.reading.day, hops=hops, window_months=window)


def _curve_text(desk: Desk, curve: tuple[CurveDot, ...]) -> str:
    if not curve:
        return ""
    first, last = curve[0], curve[-1]
    return desk.say("drill.curve", n=last.removed, before=first.reach, after=last.reach)


def _is_long(found: Mapping[str, Any]) -> bool:
    """Return whether some table has more rows than are shown at first."""
    kinds = [loss["what"] for loss in found["losses"]]
    answer = found["emergency"]
    tables = answer["curators"], (answer["pairs"] or {}).get("steps", ())
    lengths = [*(kinds.count(what) for what in set(kinds)), *map(len, tables)]
    return max(lengths, default=0) > _SHOWN


def _own_first(steps: Iterable[Mapping[str, Any]], leader: str) -> list[Mapping[str, Any]]:
    """Return the needs of a leader that goes, then those that move for their sake."""
    return sorted(steps, key=lambda step: step["from"] != leader)


def _ties(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """Return each new tie, and each organisation that none helps, in words."""
    ties = answer["ties"] or {}
    return tuple(one["text"] for key in ("ties", "left_out") for one in ties.get(key, ()))
