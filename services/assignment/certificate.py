"""The proof of a plan as bytes: prices of mentees, needs, offers and leaders, goal by goal.

A compressed stream of 32-bit whole numbers: version, number of texts' bytes and of nodes, the
texts, then the prices. It names its goals and nodes, so that it can be read on another day's
network.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.errors import InputError
from graph.geo import IntArray

VERSION = 1
_WORD = np.dtype("<i4")
_KINDS = 5  # components, mentees, needs, offers, leaders


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Certificate:
    """Prices of a plan.

    Attributes
    ----------
    components
        Names of the goals' components, such as ``points`` or ``distance_bands:3``.
    mentees, needs, offers, leaders
        Keys of the nodes: codes, ``mentee|direction``, and keys of offers.
    prices
        Shape (components, all nodes), mentees first, then needs, offers, leaders.
    """

    components: tuple[str, ...]
    mentees: tuple[str, ...]
    needs: tuple[str, ...]
    offers: tuple[str, ...]
    leaders: tuple[str, ...]
    prices: IntArray


def write_certificate(certificate: Certificate) -> bytes:
    """Return the certificate as compressed bytes; equal certificates give equal bytes.

    Raises
    ------
    ArithmeticError
        If a price does not fit into 32 bits.
    """
    prices = certificate.prices
    if np.abs(prices).max(initial=0) > np.iinfo(_WORD).max:
        raise ArithmeticError("a price does not fit into 32 bits")
    kinds = _texts(certificate)
    text = "\n".join(name for names in kinds for name in names).encode()
    head = np.array([VERSION, len(text), *(len(names) for names in kinds)], _WORD)
    padding = b"\0" * (-len(text) % _WORD.itemsize)
    raw = head.tobytes() + text + padding + prices.astype(_WORD).tobytes()
    return zlib.compress(raw, 6)


def read_certificate(data: bytes) -> Certificate:
    """Read back what `write_certificate` wrote.

    Raises
    ------
    InputError
        If the bytes are damaged or of another version.
    """
    try:
        raw = zlib.decompress(data)
        head = np.frombuffer(raw, _WORD, 2 + _KINDS).tolist()
        version, length, counts = head[0], head[1], head[2:]
        start = (2 + _KINDS) * _WORD.itemsize
        names = raw[start : start + length].decode().split("\n")
        prices = np.frombuffer(raw[start + length + (-length % _WORD.itemsize) :], _WORD)
        shaped = prices.astype(np.int64).reshape(counts[0], sum(counts[1:]))
    except (zlib.error, ValueError) as error:
        raise InputError("plan.certificate_unreadable") from error
    if version != VERSION or len(names) != max(1, sum(counts)):
        raise InputError("plan.certificate_unreadable")
    ends = np.cumsum([0, *counts]).tolist()
    parts = [tuple(names[a:b]) for a, b in pairwise(ends)]
    return Certificate(
        components=parts[0],
        mentees=parts[1],
        needs=parts[2],
        offers=parts[3],
        leaders=parts[4],
        prices=shaped,
    )


def _texts(certificate: Certificate) -> Sequence[tuple[str, ...]]:
    return (
        certificate.components,
        certificate.mentees,
        certificate.needs,
        certificate.offers,
        certificate.leaders,
    )
