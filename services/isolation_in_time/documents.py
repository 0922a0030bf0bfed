"""Answers about isolation in time as documents for other programs, with ready sentences."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from graph.network import Network
from graph.texts import Say
from services.isolation.document import isolation_document, plain_evidence
from services.isolation.kinds import Kind
from services.isolation_in_time.ahead import Ahead
from services.isolation_in_time.causes import Cause
from services.isolation_in_time.compared import Compared, Moved
from services.isolation_in_time.soon import Soon
from services.isolation_in_time.standing import Tally
from services.isolation_in_time.trend import Trend
from services.isolation_in_time.warnings import OnePerson, OneTie, SoonEvidence, WarningKind
from services.isolation_in_time.wording import ChangeWording


def soon_document(soon: Soon, say: Say) -> dict[str, Any]:
    """Return who may soon be left out, as ``schemas/isolation_soon`` says."""
    return {
        "kind": "soon",
        "as_of": soon.as_of.isoformat(),
        "window_months": soon.window_months,
        "days": soon.days,
        "network_revision": soon.revision,
        "judged": soon.judged,
        "with_tie": soon.with_tie,
        "counts": {kind.value: soon.counts[kind] for kind in WarningKind},
        "organisations": [
            {
                "organisation": row.organisation,
                "municipality": row.municipality,
                "warnings": [kind.value for kind in row.warnings],
                "evidence": {kind.value: _warning(one) for kind, one in row.warnings.items()},
                "lose_on": None if row.lose_on is None else row.lose_on.isoformat(),
                "texts": [say(sentence) for sentence in row.sentences.values()],
                "next_step": say(row.next_step),
            }
            for row in soon.rows
        ],
        "texts": [say(text) for text in soon.texts],
    }


def _warning(evidence: SoonEvidence) -> dict[str, Any]:
    match evidence:
        case OneTie():
            return {
                "partner": evidence.partner,
                "last_event": evidence.last_event.isoformat(),
                "lapses_on": evidence.lapses_on.isoformat(),
            }
        case OnePerson():
            return {
                "person": evidence.person,
                "through": evidence.through.value,
                "partners": list(evidence.partners),
            }
        case _:
            return {
                "papers": [
                    {
                        "paper": one.paper.value,
                        "key": one.key,
                        "partners": list(one.partners),
                        "direction": one.direction,
                        "ends_on": one.ends_on.isoformat(),
                        "is_last": one.is_last,
                    }
                    for one in evidence
                ]
            }


def ahead_document(ahead: Ahead, network: Network, say: Say) -> dict[str, Any]:
    """Return what becomes of the network, as ``schemas/isolation_ahead`` says.

    Parameters
    ----------
    network
        The network that `ahead` was made from.
    """
    return {
        "kind": "ahead",
        "as_of": ahead.as_of.isoformat(),
        "until": ahead.until.isoformat(),
        "window_months": ahead.report.window_months,
        "network_revision": ahead.report.revision,
        "already": ahead.already,
        "months": [_tally(month) for month in ahead.months],
        "falls": [
            {
                "organisation": fall.organisation,
                "municipality": fall.municipality,
                "on": fall.on.isoformat(),
                "kind": fall.kind.value,
                "evidence": plain_evidence(fall.evidence),
                "text": say(fall.text),
                "next_step": say(fall.next_step),
            }
            for fall in ahead.falls
        ],
        "gains": [
            {"organisation": gain.organisation, "kind": gain.kind.value, "by": gain.by.isoformat()}
            for gain in ahead.gains
        ],
        "closed": list(ahead.closed),
        "isolation": isolation_document(ahead.report, network, say),
        "texts": [say(text) for text in ahead.texts],
    }


def trend_document(trend: Trend, say: Say) -> dict[str, Any]:
    """Return the counts by month, as ``schemas/isolation_trend`` says.

    A month is partial if the records begin after its window has opened.
    """
    return {
        "kind": "trend",
        "as_of": trend.as_of.isoformat(),
        "window_months": trend.window_months,
        "network_revision": trend.revision,
        "known_from": None if trend.known_from is None else trend.known_from.isoformat(),
        "months": [_tally(month) | {"partial": trend.is_partial(month)} for month in trend.months],
        "texts": [say(text) for text in trend.texts],
    }


def compared_document(compared: Compared, network: Network, say: Say) -> dict[str, Any]:
    """Return two days side by side, as ``schemas/isolation_compared`` says.

    Parameters
    ----------
    network
        The network that `compared` was made from.
    """
    wording = ChangeWording(network)
    return {
        "kind": "compared",
        "earlier": compared.before.day.isoformat(),
        "later": compared.after.day.isoformat(),
        "window_months": compared.window_months,
        "network_revision": compared.revision,
        "before": _tally(compared.before),
        "after": _tally(compared.after),
        "fell_out": [_moved(one, wording, say) for one in compared.fell_out],
        "came_back": [_moved(one, wording, say) for one in compared.came_back],
        "still_out": compared.still_out,
        "opened": list(compared.opened),
        "closed": list(compared.closed),
        "remarks": [say(remark) for remark in compared.remarks],
        "texts": [say(text) for text in compared.texts],
    }


def _moved(moved: Moved, wording: ChangeWording, say: Say) -> dict[str, Any]:
    return {
        "organisation": moved.organisation,
        "municipality": moved.municipality,
        "kind": moved.kind.value,
        "causes": [
            _cause(cause) | {"text": say(wording.sentence(cause))} for cause in moved.causes
        ],
        "text": " ".join(say(one) for one in wording.reason(moved)),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    plain: Mapping[str, Any] = {field.name: getattr(cause, field.name) for field in fields(cause)}
    return {
        **plain,
        "kind": cause.kind.value,
        "day": None if cause.day is None else cause.day.isoformat(),
        "organisations": list(cause.organisations),
        "paper": None if cause.paper is None else cause.paper.value,
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "day": tally.day.isoformat(),
        "judged": tally.judged,
        "leaders": tally.leaders,
        "without_tie": tally.without_tie,
        "counts": {kind.value: tally.counts[kind] for kind in Kind},
    }
