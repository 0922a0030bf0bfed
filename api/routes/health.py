"""Whether the application answers and its store can be read."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.dependencies import SiteDep
from api.problems import MEDIA_TYPE

router = APIRouter(tags=["health"])


class HealthOut(BaseModel):
    """The store answers."""

    status: str = Field(description="ok.")
    revision: int = Field(description="Newest revision.", ge=0)


@router.get(
    "/health",
    summary="Is it well",
    responses={
        status: {
            "description": text,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, text in ((403, "Forbidden"), (503, "Service Unavailable"))
    },
)
def health(site: SiteDep) -> HealthOut:
    """Return the newest revision; nothing else is told to somebody who is not signed in."""
    return HealthOut(status="ok", revision=site.store.head().revision)
