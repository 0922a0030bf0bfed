"""The checker's own reading of rows: who takes part in a plan, written apart from the solver."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from graph.errors import NotFoundError
from graph.model.choices import OrganisationKind, PairStatus, PlanStatus, Rule
from graph.model.need import Need, Offer
from graph.model.plan import Plan
from graph.network import Network
from services.policy import AssignmentPolicy

NeedKey = tuple[str, str]
_CLOSED_STATES = (PlanStatus.APPROVED, PlanStatus.ORDERED)


class Site(NamedTuple):
    """What plans ask of an organisation; closed lists as their stored codes."""

    id: str
    kind: str
    municipality: str
    parent: str | None
    settlement_kind: str | None
    lat: float | None
    lon: float | None
    from_date: date | None
    to_date: date | None
    places_total: int | None
    places_min: int | None


class Rows:
    """Reads rows of the network for one plan."""

    def __init__(self, network: Network, plan: Plan, policy: AssignmentPolicy) -> None:
        self.network = network
        self.plan = plan
        self.policy = policy
        table = network.organisations
        self._columns = [table.column(name) for name in Site._fields]
        self._known: dict[str, Site] = {}
        self.restrictions = [
            row
            for row in network.restrictions
            if (row.until is None or plan.as_of < row.until)
            and self.inside(row.leader)
            and self.inside(row.mentee)
        ]

    def organisation(self, code: str) -> Site:
        """Return an organisation, read once.

        Raises
        ------
        NotFoundError
            If there is none of this code.
        """
        if code not in self._known:
            row = self.network.organisations.position(code)
            if row is None:
                raise NotFoundError("organisation.unknown", organisation=code)
            self._known[code] = Site(*(column[row] for column in self._columns))
        return self._known[code]

    def inside(self, code: str) -> bool:
        """Return whether an organisation is in the plan's scope."""
        scope, one = self.plan.scope, self.organisation(code)
        if scope == "region":
            return True
        if scope == "services":
            return one.kind == OrganisationKind.METHODICAL_SERVICE
        return scope == f"municipality:{one.municipality}"

    def needs(self) -> dict[NeedKey, Need]:
        """Return the needs that are planned, sorted."""
        table = self.network.needs
        years = table.column("school_year")
        rows = (table[i] for i, year in enumerate(years) if year == self.plan.school_year)
        found = {
            (row.organisation, row.direction): row
            for row in rows
            if row.in_work in (None, True) and self.inside(row.organisation)
        }
        return dict(sorted(found.items()))

    def offers(self) -> list[Offer]:
        """Return all offers in scope."""
        return [row for row in self.network.offers if self.inside(row.organisation)]

    def is_valid(self, offer: Offer) -> bool:
        """Return whether an offer and its organisation are in force on the plan's day."""
        return self.live(offer.from_date, offer.to_date) and self.open(offer.organisation)

    def given(self, offers: list[Offer]) -> list[int]:
        """Return the places of each offer that final plans of other scopes have given."""
        closed = self.closed_plans(self.plan.school_year)
        plans = {plan.id for plan in closed if plan.scope != self.plan.scope}
        if not plans:
            return [0] * len(offers)
        lines = (
            line for plan in sorted(plans) for line in self.network.lines_of("assignment", plan)
        )
        count = Counter((line.leader, line.direction, line.offer_from) for line in lines)
        return [count[o.organisation, o.direction, o.from_date] for o in offers]

    def closed_plans(self, year: str) -> list[Plan]:
        """Return the final plans of a year without those that a later final plan stands for."""
        known = {plan.id: plan for plan in self.network.plans}
        gone: set[str] = set()
        for plan in known.values():
            if plan.status in _CLOSED_STATES:
                old = plan.replaces
                while old in known and old not in gone:
                    gone.add(old)
                    old = known[old].replaces
        return [
            plan
            for plan in known.values()
            if plan.status in _CLOSED_STATES and plan.school_year == year and plan.id not in gone
        ]

    def overlooked(self, needs: Mapping[NeedKey, Need]) -> frozenset[NeedKey]:
        """Return needs without a leader last year."""
        first = int(self.plan.school_year[:4])
        last = f"{first - 1}/{first}"
        open_ = {
            (line.mentee, line.direction)
            for plan in self.closed_plans(last)
            for line in self.network.lines_of("open_need", plan.id)
        }
        return frozenset(key for key, need in needs.items() if need.overlooked or key in open_)

    def pinned(
        self, needs: Mapping[NeedKey, Need], offers: list[Offer], valid: list[bool]
    ) -> dict[NeedKey, str]:
        """Return the leader that is pinned to each need."""
        able = {(o.organisation, o.direction) for o, ok in zip(offers, valid, strict=True) if ok}
        return {
            key: pin.leader
            for pin in self.restrictions
            if pin.rule is Rule.PIN
            for key in needs
            if key[0] == pin.mentee
            and (key[1] == pin.direction or (not pin.direction and (pin.leader, key[1]) in able))
        }

    def live(self, since: date | None, until: date | None) -> bool:
        """Return whether a period holds on the plan's day."""
        day = self.plan.as_of
        return (since is None or since <= day) and (until is None or day < until)

    def open(self, code: str) -> bool:
        """Return whether an organisation is in force on the plan's day."""
        one = self.organisation(code)
        return self.live(one.from_date, one.to_date)

    def kept_pairs(self) -> set[tuple[str, str, str]]:
        """Return (leader, mentee, direction) that lived last year, for fewer years than allowed."""
        last = int(self.plan.school_year[:4]) - 1
        table = self.network.pairs
        names = ("leader", "mentee", "direction", "from_date", "to_date", "status")
        years: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        for leader, mentee, way, since, until, status in zip(
            *(table.column(name) for name in names), strict=True
        ):
            dead = status in (PairStatus.PLANNED, PairStatus.PAUSED)
            if dead or (until is not None and until <= since):
                continue
            end = last if until is None else _year(until - timedelta(days=1))
            years[leader, mentee, way].update(range(_year(since), min(end, last) + 1))
        most = self.policy.max_years_together
        return {
            key
            for key, some in years.items()
            if last in some and not all(last - back in some for back in range(most))
        }


def _year(day: date) -> int:
    """Return the first calendar year of the school year of a day."""
    return day.year - (day.month < 9)  # noqa: PLR2004 - the school year begins in September
