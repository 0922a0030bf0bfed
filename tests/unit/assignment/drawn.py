"""Small networks and policies that Hypothesis draws: every rule and every exception occurs."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from graph.model.choices import Mode, OrganisationKind, PairStatus, Rule, SettlementKind
from graph.model.fields import FieldType
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, SchoolYear
from graph.model.need import Direction, Distance, Need, Offer, Restriction
from graph.model.organisation import Municipality, Organisation
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from services.policy import COST_GOALS, COVERING_GOALS, AssignmentPolicy, GoalName, read_policy

WAYS = (DirectionId("d1"), DirectionId("d2"))
HOMES = [MunicipalityId("a"), MunicipalityId("b")]
SPOTS = ((45.0, 39.0), (45.0, 39.0), (45.05, 39.0), (45.3, 39.2), (45.8, 39.0), (46.2, 39.0))
DAYS = (date(2023, 9, 1), date(2024, 9, 1), date(2025, 9, 1), date(2026, 8, 31))


def policy_text(policy: AssignmentPolicy) -> str:
    """Write a policy as its file."""

    def shown(value: object) -> str:
        if isinstance(value, tuple):
            return "[" + ", ".join(f'"{name}"' for name in value) + "]"
        return str(value).lower()

    said = [f.name for f in fields(policy) if getattr(policy, f.name) is not None]
    lines = (f"{name} = {shown(getattr(policy, name))}" for name in said)
    return "[assignment]\n" + "\n".join(lines) + "\n"


@st.composite
def policies(draw: DrawFn) -> AssignmentPolicy:
    """Draw parameters, and an order of goals that does not empty the plan."""
    order = draw(st.permutations(list(GoalName)) | st.just(list(GoalName)))
    last = max(order.index(goal) for goal in COVERING_GOALS)
    late = [goal for goal in order[:last] if goal in COST_GOALS]
    order = [goal for goal in order if goal not in late] + late
    dropped = draw(st.sets(st.sampled_from(list(GoalName)), max_size=2)) - set(COVERING_GOALS)
    return read_policy(
        policy_text(
            AssignmentPolicy(
                goals=tuple(goal for goal in order if goal not in dropped),
                max_needs_per_mentee=draw(st.integers(1, 3)),
                max_km=draw(st.sampled_from([100, 40])),
                leader_needs_help=draw(st.booleans()),
                reach_by_level=draw(st.booleans()),
                max_years_together=draw(st.integers(1, 3)),
                band_km=draw(st.sampled_from([10, 25])),
                border_points=draw(st.sampled_from([0, 7])),
            )
        )
    ).assignment


def renamed(network: Network) -> Network:
    """Return the network with other codes of organisations and directions, in reverse order."""
    codes = sorted({*network.organisations.keys, *network.directions.keys})
    new = {old: f"x{len(codes) - i:05d}" for i, old in enumerate(codes)}
    tables = ("municipality", "direction", "organisation", "need", "offer", "restriction")
    records = [row for name in (*tables, "pair", "distance") for row in network.table(name)]
    return Network.of([_renamed(record, new) for record in records])


def _renamed(record: Record, new: Mapping[str, str]) -> Record:
    found = {
        field.name: new[getattr(record, field.name)]
        for field in record.definition().fields.values()
        if field.type is FieldType.REFERENCE and getattr(record, field.name) in new
    }
    if record.entity in ("organisation", "direction"):
        found["id"] = new[record.key]
    if record.entity == "distance":  # its ends stand in the order of codes
        ends = ("from_organisation", "to_organisation")
        found |= dict(zip(ends, sorted(found[end] for end in ends), strict=True))
    values: dict[str, Any] = found
    return replace(record, **values)


@st.composite
def networks(draw: DrawFn, *, pins: bool = True) -> Network:
    """Draw at most 6 needs and at most 4 leaders, who may be mentees too.

    How many and how strange is drawn; the rest follows a seed, so that places and needs compete.
    """
    pick = st.sampled_from
    size = draw(
        st.tuples(
            pick([4, 4, 3, 2, 1]),
            pick([4, 3, 3, 2, 1, 0]),
            pick([6, 6, 5, 4, 3, 1]),
            pick([6, 6, 5, 4, 3, 1, 0]),
        )
    )
    strange = draw(st.sampled_from([0.0, 0.08, 0.3]))
    return Drawing(draw(st.integers(0, 2**32 - 1)), *size, strange=strange, pins=pins).network()


class Drawing:
    """One drawn network: sizes as given, everything else from a seed."""

    def __init__(
        self,
        seed: int,
        mentees: int,
        leaders: int,
        needs: int,
        offers: int,
        *,
        strange: float,
        pins: bool,
    ) -> None:
        self._rng = Random(seed)  # noqa: S311 - a test needs no secret
        self._strange = strange
        self._pins = pins
        self._mentees = [OrganisationId(f"m{i}") for i in range(mentees)]
        self._leaders = [OrganisationId(f"l{i}") for i in range(leaders)]
        self._sizes = needs, offers

    def network(self) -> Network:
        """Return the network."""
        codes = self._mentees + self._leaders
        ways = WAYS[: 1 + (self._rng.random() < 0.6)]
        records: list[Record] = [Municipality(id=code, name=code) for code in HOMES]
        records += [Direction(id=way, name=way) for way in WAYS]
        records += [self._organisation(code, codes) for code in codes]
        asked = self._slots(self._mentees, ways, self._sizes[0])
        if self._odd() and self._leaders:
            asked[-1] = (self._leaders[0], asked[-1][1])
        given = self._slots(self._leaders, ways, self._sizes[1])
        records += [self._need(*slot) for slot in asked]
        records += [self._offer(*slot, date(2025, 9, 1)) for slot in given]
        if given and self._odd():
            records.append(self._offer(*given[0], date(2024, 9, 1)))
        for leader, way in given:
            for mentee, needed in asked:
                if way == needed:
                    records += self._relations(leader, mentee, way)
        return Network.of(records)

    def _odd(self) -> bool:
        return self._rng.random() < self._strange

    def _slots(
        self, codes: list[OrganisationId], ways: tuple[DirectionId, ...], count: int
    ) -> list[tuple[OrganisationId, DirectionId]]:
        some = [(code, way) for code in codes for way in ways]
        return sorted(self._rng.sample(some, min(count, len(some))))

    def _organisation(self, code: OrganisationId, codes: list[OrganisationId]) -> Organisation:
        pick = self._rng.choice
        spot = pick(SPOTS) if not self._odd() else (None, pick([None, 39.0]))
        return Organisation(
            id=code,
            name=f"Школа {code}",
            kind=OrganisationKind.SCHOOL,
            municipality=pick(HOMES),
            lat=spot[0],
            lon=spot[1],
            settlement_kind=pick([None, *SettlementKind]),
            parent=pick(codes) if self._odd() else None,
            to_date=date(2026, 9, 1) if self._odd() and self._odd() else None,
            places_total=pick([None, None, None, 0, 1, 2, 3]),
            places_min=pick([None, 1, 3]),
        )

    def _need(self, code: OrganisationId, way: DirectionId) -> Need:
        return Need(
            organisation=code,
            direction=way,
            level=self._rng.choice([1, 1, 2, 3]),
            school_year=SchoolYear("2026/2027"),
            in_work=False if self._odd() and self._odd() else self._rng.choice([None, True]),
            overlooked=self._rng.choice([None, True, False]),
        )

    def _offer(self, code: OrganisationId, way: DirectionId, since: date) -> Offer:
        pick = self._rng.choice
        return Offer(
            organisation=code,
            direction=way,
            places=pick([0, 1, 1, 1, 2, 3]),
            from_date=since,
            to_date=date(2026, 9, 1) if self._odd() else None,
            mode=pick([None, *Mode]),
            limit_km=pick([None, None, 5.6, 40.0, 150.0]),
            reach=pick([None, None, "Муниципальный", "краевой"]),
        )

    def _relations(
        self, leader: OrganisationId, mentee: OrganisationId, way: DirectionId
    ) -> list[Record]:
        pick, found = self._rng.choice, list[Record]()
        for rule in Rule:
            chance = (self._pins and self._rng.random() < 0.2) if rule is Rule.PIN else True
            if chance and self._rng.random() < (0.25 if rule is Rule.PREFER else self._strange):
                found.append(
                    Restriction(
                        leader=leader,
                        mentee=mentee,
                        direction=pick([None, way, way]),
                        rule=rule,
                        until=pick([None, None, date(2026, 9, 1), date(2027, 1, 1)]),
                    )
                )
        if self._rng.random() < 0.4:
            since = pick(DAYS)
            ends = [None, since, date(2025, 9, 1), date(2026, 9, 1), date(2026, 9, 1)]
            found.append(
                Pair(
                    leader=leader,
                    mentee=mentee,
                    direction=way,
                    from_date=since,
                    to_date=pick(ends),
                    status=pick([None, *PairStatus]),
                )
            )
        if self._odd() and leader != mentee:
            km = pick([0.04, 12.35, 39.96, 100.04, 100.05, 300.0])
            ends_ = sorted((leader, mentee))
            found.append(Distance(from_organisation=ends_[0], to_organisation=ends_[1], km=km))
        return found
