"""What a plan becomes after adjustments: goals, and the needs whose leader differs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.geo import IntArray
from services.assignment.adjusted import adjusted_changes
from services.assignment.adjustment import Adjustment
from services.assignment.admissible import TENTHS
from services.assignment.advice.effects import GoalChange, changes_of
from services.assignment.compare import Step, steps_between
from services.assignment.goals import VECTOR_GOALS
from services.assignment.problem import AssignmentProblem
from services.assignment.roster import NONE
from services.assignment.whatif.anew import plan_anew, problem_on
from services.assignment.whatif.prepared import WhatIfBase
from services.assignment.whatif.rerouting import NoWayError
from services.assignment.whatif.trial import Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The best plan of the adjusted data that moves the fewest needs.

    Attributes
    ----------
    goals
        Each goal of the policy in the plan, and after the adjustments.
    steps
        Needs whose leader, or its absence, differs, by mentee and direction.
    covered, open
        Needs with a leader, and without one, after the adjustments.
    rerouted
        Whether the plan was rerouted and proved by its prices; else it was solved anew.
    """

    adjustments: tuple[Adjustment, ...]
    goals: tuple[GoalChange, ...]
    steps: tuple[Step, ...]
    covered: int
    open: int
    rerouted: bool


def what_if(base: WhatIfBase, adjustments: Sequence[Adjustment]) -> WhatIf:
    """Return the exact plan after adjustments; the base stays as it is.

    All goals are those of the best plan of the adjusted data, as `plan_assignment` would find
    it; among equal plans it is one in which the fewest needs have another leader.

    Raises
    ------
    NotFoundError
        If an organisation or direction is not known.
    InputError
        If adjustments contradict each other, or rows of the network, or cannot be kept.

    Notes
    -----
    Each adjustment costs at most a few shortest paths, see
    `services.assignment.whatif.rerouting.Rerouting`. The vector of every arc is then tested,
    whatever the search did. What cannot be told on the arcs of the plan, such as a pin beyond
    the limit of distance, or is not proved, is solved anew.
    """
    plan = base.planned.plan
    changes = adjusted_changes(
        base.network,
        adjustments,
        day=plan.as_of,
        reason="",
        author="",
        school_year=plan.school_year,
    )
    found = _rerouted(base, adjustments)
    if found is not None:
        return found
    network = base.network.after(changes, base.network.revision)
    return solved_anew(base, problem_on(base, network), adjustments)


def settled(trial: Trial, adjustments: Sequence[Adjustment] = ()) -> WhatIf | None:
    """Return what a trial came to, None where it cannot be proved."""
    base = trial.base
    chosen = trial.chosen()
    flow = base.arcs.flow_of(chosen)
    if not trial.is_proved(flow):
        return None
    values = base.values(trial.totals(flow))
    if trial.closed:
        values = _without_empty_bands(base, values, trial.closed)
    return WhatIf(
        adjustments=tuple(adjustments),
        goals=_goals(base, values),
        steps=_steps(base, chosen),
        covered=int((chosen != NONE).sum()),
        open=int((chosen == NONE).sum()),
        rerouted=True,
    )


def solved_anew(
    base: WhatIfBase, problem: AssignmentProblem, adjustments: Sequence[Adjustment] = ()
) -> WhatIf:
    """Return the best plan of a changed problem, solved from scratch.

    Raises
    ------
    InputError
        If the pins of the problem cannot all be kept at once.
    """
    leaders, values = plan_anew(base, problem)
    return WhatIf(
        adjustments=tuple(adjustments),
        goals=_goals(base, values),
        steps=steps_between(base.leaders, leaders),
        covered=len(leaders),
        open=len(base.problem.needs) - len(leaders),
        rerouted=False,
    )


def _rerouted(base: WhatIfBase, adjustments: Sequence[Adjustment]) -> WhatIf | None:
    trial = Trial(base)
    try:
        for adjustment in adjustments:
            trial.take(adjustment)
    except NoWayError:
        return None
    return settled(trial, adjustments)


def _goals(base: WhatIfBase, after: Sequence[Sequence[int]]) -> tuple[GoalChange, ...]:
    before = [goal.values for goal in base.planned.goals]
    return changes_of(base.problem.policy, before, after)


def _steps(base: WhatIfBase, chosen: IntArray) -> tuple[Step, ...]:
    """Return the needs whose leader differs from the plan."""
    problem = base.problem
    codes, ways, needs = problem.places.codes, problem.directions, problem.needs
    before: dict[tuple[str, str], str] = {}
    after: dict[tuple[str, str], str] = {}
    for need in np.flatnonzero(chosen != base.chosen).tolist():
        key = codes[needs.organisation[need]], ways[needs.direction[need]]
        if key in base.leaders:
            before[key] = base.leaders[key]
        if chosen[need] != NONE:
            offer = problem.pairs.offer[chosen[need]]
            after[key] = codes[problem.offers.organisation[offer]]
    return steps_between(before, after)


def _without_empty_bands(
    base: WhatIfBase, values: list[tuple[int, ...]], closed: set[int]
) -> list[tuple[int, ...]]:
    """Let lists of bands begin with the farthest that a pair still has."""
    problem = base.problem
    open_ = np.ones(len(problem.pairs), bool)
    open_[sorted(closed)] = False
    width = problem.policy.band_km * TENTHS
    bands = int(problem.pairs.effective[open_].max(initial=-width)) // width + 1
    return [
        value[len(value) - bands :] if name in VECTOR_GOALS else value
        for name, value in zip(problem.policy.goals, values, strict=True)
    ]
