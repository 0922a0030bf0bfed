"""Organisations over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import ReadingDep
from api.fields import Code, Filter
from api.problems import responses
from api.reports import alarms_of
from api.routes.answers import CardOut, OrganisationListOut
from services.measures.involvement import Basis
from services.measures.involvement import Part as Does
from services.views.card import build_card
from services.views.card_document import card_document
from services.views.organisation_list import (
    LARGEST_PAGE,
    Order,
    OrganisationQuery,
    Part,
    build_organisation_list,
)

router = APIRouter(prefix="/organisations", tags=["organisations"])


@router.get("", summary="List organisations")
def list_organisations(
    *,
    reading: ReadingDep,
    q: Annotated[Filter, Query(description="Part of a name, code or place.")] = "",
    kind: Annotated[Filter, Query(description="Code of a kind, such as school.")] = "",
    municipality: Annotated[Filter, Query(description="Code of a municipality.")] = "",
    direction: Annotated[Filter, Query(description="Code of a direction.")] = "",
    part: Annotated[Part | None, Query(description="What it does in the year.")] = None,
    does: Annotated[Does | None, Query(description="Gives, takes, both or neither.")] = None,
    basis: Annotated[Basis, Query(description="What `does` is told by.")] = Basis.ANY,
    order: Order = Order.NAME,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
) -> OrganisationListOut:
    """Return the organisations in force on the day, filtered, a page of them."""
    query = OrganisationQuery(
        text=q,
        kind=kind,
        municipality=municipality,
        direction=direction,
        part=part,
        does=does,
        basis=basis,
        order=order,
        offset=offset,
        limit=limit,
    )
    found = build_organisation_list(reading.index, query)
    return OrganisationListOut.of(found, reading.network.revision)


@router.get("/{code}", summary="One organisation", responses=responses(404))
def show_organisation(reading: ReadingDep, code: Code) -> CardOut:
    """Return one organisation with pairs, offers, needs, events and what is found of it."""
    card = reading.derived(f"card:{code}", lambda: build_card(reading.index, code))
    alarm = alarms_of(reading).get(code)
    return CardOut.model_validate(card_document(card, alarm, reading.site.say))
