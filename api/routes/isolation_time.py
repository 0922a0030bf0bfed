"""Isolation in time over HTTP: soon, ahead, trend, two days compared."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.dependencies import ContextDep, SiteDep
from api.fields import Day, OptionalDay
from api.site import Site
from services.isolation_in_time.documents import (
    ahead_document,
    compared_document,
    soon_document,
    trend_document,
)
from services.isolation_in_time.trend import MONTHS, MOST_MONTHS
from services.isolation_in_time.workflow import read_ahead, read_compared, read_soon, read_trend
from services.policy import IsolationPolicy, shipped_policy

router = APIRouter(prefix="/isolation", tags=["isolation"])

AsOf = Annotated[OptionalDay, Query(description="Day of the question; today if empty.")]
Window = Annotated[int, Query(ge=1, le=120, description="Months of events.")]
Days = Annotated[
    int | None, Query(ge=1, le=3660, description="Days before the end of a pair or agreement.")
]


@router.get("/soon", summary="Who may soon be left out")
def show_soon_document(
    site: SiteDep, ctx: ContextDep, as_of: AsOf = None, days: Days = None, window: Window = 12
) -> dict[str, Any]:
    """Return what `methodnet isolated --soon --json` writes."""
    day = _day(site, as_of)
    _, found = read_soon(site.store, _policy(window), day=day, days=days, ctx=ctx)
    return soon_document(found, site.say)


@router.get("/ahead", summary="The network on a later day if nothing is renewed")
def show_ahead_document(
    site: SiteDep,
    ctx: ContextDep,
    until: Annotated[Day, Query(description="The later day.")],
    as_of: AsOf = None,
    window: Window = 12,
) -> dict[str, Any]:
    """Return what `methodnet isolated --ahead --json` writes."""
    day = _day(site, as_of)
    network, found = read_ahead(site.store, _policy(window), day=day, until=until, ctx=ctx)
    return ahead_document(found, network, site.say)


@router.get("/trend", summary="Counts of every kind by month")
def show_trend_document(
    site: SiteDep,
    ctx: ContextDep,
    as_of: AsOf = None,
    months: Annotated[
        int, Query(ge=1, le=MOST_MONTHS, description="Months, the last ends on the day.")
    ] = MONTHS,
    window: Window = 12,
) -> dict[str, Any]:
    """Return what `methodnet isolated --trend --json` writes."""
    day = _day(site, as_of)
    _, found = read_trend(site.store, _policy(window), day=day, months=months, ctx=ctx)
    return trend_document(found, site.say)


@router.get("/compared", summary="Two days compared: who fell out, who came back, and by what")
def show_compared_document(
    site: SiteDep,
    ctx: ContextDep,
    with_: Annotated[Day, Query(alias="with", description="The other day.")],
    as_of: AsOf = None,
    window: Window = 12,
) -> dict[str, Any]:
    """Return what `methodnet isolated --compare-with --json` writes."""
    day = _day(site, as_of)
    network, found = read_compared(site.store, _policy(window), one=with_, other=day, ctx=ctx)
    return compared_document(found, network, site.say)


def _day(site: Site, asked: date | None) -> date:
    return asked or site.today()


def _policy(window: int) -> IsolationPolicy:
    return shipped_policy().isolation.asked(window_months=window)
