"""The demo networks: a district, a region, a country; made up, repeatable, with known truths."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal, TypeAlias

from graph.model.ids import SchoolYear
from graph.model.organisation import Organisation
from graph.model.record import Record
from graph.samples import krymsk
from graph.samples.country import stream_copies
from graph.samples.draw import PLANNED, REFERENCE_DATE
from graph.samples.places import REGION, read_places
from graph.samples.planted import truths_of
from graph.samples.region import draw_municipality, draw_region
from graph.samples.sketch import RegionSpec, Sketch, Totals
from graph.samples.truths import Truths

Size: TypeAlias = Literal["municipality", "region", "country"]

SEED = 20260824
"""Seed of the shipped demo."""

_TOTALS = Totals(
    schools=1_249,
    gymnasiums=62,
    lyceums=48,
    small=124,
    branches=58,
    kindergartens=1_576,
    urban_kindergartens=698,
    supplementary=190,
    vocational=64,
    special=28,
    boarding=22,
    leaders=191,
    mentees=866,
    events=915,
)
_NEEDS = 1_900
_NEIGHBOURS = ("23-02", "23-05")  # where the institute, its branch and the university stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A made-up network with the day it is shown on and what is planted in it.

    Attributes
    ----------
    records
        Everything but plans, sorted by entity and key.
    reference_date
        Day that stands for today.
    school_year
        Year to plan for.
    truths
        What is planted; the documentation lists it, tests find it through the product.
    """

    size: Size
    seed: int
    records: tuple[Record, ...]
    reference_date: date
    school_year: SchoolYear
    truths: Truths


def build_demo(size: Size, *, seed: int = SEED) -> Demo:
    """Build a demo network; equal size and seed give equal records.

    Municipality names, centres and their coordinates are real, and two partners that a source
    names; every other organisation and every person is made up and marked so.

    Parameters
    ----------
    size
        ``municipality`` (one district, 60 organisations), ``region`` (44 municipalities, 3,237
        organisations) or ``country`` (80,000 organisations: the region and 88 copies).
    seed
        Any whole number. The truths hold for every seed that tests know; the shipped one is `SEED`.

    Returns
    -------
    Demo
        All references are to records of the same network.

    Examples
    --------
    >>> demo = build_demo("municipality")
    >>> demo.reference_date.isoformat(), demo.truths.isolated["K1"]
    ('2026-08-24', ('23-23-k20', '23-23-k21'))
    """
    sketch = _sketch(size, seed)
    records: Iterator[Record] = iter(sketch.records)
    if size == "country":
        records = chain(records, stream_copies(seed, _organisations(sketch)))
    return Demo(
        size=size,
        seed=seed,
        records=tuple(sorted(records, key=lambda record: (record.entity, record.key))),
        reference_date=REFERENCE_DATE,
        school_year=SchoolYear(PLANNED),
        truths=truths_of(sketch),
    )


def stream_country(*, seed: int = SEED) -> Iterator[Record]:
    """Yield the records of the country region by region, unsorted, never all in memory at once."""
    sketch = _sketch("country", seed)
    yield from sketch.records
    yield from stream_copies(seed, _organisations(sketch))


def _organisations(sketch: Sketch) -> int:
    return sum(isinstance(record, Organisation) for record in sketch.records)


def _sketch(size: Size, seed: int) -> Sketch:
    is_municipality = size == "municipality"
    places = read_places()
    if is_municipality:
        places = tuple(p for p in places if p.code in (krymsk.CODE, *_NEIGHBOURS))
    spec = RegionSpec(
        code="23",
        number=23,
        name=REGION,
        places=places,
        totals=_TOTALS,
        needs=_NEEDS,
        has_facts=True,
    )
    sketch = Sketch(seed, spec)
    (draw_municipality if is_municipality else draw_region)(sketch)
    return sketch
