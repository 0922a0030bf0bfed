"""One calculation of a plan from beginning to end, so that it can be done here or elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from graph.errors import ConflictError
from graph.model.ids import PlanId, SchoolYear
from graph.network import Network
from graph.texts import message
from services.assignment.admission import told
from services.assignment.checks import faults_of
from services.assignment.plan import plan_assignment
from services.assignment.planned import PlannedAssignment
from services.assignment.progress import Tell, silent
from services.assignment.side_plan import PATIENCE_S
from services.assignment.side_rules import Changes, has_side_rules
from services.policy import Policy

LONG_FROM = 20_000_000
"""Needs × offers from which a plan takes seconds; a region of 1,900 needs has 2 million."""
LONG_WITH_SIDE_RULES_FROM = 200_000
"""The same where side rules break the flow: a search may use all of its time."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanJob:
    """What a plan is calculated from; see `services.assignment.plan.plan_assignment`."""

    network: Network
    policy: Policy
    school_year: SchoolYear
    day: date
    scope: str
    id_: PlanId
    changes: Changes | None = None
    close_to: Mapping[tuple[str, str], str] | None = None

    @property
    def is_long(self) -> bool:
        """Whether a person would wait for it."""
        if has_side_rules(self.policy.assignment, self.changes):
            return _size(self.network, self.school_year) >= LONG_WITH_SIDE_RULES_FROM
        return is_large(self.network, self.school_year)


def is_large(network: Network, school_year: SchoolYear) -> bool:
    """Return whether a plan of the year takes seconds, and so does whatever is tried on it."""
    return _size(network, school_year) >= LONG_FROM


def _size(network: Network, school_year: SchoolYear) -> int:
    needs: int = sum(year == school_year for year in network.needs.column("school_year"))
    return needs * len(network.offers)


Compute: TypeAlias = Callable[[PlanJob], PlannedAssignment]
"""Does a job: here, or in a process of its own."""


def plan_and_check(
    job: PlanJob, clock_ms: Callable[[], int], tell: Tell = silent
) -> PlannedAssignment:
    """Calculate a plan and check it independently.

    Parameters
    ----------
    clock_ms
        Milliseconds of a steady clock: a search for side rules ends after `PATIENCE_S`.

    Raises
    ------
    InputError
        If the year has no need in work, a pin cannot be kept, or no plan keeps the side rules.
    ConflictError
        If the independent check refuses the plan, or none was found in time.
    """
    started = clock_ms()
    planned = plan_assignment(
        job.network,
        job.policy,
        school_year=job.school_year,
        day=job.day,
        scope=job.scope,
        id_=job.id_,
        changes=job.changes,
        close_to=job.close_to,
        left_s=lambda: PATIENCE_S - (clock_ms() - started) / 1000,
        tell=tell,
    )
    tell(message("progress.reading"))
    faults = faults_of(job.network, planned, tell)
    if faults:
        raise ConflictError("plan.check_failed", faults=told(faults))
    return planned
