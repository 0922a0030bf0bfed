"""The country: 80,000 organisations, made in a stream."""

from collections import Counter
from itertools import islice

import pytest

from graph.model.organisation import Organisation
from graph.model.record import Record
from graph.samples import build_demo, stream_country
from graph.samples.country import ORGANISATIONS, stream_copies


def names(records: list[Record]) -> set[tuple[str, str]]:
    return {(record.entity, record.key) for record in records}


def test_a_copy_is_a_whole_small_region_of_its_own() -> None:
    first = list(islice(stream_copies(1, ORGANISATIONS - 88 * 870), 4_000))
    codes = {r.id for r in first if isinstance(r, Organisation)}
    assert {code[:3] for code in codes} == {"R01"}
    kinds = Counter(r.entity for r in first)
    assert {"need", "offer", "pair", "event", "person", "level_record"} <= kinds.keys()
    assert len(names(first)) == len(first)


def test_the_stream_begins_with_the_region_of_the_facts() -> None:
    first = list(islice(stream_country(), 1_000))
    assert first[0].entity == "direction"
    assert any(record.key == "23-23" for record in first)


@pytest.mark.soak
def test_a_country_has_80_000_organisations_and_no_key_twice() -> None:
    demo = build_demo("country")
    assert sum(isinstance(r, Organisation) for r in demo.records) == ORGANISATIONS
    assert len(names(list(demo.records))) == len(demo.records)
    assert demo.truths == build_demo("region").truths
