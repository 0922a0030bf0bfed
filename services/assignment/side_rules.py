"""Rules that break the flow: few changes, few partners, few hours, few pairs over a border."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE, BoolArray
from services.assignment.side_limits import Hours, hours_of, partners
from services.policy import AssignmentPolicy

_GONE = -2  # the base names a leader that is no organisation any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """At most `most` needs may have another leader, or another absence of one, than in a base.

    Attributes
    ----------
    base
        Code of the plan that changes are counted against.
    leaders
        Leader of each covered need of the base, by (mentee, direction).
    """

    most: int
    base: str
    leaders: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Count:
    """A rule that counts pairs: what each chosen pair adds to `start`, and the most allowed."""

    name: str
    start: int
    pair: IntArray
    most: int

    def of(self, chosen: IntArray) -> int:
        """Return the count of a choice of pairs, one number a need."""
        return self.start + int(self.pair[chosen[chosen != NONE]].sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SideRules:
    """The side rules of one problem.

    Attributes
    ----------
    counts
        Rules that count pairs; changes come first.
    max_leaders
        Most different leaders of a mentee, or None.
    mentees
        Most different mentees of each leader, or None.
    hours
        Most hours of each leader, or None.
    """

    counts: tuple[Count, ...]
    max_leaders: int | None
    mentees: IntArray | None
    hours: Hours | None

    def __bool__(self) -> bool:
        limits = self.max_leaders, self.mentees, self.hours
        return bool(self.counts) or any(limit is not None for limit in limits)

    def kept_by(self, problem: AssignmentProblem, chosen: IntArray) -> bool:
        """Return whether a choice of pairs keeps all of them."""
        leaders, mentees = partners(problem, chosen)
        return (
            (self.max_leaders is None or bool((leaders <= self.max_leaders).all()))
            and (self.mentees is None or bool((mentees <= self.mentees).all()))
            and (
                self.hours is None
                or bool((self.hours.of(problem, chosen) <= self.hours.most).all())
            )
            and all(count.of(chosen) <= count.most for count in self.counts)
        )


def has_side_rules(policy: AssignmentPolicy, changes: Changes | None) -> bool:
    """Return whether there is any side rule to keep."""
    limits = policy.max_border_pairs, policy.max_leaders_per_mentee, policy.max_hours_per_leader
    asked = changes is not None or policy.places_by_mentees
    return asked or any(limit is not None for limit in limits)


def side_rules(problem: AssignmentProblem, changes: Changes | None) -> SideRules:
    """Return the side rules of the policy, and the one that was asked for beside it."""
    counts = []
    if changes is not None:
        counts.append(_changes(problem, changes))
    most = problem.policy.max_border_pairs
    if most is not None:
        over = over_border(problem).astype(np.int64)
        counts.append(Count(name="border", start=0, pair=over, most=most))
    return SideRules(
        counts=tuple(counts),
        max_leaders=problem.policy.max_leaders_per_mentee,
        mentees=problem.leaders.mentees if problem.policy.places_by_mentees else None,
        hours=hours_of(problem),
    )


def over_border(problem: AssignmentProblem) -> BoolArray:
    """Return which pairs join two municipalities."""
    home = problem.places.municipality
    mentee = problem.needs.organisation[problem.pairs.need]
    differ: BoolArray = home[mentee] != home[problem.offers.organisation[problem.pairs.offer]]
    return differ


def _changes(problem: AssignmentProblem, changes: Changes) -> Count:
    """Count needs whose leader differs: 1 for a new one, 1 less for each leader that stays."""
    needs, places = problem.needs, problem.places
    code, way = places.codes, problem.directions
    keys = zip(needs.organisation.tolist(), needs.direction.tolist(), strict=True)
    names = (changes.leaders.get((code[who], way[what])) for who, what in keys)
    before = np.array(
        [NONE if name is None else places.number.get(name, _GONE) for name in names], np.int64
    )
    own = before[problem.pairs.need]
    stays = problem.offers.organisation[problem.pairs.offer] == own
    return Count(
        name="changes",
        start=int((before != NONE).sum()),
        pair=np.where(own == NONE, 1, -stays.astype(np.int64)),
        most=changes.most,
    )
