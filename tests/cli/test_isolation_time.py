"""Isolation in time through the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("words", "lists"),
    [
        (("--soon",), ("organisations",)),
        (("--ahead", "2027-02-24"), ("falls",)),
        (("--trend",), ("months",)),
        (("--compare-with", "2026-02-24"), ("fell_out", "came_back")),
    ],
)
def test_each_answer_is_told_and_written(
    cli: Cli, demo: Path, words: tuple[str, ...], lists: tuple[str, ...]
) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    told = cli("isolated", *words, "--all", "--xlsx", "ответ.xlsx", *at)
    assert told.code == 0, told.err
    found = json.loads(cli("isolated", *words, "--json", "-", *at).out)
    lines = told.out.splitlines()
    assert lines[: len(found["texts"])] == found["texts"]
    assert len(lines) >= len(found["texts"]) + sum(len(found[name]) for name in lists)
    assert not [line for line in lines if "isolation_time." in line or "{" in line]
    assert Path("ответ.xlsx").read_bytes()[:2] == b"PK"


def test_two_questions_at_once_are_refused(cli: Cli, demo: Path) -> None:
    told = cli("isolated", "--soon", "--trend", "--store", str(demo / "methodnet.db"))
    assert told.code == 2
    assert "--compare-with" in told.err


@pytest.mark.parametrize(
    "words", [("--ahead", "вчера"), ("--ahead", "2020-01-01"), ("--compare-with", "32.13.2026")]
)
def test_a_day_that_does_not_fit_is_one_sentence(
    cli: Cli, demo: Path, words: tuple[str, ...]
) -> None:
    told = cli("isolated", *words, "--store", str(demo / "methodnet.db"))
    assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 1)


def test_days_in_the_wrong_order_are_put_right_and_it_is_said(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    asked = ("isolated", "--as-of", "2026-02-24", "--compare-with", "2026-08-24", "--json", "-")
    found = json.loads(cli(*asked, *at).out)
    assert (found["earlier"], found["later"]) == ("2026-02-24", "2026-08-24")
    assert found["remarks"] == ["Даты стояли наоборот: сравниваем 24.02.2026 и 24.08.2026."]


def test_the_help_fits_a_narrow_terminal(cli: Cli) -> None:
    assert max(map(len, cli("isolated", "--help").out.splitlines())) <= 80
