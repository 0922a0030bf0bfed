"""Report the isolated organisations of a store, in one list, in ten, or one by one."""

from datetime import date

from graph.network import Network
from graph.stores.port import NetworkStore
from graph.valid_time import as_known_on
from services.access import Right, require
from services.context import Context
from services.isolation.detect import find_isolated
from services.isolation.findings import Finding, IsolationReport
from services.isolation.proof import Proof, prove
from services.isolation.questions import Answers, ask_all
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


def read_answers(
    store: NetworkStore, policy: IsolationPolicy, *, day: date, ctx: Context
) -> tuple[Network, Answers]:
    """Return the newest network and the answers to the ten questions about `day`."""
    require(ctx.actor, Right.READ)
    network = as_known_on(store.read(), ctx.today)
    return network, ask_all(network, policy, day=day)


def read_proof(
    store: NetworkStore, policy: IsolationPolicy, *, day: date, organisation: str, ctx: Context
) -> tuple[Network, Proof, Finding | None]:
    """Return the newest network, what is found of an organisation, and what that stands on.

    Raises
    ------
    NotFoundError
        See `prove`.
    """
    require(ctx.actor, Right.READ)
    network = as_known_on(store.read(), ctx.today)
    proof = prove(network, policy, day=day, organisation=organisation)
    found = find_isolated(network, policy, day=day).findings
    return network, proof, next((f for f in found if f.organisation == proof.organisation), None)
