"""What every picture that is no map of marks has: its head, and the table of the same facts."""

from dataclasses import dataclass
from enum import StrEnum


class ChartName(StrEnum):
    """A picture, by its name in addresses and commands."""

    LEADERS = "leaders"
    MATRIX = "matrix"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartHead:
    """Words around a picture, in the reader's language.

    Attributes
    ----------
    title, question
        Heading, and the one question that the picture answers.
    subtitle
        Place, year and day.
    source
        Where the facts come from.
    mark
        A warning that must stand on every copy, such as “made-up data”; may be empty.
    notes
        How the figures are counted, a sentence each.
    empty
        What to do if there is nothing to draw; empty if there is.
    """

    title: str
    question: str
    subtitle: str
    source: str
    mark: str = ""
    notes: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinCell:
    """One cell of a table; `href` leads on in the application: a path, or the query of a list."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinTable:
    """The facts of a picture in its own order, for who does not look at pictures.

    Attributes
    ----------
    words
        How many of the columns, from the first, hold words; the others hold numbers.
    """

    caption: str
    columns: tuple[str, ...]
    words: int
    rows: tuple[tuple[TwinCell, ...], ...]
