"""Sentences by code: plural forms, values as a Russian reader expects them."""

from datetime import date

import pytest

from api.texts import catalogue, shown
from graph.texts import message

SAY = catalogue("ru")


@pytest.mark.parametrize(
    ("n", "word"),
    [(1, "запись:"), (2, "записи:"), (5, "записей:"), (11, "записей:"), (21, "запись:")],
)
def test_a_number_chooses_the_form_of_the_word(n: int, word: str) -> None:
    assert f"{n} {word}" in SAY(message("store.moved", n=n, records="x"))


def test_an_unknown_code_is_said_as_it_is() -> None:
    assert SAY(message("nothing.like.this")) == "nothing.like.this"


def test_a_message_inside_a_message_is_said_first() -> None:
    inner = message("order.continued")
    assert "продолжена" in SAY(message("access.denied", actor="А", right=inner))


def test_braces_in_a_value_are_no_commands() -> None:
    assert "{actor}" in SAY(message("access.denied", actor="{actor}", right="{0}"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.4, "12,4"),
        (0, "0"),
        (1234567, "1\u00a0234\u00a0567"),
        (date(2026, 8, 24), "24.08.2026"),
        (None, "—"),
        (False, "нет"),
    ],
)
def test_values_are_written_as_a_russian_reader_expects(value: object, text: str) -> None:
    assert shown(value) == text  # type: ignore[arg-type]  # the table holds every kind
