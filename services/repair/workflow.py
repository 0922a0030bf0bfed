"""Propose new ties for the network of a store."""

from datetime import date

from graph.network import Network
from graph.stores.port import NetworkStore
from graph.valid_time import as_known_on
from services.access import Right, require
from services.context import Context
from services.policy import IsolationPolicy
from services.repair.proposal import Asked, Proposal
from services.repair.propose import propose_repair


def read_proposal(
    store: NetworkStore,
    policy: IsolationPolicy,
    asked: Asked,
    *,
    day: date,
    ctx: Context,
    window_months: int | None = None,
) -> tuple[Network, Proposal]:
    """Return the newest network and the ties that reach the goal in it on `day`.

    A later day than today is looked at as if nothing is renewed.

    Parameters
    ----------
    window_months
        Replaces that of the policy, if given.
    """
    require(ctx.actor, Right.READ)
    network = store.read()
    known = as_known_on(network, ctx.today)
    policy = policy.asked(window_months=window_months)
    return network, propose_repair(known, policy, asked, day=day)
