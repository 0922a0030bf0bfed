"""What an import says about a file: kind, place, value seen, what is expected, what to do."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graph.errors import InputError
from graph.texts import Message, Parameter
from graph.workbook.kinds import Kind, Severity

SHOWN_LENGTH = 40
"""Characters of a value that a finding quotes."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def shown_value(value: Any) -> str:
    r"""Write a value as a finding quotes it: unseen characters by name, cut at 40.

    Examples
    --------
    >>> shown_value("СОШ\u202e№ 1"), shown_value(12.5), shown_value(date(2026, 9, 1))
    ('СОШ[U+202E]№ 1', '12,5', '01.09.2026')
    """
    if isinstance(value, bool):
        return "ИСТИНА" if value else "ЛОЖЬ"  # as a Russian Excel shows the cell
    if isinstance(value, datetime | date):
        return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"
    text = str(value).replace(".", ",") if isinstance(value, float) else str(value)
    text = _UNSEEN.sub(
        lambda found: f"[U+{ord(found[0]):04X}]", unicodedata.normalize("NFC", text[:400])
    )
    text = "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in text)
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a file says wrongly, or that was understood with a doubt.

    Attributes
    ----------
    kind
        Stable kind; gives the code.
    severity
        An error blocks the whole file.
    sheet, row, letter, column
        Place as the file names it; `column` is the heading. None where the finding is about more.
    value
        What was seen there, escaped and cut; empty text if nothing.
    params
        What the sentences of the kind name besides the value.
    """

    kind: Kind
    severity: Severity
    sheet: str | None = None
    row: int | None = None
    letter: str | None = None
    column: str | None = None
    value: str | None = None
    params: Mapping[str, Parameter] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """Stable code, such as ``IMP-045``."""
        return self.kind.code

    @property
    def cell(self) -> str | None:
        """Address such as ``D17``, or None."""
        return f"{self.letter}{self.row}" if self.letter and self.row else None

    @property
    def problem(self) -> Message:
        """What is wrong, or how a doubtful value was read."""
        return self._said("")

    @property
    def expected(self) -> Message:
        """What would be right, with an example."""
        return self._said(".expected")

    @property
    def fix(self) -> Message:
        """What to do."""
        return self._said(".fix")

    @property
    def text(self) -> Message:
        """The whole sentence: where, what, what is expected, what to do."""
        where = "file" if self.sheet is None else "sheet" if self.row is None else "row"
        where = "cell" if self.cell else where
        params: dict[str, Parameter] = {
            "problem": self.problem,
            "expected": self.expected,
            "fix": self.fix,
            "sheet": self.sheet,
            "row": str(self.row),
            "cell": self.cell,
            "column": self.column,
        }
        return Message(f"workbook.at_{where}", params)

    def _said(self, part: str) -> Message:
        params: dict[str, Parameter] = {"value": self.value or "", **self.params}
        return Message(f"workbook.imp{self.kind.value:03d}{part}", params)


def find(kind: Kind, value: Any = None, **params: Parameter) -> Finding:
    """Make a finding about the whole file."""
    seen = None if value is None else shown_value(value)
    return Finding(kind=kind, severity=kind.severity, value=seen, params=params)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any of `findings` blocks the file."""
    return any(finding.severity is Severity.ERROR for finding in findings)


class FileRefusedError(InputError):
    """The file is not read at all.

    Attributes
    ----------
    finding
        Why, as the report says it.
    """

    def __init__(self, kind: Kind, value: Any = None, **params: Parameter) -> None:
        self.finding = find(kind, value, **params)
        super().__init__(self.finding.problem.code, **self.finding.problem.params)
