"""A book of maps: a page for each municipality, contents that lead there, one curator's only."""

import re
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from api.books import BookRequest, book_of, municipalities_of
from graph.errors import InputError, NotFoundError
from graph.network import Network
from graph.samples import build_demo
from tests.unit.viz import made_up
from viz.encode import encode_map
from viz.map_book import BookHead, Sheet, map_book
from viz.paper_sizes import A4
from viz.spec import MapSpec

DAY = date(2026, 3, 1)
HEAD = BookHead(title="Книга", subtitle="Край", mark="Вымышленные данные", foot="Источник")


@cache
def demo() -> Network:
    return Network.of(build_demo("municipality").records)


@cache
def spec() -> MapSpec:
    return encode_map(made_up.view(9, 2), say=made_up.SAY)


def count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("places", [1, 3])
def test_a_book_has_contents_and_a_page_for_each_place(places: int) -> None:
    sheets = [Sheet(name=f"Район {i}", spec=spec()) for i in range(places)]
    pdf = map_book(HEAD, sheets, made_up.SAY)

    assert count(pdf) == places + 1
    assert pdf.count(b"/Subtype /Link") == places
    for name in ("Содержание", "Район 0"):
        assert name.encode("utf-16-be").hex().encode() in pdf


def test_links_lie_on_the_page_and_not_over_each_other() -> None:
    pdf = map_book(HEAD, [Sheet(name=f"Район {i}", spec=spec()) for i in range(4)], made_up.SAY)
    boxes = [[float(n) for n in box.split()] for box in re.findall(rb"/Rect \[([^\]]*)\]", pdf)]

    for left, bottom, right, top in boxes:
        assert 0 <= left < right <= A4.width
        assert 0 <= bottom < top <= A4.height
    ends = sorted((bottom, top) for _, bottom, _, top in boxes)
    assert all(a[1] <= b[0] + 0.02 for a, b in pairwise(ends))


def test_the_book_of_a_network_has_its_municipalities_by_name() -> None:
    found = municipalities_of(made_up.network(49, 5), BookRequest(day=made_up.DAY))

    assert [one.name for one in found] == sorted(one.name for one in found)
    assert len(found) == 5


def test_a_curator_gets_the_municipalities_of_its_objects_only() -> None:
    today = demo().curators
    curator = next(row.curator for row in today if row.object in demo().organisations.keys)
    found = municipalities_of(demo(), BookRequest(day=DAY, curator=curator))
    at = {str(one.id): one.municipality for one in demo().organisations}
    own = {at[row.object] for row in today if row.curator == curator and row.object in at}

    assert {one.id for one in found} <= own | {m.id for m in demo().municipalities}
    assert found


def test_who_is_no_curator_is_refused() -> None:
    with pytest.raises(NotFoundError, match=r"map\.book\.no_curator"):
        municipalities_of(demo(), BookRequest(day=DAY, curator="x-99"))


def test_a_book_for_everyone_names_no_curator() -> None:
    asked = BookRequest(day=DAY, curator="k", audience="public")
    with pytest.raises(InputError, match=r"map\.book\.curator_is_private"):
        book_of(demo(), asked, None, made_up.SAY)


def test_new_ties_have_no_place_in_a_book() -> None:
    asked = BookRequest(day=DAY, overlays=("repair:hops",))
    with pytest.raises(InputError, match=r"map\.book\.no_repair"):
        book_of(demo(), asked, None, made_up.SAY)
