"""What several faces ask of one revision: isolation, problems of plans; computed once."""

from collections.abc import Mapping
from functools import cache

from api.dependencies import Reading
from api.site import Site
from graph.model.ids import Revision
from graph.network import Network
from graph.valid_time import as_known_on
from services.assignment.problem import AssignmentProblem, assignment_problem
from services.isolation.detect import find_isolated
from services.isolation.findings import IsolationReport
from services.isolation.overlooked import find_overlooked
from services.isolation.proof import Proof, prove
from services.isolation.questions import ASLEEP_MONTHS, Answers, answers_of
from services.isolation.scene import Scene
from services.meetings.passed import Passed, passed_meetings
from services.policy import IsolationPolicy, read_stored_policy, shipped_policy
from services.red_list.reasons import Facts
from services.red_list.red_list import RedList, red_list
from services.views.alarms import build_alarms
from services.views.curator import Alarm
from services.views.overview import IsolationCounts
from services.views.plan_view import PlanBook


def isolation_report(
    reading: Reading, *, window_months: int | None = None, hops: int | None = None
) -> IsolationReport:
    """Return who is isolated on the day of `reading`; a later day, as if nothing is renewed."""
    asked = _policy().asked(window_months=window_months, hops=hops)
    return reading.derived(
        f"isolation:{asked.window_months}:{asked.hops}",
        lambda: find_isolated(_known(reading), asked, day=reading.day),
    )


def proof_of(
    reading: Reading, code: str, *, window_months: int | None = None, hops: int | None = None
) -> Proof:
    """Return what the findings of an organisation stand on, on the day of `reading`."""
    asked = _policy().asked(window_months=window_months, hops=hops)
    return prove(_known(reading), asked, day=reading.day, organisation=code)


def answers_on(
    reading: Reading, *, window_months: int | None = None, hops: int | None = None
) -> Answers:
    """Return the answers to the ten questions, on the day of `reading`."""
    asked = _policy().asked(window_months=window_months)
    overlooked = reading.derived(
        f"overlooked:{asked.window_months}",
        lambda: find_overlooked(_known(reading), asked, day=reading.day),
    )
    return answers_of(
        isolation_report(reading, window_months=window_months, hops=hops),
        isolation_report(reading, window_months=ASLEEP_MONTHS),
        overlooked,
    )


def isolation_counts(reading: Reading) -> IsolationCounts:
    """Return how many are without a working tie, and how many at risk."""

    def count() -> IsolationCounts:
        found = isolation_report(reading).findings
        severe = sum(finding.has_no_working_tie for finding in found)
        at_risk = sum(finding.is_at_risk for finding in found)
        return IsolationCounts(without_tie=severe, at_risk=at_risk)

    return reading.derived("isolation_counts", count)


def scene_of(reading: Reading, *, window_months: int | None = None) -> Scene:
    """Return the network of the day, seen through a window of months; a later day, as isolation."""
    asked = _policy().asked(window_months=window_months)
    return reading.derived(
        f"scene:{asked.window_months}", lambda: Scene.of(_known(reading), asked, day=reading.day)
    )


def passed_on(reading: Reading) -> tuple[Scene, tuple[Passed, ...]]:
    """Return the meetings that passed without a word before the day of `reading`."""
    scene = scene_of(reading)
    return scene, reading.derived("passed_meetings", lambda: passed_meetings(scene))


def red_list_of(reading: Reading, person: str, *, window_months: int | None = None) -> RedList:
    """Return what is red for a curator on the day of `reading`."""
    report = isolation_report(reading, window_months=window_months)
    scene = scene_of(reading, window_months=window_months)
    facts = reading.derived(f"red_facts:{report.window_months}", lambda: Facts(scene))
    return red_list(scene, report, person, facts=facts)


def _known(reading: Reading) -> Network:
    return as_known_on(reading.network, reading.site.today())


@cache
def _policy() -> IsolationPolicy:
    return shipped_policy().isolation


def alarms_of(reading: Reading) -> Mapping[str, Alarm]:
    """Return the isolation report by organisation, as cards show it."""
    return reading.derived("alarms", lambda: build_alarms(isolation_report(reading)))


def isolated_codes(site: Site, network: Network) -> frozenset[str]:
    """Return who has no working tie in a network that may not be stored yet."""
    found = find_isolated(network, _policy(), day=site.today())
    return frozenset(f.organisation for f in found.findings if f.has_no_working_tie)


def problem_of(reading: Reading, book: PlanBook) -> AssignmentProblem:
    """Return what a plan was computed from, on the network of its revision."""
    plan = book.plan

    def make() -> AssignmentProblem:
        past: Network = reading.network
        if plan.network_revision != reading.network.revision:
            past = reading.site.store.read(at=Revision(plan.network_revision))
        return assignment_problem(
            past,
            read_stored_policy(plan.policy).assignment,
            school_year=plan.school_year,
            day=plan.as_of,
            scope=plan.scope,
        )

    return reading.derived(f"problem:{plan.id}", make)
