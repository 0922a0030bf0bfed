"""Read what is red for a curator; nothing is written."""

from datetime import date

from graph.stores.port import NetworkStore
from graph.valid_time import as_known_on
from services.access import Right, require
from services.context import Context
from services.isolation.detect import find_isolated
from services.isolation.scene import Scene
from services.policy import IsolationPolicy
from services.red_list.red_list import RedList, red_list


def read_red_list(
    store: NetworkStore,
    policy: IsolationPolicy,
    person: str,
    *,
    day: date,
    ctx: Context,
    window_months: int | None = None,
) -> RedList:
    """Return what is red for a curator in the newest network on `day`.

    A later day than today is looked at as if nothing is renewed.

    Raises
    ------
    NotFoundError
        If there is no such person.
    """
    require(ctx.actor, Right.READ)
    asked = policy.asked(window_months=window_months)
    network = as_known_on(store.read(), ctx.today)
    report = find_isolated(network, asked, day=day)
    return red_list(Scene.of(network, asked, day=day), report, person)
