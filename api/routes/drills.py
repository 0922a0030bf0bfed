"""Drills over HTTP: who loses what when something goes."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.dependencies import ContextDep, SiteDep
from api.fields import Code, Filter, OptionalDay
from api.problems import responses
from services.drills.drill import DrillKind
from services.drills.workflow import DrillAsked, read_drill_document
from services.policy import shipped_policy

router = APIRouter(prefix="/drills", tags=["drills"])

AsOf = Annotated[OptionalDay, Query(description="Day of the question; today if empty.")]
Window = Annotated[int, Query(ge=1, le=120, description="Months of events.")]
Hops = Annotated[int, Query(ge=1, le=20, description="Steps to a leader that count as near.")]


@router.get("", summary="All single losses")
def all_losses_document(
    site: SiteDep,
    ctx: ContextDep,
    as_of: AsOf = None,
    window: Window = 12,
    hops: Hops = 2,
) -> dict[str, Any]:
    """Return all single losses and the ten worst, as `methodnet drill --all --json` writes them."""
    asked = DrillAsked(kind=None, of="", day=as_of or site.today(), hops=hops, window_months=window)
    return read_drill_document(site.store, shipped_policy(), asked, say=site.say, ctx=ctx)


@router.get("/{kind}/{of}", summary="One loss", responses=responses(404))
def one_loss_document(
    site: SiteDep,
    ctx: ContextDep,
    kind: DrillKind,
    of: Code,
    *,
    plan: Annotated[Filter, Query(description="Plan to be saved, for a leader.")] = "",
    as_of: AsOf = None,
    window: Window = 12,
    hops: Hops = 2,
) -> dict[str, Any]:
    """Return who loses what; a tie is two codes with a colon between them.

    The same document that `methodnet drill --json` writes; nothing is decided.
    """
    asked = DrillAsked(
        kind=kind,
        of=of,
        day=as_of or site.today(),
        hops=hops,
        window_months=window,
        plan=plan,
    )
    return read_drill_document(site.store, shipped_policy(), asked, say=site.say, ctx=ctx)
