"""Pages for people, a module for each entry of the menu."""

from fastapi import APIRouter

from api.web.pages import (
    advice,
    charts,
    comparison,
    curators,
    decisions,
    drills,
    history,
    home,
    imports,
    isolation,
    isolation_lists,
    isolation_proof,
    isolation_time,
    map,  # noqa: A004 - the page's own name
    measures,
    meetings,
    needs,
    organisations,
    plan_files,
    plans,
    refusing,
    repair,
    repair_accepting,
    scenarios,
    sign_in,
    what_if,
)

router = APIRouter()
for page in (
    home,
    organisations,
    decisions,
    comparison,
    advice,
    what_if,
    needs,
    scenarios,
    refusing,
    plan_files,
    plans,
    isolation,
    isolation_lists,
    isolation_time,
    repair,
    repair_accepting,
    drills,
    isolation_proof,
    measures,
    curators,
    meetings,
    map,
    charts,
    imports,
    history,
    sign_in,
):
    router.include_router(page.router)
