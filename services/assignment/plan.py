"""Plan which leader helps with which need."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from graph.geo import IntArray
from graph.model.choices import AssignmentMode, PlanStatus
from graph.model.ids import DirectionId, OrganisationId, PlanId, SchoolYear
from graph.model.plan import Assignment, BlockingGroup, GoalValue, OpenNeed, Plan
from graph.model.record import key_of
from graph.network import Network
from graph.texts import message
from services.assignment.admissible import TENTHS, UNKNOWN
from services.assignment.assign import Solved, assign, goal_values
from services.assignment.certificate import Certificate, write_certificate
from services.assignment.check_side import SIDE_CHECKER
from services.assignment.checks import CHECKER
from services.assignment.close import assign_close
from services.assignment.fingerprint import data_fingerprint
from services.assignment.goals import GOALS, VECTOR_GOALS, present_bands
from services.assignment.nearer import nearer_leaders
from services.assignment.planned import PlannedAssignment
from services.assignment.problem import (
    AssignmentProblem,
    assignment_problem,
    written_out_in_full,
)
from services.assignment.progress import Tell, silent
from services.assignment.reasons import Open, open_needs
from services.assignment.roster import NONE
from services.assignment.shortage import Shortage
from services.assignment.side_plan import keep_side_rules, patient
from services.assignment.side_record import join_record
from services.assignment.side_rules import Changes, has_side_rules
from services.policy import Policy


def plan_assignment(
    network: Network,
    policy: Policy,
    *,
    school_year: SchoolYear,
    day: date,
    scope: str,
    id_: PlanId,
    changes: Changes | None = None,
    close_to: Mapping[tuple[str, str], str] | None = None,
    left_s: Callable[[], float] = patient,
    tell: Tell = silent,
) -> PlannedAssignment:
    """Assign leaders to needs so that the policy's goals are reached in their order, exactly.

    Every need of the year in work appears once: with a leader that offers its direction, has a
    place and passes all rules, or open with a reason. The same network and policy always give
    the same plan, whatever order rows were entered in. Among plans equal in all goals the choice
    follows the order of codes.

    Parameters
    ----------
    network
        Snapshot to plan on; its revision is recorded in the plan.
    day
        On this day offers, organisations and restrictions must be in force.
    scope
        ``region``, ``services`` or ``municipality:CODE``.
    id_
        Code to give the plan.
    changes
        At most so many changes to a base, or None.
    close_to
        Leader of each covered need in a plan that stands, by (mentee, direction): among plans
        equal in all goals the one that moves the fewest needs is taken.
    left_s
        Seconds that are left to search where side rules break the flow.
    tell
        Hears how far the work is.

    Returns
    -------
    PlannedAssignment
        In status draft, with `runtime_ms` 0: who measures, notes it.

    Raises
    ------
    InputError
        If the scope is unknown, no need of the year is in work, a pin cannot be kept, or no
        plan keeps the side rules.
    ConflictError
        If the time was over before a plan was found that keeps the side rules.

    See Also
    --------
    services.assignment.checks.check_plan : verifies the plan without the solver.

    Notes
    -----
    Solved as lexicographic minimum-cost flow over all admissible pairs, see
    `services.assignment.flow.solve`; its potentials are the certificate. Where side rules break
    the flow, a mixed-integer programme goal by goal, see `services.assignment.side_solve`.

    Examples
    --------
    >>> from services.assignment.examples import tiny_network
    >>> from services.policy import shipped_policy
    >>> planned = plan_assignment(
    ...     tiny_network(), shipped_policy(), school_year=SchoolYear("2026/2027"),
    ...     day=date(2026, 9, 1), scope="region", id_=PlanId("p1"))
    >>> [(a.leader, a.mentee) for a in planned.assignments]
    [('a', 'b')]
    >>> [(need.mentee, need.reason.value) for need in planned.open_needs]
    [('c', 'no_place')]
    """
    tell(message("progress.pairs"))
    problem = assignment_problem(
        network, policy.assignment, school_year=school_year, day=day, scope=scope
    )
    if close_to is not None or has_side_rules(policy.assignment, changes):
        problem = written_out_in_full(problem)
    flow = assign(problem, tell) if close_to is None else assign_close(problem, close_to, tell)
    side = keep_side_rules(flow, changes, left_s, tell)
    solved = flow if side is None else side.solved
    proof = write_certificate(_certificate(problem, flow))
    found, groups = open_needs(problem, solved.offer, tell)
    tell(message("progress.lines"))
    names = [f"g{number}" for number in range(1, len(groups) + 1)]
    blocking = [_group(id_, name, problem, one) for name, one in zip(names, groups, strict=True)]
    plan = Plan(
        id=id_,
        status=PlanStatus.DRAFT,
        scope=scope,
        school_year=school_year,
        as_of=day,
        network_revision=network.revision,
        policy=policy.text,
        policy_fingerprint=policy.fingerprint,
        data_fingerprint=data_fingerprint(network, school_year=school_year, day=day, scope=scope),
        places_taken=int(problem.given.sum()),
        checker=CHECKER if side is None else SIDE_CHECKER,
        certificate=proof if side is None else join_record(side.record, proof),
        runtime_ms=0,
    )
    return PlannedAssignment(
        plan=plan,
        goals=_goals(id_, solved, None if side is None else side.proved),
        assignments=tuple(sorted(_assignments(id_, solved), key=lambda line: line.key)),
        open_needs=tuple(sorted(_opened(id_, problem, found, names), key=lambda line: line.key)),
        blocking_groups=tuple(sorted(blocking, key=lambda line: line.key)),
    )


def _goals(id_: PlanId, solved: Solved, proved: tuple[bool, ...] | None) -> tuple[GoalValue, ...]:
    values = goal_values(solved)
    order = solved.market.problem.policy.goals
    return tuple(
        GoalValue(
            plan=id_,
            position=position,
            name=name.value,
            sense=GOALS[name].sense,
            values=value,
            is_vector=name in VECTOR_GOALS,
            proved=proved is None or proved[position - 1],
        )
        for position, (name, value) in enumerate(zip(order, values, strict=True), 1)
    )


def _opened(
    id_: PlanId, problem: AssignmentProblem, found: list[Open], names: list[str]
) -> list[OpenNeed]:
    """Return the open needs with their reasons; `names` are those of the shortages."""
    codes, ways = problem.places.codes, problem.directions
    mentee, way = problem.needs.organisation.tolist(), problem.needs.direction.tolist()
    offered_by = problem.offers.organisation.tolist()
    return [
        OpenNeed(
            plan=id_,
            mentee=OrganisationId(codes[mentee[one.need]]),
            direction=DirectionId(ways[way[one.need]]),
            level=int(problem.needs.level[one.need]),
            reason=one.reason,
            nearest=None if one.offer == NONE else OrganisationId(codes[offered_by[one.offer]]),
            nearest_km=None if one.km == UNKNOWN else one.km / TENTHS,
            blocking_group=None if one.group == NONE else names[one.group],
        )
        for one in found
    ]


def _assignments(id_: PlanId, solved: Solved) -> list[Assignment]:
    """Return the chosen pairs with the facts their reasons are told from."""
    problem = solved.market.problem
    needs, offers, pairs = problem.needs, problem.offers, solved.pairs
    need, offer = pairs.need, pairs.offer
    place, places = _numbered(problem, need, offer)
    nearer = nearer_leaders(problem, pairs)
    table, row = problem.network.offers, offers.row[offer].tolist()
    keys = [table.column(name) for name in ("organisation", "direction", "from_date")]
    codes = problem.places.codes
    lines = []
    for i in range(len(pairs)):
        leader, way, since = (column[row[i]] for column in keys)
        km = int(pairs.km[i])
        lines.append(
            Assignment(
                plan=id_,
                leader=leader,
                mentee=OrganisationId(codes[needs.organisation[need[i]]]),
                direction=way,
                offer_from=since,
                level=int(needs.level[need[i]]),
                distance_km=None if km == UNKNOWN else km / TENTHS,
                effective_km=int(pairs.effective[i]) / TENTHS,
                mode=AssignmentMode.REMOTE if pairs.remote[i] else AssignmentMode.ON_SITE,
                points=int(pairs.points[i]),
                kept=bool(pairs.kept[i]),
                pinned=bool(problem.pinned[need[i]] != NONE),
                preferred=bool(pairs.preferred[i]),
                nearer=int(nearer[i]),
                place=int(place[i]),
                places=int(places[i]),
            )
        )
    return lines


def _numbered(
    problem: AssignmentProblem, need: IntArray, offer: IntArray
) -> tuple[IntArray, IntArray]:
    """Return which place of its leader in the direction each need has, and of how many.

    Places that other plans of the year have given come first; then the order of the needs.
    """
    offers, size = problem.offers, len(problem.directions)
    valid = np.flatnonzero(offers.valid)
    spot = offers.organisation * size + offers.direction
    sheet = problem.network.offers.column("places")
    total: Counter[int] = Counter()
    given: Counter[int] = Counter()
    for o in valid.tolist():
        total[int(spot[o])] += sheet[int(offers.row[o])]
        given[int(spot[o])] += int(problem.given[o])
    place = np.zeros(len(need), np.int64)
    for i in np.argsort(need, kind="stable").tolist():
        at = int(spot[offer[i]])
        given[at] += 1
        place[i] = given[at]
    return place, np.array([total[int(at)] for at in spot[offer]], np.int64)


def _group(id_: PlanId, name: str, problem: AssignmentProblem, group: Shortage) -> BlockingGroup:
    codes = problem.places.codes
    return BlockingGroup(
        plan=id_,
        group=name,
        members=tuple(sorted(_need_key(problem, need) for need in (*group.open, *group.covered))),
        leaders=tuple(OrganisationId(codes[leader]) for leader in group.leaders),
        places=len(group.covered),
        short_by=len(group.open),
    )


def _need_key(problem: AssignmentProblem, need: int) -> str:
    mentee = problem.places.codes[problem.needs.organisation[need]]
    return key_of((mentee, problem.directions[problem.needs.direction[need]]))


def _certificate(problem: AssignmentProblem, solved: Solved) -> Certificate:
    codes, needs = problem.places.codes, problem.needs
    components: list[str] = []
    for name, count in zip(problem.policy.goals, solved.components, strict=True):
        bands = present_bands(solved.market) if name in VECTOR_GOALS else []
        components += [f"{name.value}:{band}" for band in bands] if bands else [name.value] * count
    offers = problem.network.offers.keys
    prices = (solved.mentee_price, solved.need_price, solved.offer_price, solved.leader_price)
    return Certificate(
        components=tuple(components),
        mentees=tuple(codes[i] for i in needs.mentees.tolist()),
        needs=tuple(_need_key(problem, n) for n in range(len(needs))),
        offers=tuple(offers[i] for i in problem.offers.row.tolist()),
        leaders=tuple(codes[i] for i in problem.leaders.organisation.tolist()),
        prices=np.concatenate(prices, axis=1),
    )
