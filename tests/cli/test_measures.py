"""Measures through the command line."""

import json
from pathlib import Path

from tests.cli.conftest import Cli


def test_measures_are_told_in_sentences_and_written_with_their_lists(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    told = cli("measures", *at)
    assert told.code == 0, told.err
    found = json.loads(cli("measures", "--json", "-", *at).out)
    assert told.out.splitlines() == found["texts"]
    assert found["reach"]["reached"] + len(found["reach"]["not_reached"]) == found["judged"]
    assert not [text for text in found["texts"] if "measures." in text or "{" in text]


def test_a_day_before_all_data_has_an_answer(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    found = json.loads(cli("measures", "--as-of", "1995-01-01", "--json", "-", *at).out)
    assert (found["leaders"], found["reach"]) == (0, None)
