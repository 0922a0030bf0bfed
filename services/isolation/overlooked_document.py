"""The lists beside the kinds, and the evidence of one organisation, as documents."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.network import Network
from graph.texts import Say
from services.isolation.overlooked import Entry, Overlooked
from services.isolation.proof import Proof


def overlooked_document(
    found: Mapping[Overlooked, tuple[Entry, ...]], network: Network, say: Say, *, day: date
) -> dict[str, Any]:
    """Return the lists as plain values, ready for JSON.

    Parameters
    ----------
    found
        Made from `network` on `day`.

    Returns
    -------
    dict
        Every list by its name, empty ones included; equal for equal data.
    """
    return {
        "as_of": day.isoformat(),
        "network_revision": network.revision,
        "lists": {
            name.value: [
                {"code": one.code, "text": say(one.text), "next_step": say(one.step)}
                for one in found[name]
            ]
            for name in Overlooked
        },
    }


def proof_document(proof: Proof, network: Network, *, day: date) -> dict[str, Any]:
    """Return what the findings of an organisation stand on as plain values, ready for JSON."""
    return {
        "as_of": day.isoformat(),
        "network_revision": network.revision,
        "organisation": proof.organisation,
        "since": proof.since.isoformat(),
        "meetings_in_window": proof.meetings_in_window,
        "meetings": [
            {
                "event": one.event,
                "date": one.day.isoformat(),
                "others": list(one.others),
                "in_window": one.is_recent,
                "vertical": one.is_vertical,
            }
            for one in proof.meetings
        ],
        "partners": list(proof.partners),
        "papers": list(proof.papers),
        "component": list(proof.circle),
        "component_size": proof.circle_size,
        "way": list(proof.way),
    }
