"""Accept proposed ties: what is written, what is true at once and after the first meetings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.clock import clock_ms
from api.dependencies import ComputeDep, ContextDep
from api.fields import Code, Filter, OptionalCount, Text
from api.repairs import require_revision
from api.web.page import Crumb, Desk, DeskDep, Page
from api.web.pages.decisions import SEE_OTHER, UNREADABLE
from api.web.repair_asked import AskedOfAddress, AskedOfForm, RepairAsked
from graph.errors import InputError
from services.access import Right, require
from services.context import Context
from services.isolation.kinds import Kind
from services.policy import shipped_policy
from services.repair.accepting.workflow import accept, read_acceptance_document
from services.views.repair_view import RepairQuery, build_repair_list

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairAcceptPage(Page):
    """Context of `repair_accept.html`."""

    asked: Annotated[RepairAsked, "The question that the ties answer."]
    chosen: Annotated[tuple[str, ...], "Chosen ties as `FROM:TO`; none if all are."]
    is_whole: Annotated[bool, "Whether the whole proposal is accepted."]
    ties_only: Annotated[bool, "Whether no plan is made."]
    preview: Annotated[Mapping[str, Any], "What would be written, and what it changes."]
    reason: Annotated[str, "What is typed as the reason."]
    faults: Annotated[Mapping[str, str], "Field, or `whole`, → what is missing or wrong, in words."]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairAcceptedPage(Page):
    """Context of `repair_accepted.html`."""

    revision: Annotated[int, "The revision that the decision made."]
    plan: Annotated[str, "The draft that the pairs are pinned in, or empty."]
    asked: Annotated[RepairAsked, "The question that was answered."]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """What narrows the list of ties, and whether all that it shows is meant."""

    is_meant: bool
    query: RepairQuery

    @property
    def kept(self) -> Mapping[str, str]:
        """Parameters of the list, without empty ones."""
        query = self.query
        given = {"municipality": query.municipality, "kind": query.kind or "", "q": query.text}
        return {name: value for name, value in given.items() if value}


def _listed(
    *,
    listed: Annotated[Filter, Query(description="Accept every tie of the narrowed list.")] = "",
    kind: Kind | Annotated[str, Query(max_length=0)] = "",
    municipality: Filter = "",
    q: Filter = "",
) -> _Listed:
    """Read what narrows the list."""
    kept = kind if isinstance(kind, Kind) else None
    return _Listed(
        is_meant=bool(listed), query=RepairQuery(text=q, kind=kept, municipality=municipality)
    )


Listed = Annotated[_Listed, Depends(_listed)]


@router.get("/repair/accept", response_model=None)
def preview(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    asked: AskedOfAddress,
    listed: Listed,
    tie: Annotated[tuple[Filter, ...], Query()] = (),
    whole: Filter = "",
    ties_only: Filter = "",
    revision: OptionalCount = None,
) -> Response:
    """Show what accepting writes and changes, and ask why."""
    require(ctx.actor, Right.PLAN)
    require_revision(desk.reading, revision)
    if listed.is_meant:
        found = build_repair_list(desk.reading.index, asked.proposal(desk.reading), listed.query)
        tie = found.names
    elif not tie and not whole:
        back = {**asked.query, **listed.kept, "nothing": "1"}
        return RedirectResponse(f"/repair?{urlencode(back)}", SEE_OTHER)
    return _page(desk, ctx, asked, _Chosen(names=tie, whole=bool(whole), ties_only=bool(ties_only)))


@router.post("/repair/accept")
def confirm(
    *,
    desk: DeskDep,
    ctx: ContextDep,
    compute: ComputeDep,
    asked: AskedOfForm,
    revision: Annotated[int, Form(ge=0)],
    tie: Annotated[tuple[Filter, ...], Form()] = (),
    whole: Annotated[Filter, Form()] = "",
    ties_only: Annotated[Filter, Form()] = "",
    reason: Annotated[Text, Form()] = "",
) -> Response:
    """Store the accepted ties as one decision."""
    require(ctx.actor, Right.PLAN)
    chosen = _Chosen(names=tie, whole=bool(whole), ties_only=bool(ties_only))
    require_revision(desk.reading, revision)
    if not reason:
        return _page(desk, ctx, asked, chosen, faults={"reason": desk.say("web.fault.reason")})
    try:
        stored = accept(
            desk.site.store,
            asked.proposal(desk.reading),
            chosen.asked_names,
            policy=shipped_policy(),
            reason=reason,
            clock_ms=clock_ms,
            ctx=ctx,
            as_pairs=not chosen.ties_only,
            compute=compute,
        )
    except InputError as error:
        faults = {"whole": desk.site.say(error.message)}
        return _page(desk, ctx, asked, chosen, reason=reason, faults=faults)
    done = {"revision": stored.revision, "made": stored.plan or "", **asked.query}
    return RedirectResponse(f"/repair/accepted?{urlencode(done)}", SEE_OTHER)


@router.get("/repair/accepted", response_class=HTMLResponse)
def accepted(
    *,
    desk: DeskDep,
    asked: AskedOfAddress,
    revision: Annotated[int, Query(ge=0)],
    made: Code | Annotated[str, Query(max_length=0)] = "",
) -> HTMLResponse:
    """Say what has been stored, and what comes next."""
    title = desk.say("repair_page.accepted")
    page = RepairAcceptedPage(
        section="isolation",
        title=title,
        crumbs=_crumbs(desk, asked, title),
        revision=revision,
        plan=made,
        asked=asked,
    )
    return desk.render("repair_accepted.html", page)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    names: tuple[str, ...]
    whole: bool
    ties_only: bool

    @property
    def asked_names(self) -> tuple[str, ...] | None:
        return None if self.whole else self.names


def _page(
    desk: Desk,
    ctx: Context,
    asked: RepairAsked,
    chosen: _Chosen,
    *,
    reason: str = "",
    faults: Mapping[str, str] | None = None,
) -> HTMLResponse:
    found = read_acceptance_document(
        desk.site.store,
        asked.proposal(desk.reading),
        chosen.asked_names,
        policy=shipped_policy().isolation,
        reason=reason,
        as_pairs=not chosen.ties_only,
        say=desk.site.say,
        ctx=ctx,
    )
    title = desk.say("repair_page.accept_heading", n=found["chosen"])
    page = RepairAcceptPage(
        section="isolation",
        title=title,
        crumbs=_crumbs(desk, asked, title),
        asked=asked,
        chosen=() if chosen.whole else chosen.names,
        is_whole=chosen.whole,
        ties_only=chosen.ties_only,
        preview=found,
        reason=reason,
        faults=faults or {},
    )
    return desk.render("repair_accept.html", page, status=UNREADABLE if faults else 200)


def _crumbs(desk: Desk, asked: RepairAsked, title: str) -> tuple[Crumb, ...]:
    return (
        Crumb(text=desk.say("web.section.isolation"), href="/isolation"),
        Crumb(text=desk.say("repair_page.title"), href=f"/repair?{urlencode(asked.query)}"),
        Crumb(text=title),
    )
