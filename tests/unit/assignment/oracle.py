"""A third reading of the assignment problem, pair by pair in plain Python, and its best plan.

Nothing of the product's solver or checker is used: only records, the policy's parameters and the
distance of two points.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.geo import distance_tenths, round_half_up
from graph.model.choices import Mode, PairStatus, Rule
from graph.model.ids import OrganisationId, SchoolYear
from graph.model.need import Need, Offer, Restriction
from graph.model.organisation import Organisation
from graph.network import Network
from services.policy import AssignmentPolicy

DAY = date(2026, 9, 1)
YEAR = SchoolYear("2026/2027")
MAXIMISED = (
    "needs_of_level_3_covered",
    "mentees_with_leader",
    "needs_of_level_2_covered",
    "needs_of_level_1_covered",
    "overlooked_covered",
    "preferred_pairs",
    "pairs_kept",
)
Vector = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a pair would cost."""

    km: int | None
    effective: int
    remote: bool
    points: int
    kept: bool
    preferred: bool


class Instance:
    """Needs, offers, and every pair with its facts or the rule that it fails."""

    def __init__(self, network: Network, policy: AssignmentPolicy) -> None:
        self.policy = policy
        self.network = network
        self.needs = [n for n in network.needs if n.school_year == YEAR and n.in_work is not False]
        self.offers = list(network.offers)
        self._organisation = {o.id: o for o in network.organisations}
        live = [o for o in self.offers if self._valid(o)]
        self.room: dict[OrganisationId, int] = {}
        for leader in {o.organisation for o in live}:
            own = self._organisation[leader].places_total
            offered = sum(o.places for o in live if o.organisation == leader)
            self.room[leader] = offered if own is None else own
        self.low = {leader: self._organisation[leader].places_min or 0 for leader in self.room}
        self.pins: dict[int, OrganisationId] = {}
        for row in self._rows(Rule.PIN):
            for i, need in enumerate(self.needs):
                offered = any(
                    (o.organisation, o.direction) == (row.leader, need.direction) for o in live
                )
                meant = need.organisation == row.mentee and (row.direction or offered)
                if meant and row.direction in (None, need.direction):
                    self.pins[i] = row.leader
        self.pairs: dict[tuple[int, int], Facts] = {}
        self.fails: dict[tuple[int, int], str] = {}
        for i, need in enumerate(self.needs):
            for j, offer in enumerate(self.offers):
                if need.direction == offer.direction:
                    self._judge(i, j, need, offer)

    def choices(self, need: int) -> list[int]:
        """Return the offers a plan may give to a need."""
        some = [j for j in range(len(self.offers)) if (need, j) in self.pairs]
        pin = self.pins.get(need)
        return [j for j in some if pin is None or self.offers[j].organisation == pin]

    def plans(self) -> Iterator[list[int | None]]:
        """Yield every plan: an offer, or None, for each need."""
        return self._extend([], Counter(), Counter(), Counter())

    def best(self) -> Vector | None:
        """Return the least vector over all plans, None if no plan keeps the pins."""
        return min(map(self.vector, self.plans()), default=None)

    def vector(self, plan: list[int | None]) -> Vector:
        """Return the goals of a plan in the policy's order, so that less is better."""
        values = self.values(plan)
        return tuple(
            tuple(-v for v in values[name]) if name in MAXIMISED else values[name]
            for name in self.policy.goals
        )

    def values(self, plan: list[int | None]) -> dict[str, tuple[int, ...]]:
        """Return every goal's value of a plan."""
        pairs = [(i, j) for i, j in enumerate(plan) if j is not None]
        facts = [self.pairs[pair] for pair in pairs]
        level = Counter(self.needs[i].level for i, _ in pairs)
        got = Counter(self.needs[i].organisation for i, _ in pairs)
        asked = Counter(n.organisation for n in self.needs)
        load = Counter(self.offers[j].organisation for _, j in pairs)
        width = self.policy.band_km * 10
        allowed = [f for (i, j), f in self.pairs.items() if j in self.choices(i)]
        far = max((f.effective // width for f in allowed), default=-1)
        bands = Counter(f.effective // width for f in facts)
        return {
            "needs_of_level_3_covered": (level[3],),
            "mentees_with_leader": (len(got),),
            "needs_of_level_2_covered": (level[2],),
            "needs_of_level_1_covered": (level[1],),
            "open_needs_squared": (sum((k - got[m]) ** 2 for m, k in asked.items()),),
            "overlooked_covered": (sum(bool(self.needs[i].overlooked) for i, _ in pairs),),
            "preferred_pairs": (sum(f.preferred for f in facts),),
            "pairs_kept": (sum(f.kept for f in facts),),
            "min_load_shortfall": (sum(max(0, low - load[x]) for x, low in self.low.items()),),
            "distance_bands": tuple(bands[band] for band in range(far, -1, -1)),
            "points": (sum(f.points for f in facts),),
            "load_squared": (sum(units**2 for units in load.values()),),
        }

    def _extend(
        self,
        begun: list[int | None],
        of_offer: Counter[int],
        of_leader: Counter[OrganisationId],
        of_mentee: Counter[OrganisationId],
    ) -> Iterator[list[int | None]]:
        i = len(begun)
        if i == len(self.needs):
            yield begun
            return
        if i not in self.pins:
            yield from self._extend([*begun, None], of_offer, of_leader, of_mentee)
        mentee = self.needs[i].organisation
        for j in self.choices(i):
            leader = self.offers[j].organisation
            if (
                of_offer[j] < self.offers[j].places
                and of_leader[leader] < self.room[leader]
                and of_mentee[mentee] < self.policy.max_needs_per_mentee
            ):
                yield from self._extend(
                    [*begun, j],
                    of_offer + Counter([j]),
                    of_leader + Counter([leader]),
                    of_mentee + Counter([mentee]),
                )

    def _valid(self, offer: Offer) -> bool:
        late = offer.to_date is not None and offer.to_date <= DAY
        return offer.from_date <= DAY and not late and self._open(offer.organisation)

    def _open(self, code: OrganisationId) -> bool:
        one = self._organisation[code]
        begun = one.from_date is None or one.from_date <= DAY
        return begun and (one.to_date is None or one.to_date > DAY)

    def _rows(self, rule: Rule) -> list[Restriction]:
        live = (r for r in self.network.restrictions if r.until is None or r.until > DAY)
        return [r for r in live if r.rule is rule]

    def _said(self, rule: Rule, need: Need, offer: Offer) -> bool:
        return any(
            (r.leader, r.mentee) == (offer.organisation, need.organisation)
            and r.direction in (None, need.direction)
            for r in self._rows(rule)
        )

    def _head(self, code: OrganisationId) -> OrganisationId:
        seen: list[OrganisationId] = []
        while (parent := self._organisation[code].parent) and code not in seen:
            seen.append(code)
            code = parent
        return min(seen[seen.index(code) :]) if code in seen else code

    def _judge(self, i: int, j: int, need: Need, offer: Offer) -> None:
        mentee, leader = (
            self._organisation[need.organisation],
            self._organisation[offer.organisation],
        )
        km = self._km(mentee, leader)
        pinned = self.pins.get(i) == leader.id
        most = self.policy.max_km * 10
        limit = most if offer.limit_km is None else min(most, round(offer.limit_km * 10))
        mode = offer.mode or Mode.ON_SITE
        comes = km is not None and km <= limit and mode is not Mode.REMOTE
        level = (offer.reach or "").lower() in ("школьный", "муниципальный")
        elsewhere = mentee.municipality != leader.municipality
        acute = any(
            (n.organisation, n.direction, n.level) == (leader.id, need.direction, 3)
            for n in self.needs
        )
        if self._head(mentee.id) == self._head(leader.id):
            fails = "same_entity"
        elif not self._valid(offer) or not self._open(mentee.id):
            fails = "expired"
        elif self._said(Rule.FORBID, need, offer):
            fails = "forbidden"
        elif self.policy.leader_needs_help and acute:
            fails = "leader_needs_help"
        elif not comes and mode is Mode.ON_SITE and not pinned:
            fails = "too_far"
        elif self.policy.reach_by_level and level and elsewhere:
            fails = "outside_reach"
        else:
            self.pairs[i, j] = self._facts(
                need, offer, km, remote=not comes and mode is not Mode.ON_SITE
            )
            return
        self.fails[i, j] = fails

    def _facts(self, need: Need, offer: Offer, km: int | None, *, remote: bool) -> Facts:
        mentee, leader = (self._organisation[o.organisation] for o in (need, offer))
        if remote:
            effective = self.policy.remote_km * 10
        else:
            effective = self.policy.max_km * 10 if km is None else km
        kinds = {mentee.settlement_kind, leader.settlement_kind}
        points = effective
        if len(kinds) == 2 and None not in kinds:
            points += self.policy.settlement_points
        if mentee.municipality != leader.municipality:
            points += self.policy.border_points
        return Facts(
            km=km,
            effective=effective,
            remote=remote,
            points=points,
            kept=self._kept(need, leader),
            preferred=self._said(Rule.PREFER, need, offer),
        )

    def _km(self, a: Organisation, b: Organisation) -> int | None:
        for row in self.network.distances:
            if {row.from_organisation, row.to_organisation} == {a.id, b.id}:
                return round_half_up(row.km)
        if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None:
            return distance_tenths(a.lat, a.lon, b.lat, b.lon)
        return 0 if a.municipality == b.municipality else None

    def _kept(self, need: Need, leader: Organisation) -> bool:
        def lived(first: int) -> bool:
            return any(
                (p.leader, p.mentee, p.direction) == (leader.id, need.organisation, need.direction)
                and p.status not in (PairStatus.PLANNED, PairStatus.PAUSED)
                and p.from_date < date(first + 1, 9, 1)
                and (p.to_date is None or p.to_date > max(p.from_date, date(first, 9, 1)))
                for p in self.network.pairs
            )

        years = 0
        while lived(2025 - years) and years < 60:
            years += 1
        return 0 < years < self.policy.max_years_together
