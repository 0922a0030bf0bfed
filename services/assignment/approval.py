"""Whether a plan may still be approved on the network of today."""

from graph.model.plan import Plan
from graph.network import Network
from graph.texts import message
from services.assignment.check_lines import LineCheck
from services.assignment.check_proof import check_proof
from services.assignment.check_side import check_side, record_of
from services.assignment.checks import faults_of
from services.assignment.fault import Fault, Faults
from services.assignment.fingerprint import data_fingerprint
from services.assignment.planned import stored_plan
from services.assignment.truth import truth_of
from services.policy import read_stored_policy


def recheck(network: Network, plan_id: str) -> tuple[Fault, ...]:
    """Check a stored plan on the rows of today; no fault means that it may be approved.

    1. Equal data fingerprint: nothing that the plan was computed from has moved, so the whole
    check must pass as it did then. What a plan says of itself is never believed: its lines, goals
    and proof may have been spoilt in the store. 2. Otherwise every need of today must be in the
    plan, every pair admissible, no place exceeded, no pin left out, no side rule broken. 3. The
    certificate must still prove every goal, also against offers that are new. The bounds that
    HiGHS found for a plan with side rules hold for the data of their day only. What lines tell
    besides, such as how many leaders are nearer, may have moved.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    InputError
        If the policy stored with the plan cannot be read.
    """
    planned = stored_plan(network, plan_id)
    plan = planned.plan
    if not has_moved(network, plan):
        return faults_of(network, planned)
    faults = Faults(network)
    truth = truth_of(network, plan, read_stored_policy(plan.policy).assignment)
    lines = LineCheck(truth, planned, faults)
    if lines.structure():
        record = record_of(planned)
        check_side(network, truth, planned, lines.chosen, faults)
        first = None if record is None else record.by_flow
        check_proof(truth, lines.sight, planned, faults, first=first)
        if record is not None and record.by_flow < len(planned.goals):
            faults.found.append(Fault(message("side.check.moved")))
    return tuple(faults.found)


def has_moved(network: Network, plan: Plan) -> bool:
    """Return whether rows that the plan was computed from have changed since."""
    year, day, scope = plan.school_year, plan.as_of, plan.scope
    today = data_fingerprint(network, school_year=year, day=day, scope=scope)
    return today != plan.data_fingerprint
