"""The ten lists, and the evidence of one organisation, as documents."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from graph.network import Network
from graph.texts import Message, Say, message
from services.isolation.document import finding_document
from services.isolation.findings import Finding
from services.isolation.proof import Proof
from services.isolation.questions import Answers, Question
from services.named import named


def questions_document(
    found: Answers,
    network: Network,
    say: Say,
    *,
    day: date,
    window_months: int,
    only: Question | None = None,
) -> dict[str, Any]:
    """Return the lists as plain values, as ``schemas/isolation_lists`` says.

    Parameters
    ----------
    found
        Made from `network` on `day`.
    only
        The one question whose list is wanted; None is all.

    Returns
    -------
    dict
        Every list by its name, empty ones included; equal for equal data.
    """
    asked = [name for name in Question if only in (None, name)]
    question = {name: say(message(f"isolation_list.question.{name}")) for name in asked}
    return {
        "kind": "lists",
        "as_of": day.isoformat(),
        "window_months": window_months,
        "network_revision": network.revision,
        "questions": {name.value: question[name] for name in asked},
        "lists": {
            name.value: [
                {"code": one.code, "text": say(one.text), "next_step": say(one.step)}
                for one in found[name]
            ]
            for name in asked
        },
        "texts": [
            say(message("isolation_list.number", question=question[name], n=len(found[name])))
            for name in asked
        ],
    }


def proof_document(
    proof: Proof, finding: Finding | None, network: Network, say: Say, *, day: date
) -> dict[str, Any]:
    """Return what the findings of an organisation stand on, as ``schemas/isolation_of`` says.

    Parameters
    ----------
    finding
        What is found of it, or None.
    """
    return {
        "kind": "evidence",
        "as_of": day.isoformat(),
        "network_revision": network.revision,
        "organisation": proof.organisation,
        "branch": proof.branch,
        "finding": None if finding is None else finding_document(finding, say),
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
        "texts": [
            *(say(one) for one in _follows(proof, network)),
            *(_found(finding, say) if finding else [say(message("isolation_page.proof_none"))]),
        ],
    }


def _follows(proof: Proof, network: Network) -> Iterator[Message]:
    if proof.branch is not None:
        yield message(
            "isolation_list.proof.follows",
            branch=named(network, proof.branch),
            parent=named(network, proof.organisation),
        )


def _found(finding: Finding, say: Say) -> list[str]:
    """Say every kind, that under which lists show it first."""
    first = finding.listed
    rest = (text for kind, text in finding.sentences.items() if kind is not first)
    return [say(finding.reason), *(say(text) for text in rest)]
