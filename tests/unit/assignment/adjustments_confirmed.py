"""Other leaders and adjustments of a network, drawn and confirmed by planning anew."""

from random import Random

from graph.network import Network
from services.assignment.adjustment import Adjustment
from services.assignment.whatif.answer import WhatIf, what_if
from services.assignment.whatif.prepared import WhatIfBase, base_of
from services.policy import AssignmentPolicy
from tests.unit.assignment.adjusting import by_hand, some_adjustment
from tests.unit.assignment.advised import plan_of

POLICY = AssignmentPolicy()


def adjustments_confirmed(network: Network, count: int, rng: Random) -> int:
    """Goals after one or two adjustments are those of planning on the changed rows."""
    base, done = _base(network), 0
    while done < count:
        some = [some_adjustment(network, rng) for _ in range(rng.choice([1, 2]))]
        other = by_hand(network, some)
        if other is None or plan_of(other, POLICY) is None:
            continue
        assert _is_planned(network, some, what_if(base, some)), [str(one) for one in some]
        done += 1
    return done


def _base(network: Network) -> WhatIfBase:
    plan = plan_of(network, POLICY)
    assert plan is not None
    return base_of(network, plan)


def _is_planned(network: Network, some: list[Adjustment], answer: WhatIf) -> bool:
    other = by_hand(network, some)
    plan = None if other is None else plan_of(other, POLICY)
    assert plan is not None
    return [goal.values for goal in plan.goals] == [goal.after for goal in answer.goals]
