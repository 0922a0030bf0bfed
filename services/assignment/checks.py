"""Verify a plan independently: nothing here, or below, is shared with the solver."""

from graph.errors import InputError
from graph.network import Network
from services.assignment.check_lines import LineCheck
from services.assignment.check_proof import check_goals, check_proof
from services.assignment.check_side import SIDE_CHECKER, check_bounds, check_side, record_of
from services.assignment.fault import Fault, Faults, faults_document
from services.assignment.fingerprint import data_fingerprint
from services.assignment.planned import PlannedAssignment, stored_plan
from services.assignment.progress import Tell, silent
from services.assignment.truth import truth_of
from services.policy import read_stored_policy

CHECKER = "methodnet-check 1"
"""Name and version of this check, noted in each plan."""

__all__ = ["CHECKER", "Fault", "check_plan", "faults_document", "faults_of"]


def check_plan(network: Network, plan_id: str) -> tuple[Fault, ...]:
    """Check a plan that stands in `network`, on the rows of `network`; no fault means proved.

    Recomputed are: which pairs are admissible, all places and limits, every fact of a line, the
    reasons of open needs, shortages, the value of every goal, and for every admissible pair that
    the plan's certificate forbids an improvement. Of a plan with side rules the rules are
    checked too; its certificate proves the goals that the rules cost nothing, and the bounds of
    the others are those of HiGHS.

    Parameters
    ----------
    network
        The network the plan was made on, with the plan's own records and no later ones.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    """
    return faults_of(network, stored_plan(network, plan_id))


def faults_of(
    network: Network, planned: PlannedAssignment, tell: Tell = silent
) -> tuple[Fault, ...]:
    """Check a plan on the rows of `network`, whether it is stored there or not."""
    plan = planned.plan
    faults = Faults(network)
    try:
        policy = read_stored_policy(plan.policy)
    except InputError:
        faults.add("policy_unreadable")
        return tuple(faults.found)
    if policy.fingerprint != plan.policy_fingerprint:
        faults.add("policy_fingerprint")
    record = record_of(planned)
    checker = CHECKER if record is None else SIDE_CHECKER
    if plan.checker != checker:
        faults.add("checker", stored=plan.checker, true=checker)
    year, day, scope = plan.school_year, plan.as_of, plan.scope
    data = data_fingerprint(network, school_year=year, day=day, scope=scope)
    if data != plan.data_fingerprint:
        faults.add("data_fingerprint")
    truth = truth_of(network, plan, policy.assignment)
    if sum(truth.given) != plan.places_taken:
        faults.add("places_taken", stored=plan.places_taken, true=sum(truth.given))
    lines = LineCheck(truth, planned, faults, tell)
    if lines.structure():
        lines.facts()
        check_goals(truth, lines.sight, planned, faults)
        check_side(network, truth, planned, lines.chosen, faults)
        check_bounds(planned, faults)
        first = None if record is None else record.by_flow
        check_proof(truth, lines.sight, planned, faults, first=first, tell=tell)
    return tuple(faults.found)
