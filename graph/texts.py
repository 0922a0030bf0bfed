"""Messages as code and parameters; the sentence is made where the reader's language is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, Union

Parameter: TypeAlias = Union[str, int, float, bool, date, "Message", tuple["Message", ...], None]


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said, without the words.

    Attributes
    ----------
    code
        Key of the sentence in the catalogue, such as ``plan.reason.too_far``. It is stable: other
        programs and the manual refer to it.
    params
        Values named in the sentence. A parameter ``n`` chooses the plural form; a parameter that is
        itself a message is said first and put in; a tuple of messages is joined by commas.
    """

    code: str
    params: Mapping[str, "Parameter"] = field(default_factory=dict)


def message(code: str, **params: "Parameter") -> Message:
    """Build a message from its code and named parameters.

    Examples
    --------
    >>> message("plan.open", n=3).params
    {'n': 3}
    """
    return Message(code, params)


Say: TypeAlias = Callable[[Message], str]
"""Turns a message into a sentence of the reader's language."""
