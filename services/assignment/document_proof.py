"""The parts of a plan's document that let it be proved without the store it comes from."""

import base64
import binascii
from dataclasses import replace
from datetime import date
from typing import Any, Final

from graph.errors import InputError
from graph.model.changes import put
from graph.model.plan import Assignment, OpenNeed, Plan
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from graph.valid_time import first_day, previous
from services.assignment.document_lines import plain_line, read_line, take, take_list, wrong
from services.assignment.past import final_plans
from services.assignment.side_record import split_record

ENCODING: Final = "base64-zlib-int32/1"
"""How `certificate.potentials` is written: base64 of the stored bytes, version 1."""

_HEADER = ("id", "status", "scope", "school_year")
_BEGUN = ("leader", "mentee", "direction", "from_date", "plan")
_FROM_THE_WORKBOOK = ("to_date", "status", "basis", "hours", "end_reason")
_LINES: Final[dict[str, type[Record]]] = {"open_needs": OpenNeed, "assignments": Assignment}
_PART = "earlier_plans"
_UNTOLD: Final[dict[str, Any]] = {
    "as_of": date.min,
    "network_revision": 0,
    "policy": "",
    "policy_fingerprint": "",
    "data_fingerprint": "",
    "places_taken": 0,
    "checker": "",
    "certificate": b"",
    "runtime_ms": 0,
    "replaces": None,
}
"""What nobody reads of another plan's header."""


def potentials_text(certificate: bytes) -> str:
    """Write the bytes of a certificate as text.

    Examples
    --------
    >>> read_potentials(potentials_text(b"proof"))
    b'proof'
    """
    return base64.b64encode(certificate).decode("ascii")


def read_potentials(text: str) -> bytes:
    """Read back what `potentials_text` wrote.

    Raises
    ------
    InputError
        If it is no base64.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError("proof.potentials") from error


def earlier_plans(network: Network, plan: Plan) -> dict[str, Any]:
    """Return what other plans gave to the problem of `plan`, which no workbook holds.

    These are the final plans of the year in other scopes with the places they gave, the plan that
    changes are counted from, those of the year before with the needs they left open, and which
    earlier pairs an order of a plan began.
    """
    year = plan.school_year
    others = {id_ for id_, of in final_plans(network, year).items() if of != plan.scope}
    record, _ = split_record(plan.certificate)
    if record is not None and record.base is not None:
        others.add(record.base)
    before = set(final_plans(network, previous(year)))
    pairs = network.pairs
    columns = (pairs.column("plan"), pairs.column("from_date"))
    begun = [
        pairs[i]
        for i, (of, day) in enumerate(zip(*columns, strict=True))
        if of is not None and day < first_day(year)
    ]
    return {
        "plans": [
            {name: plain_line(network.plan(id_))[name] for name in _HEADER}
            for id_ in sorted(others | before)
        ],
        "open_needs": _lines(network, "open_need", before),
        "assignments": _lines(network, "assignment", others),
        "pairs": [{name: plain_line(pair)[name] for name in _BEGUN} for pair in begun],
    }


def with_earlier_plans(network: Network, document: object) -> Network:
    """Return a workbook's network with what `earlier_plans` told of.

    Raises
    ------
    InputError
        If a value is not as it must be; the sentence names its place.
    """
    part = take(document, _PART, "")
    found: list[Record] = []
    for i, raw in enumerate(take_list(part, "plans", _PART)):
        found.append(read_line(Plan, raw, f"{_PART}.plans[{i}]", known=_UNTOLD))
    for name, kind in _LINES.items():
        lines = enumerate(take_list(part, name, _PART))
        found += [read_line(kind, raw, f"{_PART}.{name}[{i}]") for i, raw in lines]
    for i, raw in enumerate(take_list(part, "pairs", _PART)):
        where = f"{_PART}.pairs[{i}]"
        begun = read_line(Pair, raw, where, known=dict.fromkeys(_FROM_THE_WORKBOOK))
        pair = network.pairs.get(begun.key)
        if pair is None:
            raise wrong(begun.key, where)
        found.append(replace(pair, plan=take(raw, "plan", where)))
    return network.after(put(found), network.revision)


def _lines(network: Network, entity: str, plans: set[str]) -> list[dict[str, Any]]:
    return [plain_line(x) for id_ in sorted(plans) for x in network.lines_of(entity, id_)]
