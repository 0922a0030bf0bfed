"""Plans: their list, and one of them with goals, pairs, open needs, load and shortages."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from graph.model.choices import AssignmentMode, OpenReason, PlanStatus
from graph.model.plan import Assignment, BlockingGroup, GoalValue, OpenNeed, Order, Plan
from graph.network import Network
from services.assignment.side_document import gap_of
from services.assignment.side_record import SideRecord, split_record
from services.views.index import NetworkIndex

LEVELS = (3, 2, 1)
_GOAL_LEVELS = {f"needs_of_level_{level}_covered": level for level in LEVELS}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCounts:
    """What a plan reaches, in whole numbers.

    Attributes
    ----------
    mentees
        Organisations with a need in the plan; `with_leader` of them have at least one leader.
    kept
        Pairs that go on from last year.
    """

    needs: int
    covered: int
    open: int
    open_acute: int
    mentees: int
    with_leader: int
    leaders: int
    leaders_used: int
    kept: int

    @property
    def without_leader(self) -> int:
        """Mentees of which no need is covered."""
        return self.mentees - self.with_leader


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One plan in the list."""

    plan: Plan
    order: Order | None
    counts: PlanCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGoal:
    """One goal with what there is to reach.

    Attributes
    ----------
    value
        Its one number, None if it has one for each band.
    of
        The most there could be, None if there is no such number.
    bands
        (from km, to km, pairs) of the bands that are not empty, farthest first.
    gap, bound
        How far the value is from what no plan passes, as a share of it, and that number; None
        where there is no such number.
    """

    goal: GoalValue
    value: int | None
    of: int | None
    bands: tuple[tuple[int, int, int], ...] = ()
    gap: float | None = None
    bound: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderLoad:
    """How much of a leader a plan takes."""

    leader: str
    taken: int
    places: int
    mentees: int
    farthest_km: float | None


class PlanBook:
    """One plan with its lines, looked up once; rows are chosen by `services.views.plan_rows`.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    """

    def __init__(self, index: NetworkIndex, code: str) -> None:
        self.index = index
        self.plan = index.network.plan(code)

    @cached_property
    def order(self) -> Order | None:
        """The order that put the plan in force."""
        return self.index.network.orders.get(self.plan.id)

    @cached_property
    def side(self) -> SideRecord | None:
        """What the plan keeps of its side rules, None for a plan without any."""
        return split_record(self.plan.certificate)[0]

    @cached_property
    def changes(self) -> int:
        """Needs whose leader, or its absence, differs from a side rule's base; 0 without one."""
        base = self.side.base if self.side else None
        if base is None:
            return 0
        before, now = (
            {
                (line.mentee, line.direction): line.leader
                for line in self.index.network.lines_of("assignment", plan)
            }
            for plan in (base, self.plan.id)
        )
        needs = now.keys() | {(line.mentee, line.direction) for line in self.open_needs}
        return sum(before.get(need) != now.get(need) for need in needs)

    @cached_property
    def assignments(self) -> list[Assignment]:
        """Pairs of the plan."""
        return self.index.network.lines_of("assignment", self.plan.id)

    @cached_property
    def open_needs(self) -> list[OpenNeed]:
        """Needs nobody takes."""
        return self.index.network.lines_of("open_need", self.plan.id)

    @cached_property
    def groups(self) -> list[BlockingGroup]:
        """Shortages of places that are proved, the largest first."""
        groups: list[BlockingGroup] = self.index.network.lines_of("blocking_group", self.plan.id)
        return sorted(groups, key=lambda g: (-g.short_by, g.group))

    def is_over_border(self, line: Assignment) -> bool:
        """Whether leader and mentee are in different municipalities."""
        return self._home[line.leader] != self._home[line.mentee]

    @cached_property
    def _home(self) -> Mapping[str, str]:
        table = self.index.network.organisations
        return dict(zip(table.keys, table.column("municipality"), strict=True))

    @cached_property
    def places_of(self) -> Mapping[str, int]:
        """Leader → places it has for the plan's day, over all directions."""
        network = self.index.network
        offered: Counter[str] = Counter()
        for offer in network.offers:
            begun = offer.from_date <= self.plan.as_of
            if begun and (offer.to_date is None or self.plan.as_of < offer.to_date):
                offered[offer.organisation] += offer.places
        totals = network.organisations
        return {
            code: n if (total := _total(totals.get(code))) is None else min(n, total)
            for code, n in offered.items()
        }

    @cached_property
    def counts(self) -> PlanCounts:
        """What the plan reaches."""
        return count_plan(self.assignments, self.open_needs, len(self.places_of))

    @cached_property
    def goals(self) -> tuple[ShownGoal, ...]:
        """Goals in their order."""
        goals: list[GoalValue] = self.index.network.lines_of("goal_value", self.plan.id)
        levels = Counter(line.level for line in self.assignments)
        levels.update(line.level for line in self.open_needs)
        reachable = {
            **{name: levels[level] for name, level in _GOAL_LEVELS.items()},
            "mentees_with_leader": self.counts.mentees,
        }
        found = [_shown(goal, reachable) for goal in sorted(goals, key=lambda goal: goal.position)]
        if self.side is None:
            return tuple(found)
        return tuple(
            _bounded(shown, bound) for shown, bound in zip(found, self.side.bounds, strict=True)
        )

    @cached_property
    def load(self) -> tuple[LeaderLoad, ...]:
        """Leaders with a place in the plan, the fullest first."""
        lines: defaultdict[str, list[Assignment]] = defaultdict(list)
        for line in self.assignments:
            lines[line.leader].append(line)
        found = [
            LeaderLoad(
                leader=leader,
                taken=len(lines[leader]),
                places=max(self.places_of.get(leader, 0), len(lines[leader])),
                mentees=len({line.mentee for line in lines[leader]}),
                farthest_km=max(
                    (
                        line.distance_km
                        for line in lines[leader]
                        if line.distance_km is not None and line.mode is AssignmentMode.ON_SITE
                    ),
                    default=None,
                ),
            )
            for leader in {*self.places_of, *lines}
        ]
        return tuple(
            sorted(found, key=lambda one: (one.taken < one.places, -one.taken, one.leader))
        )

    @cached_property
    def load_of(self) -> Mapping[str, LeaderLoad]:
        """The same by leader."""
        return {one.leader: one for one in self.load}

    @cached_property
    def reasons(self) -> Mapping[OpenReason, int]:
        """Reasons of open needs, the most frequent first."""
        counted = Counter(line.reason for line in self.open_needs)
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def count_plan(
    assignments: list[Assignment], open_needs: list[OpenNeed], leaders: int
) -> PlanCounts:
    """Count what a plan with these lines reaches."""
    with_leader = {line.mentee for line in assignments}
    return PlanCounts(
        needs=len(assignments) + len(open_needs),
        covered=len(assignments),
        open=len(open_needs),
        open_acute=sum(line.level == LEVELS[0] for line in open_needs),
        mentees=len(with_leader | {line.mentee for line in open_needs}),
        with_leader=len(with_leader),
        leaders=leaders,
        leaders_used=len({line.leader for line in assignments}),
        kept=sum(line.kept for line in assignments),
    )


def build_plan_list(network: Network) -> tuple[PlanLine, ...]:
    """Return all plans: the newest year first, within it what counts most first."""
    ranks = (PlanStatus.ORDERED, PlanStatus.APPROVED, PlanStatus.DRAFT, PlanStatus.WITHDRAWN)
    plans = sorted(network.plans, key=lambda p: (ranks.index(p.status), -p.network_revision))
    plans.sort(key=lambda plan: plan.school_year, reverse=True)
    lines: defaultdict[str, list[Assignment]] = defaultdict(list)
    left: defaultdict[str, list[OpenNeed]] = defaultdict(list)
    for line in network.assignments:
        lines[line.plan].append(line)
    for need in network.open_needs:
        left[need.plan].append(need)
    return tuple(
        PlanLine(
            plan=plan,
            order=network.orders.get(plan.id),
            counts=count_plan(lines[plan.id], left[plan.id], 0),
        )
        for plan in plans
    )


def _shown(goal: GoalValue, reachable: Mapping[str, int]) -> ShownGoal:
    if not goal.is_vector:
        return ShownGoal(goal=goal, value=goal.values[0], of=reachable.get(goal.name))
    last = len(goal.values) - 1
    bands = tuple(
        ((last - i) * BAND_KM, (last - i + 1) * BAND_KM, n) for i, n in enumerate(goal.values) if n
    )
    return ShownGoal(goal=goal, value=None, of=None, bands=bands)


def _bounded(shown: ShownGoal, bound: tuple[int, ...]) -> ShownGoal:
    if shown.goal.proved:
        return shown
    gap = gap_of(shown.goal.values, bound)
    return replace(shown, gap=gap, bound=None if shown.goal.is_vector else bound[0])


BAND_KM = 10
"""Width of a distance band where a policy does not say another."""


def _total(organisation: object) -> int | None:
    total: int | None = getattr(organisation, "places_total", None)
    return total
