"""Report the isolated organisations of a store."""

from dataclasses import replace
from datetime import date

from graph.network import Network
from graph.stores.port import NetworkStore
from services.access import Right, require
from services.context import Context
from services.isolation.detect import find_isolated
from services.isolation.findings import IsolationReport
from services.policy import IsolationPolicy


def report(
    store: NetworkStore,
    policy: IsolationPolicy,
    *,
    day: date,
    ctx: Context,
    window_months: int | None = None,
) -> tuple[Network, IsolationReport]:
    """Return the newest network and who is isolated in it on `day`.

    Parameters
    ----------
    window_months
        Replaces that of the policy, if given.
    """
    require(ctx.actor, Right.READ)
    network = store.read()
    asked = replace(
        policy,
        window_months=policy.window_months if window_months is None else window_months,
    )
    return network, find_isolated(network, asked, day=day)
