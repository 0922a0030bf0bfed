"""Who takes part in a plan: needs, offers, leaders, as columns of whole numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.errors import InputError
from graph.geo import IntArray, RealArray
from graph.model.choices import Mode, OrganisationKind, SettlementKind
from graph.model.ids import SchoolYear
from graph.network import Network

BoolArray: TypeAlias = npt.NDArray[np.bool_]

NONE = -1
UNLIMITED = 1 << 30
OWN_MUNICIPALITY_LEVELS = frozenset({"школьный", "муниципальный"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """All organisations of the network, numbered in code order.

    Attributes
    ----------
    number
        Code → number.
    municipality
        Number of the municipality.
    settlement
        1 for a town, 0 for a village, -1 where it is not said.
    entity
        Number of the last organisation in the chain of parents: branches of one share it.
    lat, lon
        Degrees; NaN where one of the two is missing.
    in_force
        Whether the organisation is in force on the plan's day.
    in_scope
        Whether its needs and offers belong to the plan.
    """

    codes: Sequence[str]
    number: Mapping[str, int]
    municipality: IntArray
    settlement: IntArray
    entity: IntArray
    lat: RealArray
    lon: RealArray
    in_force: BoolArray
    in_scope: BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Needs:
    """Needs of the year in work, in the order of the network's table.

    Attributes
    ----------
    row
        Row in the network's table.
    organisation, mentee
        Number of the organisation, and its number among the mentees.
    mentees
        Number of the organisation of each mentee.
    """

    row: IntArray
    organisation: IntArray
    direction: IntArray
    level: IntArray
    mentee: IntArray
    mentees: IntArray

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Offers:
    """Offers in scope, also those not valid on the day.

    Attributes
    ----------
    places
        Places of the offer, less those that other plans of the year have given.
    limit
        Farthest on-site help, in tenths of a km; `UNLIMITED` for none.
    valid
        In force on the day, by an organisation in force.
    own_only
        Its level ends at the border of its municipality.
    leader
        Number among the leaders, `NONE` if the offer is not valid.
    """

    row: IntArray
    organisation: IntArray
    direction: IntArray
    places: IntArray
    mode: IntArray
    limit: IntArray
    valid: BoolArray
    own_only: BoolArray
    leader: IntArray

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leaders:
    """Organisations in force with a valid offer; places are over all directions.

    Attributes
    ----------
    places
        Most needs of each at once.
    mentees
        Most different mentees of each: its places as the sheet has them.
    """

    organisation: IntArray
    places: IntArray
    mentees: IntArray
    minimum: IntArray

    def __len__(self) -> int:
        return len(self.organisation)


ON_SITE, MIXED, REMOTE = 0, 1, 2
_MODES = {None: ON_SITE, Mode.ON_SITE: ON_SITE, Mode.MIXED: MIXED, Mode.REMOTE: REMOTE}
_SETTLEMENTS = {None: NONE, SettlementKind.RURAL: 0, SettlementKind.URBAN: 1}


def whole(values: Iterable[int]) -> IntArray:
    """Return whole numbers as a column."""
    return np.array(list(values), np.int64)


def places_of(network: Network, day: date, scope: str) -> Places:
    """Number the organisations and say which take part.

    Raises
    ------
    InputError
        If the scope is neither ``region``, ``services`` nor ``municipality:CODE`` of a known code.
    """
    table = network.organisations
    codes = table.keys
    number = {code: i for i, code in enumerate(codes)}
    municipalities = {code: i for i, code in enumerate(sorted(set(table.column("municipality"))))}
    lat, lon = (np.array(table.column(name), np.float64) for name in ("lat", "lon"))
    known = ~np.isnan(lat) & ~np.isnan(lon)
    return Places(
        codes=codes,
        number=number,
        municipality=whole(municipalities[code] for code in table.column("municipality")),
        settlement=whole(_SETTLEMENTS[kind] for kind in table.column("settlement_kind")),
        entity=_roots(whole(number.get(code, NONE) for code in table.column("parent"))),
        lat=np.where(known, lat, np.nan),
        lon=np.where(known, lon, np.nan),
        in_force=table.in_force(np.datetime64(day, "D")),
        in_scope=_in_scope(network, scope),
    )


def needs_of(
    network: Network, places: Places, directions: Mapping[str, int], school_year: SchoolYear
) -> Needs:
    """Return the needs of the year in work whose organisations are in scope."""
    table = network.needs
    columns = (table.column(name) for name in ("organisation", "school_year", "in_work"))
    scope = places.in_scope.tolist()
    row = whole(
        i
        for i, (code, year, in_work) in enumerate(zip(*columns, strict=True))
        if year == school_year and in_work is not False and scope[places.number[code]]
    )
    organisation = whole(places.number[table.column("organisation")[i]] for i in row.tolist())
    mentees, mentee = np.unique(organisation, return_inverse=True)
    return Needs(
        row=row,
        organisation=organisation,
        direction=whole(directions[table.column("direction")[i]] for i in row.tolist()),
        level=whole(table.column("level")[i] for i in row.tolist()),
        mentee=mentee.astype(np.int64),
        mentees=mentees,
    )


def offers_of(network: Network, places: Places, directions: Mapping[str, int], day: date) -> Offers:
    """Return the offers in scope; places are still those of the sheet."""
    table = network.offers
    organisation = whole(places.number[code] for code in table.column("organisation"))
    row = np.flatnonzero(places.in_scope[organisation])
    organisation = organisation[row]
    valid = table.in_force(np.datetime64(day, "D"))[row] & places.in_force[organisation]
    limits = (table.column("limit_km")[i] for i in row.tolist())
    reaches = ((table.column("reach")[i] or "").strip().lower() for i in row.tolist())
    leader = np.full(len(row), NONE, np.int64)
    leader[valid] = np.unique(organisation[valid], return_inverse=True)[1]
    return Offers(
        row=row,
        organisation=organisation,
        direction=whole(directions[table.column("direction")[i]] for i in row.tolist()),
        places=whole(table.column("places")[i] for i in row.tolist()),
        mode=whole(_MODES[table.column("mode")[i]] for i in row.tolist()),
        limit=whole(UNLIMITED if km is None else int(round(km * 10, 6)) for km in limits),
        valid=valid,
        own_only=np.array([reach in OWN_MUNICIPALITY_LEVELS for reach in reaches], bool),
        leader=leader,
    )


def leaders_of(network: Network, offers: Offers) -> Leaders:
    """Return who has a valid offer; without a total of its own, that of the valid offers."""
    organisation = np.unique(offers.organisation[offers.valid])
    used = offers.valid
    total = np.zeros(len(organisation), np.int64)
    np.add.at(total, offers.leader[used], offers.places[used])
    stated = (network.organisations.column("places_total")[i] for i in organisation.tolist())
    minimum = (network.organisations.column("places_min")[i] or 0 for i in organisation.tolist())
    places = whole(
        int(sum_) if own is None else own for own, sum_ in zip(stated, total, strict=True)
    )
    return Leaders(organisation=organisation, places=places, mentees=places, minimum=whole(minimum))


def _in_scope(network: Network, scope: str) -> BoolArray:
    table = network.organisations
    kind, _, code = scope.partition(":")
    if scope == "region":
        return np.ones(len(table), bool)
    if scope == "services":
        service = OrganisationKind.METHODICAL_SERVICE
        return np.array([k == service for k in table.column("kind")], bool)
    if kind != "municipality" or network.municipalities.get(code) is None:
        raise InputError("plan.scope_unknown", scope=scope)
    return np.array([m == code for m in table.column("municipality")], bool)


def _roots(parent: IntArray) -> IntArray:
    """Return the last of each chain of parents; of a circle the smallest number."""
    root = np.where(parent >= 0, parent, np.arange(len(parent)))
    for start in np.flatnonzero(parent[root] >= 0).tolist():
        seen: dict[int, int] = {}
        at = start
        while parent[at] >= 0 and at not in seen:
            seen[at] = len(seen)
            at = int(parent[at])
        root[start] = at if parent[at] < 0 else min(o for o, k in seen.items() if k >= seen[at])
    return root
