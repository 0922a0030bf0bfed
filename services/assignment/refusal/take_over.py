"""Who takes over after a refusal: the plan that loses least, then moves the fewest."""

from graph.errors import InputError
from graph.model.ids import PlanId
from graph.network import Network
from services.assignment.advice.fewest import with_fewest_changes
from services.assignment.compare import leaders_of_needs
from services.assignment.job import Compute
from services.assignment.planned import PlannedAssignment
from services.assignment.redraft.replan import here, replan
from services.assignment.side_rules import Changes


def take_over(
    network: Network,
    base: PlannedAssignment,
    *,
    id_: PlanId,
    compute: Compute = here,
) -> PlannedAssignment:
    """Return the plan that takes the place of `base` after a refusal, checked.

    As many needs are covered as can be, then as few as possible get another leader, then the
    other goals are reached. The number of moves stands in the plan as its limit, with the plan
    it counts from, so that the checker counts them again.

    Parameters
    ----------
    network
        Holds the refusal and the plan that it is about.

    Raises
    ------
    InputError
        If no need of the year is in work, a pin cannot be kept, or the time was over before the
        least number of moves was proved.
    ConflictError
        If the independent check refuses the plan, or none was found in time.

    Notes
    -----
    How many moves are needed is the answer of a flow; the plan within them is found by HiGHS,
    see `services.assignment.side_plan`. Where other side rules force more moves, as many as they
    force are allowed, if that number is proved: a mere bound (`side.changes_at_least`) is refused.
    """

    def within(most: int) -> PlannedAssignment:
        limit = Changes(most=most, base=base.plan.id, leaders=leaders_of_needs(base))
        return replan(network, base, id_=id_, changes=limit, compute=compute)

    try:
        return within(with_fewest_changes(network, base).changes)
    except InputError as refused:
        least = refused.message.params.get("n")
        if refused.code != "side.changes_forced" or not isinstance(least, int):
            raise
        return within(least)
