"""What one running application holds: its store, its gate, its clock, its words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from api.auth.gate import Gate
from api.cached_store import CachedStore
from api.pending import PendingImports
from api.prepared_plans import PreparedPlans
from graph.texts import Say


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One running application, handed to every route.

    Attributes
    ----------
    pending
        Workbooks that were previewed and wait for a decision.
    actor
        Name that the sign-in page suggests.
    today
        The day that pages and reports take by default.
    now
        The moment, with time zone.
    new_id
        Gives a fresh unique text at each call.
    prepared
        Plans that wait for the next what-if.
    """

    store: CachedStore
    gate: Gate
    pending: PendingImports
    actor: str
    today: Callable[[], date]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    say: Say = field(repr=False)
    prepared: PreparedPlans = field(default_factory=PreparedPlans)
