"""What the readers of cells share: how they say that a value is doubtful or cannot be read."""

from collections.abc import Mapping
from typing import Protocol

from graph.texts import Parameter
from graph.workbook.kinds import Kind


class UnreadableCell(Exception):  # noqa: N818 - a case of the data, not a fault of the program
    """A cell that cannot be read as its column wants; never leaves the parser.

    Attributes
    ----------
    kind, params
        Of the finding it becomes.
    """

    def __init__(self, kind: Kind, **params: Parameter) -> None:
        super().__init__(kind)
        self.kind = kind
        self.params: Mapping[str, Parameter] = params


class Note(Protocol):
    """Takes what is worth saying about a cell that was understood."""

    def __call__(self, kind: Kind, **params: Parameter) -> None:
        """Record it."""
        ...
