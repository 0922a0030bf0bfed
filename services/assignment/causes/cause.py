"""What lies behind one line of a comparison of two plans."""

from dataclasses import dataclass

from graph.texts import Message

NeedKey = tuple[str, str]
"""Mentee and direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """The cause of one line.

    Attributes
    ----------
    code
        Stable word, such as ``fewer_places`` or ``taken``.
    said
        The sentence.
    behind
        Need whose own change is the cause, or None where it is a change of data or rules.
    """

    code: str
    said: Message
    behind: NeedKey | None = None
