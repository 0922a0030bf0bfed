"""What is planted for isolation: who is cut off, how, and where a whole district is silent."""

from dataclasses import dataclass
from random import Random

from graph.model.choices import OrganisationKind as Kind
from graph.model.ids import MunicipalityId, OrganisationId
from graph.samples.sketch import SCHOOL_KINDS, District, Fate, Sketch

SILENT_DISTRICT = MunicipalityId("23-42")
"""Planted reporting hole: nobody there reported any event in the last year."""

NOMINAL_SERVICE, ENDED_SERVICE = OrganisationId("23-33-tms"), OrganisationId("23-27-tms")
"""Services planted with a curator they never met, and with a curatorship that has ended."""


@dataclass(frozen=True, slots=True)
class _Count:
    kindergartens: int
    schools: int


_COUNTS = {
    Fate.UNKNOWN: _Count(26, 8),
    Fate.LAPSED: _Count(20, 8),
    Fate.PAPER: _Count(12, 6),
    Fate.LECTURES: _Count(16, 6),
    Fate.NEW: _Count(4, 2),
}
_ISLANDS = (3, 3, 4, 5)
_HUBS, _DEPENDENTS = 4, 4
_GUESTS_OF_LEADERS = 8
_ALONE_IN_COPY = 9


def plant_fates(sketch: Sketch) -> None:
    """Choose the organisations that are planted as isolated, among ordinary districts.

    Facts modules have planted their own district before; leaders are never chosen.
    """
    rng = sketch.stream("fates")
    touched = {sketch.organisations[code].municipality for code in sketch.fates}
    silent = sketch.districts[SILENT_DISTRICT]
    districts = [
        d for d in sketch.districts.values() if d.code not in touched and d.code != silent.code
    ]
    for code in (*silent.members, silent.service):
        sketch.fates[code] = Fate.SILENT
    kindergartens = _pool(rng, sketch, districts, frozenset({Kind.KINDERGARTEN}))
    schools = _pool(rng, sketch, districts, SCHOOL_KINDS)
    for fate, count in _COUNTS.items():
        for pool, number in ((kindergartens, count.kindergartens), (schools, count.schools)):
            for _ in range(number):
                sketch.fates[pool.pop()] = fate
    at = rng.sample(districts, len(_ISLANDS) + _HUBS + _GUESTS_OF_LEADERS)
    for size in _ISLANDS:
        _plant_island(rng, sketch, at.pop(), size)
    for _ in range(_HUBS):
        _plant_hub(rng, sketch, at.pop(), None)
    for district in at:
        _plant_hub(rng, sketch, district, district.leaders[0])


def plant_some(sketch: Sketch) -> None:
    """Leave a few kindergartens of a made-up copy without any tie."""
    rng = sketch.stream("fates")
    districts = list(sketch.districts.values())
    for code in _pool(rng, sketch, districts, frozenset({Kind.KINDERGARTEN}))[:_ALONE_IN_COPY]:
        sketch.fates[code] = Fate.UNKNOWN


def _pool(
    rng: Random, sketch: Sketch, districts: list[District], kinds: frozenset[Kind]
) -> list[OrganisationId]:
    found = [
        code
        for district in districts
        for code in sketch.free_members(district)
        if sketch.organisations[code].kind in kinds and sketch.organisations[code].to_date is None
    ]
    rng.shuffle(found)
    return found


def _plant_island(rng: Random, sketch: Sketch, district: District, size: int) -> None:
    school = _pool(rng, sketch, [district], SCHOOL_KINDS)[0]
    rest = _pool(rng, sketch, [district], frozenset({Kind.KINDERGARTEN}))[: size - 1]
    district.islands.append([school, *sorted(rest)])
    for code in district.islands[-1]:
        sketch.fates[code] = Fate.ISLAND


def _plant_hub(rng: Random, sketch: Sketch, district: District, hub: OrganisationId | None) -> None:
    """Plant organisations that meet only `hub`, or an ordinary school if it is None."""
    schools = _pool(rng, sketch, [district], SCHOOL_KINDS)
    chosen = hub or schools.pop()
    dependents = _pool(rng, sketch, [district], frozenset({Kind.KINDERGARTEN}))[:2]
    dependents += [code for code in schools if code != chosen][: _DEPENDENTS - 2 if not hub else 0]
    district.hubs[chosen] = sorted(dependents)
    for code in dependents:
        sketch.fates[code] = Fate.HANGING
