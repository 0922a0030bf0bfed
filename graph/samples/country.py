"""A country of 80,000 organisations: the region of the facts and 88 made-up copies, in a stream."""

from collections.abc import Iterator
from random import Random

from graph.model.choices import MunicipalityKind
from graph.model.ids import MunicipalityId
from graph.model.organisation import Municipality
from graph.model.record import Record
from graph.samples.draw import share, stream
from graph.samples.places import Place
from graph.samples.region import draw_copy
from graph.samples.sketch import RegionSpec, Sketch, Totals
from graph.samples.words import words

ORGANISATIONS = 80_000
"""Organisations of the country, exactly."""

REGIONS = 89
_FACTS_NUMBER = 23
_DISTRICTS, _HEADS = 12, 2 * 12 + 3  # a service and an authority each, institute, branch, ministry
_CELLS = 10  # regions stand in a grid of so many columns


def stream_copies(seed: int, others: int) -> Iterator[Record]:
    """Yield the records of the copies, region by region, so that one at a time is in memory.

    Parameters
    ----------
    seed
        Seed of the whole country.
    others
        Organisations that the region of the facts has already.
    """
    numbers = [n for n in range(1, REGIONS + 1) if n != _FACTS_NUMBER]
    sizes = share(ORGANISATIONS - others, [1.0] * len(numbers))
    for number, size in zip(numbers, sizes, strict=True):
        sketch = Sketch(seed, _spec(seed, number, size))
        draw_copy(sketch)
        yield from sketch.records


def _spec(seed: int, number: int, size: int) -> RegionSpec:
    code = f"R{number:02d}"
    members = size - _HEADS
    schools, supplementary = members * 46 // 100, members * 6 // 100
    rare = members // 100
    kindergartens = members - schools - supplementary - 3 * rare
    rng = stream(seed, "copy", code)
    places = tuple(_place(rng, code, number, district) for district in range(1, _DISTRICTS + 1))
    return RegionSpec(
        code=code,
        number=number,
        name=f"Вымышленный регион № {number}",
        places=places,
        needs=members,
        totals=Totals(
            schools=schools,
            gymnasiums=schools // 24,
            lyceums=schools // 30,
            small=schools // 10,
            branches=schools // 25,
            kindergartens=kindergartens,
            urban_kindergartens=kindergartens * 40 // 100,
            supplementary=supplementary,
            vocational=rare,
            special=rare,
            boarding=rare,
            leaders=members * 8 // 100,
            mentees=members // 2,
            events=members * 28 // 100,
        ),
    )


def _place(rng: Random, code: str, number: int, district: int) -> Place:
    row, column = divmod(number - 1, _CELLS)
    stem = words("stems")[(district * 3 + number) % len(words("stems"))]
    ending = "ий" if stem.endswith("к") else "ый"
    has_town = district <= _DISTRICTS // 2
    is_city = district == 1
    lat = 49.5 + row * 1.5 + rng.uniform(-0.6, 0.6)
    lon = 34.0 + column * 9.0 + rng.uniform(-1.4, 1.4)
    return Place(
        municipality=Municipality(
            id=MunicipalityId(f"{code}-{district:02d}"),
            name=f"город {stem}{ending}" if is_city else f"{stem}{ending} район",
            region=f"Вымышленный регион № {number}",
            kind=MunicipalityKind.URBAN_OKRUG if is_city else MunicipalityKind.DISTRICT,
            centre=f"{stem}{ending}",
            lat=round(lat, 6),
            lon=round(lon, 6),
        ),
        population=300_000 if is_city else rng.randint(9_000, 60_000),
        has_town=has_town,
    )
