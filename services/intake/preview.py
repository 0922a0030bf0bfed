"""A parsed workbook beside the network: the changes, what is wrong, what would follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from graph.errors import InputError
from graph.model.changes import Change, Reliance
from graph.model.ids import Revision
from graph.network import Network
from graph.workbook.findings import Finding, has_errors
from graph.workbook.kinds import Severity
from graph.workbook.layout import match_sheet, sheet_layouts
from graph.workbook.rows import ParsedWorkbook
from services.intake.checks.registry import check_all
from services.intake.compare import SheetCounts, compare, named_keys
from services.intake.effects import Effects, Isolated, find_effects
from services.intake.endings import Ending, end_missing
from services.intake.names import known_codes
from services.intake.zeros import restore_zeros

# Kinds whose checks look at records beyond those that a file touches.
_LOOKED_AT_WHOLE = {
    "offer": ("offer",),
    "pair": ("pair",),
    "restriction": ("restriction", "offer", "need"),
    "organisation": ("community", "municipality"),
    "community": ("organisation", "municipality"),
    "municipality": ("organisation", "community"),
}


class Result(StrEnum):
    """What became of a file."""

    PREVIEW = "preview"
    APPLIED = "applied"
    NO_CHANGES = "no_changes"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file would do, before anybody decided.

    Attributes
    ----------
    id
        Unique text of this preview; confirmed twice, it is applied once.
    file_name
        Without folders.
    based_on
        Revision it was compared with.
    changes
        Exactly what a confirmation applies; nothing if the file is refused.
    relies_on
        What must not have moved for the findings to hold.
    counts
        Canonical sheet → counts.
    endings
        What the replaced sheets no longer name; as the counts, also of a refused file.
    unnamed
        Canonical sheet of the file → records it does not name, which would end if it were replaced.
    findings
        All of them, errors first.
    """

    id: str
    file_name: str
    based_on: Revision
    parsed: ParsedWorkbook = field(repr=False)
    replace_sheets: tuple[str, ...] = ()
    changes: tuple[Change, ...] = field(default=(), repr=False)
    relies_on: frozenset[Reliance] = frozenset()
    counts: Mapping[str, SheetCounts] = field(default_factory=dict)
    endings: tuple[Ending, ...] = ()
    unnamed: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    effects: Effects = field(default_factory=Effects)

    @property
    def result(self) -> Result:
        """Whether the file can be confirmed, changes nothing, or is refused."""
        if has_errors(self.findings):
            return Result.REFUSED
        return Result.PREVIEW if self.changes else Result.NO_CHANGES


def preview_workbook(
    parsed: ParsedWorkbook,
    network: Network,
    *,
    today: date,
    id_: str,
    replace_sheets: tuple[str, ...] = (),
    isolated: Isolated | None = None,
) -> Preview:
    """Compare a parsed file with the network and check the outcome.

    Parameters
    ----------
    parsed
        The file.
    network
        The newest network.
    today
        Day of the import.
    id_
        Unique text of this preview.
    replace_sheets
        Sheets whose records end if the file does not name them, as the user spells them.
    isolated
        Finds the isolated organisations of a network, for the effects.

    Raises
    ------
    InputError
        If `replace_sheets` names a sheet that does not exist or that the file does not have.
    """
    replaced = tuple(_replaced(replace_sheets, parsed))
    parsed = restore_zeros(parsed, known_codes(parsed, network), network)
    comparison = compare(parsed, network, today, replaced)
    findings = (*parsed.findings, *check_all(comparison))
    order = list(Severity)
    refused = has_errors(findings)
    touched = {change.entity for change in comparison.changes}
    return Preview(
        id=id_,
        file_name=parsed.source.name,
        based_on=network.revision,
        parsed=parsed,
        replace_sheets=replaced,
        changes=() if refused else comparison.changes,
        relies_on=frozenset(
            Reliance(entity=entity) for one in touched for entity in _LOOKED_AT_WHOLE.get(one, ())
        ),
        counts=comparison.counts,
        endings=comparison.endings,
        unnamed=_unnamed(parsed, network, today),
        findings=tuple(sorted(findings, key=lambda f: order.index(f.severity))),
        effects=Effects() if refused else find_effects(comparison, isolated),
    )


def _unnamed(parsed: ParsedWorkbook, network: Network, today: date) -> Mapping[str, int]:
    named = named_keys(parsed)
    return {
        sheet: sum(1 for _ in end_missing(sheet, named.get(sheet, ()), network, today, {}))
        for sheet in parsed.fields
    }


def _replaced(names: tuple[str, ...], parsed: ParsedWorkbook) -> Iterator[str]:
    for name in dict.fromkeys(names):
        sheet = match_sheet(name)
        if sheet is None or sheet not in sheet_layouts():
            raise InputError(
                "workbook.no_such_sheet", sheet=name, sheets=", ".join(sheet_layouts())
            )
        if sheet not in parsed.fields and not has_errors(parsed.findings):
            raise InputError("workbook.replace_absent", sheet=sheet, file=parsed.source.name)
        if sheet in parsed.fields:
            yield sheet
