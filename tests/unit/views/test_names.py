"""A field with suggestions: what is chosen, typed or told by the name means one code."""

import pytest

from graph.errors import InputError
from services.views.names import code_of, suggestions
from tests.unit.views.small_index import index_of
from tests.web.small import school

CODES = ("s-1", "s-2", "s-10")


def test_a_suggestion_names_the_place_and_the_code_in_people_s_order() -> None:
    assert suggestions(index_of(), CODES) == (
        "СОШ № 1, ст-ца Полевая, Ближний район · s-1",
        "СОШ № 2, ст-ца Полевая, Ближний район · s-2",
        "СОШ № 10, ст-ца Полевая, Дальний район · s-10",
    )


@pytest.mark.parametrize("code", CODES)
def test_every_suggestion_is_read_back(code: str) -> None:
    index = index_of()
    (told,) = suggestions(index, [code])
    assert code_of(index, told, CODES) == code


@pytest.mark.parametrize("typed", ["s-10", "СОШ № 10", "  сош №  10 ", "СОШ № 10 · s-10"])
def test_a_code_or_a_name_is_enough_where_it_is_the_only_one(typed: str) -> None:
    assert code_of(index_of(), typed, CODES) == "s-10"


def test_a_name_that_two_bear_is_asked_back() -> None:
    index = index_of(school("s-11", "СОШ № 1", (45.0, 39.0)))
    with pytest.raises(InputError) as refused:
        code_of(index, "СОШ № 1", [*CODES, "s-11"])
    assert refused.value.message.code == "web.name.several"


@pytest.mark.parametrize("typed", ["", "СОШ № 3", "s-3", "·"])
def test_what_is_not_among_the_codes_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        code_of(index_of(), typed, CODES)
    assert refused.value.message.code == "web.name.unknown"
