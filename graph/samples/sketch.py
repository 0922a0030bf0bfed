"""What the parts of the generator share while one network is being drawn."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from random import Random

from graph.model.choices import OrganisationKind, SettlementKind
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, PersonId
from graph.model.need import Need, Offer
from graph.model.organisation import Organisation
from graph.model.record import Record
from graph.model.tie import Pair
from graph.samples.draw import share, stream
from graph.samples.places import Place, Settlement


class Fate(StrEnum):
    """What was planted for an organisation in the window before the reference date."""

    UNKNOWN = "unknown"  # no ties at all, ever
    LAPSED = "lapsed"  # events long ago only
    PAPER = "paper"  # a pair on paper, never an event
    LECTURES = "lectures"  # only events of the institute or of the own service
    ISLAND = "island"  # events among a few, none with a leader
    HANGING = "hanging"  # all its events are with one organisation
    NEW = "new"  # opened within the window, nothing yet
    LANDED = "landed"  # alone until a landing party came
    SILENT = "silent"  # its whole municipality reported nothing


NEVER_MET = frozenset({Fate.UNKNOWN, Fate.PAPER, Fate.NEW, Fate.LANDED})
"""Fates without any event, but for the landing party, in any year."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many of each a region has, or how many fall to one district."""

    schools: int = 0
    gymnasiums: int = 0
    lyceums: int = 0
    small: int = 0
    branches: int = 0
    kindergartens: int = 0
    urban_kindergartens: int = 0
    supplementary: int = 0
    vocational: int = 0
    special: int = 0
    boarding: int = 0
    leaders: int = 0
    mentees: int = 0
    events: int = 0

    def minus(self, other: "Totals") -> "Totals":
        """Return what is left after `other` is taken off."""
        return Totals(
            **{f.name: getattr(self, f.name) - getattr(other, f.name) for f in fields(Totals)}
        )


@dataclass(frozen=True, slots=True)
class RegionSpec:
    """What to draw: one region, real in its municipalities only, or a made-up copy.

    Attributes
    ----------
    code
        Beginning of the codes of region-wide organisations.
    number
        Number of the region in made-up taxpayer numbers.
    has_facts
        Whether the facts of the sources and the planted truths belong here.
    """

    code: str
    number: int
    name: str
    places: tuple[Place, ...]
    totals: Totals
    needs: int
    has_facts: bool = False


@dataclass(slots=True)
class District:
    """One municipality while it is drawn.

    Attributes
    ----------
    by_hand
        Whether a facts module draws its roles, pairs and events.
    members
        Its judged organisations but the service, as long as they exist.
    islands
        Planted groups that meet among themselves only.
    hubs
        Planted: organisation → those that meet nobody else.
    """

    place: Place
    quota: Totals
    service: OrganisationId
    authority: OrganisationId
    centre: Settlement
    by_hand: bool = False
    villages: list[Settlement] = field(default_factory=list)
    members: list[OrganisationId] = field(default_factory=list)
    leaders: list[OrganisationId] = field(default_factory=list)
    islands: list[list[OrganisationId]] = field(default_factory=list)
    hubs: dict[OrganisationId, list[OrganisationId]] = field(default_factory=dict)

    @property
    def code(self) -> MunicipalityId:
        """Code of the municipality."""
        return self.place.code


@dataclass(slots=True)
class Sketch:
    """A network in the making: parts read what earlier parts have drawn, and add to it."""

    seed: int
    spec: RegionSpec
    records: list[Record] = field(default_factory=list)
    districts: dict[MunicipalityId, District] = field(default_factory=dict)
    organisations: dict[OrganisationId, Organisation] = field(default_factory=dict)
    fates: dict[OrganisationId, Fate] = field(default_factory=dict)
    contacts: dict[OrganisationId, PersonId] = field(default_factory=dict)
    led: dict[OrganisationId, tuple[DirectionId, ...]] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    needs: dict[str, list[Need]] = field(default_factory=lambda: defaultdict(list))
    pairs: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    paper_pairs: list[Pair] = field(default_factory=list)

    def stream(self, *purpose: str) -> Random:
        """Return the stream of chance of one purpose."""
        return stream(self.seed, *purpose)

    def district_of(self, code: OrganisationId) -> District:
        """Return the district an organisation stands in."""
        return self.districts[self.organisations[code].municipality]

    def free_members(self, district: District) -> list[OrganisationId]:
        """Return the members of a district that are no leader and have no planted fate."""
        return [m for m in district.members if m not in self.led and m not in self.fates]

    def put(self, records: Iterable[Record]) -> None:
        """Add records to the network."""
        self.records.extend(records)

    def of_fate(self, *fates: Fate) -> list[OrganisationId]:
        """Return the organisations of some planted fates, sorted."""
        return sorted(code for code, fate in self.fates.items() if fate in fates)

    def region_wide(self, tail: str) -> OrganisationId:
        """Return the code of a region-wide organisation, such as the institute (``iro``)."""
        return OrganisationId(f"{self.spec.code}-{tail}")


_CITY, _TOWN, _VILLAGE = 0.88, 0.45, 0.0
_CITY_POPULATION, _PEOPLE_PER_WEIGHT, _LEAST_WEIGHT = 120_000, 9_000, 20


def town_share(place: Place) -> float:
    """Return which part of a district's organisations stand in a town."""
    if not place.has_town:
        return _VILLAGE
    is_city = place.population > _CITY_POPULATION or place.municipality.name.startswith("город")
    return _CITY if is_city else _TOWN


def share_out(totals: Totals, places: Sequence[Place]) -> list[Totals]:
    """Share the totals of a region out to its municipalities, whole and exact."""
    weights = [_LEAST_WEIGHT + place.population / _PEOPLE_PER_WEIGHT for place in places]
    towns = [town_share(place) for place in places]
    rural = [weight * (1 - town) for weight, town in zip(weights, towns, strict=True)]
    urban = [weight * town for weight, town in zip(weights, towns, strict=True)]
    by_name = {
        "small": rural,
        "branches": rural,
        "urban_kindergartens": urban,
        "gymnasiums": urban,
        "lyceums": urban,
    }
    least = {"leaders": 2, "events": 6, "mentees": 4, "supplementary": 1}
    parts = {
        f.name: share(getattr(totals, f.name), by_name.get(f.name, weights), least.get(f.name, 0))
        for f in fields(Totals)
    }
    return [Totals(**{name: part[i] for name, part in parts.items()}) for i in range(len(places))]


def centre_of(place: Place) -> Settlement:
    """Return the centre of a municipality as a settlement."""
    municipality = place.municipality
    kind = SettlementKind.URBAN if place.has_town else SettlementKind.RURAL
    return Settlement(
        municipality.centre or municipality.name,
        kind,
        municipality.lat or 0.0,
        municipality.lon or 0.0,
    )


SCHOOL_KINDS = frozenset(
    {OrganisationKind.SCHOOL, OrganisationKind.GYMNASIUM, OrganisationKind.LYCEUM}
)
