"""Which new ties bring back who is left out: the question, the proposal, its map and workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.fields import Filter
from api.repairs import weaker_with
from api.web.downloads import XLSX, download
from api.web.page import Crumb, Desk, DeskDep, Page, environment
from api.web.pages.decisions import UNREADABLE
from api.web.pages.map import SVG
from api.web.repair_asked import USUAL_GOAL, AskedOfAddress, AskedOfFields, RepairAsked
from api.web.repair_map import build_repair_map
from graph.texts import Message
from graph.workbook.sheets import write_sheets
from services.isolation.kinds import Kind
from services.repair.document import common_reason
from services.repair.proposal import Goal, Minimise, Proposal, Reason
from services.repair.sheets import repair_rows
from services.views.repair_view import PAGE, RepairList, RepairQuery, build_repair_list

router = APIRouter()

AT_ONCE_UP_TO = 5_000
"""Organisations up to which the first proposal is made before anybody asks: within a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairPage(Page):
    """Context of `repair.html`."""

    heading: Annotated[str, "The answer in one sentence, or what the page is for."]
    told: Annotated[tuple[str, ...], "Goal, whether less is possible, who is left out."]
    asked: Annotated[RepairAsked, "The question."]
    goals: Annotated[tuple[str, ...], "Goals to choose from."]
    proposal: Annotated[Proposal | None, "The proposal; None before it is asked for."]
    fault: Annotated[str, "What is missing or wrong, in words, or empty."]
    weaker: Annotated[tuple[Message, ...], "What the ties make weaker, in words."]
    why: Annotated[Message | None, "What stands in the way of everybody, if one thing does."]
    found: Annotated[RepairList | None, "A page of its ties."]
    missing: Annotated[int, "New ties that the map cannot show."]
    offset: Annotated[int, "How many ties come before the first shown."]
    limit: Annotated[int, "Ties on a page."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]
    is_filtered: Annotated[bool, "Whether anything narrows the list."]


@router.get("/repair", response_class=HTMLResponse)
def repair(
    *,
    request: Request,
    desk: DeskDep,
    asked: AskedOfFields,
    kind: Kind | Annotated[str, Query(max_length=0)] = "",
    municipality: Filter = "",
    q: Filter = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    nothing: Annotated[Filter, Query(description="Nothing was ticked to accept.")] = "",
) -> HTMLResponse:
    """Ask for a goal and show the cheapest ties that reach it."""
    reading = desk.reading
    if asked.goal is None and len(reading.network.organisations) <= AT_ONCE_UP_TO:
        asked = replace(asked, goal=USUAL_GOAL)
    is_asked = asked.goal is not None and not asked.faults
    proposal = asked.proposal(reading) if is_asked else None
    weaker = () if proposal is None else weaker_with(reading, proposal, window_months=asked.window)
    query = RepairQuery(
        text=q,
        kind=kind if isinstance(kind, Kind) else None,
        municipality=municipality,
        offset=offset,
    )
    title = desk.say("repair_page.title")
    found = None if proposal is None else build_repair_list(reading.index, proposal, query)
    page = RepairPage(
        section="isolation",
        title=title,
        crumbs=(
            Crumb(text=desk.say("web.section.isolation"), href="/isolation"),
            Crumb(text=title),
        ),
        heading=title
        if proposal is None or found is None
        else _answer(desk, proposal, found, municipality),
        told=() if proposal is None else _told(desk, proposal),
        asked=asked,
        goals=tuple(goal.value for goal in Goal),
        proposal=proposal,
        fault=_fault(desk, asked, nothing),
        weaker=weaker,
        why=None if proposal is None else common_reason(proposal),
        found=found,
        missing=0
        if proposal is None
        else build_repair_map(reading, proposal, municipality=municipality).missing,
        offset=offset,
        limit=PAGE,
        query=dict(request.query_params),
        is_filtered=any((kind, municipality, q)),
    )
    return desk.render("repair.html", page, status=UNREADABLE if page.fault else 200)


def _fault(desk: Desk, asked: RepairAsked, nothing: str) -> str:
    """Say what stands in the way of an answer, or that nothing was ticked."""
    if asked.faults:
        return desk.say("repair_page.limits")
    return desk.say("accept.none_chosen") if nothing else ""


def _answer(desk: Desk, proposal: Proposal, found: RepairList, municipality: str) -> str:
    """Say in one sentence what it takes, in the district asked for or everywhere."""
    if proposal.ties and municipality:
        place = desk.reading.network.name_of.get(municipality, municipality)
        return desk.say("repair_page.answer_in", place=place, n=found.found, of=len(proposal.ties))
    if proposal.ties:
        return desk.say("repair_page.answer", n=len(proposal.ties), km=proposal.tenths / 10)
    if not proposal.left_out:
        return desk.say("repair_page.nothing")
    if any(reason is Reason.NO_LEADER for _, reason in proposal.left_out):
        return desk.say("repair_page.no_leader")
    return desk.say("repair_page.unreachable")


def _told(desk: Desk, proposal: Proposal) -> tuple[str, ...]:
    """Say the goal, whether less is possible, and how many are left out."""
    asked = proposal.asked
    told = [desk.say(f"repair_page.goal_is.{asked.goal}", hops=asked.hops)]
    if proposal.ties:
        if proposal.proved:
            told.append(desk.say("repair_page.proved", n=proposal.candidates))
        elif asked.minimise is Minimise.TIES:
            told.append(desk.say("repair_page.bound_ties", n=proposal.bound_ties))
        else:
            told.append(desk.say("repair_page.bound_km", km=proposal.bound_tenths / 10))
    if proposal.left_out:
        told.append(desk.say("repair_page.left_out_n", n=len(proposal.left_out)))
        if (why := common_reason(proposal)) is not None:
            told.append(desk.site.say(why))
    return tuple(told)


@router.get("/repair/map.svg")
def repair_map(desk: DeskDep, asked: AskedOfAddress, municipality: Filter = "") -> Response:
    """Give the small map with the new ties as dashed lines."""

    def draw() -> str:
        template = environment(desk.site.say).get_template("repair_map.svg")
        proposal = asked.proposal(desk.reading)
        drawn = build_repair_map(desk.reading, proposal, municipality=municipality)
        return template.render(map=drawn)

    name = f"repair_map:{asked}:{municipality}"
    return Response(desk.reading.derived(name, draw), media_type=SVG)


@router.get("/repair.xlsx")
def repair_workbook(desk: DeskDep, asked: AskedOfAddress) -> Response:
    """Give the proposal as a workbook."""
    proposal = asked.proposal(desk.reading)
    made = BytesIO()
    write_sheets(made, repair_rows(proposal, desk.reading.network, desk.site.say))
    name = desk.say("repair_page.file", day=proposal.as_of)
    return download(made.getvalue(), name, XLSX)
