"""Ask a store about isolation in time; nothing is written."""

from datetime import date

from graph.network import Network
from graph.stores.port import NetworkStore
from graph.valid_time import as_known_on
from services.access import Right, require
from services.context import Context
from services.isolation_in_time.ahead import Ahead, look_ahead
from services.isolation_in_time.compared import Compared, compare_days
from services.isolation_in_time.soon import Soon, find_soon_isolated
from services.isolation_in_time.trend import MONTHS, Trend, find_trend
from services.policy import IsolationPolicy


def read_soon(
    store: NetworkStore,
    policy: IsolationPolicy,
    *,
    day: date,
    ctx: Context,
    days: int | None = None,
) -> tuple[Network, Soon]:
    """Return the newest network and who may soon be left out in it, as seen on `day`."""
    require(ctx.actor, Right.READ)
    network = as_known_on(store.read(), ctx.today)
    return network, find_soon_isolated(network, policy, day=day, days=days)


def read_ahead(
    store: NetworkStore, policy: IsolationPolicy, *, day: date, until: date, ctx: Context
) -> tuple[Network, Ahead]:
    """Return the newest network and what becomes of it after `day` if nothing is renewed.

    Raises
    ------
    InputError
        See `look_ahead`.
    """
    require(ctx.actor, Right.READ)
    network = store.read()
    return network, look_ahead(network, policy, today=day, until=until)


def read_trend(
    store: NetworkStore,
    policy: IsolationPolicy,
    *,
    day: date,
    ctx: Context,
    months: int = MONTHS,
) -> tuple[Network, Trend]:
    """Return the newest network and the counts of the months before `day`.

    Raises
    ------
    InputError
        See `find_trend`.
    """
    require(ctx.actor, Right.READ)
    network = as_known_on(store.read(), ctx.today)
    return network, find_trend(network, policy, day=day, months=months)


def read_compared(
    store: NetworkStore, policy: IsolationPolicy, *, one: date, other: date, ctx: Context
) -> tuple[Network, Compared]:
    """Return the newest network and two days of it; later than today, as if nothing is renewed."""
    require(ctx.actor, Right.READ)
    network = as_known_on(store.read(), ctx.today)
    return network, compare_days(network, policy, one=one, other=other)
