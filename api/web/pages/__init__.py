"""Pages for people, a module for each entry of the menu."""

from fastapi import APIRouter

from api.web.pages import (
    decisions,
    history,
    home,
    imports,
    isolation,
    map,  # noqa: A004 - the page's own name
    organisations,
    plan_files,
    plans,
    sign_in,
)

router = APIRouter()
for page in (
    home,
    organisations,
    decisions,
    plan_files,
    plans,
    isolation,
    map,
    imports,
    history,
    sign_in,
):
    router.include_router(page.router)
