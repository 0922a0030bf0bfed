"""What a plan with side rules keeps beside the flow's certificate: its rule, bounds, and proofs."""

import json
from dataclasses import dataclass

from graph.errors import InputError

SIDE_MARK = b"side 1\n"
"""How a certificate begins that has a record before it; which goals it proves, it says itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRecord:
    """A side rule that was asked for, and what was shown of each goal.

    Attributes
    ----------
    most_changes, base
        Most changes to a base and its plan, or None.
    by_flow
        Number of goals, from the first on, that the flow's certificate proves.
    bounds
        For each goal the value that no plan passes which is equal in the earlier goals.
    """

    most_changes: int | None
    base: str | None
    by_flow: int
    bounds: tuple[tuple[int, ...], ...]


def join_record(record: SideRecord, certificate: bytes) -> bytes:
    """Return record and certificate as one."""
    fields = [record.most_changes, record.base, record.by_flow, record.bounds]
    return SIDE_MARK + json.dumps(fields, separators=(",", ":")).encode() + b"\n" + certificate


def split_record(data: bytes) -> tuple[SideRecord | None, bytes]:
    """Return the record, None if there is none, and the certificate.

    Raises
    ------
    InputError
        If the record is damaged.

    Examples
    --------
    >>> one = SideRecord(most_changes=3, base="2026-1", by_flow=1, bounds=((7,),))
    >>> split_record(join_record(one, b"proof")) == (one, b"proof")
    True
    >>> split_record(b"proof")
    (None, b'proof')
    """
    if not data.startswith(SIDE_MARK):
        return None, data
    line, _, certificate = data[len(SIDE_MARK) :].partition(b"\n")
    try:
        most, base, by_flow, bounds = json.loads(line)
        values = tuple(tuple(int(value) for value in bound) for bound in bounds)
        record = SideRecord(most_changes=most, base=base, by_flow=int(by_flow), bounds=values)
    except (ValueError, TypeError) as error:
        raise InputError("plan.certificate_unreadable") from error
    return record, certificate
