"""Accepted ties as a document for other programs: what is written, what it changes and when."""

from typing import Any

from graph.network import Network
from graph.texts import Message, Say, message
from services.assignment.adjustment import Adjustment
from services.named import named
from services.repair.accepting.accepted import Acceptance, Stored
from services.repair.accepting.outlook import Outlook, Stages, weaker_after


def acceptance_document(
    accepted: Acceptance, outlook: Outlook, network: Network, say: Say
) -> dict[str, Any]:
    """Return what accepting means as plain values, ready for JSON; nothing is stored yet.

    Parameters
    ----------
    network
        The one before anything is written.
    say
        Makes the sentences.
    """
    return {
        "from_date": accepted.day.isoformat(),
        "school_year": accepted.school_year,
        "chosen": len(accepted.chosen),
        "ties": [
            {
                "from": tie.from_organisation,
                "to": tie.to_organisation,
                "kind": tie.kind.value,
                "text": say(
                    _pair("accept.tie", tie.from_organisation, tie.to_organisation, network)
                ),
            }
            for tie in accepted.ties
        ],
        "pairs": [_pinned(pin, network, say) for pin in accepted.pins],
        "on_paper": [
            {
                "from": tie.one,
                "to": tie.other,
                "text": say(_pair("accept.on_paper", tie.one, tie.other, network)),
            }
            for tie in accepted.on_paper
        ],
        "without_tie": _stages(outlook.without_tie),
        "kinds": [{"kind": kind.value, **_stages(one)} for kind, one in outlook.kinds],
        "texts": [say(one) for one in summary(accepted, outlook)],
    }


def stored_document(stored: Stored, preview: dict[str, Any], say: Say) -> dict[str, Any]:
    """Return the document of what has been stored: the preview with revision and draft."""
    texts = [message("accept.done", revision=stored.revision)]
    if stored.plan is not None:
        texts.append(message("accept.done.plan", plan=stored.plan))
    texts.append(message("accept.meet"))
    return {
        **preview,
        "revision": stored.revision,
        "plan": stored.plan,
        "texts": [say(one) for one in texts],
    }


def summary(accepted: Acceptance, outlook: Outlook) -> list[Message]:
    """Tell what is written, what is true at once, and what only after the first meetings."""
    said = []
    if accepted.ties:
        said.append(message("accept.writes.ties", n=len(accepted.ties)))
    if accepted.pins:
        said.append(message("accept.writes.pairs", n=len(accepted.pins), year=accepted.school_year))
    if accepted.on_paper:
        said.append(message("accept.writes.nothing", n=len(accepted.on_paper)))
    alone = outlook.without_tie
    said.append(
        message("accept.at_once", now=alone.now, then=alone.at_once)
        if alone.now != alone.at_once
        else message("accept.at_once.same", now=alone.now)
    )
    said.append(message("accept.after", then=alone.after))
    if parts := weaker_after(dict(outlook.kinds)):
        said.append(message("accept.weak", parts=parts))
    return said


def _pinned(pin: Adjustment, network: Network, say: Say) -> dict[str, Any]:
    mentee, way = pin.mentee or "", pin.direction or ""
    return {
        "leader": pin.leader,
        "mentee": mentee,
        "direction": way,
        "text": say(
            message(
                "accept.pair",
                leader=named(network, pin.leader),
                mentee=named(network, mentee),
                direction=network.name_of.get(way, way),
            )
        ),
    }


def _pair(code: str, one: str, other: str, network: Network) -> Message:
    return message(code, one=named(network, one), other=named(network, other))


def _stages(one: Stages) -> dict[str, int]:
    return {"now": one.now, "at_once": one.at_once, "after": one.after}
