"""The isolation report as a document for other programs."""

from dataclasses import fields
from datetime import date
from typing import Any

from graph.network import Network
from graph.texts import Say
from services.isolation.evidence import Evidence
from services.isolation.findings import Finding, IsolationReport
from services.isolation.kinds import Kind


def isolation_document(report: IsolationReport, network: Network, say: Say) -> dict[str, Any]:
    """Return the report as plain values, ready for JSON, as `schemas/isolation` says.

    Parameters
    ----------
    report
        Made from `network`.
    say
        Makes the sentences.

    Returns
    -------
    dict
        Equal for equal data: lists sorted, every kind among the counts, None if not computed.
    """
    return {
        "as_of": report.as_of.isoformat(),
        "window_months": report.window_months,
        "hops": report.hops,
        "network_revision": network.revision,
        "judged": report.judged,
        "leaders": report.leaders,
        "counts": {kind.value: report.counts[kind] for kind in Kind},
        "findings": [finding_document(finding, say) for finding in report.findings],
        "reporting_holes": [
            {"municipality": hole.municipality, "judged": hole.judged, "silent": hole.silent}
            for hole in report.reporting_holes
        ],
        "new": list(report.new),
        "unmarked_events": list(report.unmarked_events),
        "remarks": [say(remark) for remark in report.remarks],
    }


def finding_document(finding: Finding, say: Say) -> dict[str, Any]:
    """Return one finding with its evidence as plain values."""
    plain: dict[str, Any] = {
        "organisation": finding.organisation,
        "headline": finding.headline.value,
        "kinds": [kind.value for kind in finding.kinds],
        "evidence": {kind.value: plain_evidence(e) for kind, e in finding.evidence.items()},
        "text": say(finding.text),
        "next_step": say(finding.step_of(finding.headline)),
    }
    if finding.hole:
        plain["hole"] = True
    return plain


def plain_evidence(evidence: Evidence) -> dict[str, Any]:
    """Return `evidence` as plain values.

    Examples
    --------
    >>> from services.isolation.evidence import Lapsed
    >>> plain_evidence(Lapsed(last_event=date(2025, 3, 14)))
    {'last_event': '2025-03-14'}
    """
    return {field.name: _plain(getattr(evidence, field.name)) for field in fields(evidence)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
