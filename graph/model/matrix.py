"""Needs against offers, by direction and municipality."""

from dataclasses import dataclass

from graph.model.chart import ChartHead, TwinTable

MINUS = chr(0x2212)
"""The sign as printers set it, as wide as a plus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What is asked for and what is free.

    Attributes
    ----------
    open
        Needs that nobody helps with yet.
    free
        Places of leaders that nobody takes yet.
    """

    open: int = 0
    free: int = 0

    @property
    def rest(self) -> int:
        """Places left once every open need has one; below zero they are missing."""
        return self.free - self.open

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for and nothing is free."""
        return not (self.open or self.free)

    @property
    def told(self) -> str:
        """The rest with its sign; zero has none.

        Examples
        --------
        >>> Balance(free=3).told, Balance(open=2).told == f"{MINUS}2"
        ('+3', True)
        """
        if not self.rest:
            return "0"
        return f"{'+' if self.rest > 0 else MINUS}{abs(self.rest)}"

    def __add__(self, other: "Balance") -> "Balance":
        """Return both together."""
        return Balance(open=self.open + other.open, free=self.free + other.free)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A row or a column: its code and name, and what it comes to."""

    code: str
    name: str
    total: Balance


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """Directions as rows, municipalities as columns.

    Attributes
    ----------
    cells
        A tuple for each row, a balance for each column.
    """

    head: ChartHead
    directions: tuple[Axis, ...]
    municipalities: tuple[Axis, ...]
    cells: tuple[tuple[Balance, ...], ...]
    total: Balance
    table: TwinTable
