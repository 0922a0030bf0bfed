"""Vectors of whole numbers as single whole numbers of Python, which compare as the vectors do.

Each component has 32 bits of a number of any length, most important first, so that sums and
differences of vectors are those of the numbers. Between -2³¹ and 2³¹ the order of the numbers is
the lexicographic order of the vectors; longer paths than that do not occur, and what is found is
proved on the vectors in any case.
"""

from collections.abc import Iterable

import numpy as np

from graph.geo import IntArray
from services.assignment.potentials import Whole

_WORD = np.dtype("<u4")
_HALF = 1 << 31


def packed(vectors: Whole) -> list[int]:
    """Return one number for each column of `vectors`, shape (components, columns).

    Equal columns share one number.

    Examples
    --------
    >>> less, more = packed(np.array([[0, 1], [5, -9]]))
    >>> less < more
    True
    """
    raw = (vectors[::-1].T.astype(np.int64) + _HALF).astype(_WORD).tobytes()
    step = len(vectors) * _WORD.itemsize
    bias = _bias(len(vectors))
    known: dict[bytes, int] = {}
    found = []
    for start in range(0, len(raw), step):
        digits = raw[start : start + step]
        number = known.get(digits)
        if number is None:
            number = known[digits] = int.from_bytes(digits, "little") - bias
        found.append(number)
    return found


def unpacked(numbers: Iterable[int], components: int) -> IntArray:
    """Return the vectors that `packed` made numbers of, shape (components, columns).

    Raises
    ------
    OverflowError
        If a component has left its 32 bits.
    """
    bias, step = _bias(components), components * _WORD.itemsize
    raw = b"".join((number + bias).to_bytes(step, "little") for number in numbers)
    digits = np.frombuffer(raw, _WORD).astype(np.int64).reshape(-1, components)
    vectors: IntArray = digits[:, ::-1].T - _HALF
    return vectors


def unit(component: int, components: int) -> int:
    """Return the number of the vector with 1 in one component and 0 in all others."""
    return 1 << (components - 1 - component) * _WORD.itemsize * 8


def without_last(number: int) -> int:
    """Return the number of a vector without its last component.

    Examples
    --------
    >>> one, other = packed(np.array([[2, 2], [-1, 7]]))
    >>> without_last(one), without_last(other)
    (2, 2)
    """
    return (number + _HALF) >> _WORD.itemsize * 8


def _bias(components: int) -> int:
    return int.from_bytes(_HALF.to_bytes(_WORD.itemsize, "little") * components, "little")
