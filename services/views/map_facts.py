"""What a map says of each organisation: role, places, mentees, needs, level, finding."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np

from graph.model.choices import OrganisationKind
from graph.model.fields import read_dictionary
from graph.model.ids import SchoolYear
from graph.model.organisation import Organisation
from graph.model.plan import Plan
from graph.model.view import (
    MapRole,
    MapTie,
    ShownFinding,
    ShownNeed,
    ShownOrganisation,
    ShownTie,
    Standing,
)
from graph.network import Network
from graph.texts import Say, message
from graph.valid_time import first_day
from services.isolation.kinds import NO_WORKING_TIE, Kind
from services.isolation.rows import ROW_OF
from services.isolation.scene import Scene
from services.measures.involvement import involvement_of
from services.policy import IsolationPolicy

_STANDINGS = {"подающая надежды": Standing.PROMISING, "скрытый резерв": Standing.RESERVE}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organisation stands: its own point, else the centre of its municipality."""

    municipality: str
    lat: float | None
    lon: float | None
    is_own: bool


Centres: TypeAlias = Mapping[str, tuple[str, float | None, float | None]]
"""Municipality → its name and the centre, if known."""


def centres_of(network: Network) -> Centres:
    """Return the municipalities of `network` by code."""
    return {m.id: (m.name, m.lat, m.lon) for m in network.municipalities}


def place_of(one: Organisation, centres: Centres) -> Place:
    """Return where `one` stands, with the name of its municipality."""
    name, lat, lon = centres.get(one.municipality, (one.municipality, None, None))
    if one.lat is not None and one.lon is not None:
        return Place(name, one.lat, one.lon, is_own=True)
    return Place(name, lat, lon, is_own=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFacts:
    """What is known of all organisations at once, looked up for one after the other."""

    kind_word: Mapping[str, str]
    centres: Centres
    level_of: Mapping[str, str]
    standing_of: Mapping[str, Standing]
    places_of: Mapping[str, int]
    mentees_of: Mapping[str, int]
    needs_of: Mapping[str, list[ShownNeed]]
    leads: frozenset[str]
    led: frozenset[str]
    part_of: Mapping[str, str]

    @classmethod
    def of(
        cls,
        network: Network,
        today: Network,
        *,
        year: SchoolYear,
        day: date,
        ties: Iterable[ShownTie],
        plan: Plan | None,
        policy: IsolationPolicy,
        say: Say,
    ) -> "MapFacts":
        """Gather the facts of `year` and `day`; `today` is `network` as of the day."""
        help_of_year = [tie for tie in ties if _is_help_of(year, tie)]
        mentees: defaultdict[str, set[str]] = defaultdict(set)
        for tie in help_of_year:
            mentees[tie.source].add(tie.target)
        places = _places(network, max(day, first_day(year)))
        involvement = involvement_of(Scene.of(network, policy, day=day))
        return cls(
            kind_word={c.code: c.ru for c in read_dictionary().choices["organisation_kind"]},
            centres=centres_of(network),
            level_of=_levels(today, day),
            standing_of={
                award.organisation: _STANDINGS[award.status]
                for award in today.statuses
                if award.status in _STANDINGS
            },
            places_of=places,
            mentees_of={leader: len(found) for leader, found in mentees.items()},
            needs_of=_needs(network, year, help_of_year, plan, say),
            leads=frozenset(mentees) | {code for code, n in places.items() if n},
            led=frozenset(tie.target for tie in help_of_year),
            part_of={one.organisation: one.part().value for one in involvement.organisations},
        )

    def show(
        self, one: Organisation, finding: Mapping[str, Any] | None, *, is_outside: bool
    ) -> ShownOrganisation:
        """Return `one` with everything the map says of it."""
        place = place_of(one, self.centres)
        return ShownOrganisation(
            id=one.id,
            name=one.full_name or one.name,
            label=one.name,
            kind=one.kind,
            kind_word=self.kind_word[one.kind],
            municipality=place.municipality,
            role=self._role(one.id),
            standing=self.standing_of.get(one.id),
            settlement=one.settlement or "",
            level=self.level_of.get(
                one.id if one.kind is OrganisationKind.METHODICAL_SERVICE else one.service or "", ""
            ),
            lat=place.lat,
            lon=place.lon,
            is_placed=place.is_own,
            is_outside=is_outside,
            mentees=self.mentees_of.get(one.id, 0),
            places=self._places(one),
            needs=tuple(self.needs_of.get(one.id, ())),
            part=self.part_of.get(one.id, ""),
            finding=_finding(finding) if finding else None,
        )

    def _role(self, code: str) -> MapRole:
        leads = code in self.leads
        is_led = code in self.led or any(need.is_open for need in self.needs_of.get(code, ()))
        if leads and is_led:
            return MapRole.BOTH
        if leads:
            return MapRole.LEADER
        return MapRole.MENTEE if is_led else MapRole.NONE

    def _places(self, one: Organisation) -> int:
        offered = self.places_of.get(one.id, 0)
        return offered if one.places_total is None else min(offered, one.places_total)


def _is_help_of(year: SchoolYear, tie: ShownTie) -> bool:
    """Return whether `tie` helps within `year`: under a plan, pairs that end before it do not."""
    if tie.kind is MapTie.MENTORING:
        return tie.to_date is None or tie.to_date > first_day(year)
    return tie.kind is MapTie.PLAN


def _levels(today: Network, day: date) -> dict[str, str]:
    newest: dict[str, tuple[int, str]] = {}
    for record in today.levels:
        if record.year <= day.year:
            newest[record.service] = max(
                newest.get(record.service, (0, "")), (record.year, record.level)
            )
    return {service: level for service, (_, level) in newest.items()}


def _places(network: Network, day: date) -> dict[str, int]:
    offers = network.offers.where(network.offers.in_force(np.datetime64(day, "D")))
    places: Counter[str] = Counter()
    for code, some in zip(offers.column("organisation"), offers.column("places"), strict=True):
        places[code] += some
    return places


def _needs(
    network: Network,
    year: SchoolYear,
    help_of_year: Iterable[ShownTie],
    plan: Plan | None,
    say: Say,
) -> dict[str, list[ShownNeed]]:
    title = {d.id: d.name for d in network.directions}
    met = {(tie.target, tie.direction) for tie in help_of_year}
    left = network.lines_of("open_need", plan.id) if plan else []
    notes = {
        (line.mentee, line.direction): say(message(f"map.open.{line.reason.value}"))
        for line in left
    }
    found: defaultdict[str, list[ShownNeed]] = defaultdict(list)
    for need in network.needs:
        if need.school_year == year and need.in_work is not False:
            name = title.get(need.direction, need.direction)
            found[need.organisation].append(
                ShownNeed(
                    direction=name,
                    level=need.level,
                    is_open=(need.organisation, name) not in met,
                    note=notes.get((need.organisation, need.direction), ""),
                )
            )
    return found


def _finding(finding: Mapping[str, Any]) -> ShownFinding:
    return ShownFinding(
        headline=finding["headline"],
        row=ROW_OF[Kind(finding["headline"])].value,
        kinds=tuple(finding["kinds"]),
        is_severe=Kind(finding["headline"]) in NO_WORKING_TIE,
        text=finding["text"],
        next_step=finding["next_step"],
    )
