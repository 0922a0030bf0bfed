"""REST under `/api/v1`: one module for each kind of thing, each as thin as its workflow allows."""

from fastapi import APIRouter

from api.problems import responses
from api.routes import (
    adjusting,
    advice,
    changes,
    charts,
    curators,
    drills,
    imports,
    isolation,
    isolation_time,
    maps,
    measures,
    orders,
    organisations,
    plan_files,
    plans,
    repair,
    whatif,
)

api_router = APIRouter(responses=responses(401, 403, 422, 503))
for routes in (
    organisations,
    imports,
    plan_files,
    plans,
    adjusting,
    advice,
    whatif,
    orders,
    isolation,
    isolation_time,
    drills,
    measures,
    curators,
    repair,
    changes,
    maps,
    charts,
):
    api_router.include_router(routes.router)
