"""Events on the card of an organisation, and what was said of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from graph.model.choices import EventStatus
from graph.model.event import Event

_SHOWN_EVENTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEvent:
    """An event, and what the organisation was in it."""

    event: Event
    is_coming: bool
    gives: bool


def build_card_events(day: date, code: str, events: list[Event]) -> tuple[CardEvent, ...]:
    """Return the coming events of an organisation and the newest past ones, latest first."""
    coming = [e for e in events if e.date >= day and e.status is not EventStatus.HELD]
    past = [e for e in events if e.date < day or e.status is EventStatus.HELD][::-1]
    shown = coming[: _SHOWN_EVENTS // 2][::-1] + past
    return tuple(
        CardEvent(
            event=event,
            is_coming=event.date >= day and event.status is not EventStatus.HELD,
            gives=event.is_led_by(code),
        )
        for event in shown[:_SHOWN_EVENTS]
    )


def find_rating(events: Iterable[Event], code: str) -> tuple[float | None, int]:
    """Return the mean of what guests said of the events it gave, by answers, and their number."""
    told = [
        (event.rating, event.responses or 1)
        for event in events
        if event.rating is not None and event.is_led_by(code)
    ]
    if not told:
        return None, 0
    answers = sum(n for _, n in told)
    return fmean((r for r, _ in told), weights=[n for _, n in told]), answers
