"""Read from the journal who decided what about a plan."""

from graph.network import Network
from graph.stores.port import NetworkStore
from services.access import Right, require
from services.assignment.passport.steps import PlanStep
from services.context import Context


def plan_steps(
    store: NetworkStore, network: Network, code: str, *, ctx: Context
) -> tuple[PlanStep, ...]:
    """Return the decisions about a plan and its order, the oldest first.

    Parameters
    ----------
    network
        The newest network of `store`.
    ctx
        Its moment says in which time zone days are told.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    """
    require(ctx.actor, Right.READ)
    plan = network.plan(code)
    wanted = {("plan", plan.id), ("order", plan.id)}
    # A draft that came with its own change of data is of the very revision that stored it.
    return tuple(
        PlanStep(
            revision=entry.revision,
            action=entry.action,
            actor=entry.actor,
            day=entry.at.astimezone(ctx.now.tzinfo).date(),
            reason=entry.reason,
            undoes=entry.undoes,
        )
        for entry in store.history(since=plan.network_revision - 1)
        if any((change.entity, change.key) in wanted for change in entry.changes)
    )
