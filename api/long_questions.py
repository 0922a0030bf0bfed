"""Questions about a plan that would hold a server for long are refused by it."""

from graph.errors import ConflictError
from graph.model.ids import PlanId
from graph.stores.port import NetworkStore
from services.assignment.job import is_large


def require_soon_answered(store: NetworkStore, plan_id: PlanId, command: str) -> None:
    """Refuse to try anything on a plan of a network that one process answers in seconds at least.

    Its size is that of the newest network: the one it was made on would take long to read.

    Parameters
    ----------
    command
        The command that answers at a terminal.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    ConflictError
        If the network is so large.
    """
    network = store.read()
    if is_large(network, network.plan(plan_id).school_year):
        raise ConflictError("advice.too_large", command=f"methodnet {command} {plan_id}")
