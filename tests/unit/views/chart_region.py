"""A region of two municipalities whose figures are counted by hand, for the pictures."""

from datetime import date

from api.texts import catalogue
from graph.model.choices import EventStatus, OrganisationKind, PairStatus
from graph.model.event import Event
from graph.model.ids import DirectionId, EventId, MunicipalityId, OrganisationId, SchoolYear
from graph.model.need import Direction, Need, Offer
from graph.model.organisation import Municipality, Organisation
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network

SAY = catalogue("ru")
DAY = date(2026, 11, 24)
START = date(2026, 9, 1)
YEAR = SchoolYear("2026/2027")
MATHS, SPEECH = DirectionId("d-1"), DirectionId("d-2")
NORTH, SOUTH = MunicipalityId("m-1"), MunicipalityId("m-2")


def school(
    code: str, at: MunicipalityId = NORTH, *, name: str = "", total: int | None = None
) -> Organisation:
    """Make a school; `total` limits its places over all directions."""
    return Organisation(
        id=OrganisationId(code),
        name=name or f"Школа {code}",
        kind=OrganisationKind.SCHOOL,
        municipality=at,
        places_total=total,
    )


def need(code: str, direction: DirectionId = MATHS, level: int = 2) -> Need:
    """Make a need of the year."""
    return Need(
        organisation=OrganisationId(code), direction=direction, level=level, school_year=YEAR
    )


def offer(code: str, direction: DirectionId, places: int) -> Offer:
    """Make an offer from the first day of the year."""
    return Offer(
        organisation=OrganisationId(code), direction=direction, places=places, from_date=START
    )


def pair(leader: str, mentee: str, direction: DirectionId = MATHS) -> Pair:
    """Make a pair that works since the first day of the year."""
    return Pair(
        leader=OrganisationId(leader),
        mentee=OrganisationId(mentee),
        direction=direction,
        from_date=START,
        status=PairStatus.ACTIVE,
    )


def event(code: str, host: str, day: date, status: EventStatus | None = None) -> Event:
    """Make an event of `host`."""
    return Event(
        id=EventId(code), date=day, name=f"Встреча {code}", host=OrganisationId(host), status=status
    )


def region_records() -> tuple[Record, ...]:
    """Return a leader in the north with 3 + 2 places and a limit of 4, and who asks.

    It leads s-1 in maths. In maths s-2 and, in the south, s-3 and s-4 wait; in speech s-1 does.
    """
    return (
        Municipality(id=NORTH, name="Север"),
        Municipality(id=SOUTH, name="Юг"),
        Direction(id=MATHS, name="Математика"),
        Direction(id=SPEECH, name="Речь"),
        school("l-1", total=4),
        school("s-1"),
        school("s-2"),
        school("s-3", SOUTH),
        school("s-4", SOUTH),
        offer("l-1", MATHS, 3),
        offer("l-1", SPEECH, 2),
        pair("l-1", "s-1"),
        need("s-1"),
        need("s-1", SPEECH),
        need("s-2"),
        need("s-3", level=3),
        need("s-4"),
    )


def region(*more: Record) -> Network:
    """Return the region with `more` records."""
    return Network.of((*region_records(), *more))
