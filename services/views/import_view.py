"""A previewed workbook as its page shows it: findings by sheet, differences, changes in detail."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model.changes import Change, Operation
from graph.model.fields import read_dictionary
from graph.network import Network
from graph.workbook.findings import Finding
from graph.workbook.kinds import Severity
from services.intake.report import ImportReport, shown_findings
from services.views.history_detail import FieldChange, name_of_key, plain_value

_SHOWN_CHANGES = 100
_SHOWN_ENDINGS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFindings:
    """Findings of one sheet; `more` follow that are like those shown."""

    sheet: str
    errors: int
    warnings: int
    findings: tuple[Finding, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDifference:
    """What happens to the records of one sheet."""

    sheet: str
    added: int
    changed: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceableSheet:
    """A sheet of the file, and how many stored records it does not name."""

    sheet: str
    unnamed: int
    is_replaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """One record that would change."""

    sheet: str
    name: str
    operation: Operation
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """A previewed workbook.

    Attributes
    ----------
    isolated
        (code, name) of the organisations that would become isolated.
    lost
        (leader, mentee, direction), in names, of the pairs that would lose their need.
    changes
        What is removed or ended first, and of it all that a page can carry; then changed records,
        then new ones.
    more_changes, more_endings
        Records that `changes` leaves out, and how many of them are removed or ended.
    touched
        Drafts of plans that would rest on an older network.
    replaceable
        Sheets that leave something out, which ends if they are replaced.
    """

    errors: int
    warnings: int
    notices: int
    sheets: tuple[SheetFindings, ...]
    differences: tuple[SheetDifference, ...]
    added: int
    changed: int
    removed: int
    unchanged: int
    changes: tuple[ShownChange, ...]
    more_changes: int
    more_endings: int
    isolated: tuple[tuple[str, str], ...]
    lost: tuple[tuple[str, str, str], ...]
    touched: tuple[str, ...]
    replaceable: tuple[ReplaceableSheet, ...]

    @property
    def total(self) -> int:
        """How many records would change."""
        return self.added + self.changed + self.removed


def build_import_view(report: ImportReport, network: Network, *, severity: str = "") -> ImportView:
    """Return a report as its page shows it; `severity` narrows the findings."""
    preview = report.preview
    counted = Counter(finding.severity for finding in preview.findings)
    totals = {
        name: sum(getattr(some, name) for some in preview.counts.values())
        for name in ("added", "changed", "removed", "unchanged")
    }
    names = {**network.name_of, **_new_names(preview.changes)}
    endings = {(ending.entity, ending.key) for ending in preview.endings}
    ordered = sorted(preview.changes, key=lambda change: _rank(change, endings))
    ending = sum(_rank(change, endings) == 0 for change in ordered)
    shown = max(_SHOWN_CHANGES, min(ending, _SHOWN_ENDINGS))
    return ImportView(
        errors=counted[Severity.ERROR],
        warnings=counted[Severity.WARNING],
        notices=counted[Severity.NOTICE],
        sheets=tuple(_by_sheet(preview.findings, severity)),
        differences=tuple(
            SheetDifference(
                sheet=sheet,
                added=some.added,
                changed=some.changed,
                removed=some.removed,
                unchanged=some.unchanged,
            )
            for sheet, some in preview.counts.items()
        ),
        added=totals["added"],
        changed=totals["changed"],
        removed=totals["removed"],
        unchanged=totals["unchanged"],
        changes=tuple(_changes(ordered[:shown], names)),
        more_changes=max(0, len(ordered) - shown),
        more_endings=max(0, ending - shown),
        isolated=tuple((code, names.get(code, code)) for code in preview.effects.newly_isolated),
        lost=tuple(
            (names.get(a, a), names.get(b, b), names.get(c, c))
            for a, b, c in preview.effects.pairs_losing_need
        ),
        touched=tuple(plan.id for plan in network.plans if plan.status == "draft"),
        replaceable=tuple(
            ReplaceableSheet(sheet=sheet, unnamed=n, is_replaced=sheet in preview.replace_sheets)
            for sheet, n in preview.unnamed.items()
            if n
        ),
    )


def _new_names(changes: tuple[Change, ...]) -> dict[str, str]:
    return {
        change.key: name
        for change in changes
        if (name := getattr(change.after, "name", None)) and change.entity != "event"
    }


def _by_sheet(findings: tuple[Finding, ...], severity: str) -> Iterator[SheetFindings]:
    chosen = [f for f in findings if not severity or f.severity == severity]
    sheets = dict.fromkeys(f.sheet or "" for f in chosen)
    for sheet in sheets:
        own = [f for f in chosen if (f.sheet or "") == sheet]
        shown = [finding for finding, _ in shown_findings(own)]
        yield SheetFindings(
            sheet=sheet,
            errors=sum(f.severity is Severity.ERROR for f in own),
            warnings=sum(f.severity is Severity.WARNING for f in own),
            findings=tuple(shown),
            more=len(own) - len(shown),
        )


def _rank(change: Change, endings: set[tuple[str, str]]) -> int:
    """Return 0 for what is removed or ended, 1 for what is changed, 2 for what is new."""
    if change.operation is Operation.REMOVED or (change.entity, change.key) in endings:
        return 0
    return 1 if change.operation is Operation.CHANGED else 2


def _changes(changes: Sequence[Change], names: dict[str, str]) -> Iterator[ShownChange]:
    dictionary = read_dictionary()
    for change in changes:
        definition = dictionary[change.entity]
        yield ShownChange(
            sheet=definition.sheet or change.entity,
            name=name_of_key(change.key, names, change.entity),
            operation=change.operation,
            fields=tuple(_fields(change, names)),
        )


def _fields(change: Change, names: dict[str, str]) -> Iterator[FieldChange]:
    if change.before is None or change.after is None:
        return
    for name, field in read_dictionary()[change.entity].fields.items():
        before, after = getattr(change.before, name), getattr(change.after, name)
        if before != after:
            yield FieldChange(
                label=field.heading,
                before=plain_value(field, before, names),
                after=plain_value(field, after, names),
            )
