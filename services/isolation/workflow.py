"""Report the isolated organisations of a store."""

from datetime import date

from graph.network import Network
from graph.stores.port import NetworkStore
from graph.valid_time import as_known_on
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
    hops: int | None = None,
) -> tuple[Network, IsolationReport]:
    """Return the newest network and who is isolated in it on `day`.

    A later day than today is judged as if nothing is renewed: events to come do not count.

    Parameters
    ----------
    window_months, hops
        Replace those of the policy, if given.
    """
    require(ctx.actor, Right.READ)
    network = as_known_on(store.read(), ctx.today)
    asked = policy.asked(window_months=window_months, hops=hops)
    return network, find_isolated(network, asked, day=day)
