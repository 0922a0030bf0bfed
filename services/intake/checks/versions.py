"""An older export over newer data: which values would go back."""

from collections.abc import Iterator

from graph.workbook.findings import Finding, shown_value
from graph.workbook.kinds import Kind
from graph.workbook.shown import cell_writer
from services.intake.compare import Comparison


def check_goes_back(comparison: Comparison) -> Iterator[Finding]:
    """Yield each value of a record that moved after the export and that the file sets otherwise."""
    passport, head = comparison.parsed.passport, comparison.before.head
    if passport is None or passport.store_id != head.store_id:
        return
    if passport.revision >= head.revision:
        return
    for change in comparison.changes:
        if change.before is None or change.after is None:
            continue
        table = comparison.before.table(change.entity)
        position = table.position(change.key)
        if position is None or table.revisions[position] <= passport.revision:
            continue
        for row in comparison.rows.get((change.entity, change.key), ()):
            for name, field in change.after.definition().fields.items():
                now, then = getattr(change.before, name), getattr(change.after, name)
                if name in row.home.letters and now != then:
                    held = cell_writer(field)(now)
                    seen = cell_writer(field)(then)
                    yield row.finding(
                        Kind.GOES_BACK,
                        name,
                        "" if seen is None else seen,
                        now="" if held is None else shown_value(held),
                        exported=passport.revision,
                        newest=head.revision,
                    )
