"""Adjustments tried and other leaders asked for through the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

from tests.cli.conftest import Cli
from tests.cli.test_main_job import schema


def pair(demo: Path) -> tuple[str, str, str]:
    """Return leader, mentee and direction of the first pair of the plan."""
    line = json.loads((demo / "plan.json").read_text("utf-8"))["assignments"][0]
    return line["leader"], line["mentee"], line["direction"]


def document(cli: Cli, demo: Path, *words: str) -> dict[str, Any]:
    told = cli(*words, "--json", "-", "--store", str(demo / "methodnet.db"))
    assert told.code == 0, told.err
    found: dict[str, Any] = json.loads(told.out)
    return found


def test_a_ban_and_a_place_are_tried_and_told_as_in_the_document(cli: Cli, demo: Path) -> None:
    leader, mentee, way = pair(demo)
    tries = ("--try", f"ban:{leader}:{mentee}:{way}", "--try", f"places:{leader}:{way}:+1")
    found = document(cli, demo, "whatif", "2026-1", *tries)
    validate(found, schema("what_if"))
    assert found["adjustments"] == [tries[1], tries[3]]
    assert (mentee, way, leader) in [
        (s["mentee"], s["direction"], s["from"]) for s in found["steps"]
    ]
    told = cli("whatif", "2026-1", *tries, "--store", str(demo / "methodnet.db"))
    assert told.out.splitlines() == found["texts"]


def test_a_mentee_is_told_which_other_leaders_it_could_have(cli: Cli, demo: Path) -> None:
    leader, mentee, way = pair(demo)
    found = document(cli, demo, "advise", "2026-1", "--mentee", mentee, "--direction", way)
    validate(found, schema("advice"))
    (need,) = found["needs"]
    assert (need["leader"], need["direction"]) == (leader, way)
    every = document(cli, demo, "advise", "2026-1", "--mentee", mentee)
    assert need in every["needs"]
    told = cli("advise", "2026-1", "--mentee", mentee, "--store", str(demo / "methodnet.db"))
    assert told.out.splitlines() == every["texts"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("whatif", "2026-1"), "Поправок должно быть от одной до 50"),
        (("whatif", "2026-1", "--try", "pin"), "«pin» не читается"),
        (("whatif", "2026-1", "--try", "pin:zz:zz"), "«zz»"),
        (("whatif", "2026-9", "--try", "pin:a:b"), "Плана «2026-9» нет"),
        (("advise", "2026-1", "--mentee", "zz"), "«zz»"),
        (("advise", "2026-1", "--mentee", "zz", "--budget", "2"), "один вопрос"),
    ],
)
def test_what_cannot_be_tried_is_refused_in_one_sentence(
    cli: Cli, demo: Path, words: tuple[str, ...], told: str
) -> None:
    refused = cli(*words, "--store", str(demo / "methodnet.db"))
    assert (refused.code, refused.out) == (2, "")
    assert told in refused.err
