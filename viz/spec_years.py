"""Other school years of a map, as small as they travel: numbers into the lists of the map."""

from dataclasses import dataclass
from typing import TypeAlias

Fact: TypeAlias = tuple[int, int, int, int]
"""Bits of the years in which a tie stands so; then direction, period, reasons: rows of `texts`."""
YearTie: TypeAlias = tuple[str, int, int, tuple[Fact, ...]]
"""A line that is not the same in all years: its kind, the rows of its ends, what it tells."""
Worn: TypeAlias = tuple[int, str, float, int]
"""Row of an organisation; its mark, the radius of the mark and its mentees in that year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMark:
    """One school year.

    Attributes
    ----------
    name, day
        In words.
    since
        The year before, in words; empty for the first.
    subtitle
        Heading of the map in that year.
    figures
        As those of the map.
    changes
        (what came or went since the year before, how many of it), in words.
    marks
        Organisations that look otherwise than on the map itself.
    """

    name: str
    day: str
    since: str
    subtitle: str
    figures: tuple[tuple[int, str, bool], ...]
    changes: tuple[str, ...]
    marks: tuple[Worn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """The school years of a map; a row counts its organisations, then its ghosts.

    Attributes
    ----------
    now
        Row of the year of the map itself.
    marks, kinds
        (key, what the legend says of it, whether it is on at the start) of the marks and ties of
        all years.
    texts
        What the rows of facts say.
    outside
        Name of the group that is shown for its ties only.
    dated
        Name of the fact that holds for the year of the map only.
    part
        (row, bits of years) of organisations that are not there in all years.
    """

    now: int
    years: tuple[YearMark, ...]
    part: tuple[tuple[int, int], ...]
    ties: tuple[YearTie, ...]
    marks: tuple[tuple[str, str, bool], ...]
    kinds: tuple[tuple[str, str, bool], ...]
    texts: tuple[str, ...]
    outside: str
    dated: str
