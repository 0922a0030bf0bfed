"""Measure the network of a store; nothing is written."""

from datetime import date
from typing import Any

from graph.stores.port import NetworkStore
from graph.texts import Say
from graph.valid_time import as_known_on
from services.access import Right, require
from services.context import Context
from services.isolation.scene import Scene
from services.measures.document import measures_document
from services.measures.measures import measure
from services.policy import IsolationPolicy


def read_measures_document(
    store: NetworkStore,
    policy: IsolationPolicy,
    *,
    day: date,
    say: Say,
    ctx: Context,
    window_months: int | None = None,
    municipality: str = "",
) -> dict[str, Any]:
    """Return what the newest network, or a municipality in it, is like on `day`.

    A later day than today is measured as if nothing is renewed: events to come do not count.

    Parameters
    ----------
    window_months
        Replaces that of the policy, if given.

    Raises
    ------
    NotFoundError
        If there is no such municipality.
    """
    require(ctx.actor, Right.READ)
    network = as_known_on(store.read(), ctx.today)
    scene = Scene.of(network, policy.asked(window_months=window_months), day=day)
    return measures_document(measure(scene, municipality), say)
