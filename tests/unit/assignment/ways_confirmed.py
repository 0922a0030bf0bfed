"""Ways out of open needs and new directions, drawn and confirmed by planning anew.

As `advice_confirmed`: kind 6 is the smallest change that helps a school, kind 7 a leader who
starts a direction.
"""

from random import Random

from graph.network import Network
from services.assignment.advice.anew import with_offer
from services.assignment.advice.help import help_for
from services.assignment.advice.learn import directions_to_learn
from services.policy import AssignmentPolicy
from tests.unit.assignment.advised import plan_of
from tests.unit.assignment.test_advice_help import confirm
from tests.unit.assignment.test_advice_learn import goals_of, short

POLICY = AssignmentPolicy()


def help_confirmed(network: Network, count: int, rng: Random) -> int:
    """Kind 6: with a drawn change the need is covered, and the goals are as promised."""
    plan = plan_of(network, POLICY)
    assert plan is not None
    mentees = sorted({need.mentee for need in plan.open_needs})
    rng.shuffle(mentees)
    done = 0
    for mentee in mentees:
        for one in help_for(network, plan, mentee):
            some = rng.sample(one.ways, min(len(one.ways), 3, count - done))
            for way in some:
                confirm(network, POLICY, one.need, way)
            done += len(some)
        if done == count:
            break
    return done


def learning_confirmed(network: Network, count: int, rng: Random) -> int:
    """Kind 7: with a drawn new offer the goals are as promised."""
    plan = plan_of(network, POLICY)
    assert plan is not None
    found = directions_to_learn(network, plan).found
    for one in rng.sample(found, count):
        after = plan_of(with_offer(network, one.beginning.offer), POLICY)
        assert after is not None
        assert goals_of(after) == [short(goal.name, goal.after) for goal in one.goals]
    return count
