"""Which function looks for which kind: the one place where a check is switched on."""

from collections.abc import Callable, Iterator, Mapping

from graph.workbook.findings import Finding
from graph.workbook.kinds import Kind
from services.intake.checks.codes import check_codes_taken, check_references, check_still_named
from services.intake.checks.levels import check_services
from services.intake.checks.pins import (
    check_pins_and_bans,
    check_pins_and_needs,
    check_pins_and_places,
    check_two_pins,
)
from services.intake.checks.terms import (
    check_branch_pairs,
    check_closures,
    check_minimum_load,
    check_offers,
    check_two_leaders,
)
from services.intake.checks.versions import check_goes_back
from services.intake.compare import Comparison

Check = Callable[[Comparison], Iterator[Finding]]

CHECKS: Mapping[Kind, Check] = {
    Kind.UNKNOWN_REFERENCE: check_references,  # and UNKNOWN_MUNICIPALITY
    Kind.CODE_TAKEN: check_codes_taken,
    Kind.TWO_LEADERS: check_two_leaders,
    Kind.AFTER_CLOSURE: check_closures,
    Kind.GOES_BACK: check_goes_back,
    Kind.OFFERS_OVERLAP: check_offers,
    Kind.BRANCH_AND_PARENT: check_branch_pairs,
    Kind.PIN_WITHOUT_NEED: check_pins_and_needs,
    Kind.TWO_PINS: check_two_pins,
    Kind.PIN_AND_BAN: check_pins_and_bans,
    Kind.PINS_ABOVE_PLACES: check_pins_and_places,
    Kind.MINIMUM_ABOVE_PLACES: check_minimum_load,
    Kind.STILL_NAMED: check_still_named,
    Kind.NOT_A_SERVICE: check_services,
}
"""Every check over rows and store, in the order findings are shown."""


def check_all(comparison: Comparison) -> tuple[Finding, ...]:
    """Return what all checks find in `comparison`."""
    return tuple(finding for check in CHECKS.values() for finding in check(comparison))
