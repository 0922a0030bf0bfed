"""Short names, widths of texts, and rooms for labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.label_places import Label, Shelf, place_label
from viz.short_names import LONGEST, short_name
from viz.text_width import text_width

FIELD = (0.0, 0.0, 200.0, 200.0)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("МБОУ «СОШ № 12»", "СОШ № 12"),
        ("МБОУ СОШ № 12 имени героя", "СОШ № 12 имени героя"),
        ('МАОУ "Лицей № 4"', "Лицей № 4"),
        ("ООШ с. Раздольное", "ООШ с. Раздольное"),
        ("ГБОУ ИРО Приозёрской области", "ИРО Приозёрской области"),
        ("Гимназия № 7", "Гимназия № 7"),
    ],
)
def test_a_short_name_is_what_people_say(name: str, short: str) -> None:
    assert short_name(name) == short


@given(st.text(max_size=80))
def test_a_short_name_fits_and_stays_when_shortened_again(name: str) -> None:
    short = short_name(name)

    assert len(short) <= LONGEST + 1
    assert short_name(short) == short or short != " ".join(name.split())


def test_widths_are_those_of_the_font_and_not_of_an_average_letter() -> None:
    """The browser test compares widths with those a browser finds for the same font."""
    assert text_width("Шi", 1000) == pytest.approx(text_width("Ш", 1000) + text_width("i", 1000))
    assert text_width("Ш", 1000) > 3 * text_width("i", 1000)
    assert text_width("Лицей", 10, bold=True) > text_width("Лицей", 10)
    assert text_width("", 10) == 0


def test_a_sign_that_the_font_does_not_have_takes_the_width_of_its_box() -> None:
    assert text_width("学", 10) > 0


def test_labels_move_round_the_mark_until_there_is_no_room() -> None:
    shelf = Shelf()
    label = Label(at=(100, 100), width=40, height=8, clearance=5)
    places = [place_label(label, shelf, FIELD) for _ in range(9)]

    found = [place for place in places if place is not None]
    assert found[0] == pytest.approx((100, 109.8))
    assert 4 <= len(set(found)) == len(found) <= 8


def test_no_label_leaves_the_field() -> None:
    corner = Label(at=(4, 4), width=40, height=8, clearance=2)
    place = place_label(corner, Shelf(), FIELD)

    assert place is not None
    assert place[0] >= 20
    assert place[1] >= 4
