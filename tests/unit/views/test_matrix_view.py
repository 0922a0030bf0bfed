"""Needs against free places: every figure counted by hand, and again by another way."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import NotFoundError
from graph.model.ids import DirectionId
from graph.model.matrix import Balance, MatrixView
from graph.network import Network
from services.views.help_scene import HelpScene
from services.views.matrix_view import build_cell_list, build_matrix_view
from tests.unit.views.chart_region import (
    DAY,
    MATHS,
    NORTH,
    SAY,
    SOUTH,
    SPEECH,
    need,
    offer,
    pair,
    region,
    region_records,
    school,
)


def matrix_of(network: Network, municipality: str | None = None) -> MatrixView:
    return build_matrix_view(HelpScene.of(network, day=DAY, municipality=municipality), SAY)


def test_each_cell_holds_open_needs_and_free_places() -> None:
    view = matrix_of(region())

    assert [d.name for d in view.directions] == ["Математика", "Речь"]
    assert [m.name for m in view.municipalities] == ["Север", "Юг"]
    assert view.cells == (
        (Balance(open=1, free=2), Balance(open=2)),
        (Balance(open=1, free=2), Balance()),
    )


def test_a_limit_over_all_directions_counts_once_in_columns_and_in_the_whole() -> None:
    view = matrix_of(region())

    assert [d.total for d in view.directions] == [Balance(open=3, free=2), Balance(open=1, free=2)]
    assert [m.total for m in view.municipalities] == [Balance(open=2, free=3), Balance(open=2)]
    assert view.total == Balance(open=4, free=3)
    assert view.total.rest == -1


def test_one_municipality_is_a_column_of_the_whole() -> None:
    whole, south = matrix_of(region()), matrix_of(region(), SOUTH)

    assert [m.code for m in south.municipalities] == [SOUTH]
    assert south.municipalities[0].total == whole.municipalities[1].total
    assert "Юг" in south.head.subtitle


def test_the_table_says_what_the_picture_says_in_its_order() -> None:
    rows = [tuple(cell.text for cell in row) for row in matrix_of(region()).table.rows]

    assert rows == [
        ("Математика", "Все муниципалитеты", "3", "2", "−1"),
        ("Математика", "Север", "1", "2", "+1"),
        ("Математика", "Юг", "2", "0", "−2"),
        ("Речь", "Все муниципалитеты", "1", "2", "+1"),
        ("Речь", "Север", "1", "2", "+1"),
        ("Все направления", "Север", "2", "3", "+1"),
        ("Все направления", "Юг", "2", "0", "−2"),
        ("Все направления", "Все муниципалитеты", "4", "3", "−1"),
    ]


def test_the_list_behind_a_cell_has_the_acute_first() -> None:
    scene = HelpScene.of(region(), day=DAY)
    south = build_cell_list(scene, direction=MATHS, municipality=SOUTH)
    north = build_cell_list(scene, direction=SPEECH, municipality=NORTH)

    assert [(line.who.code, line.level) for line in south.open] == [("s-3", 3), ("s-4", 2)]
    assert not south.free
    assert [(line.who.code, line.free, line.places) for line in north.free] == [("l-1", 2, 2)]


def test_a_list_of_what_is_not_there_is_refused_by_name() -> None:
    scene = HelpScene.of(region(), day=DAY)
    with pytest.raises(NotFoundError) as no_direction:
        build_cell_list(scene, direction="d-9", municipality="")
    with pytest.raises(NotFoundError) as no_place:
        build_cell_list(scene, direction="", municipality="m-9")

    assert "d-9" in SAY(no_direction.value.message)
    assert "m-9" in SAY(no_place.value.message)
    with pytest.raises(NotFoundError):
        HelpScene.of(region(), day=DAY, municipality="m-9")


def test_without_needs_and_offers_a_sentence_says_what_to_load() -> None:
    network = Network.of([r for r in region_records() if r.entity in {"municipality", "direction"}])
    view = matrix_of(network)

    assert not view.cells
    assert "Потребности" in view.head.empty
    assert not matrix_of(region()).head.empty


NEEDS = st.sets(st.tuples(st.integers(0, 5), st.sampled_from([MATHS, SPEECH])), max_size=12)
OFFERS = st.dictionaries(
    st.tuples(st.integers(0, 5), st.sampled_from([MATHS, SPEECH])), st.integers(0, 3), max_size=8
)
PAIRS = st.sets(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([MATHS, SPEECH])), max_size=10
)


@given(needs=NEEDS, offers=OFFERS, pairs=PAIRS)
def test_every_sum_is_that_of_a_plain_count(
    needs: set[tuple[int, DirectionId]],
    offers: dict[tuple[int, DirectionId], int],
    pairs: set[tuple[int, int, DirectionId]],
) -> None:
    places = [r for r in region_records() if r.entity in {"municipality", "direction"}]
    pairs = {p for p in pairs if p[0] != p[1]}
    network = Network.of(
        (
            *places,
            *(school(f"o-{i}", NORTH if i < 3 else SOUTH) for i in range(6)),
            *(need(f"o-{i}", d) for i, d in needs),
            *(offer(f"o-{i}", d, n) for (i, d), n in offers.items()),
            *(pair(f"o-{a}", f"o-{b}", d) for a, b, d in pairs),
        )
    )
    view = matrix_of(network)
    met = {(b, d) for _, b, d in pairs}
    waits = Counter((d, NORTH if i < 3 else SOUTH) for i, d in needs if (i, d) not in met)

    shown = {
        (d.code, m.code): view.cells[r][c].open
        for r, d in enumerate(view.directions)
        for c, m in enumerate(view.municipalities)
    }
    assert {cell: n for cell, n in shown.items() if n} == dict(waits)
    assert view.total.open == waits.total() == sum(d.total.open for d in view.directions)
    free = 0
    for i in range(6):
        offered = sum(n for (j, _), n in offers.items() if j == i)
        taken = sum(a == i for a, _, _ in pairs)
        by_direction = sum(
            max(0, n - sum(p[0] == i and p[2] == d for p in pairs))
            for (j, d), n in offers.items()
            if j == i
        )
        free += max(0, min(by_direction, offered - taken))
    assert view.total.free == free == sum(m.total.free for m in view.municipalities)
