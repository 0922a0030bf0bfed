"""What is red for a curator, and meetings without a word, over HTTP."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.dependencies import ContextDep, ReadingOnDep, SiteDep
from api.fields import Code, Reason
from api.problems import responses
from api.reports import passed_on, red_list_of
from graph.model.choices import EventStatus
from services.meetings.document import meetings_document
from services.meetings.workflow import mark_meetings
from services.red_list.document import red_list_document

router = APIRouter(tags=["curators"])


class MeetingsWord(BaseModel):
    """What became of meetings that passed."""

    events: list[Code]
    status: Literal["held", "cancelled"]
    reason: Reason


class MarkedMeetings(BaseModel):
    """The decision that says so."""

    revision: int


@router.get("/curators/{person}/red", summary="What is red for a curator", responses=responses(404))
def show_red_list_document(
    reading: ReadingOnDep,
    person: Code,
    window: Annotated[int, Query(ge=1, le=120, description="Months of events.")] = 12,
) -> dict[str, Any]:
    """Return the list, the same that `methodnet red-list --json` writes."""
    found = red_list_of(reading, person, window_months=window)
    return red_list_document(found, reading.site.say)


@router.get("/meetings", summary="Meetings that passed without a word")
def show_meetings_document(reading: ReadingOnDep) -> dict[str, Any]:
    """Return the meetings, the same that `methodnet meetings --json` writes."""
    scene, passed = passed_on(reading)
    return meetings_document(scene, passed, reading.site.say)


@router.post("/meetings", summary="Say what became of them", responses=responses(400, 404, 409))
def mark(site: SiteDep, ctx: ContextDep, word: MeetingsWord) -> MarkedMeetings:
    """Mark meetings as held or cancelled, as one decision."""
    made = mark_meetings(
        site.store, word.events, EventStatus(word.status), reason=word.reason, ctx=ctx
    )
    return MarkedMeetings(revision=made)
