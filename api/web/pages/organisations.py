"""Organisations: their list and cards; the card of a curator."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.fields import Code, Filter
from api.reports import alarms_of
from api.web.page import Crumb, DeskDep, Page
from graph.texts import message
from services.measures.involvement import Basis
from services.measures.involvement import Part as Does
from services.views.card import OrganisationCard, build_card
from services.views.curator import (
    Alarm,
    CuratedObject,
    CuratorCard,
    State,
    build_curator_card,
)
from services.views.organisation_list import (
    LARGEST_PAGE,
    Order,
    OrganisationList,
    OrganisationQuery,
    Part,
    build_organisation_list,
)

router = APIRouter()

Sort = Literal[
    "name",
    "-name",
    "municipality",
    "-municipality",
    "mentees",
    "-mentees",
    "needs",
    "-needs",
    "last_event",
    "-last_event",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationsPage(Page):
    """Context of `organisations.html`."""

    list: Annotated[OrganisationList, "A page of the list with what each filter would leave."]
    heading: Annotated[str, "Number of organisations, in words."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]
    is_filtered: Annotated[bool, "Whether anything narrows the list."]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage(Page):
    """Context of `organisation.html`."""

    card: Annotated[OrganisationCard, "The organisation with everything around it."]
    code: Annotated[str, "Its code."]
    alarm: Annotated[Alarm | None, "What the isolation report says of it."]
    proposed: Annotated[int, "Schools that a plan without an order proposes to it."]
    names: Annotated[Mapping[str, str], "Code → short name of every organisation."]
    is_large: Annotated[bool, "A leader's card is set larger: it is read without training."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(Page):
    """Context of `person.html`."""

    card: Annotated[CuratorCard, "The curator with every object."]
    shown: Annotated[tuple[CuratedObject, ...], "Objects in the chosen state."]
    summary: Annotated[str, "How many objects there are, and how many need attention, in words."]
    query: Annotated[Mapping[str, str], "Parameters of the address."]


@router.get("/organisations", response_class=HTMLResponse)
def organisations(
    *,
    request: Request,
    desk: DeskDep,
    q: Filter = "",
    kind: Filter = "",
    municipality: Filter = "",
    direction: Filter = "",
    part: Literal["", "leads", "needs", "outside"] = "",
    does: Literal["", "both", "gives", "takes", "neither"] = "",
    basis: Basis = Basis.ANY,
    sort: Sort = "name",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 25,
) -> HTMLResponse:
    """List the organisations in force, filtered and sorted."""
    query = OrganisationQuery(
        text=q,
        kind=kind,
        municipality=municipality,
        direction=direction,
        part=Part(part) if part else None,
        does=Does(does) if does else None,
        basis=basis,
        order=Order(sort.removeprefix("-")),
        descending=sort.startswith("-"),
        offset=offset,
        limit=limit,
    )
    found = build_organisation_list(desk.reading.index, query)
    title = desk.say("web.section.organisations")
    page = OrganisationsPage(
        section="organisations",
        title=title,
        crumbs=(Crumb(text=title),),
        list=found,
        heading=desk.say("web.organisations.heading", n=found.total),
        query=dict(request.query_params),
        is_filtered=any((q, kind, municipality, direction, part, does)),
    )
    return desk.render("organisations.html", page)


@router.get("/organisations/{code}", response_class=HTMLResponse)
def organisation(desk: DeskDep, code: Code) -> HTMLResponse:
    """Show one organisation with everything around it."""
    reading = desk.reading
    card = reading.derived(f"card:{code}", lambda: build_card(reading.index, code))
    page = OrganisationPage(
        section="organisations",
        title=card.organisation.name,
        crumbs=(
            Crumb(text=desk.say("web.section.organisations"), href="/organisations"),
            Crumb(
                text=card.municipality,
                href=f"/organisations?municipality={card.organisation.municipality}",
            ),
            Crumb(text=card.organisation.name),
        ),
        card=card,
        code=code,
        alarm=alarms_of(reading).get(code),
        proposed=len({p.who.code for p in card.led if p.is_proposed}),
        names=reading.network.name_of,
        is_large=bool(card.led),
    )
    return desk.render("organisation.html", page)


@router.get("/people/{code}", response_class=HTMLResponse)
def person(
    request: Request, desk: DeskDep, code: Code, state: Literal["", "act", "watch", "good"] = ""
) -> HTMLResponse:
    """Show a curator with the objects accompanied and what is red."""
    reading = desk.reading
    card = build_curator_card(reading.index, code, alarms_of(reading))
    urgent = card.in_state(State.ACT)
    page = PersonPage(
        section="organisations",
        title=card.person.name,
        crumbs=(
            Crumb(text=desk.say("web.section.organisations"), href="/organisations"),
            Crumb(text=card.person.name),
        ),
        card=card,
        shown=tuple(one for one in card.objects if not state or one.state == state),
        summary=desk.say(
            "web.person.objects_n",
            n=len(card.objects),
            state=message("web.person.urgent", n=urgent) if urgent else message("web.person.calm"),
        ),
        query=dict(request.query_params),
    )
    return desk.render("person.html", page)
