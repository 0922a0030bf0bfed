"""The card of an organisation as a document for other programs, the same for every face."""

from datetime import date
from typing import Any

from graph.texts import Say
from services.views.card import OrganisationCard
from services.views.curator import Alarm
from services.views.partners import Partner


def card_document(card: OrganisationCard, alarm: Alarm | None, say: Say) -> dict[str, Any]:
    """Return one organisation with everything around it; `alarm` is what is found of it."""
    one = card.organisation
    return {
        "id": one.id,
        "name": one.name,
        "full_name": one.full_name,
        "kind": one.kind.value,
        "municipality": one.municipality,
        "settlement": one.settlement,
        "role": card.mark.value,
        "closed": card.is_closed,
        "successor": one.successor,
        "places": card.places,
        "leads": [_partner(partner, say) for partner in card.led],
        "led_by": [_partner(partner, say) for partner in card.leading],
        "offers": [
            {
                "direction": o.offer.direction,
                "places": o.offer.places,
                "taken": o.taken,
                "from_date": _day(o.offer.from_date),
                "to_date": _day(o.offer.to_date),
            }
            for o in card.offers
        ],
        "needs": [
            {
                "direction": n.need.direction,
                "level": n.need.level,
                "school_year": n.need.school_year,
                "content": n.need.content or "",
                "helpers": [who.code for who in n.helpers],
            }
            for n in card.needs
        ],
        "curators": [curator.code for curator in card.curators],
        "events_of_year": card.events_of_year,
        "last_event": _day(card.last_event),
        "finding": None if alarm is None else _finding(alarm, say),
    }


def _partner(partner: Partner, say: Say) -> dict[str, Any]:
    return {
        "organisation": partner.who.code,
        "name": partner.who.name,
        "direction": partner.direction_code,
        "level": partner.level,
        "content": partner.content,
        "km": partner.km,
        "remote": partner.is_remote,
        "why": [say(one) for one in partner.why],
        "plan": partner.plan,
        "proposed": partner.is_proposed,
        "next_event": _day(partner.next_event.date) if partner.next_event else None,
        "last_event": _day(partner.last_event),
    }


def _finding(alarm: Alarm, say: Say) -> dict[str, Any]:
    return {
        "severe": alarm.is_severe,
        "text": say(alarm.text),
        "next_step": say(alarm.next_step),
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
