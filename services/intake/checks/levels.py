"""Levels of the monitoring: they are given to methodical services."""

from collections.abc import Iterator

from graph.model.choices import OrganisationKind
from graph.workbook.findings import Finding
from graph.workbook.kinds import Kind
from graph.workbook.shown import cell_writer
from services.intake.compare import Comparison


def check_services(comparison: Comparison) -> Iterator[Finding]:
    """Whatever gets a level is a methodical service."""
    for name in sorted(comparison.moved):
        row = comparison.row_of(*name) if name[0] == "level_record" else None
        if row is None:
            continue
        service = comparison.after.organisations.get(row.values["service"])
        if service is not None and service.kind is not OrganisationKind.METHODICAL_SERVICE:
            shown = cell_writer(service.definition().fields["kind"])(service.kind)
            yield row.finding(Kind.NOT_A_SERVICE, "service", what=str(shown))
