"""The repair command: sentences for people, the document for programs."""

import json
from pathlib import Path

import pytest
from jsonschema import validate

from tests.cli.conftest import Cli
from tests.cli.test_main_job import schema


@pytest.mark.parametrize("goal", ["reach_leader", "connected", "hops"])
def test_a_proposal_is_told_and_written(cli: Cli, demo: Path, goal: str) -> None:
    words = ("repair", "--goal", goal, "--store", str(demo / "methodnet.db"))
    told = cli(*words, "--all")
    assert told.code == 0, told.err
    written = cli(*words, "--json", "-")
    found = json.loads(written.out)
    validate(found, schema("repair"))
    assert (found["goal"], found["proved"]) == (goal, True)
    texts = [*found["texts"], *(tie["text"] for tie in found["ties"])]
    texts += [one["text"] for one in found["left_out"]]
    assert told.out.splitlines() == texts
    assert not [text for text in texts if "repair." in text or "{" in text]
    for tie in found["ties"]:
        assert all(f"{tie[end]})" in tie["text"] for end in ("from", "to"))


def test_a_day_before_all_data_has_an_answer(cli: Cli, demo: Path) -> None:
    words = ("repair", "--goal", "reach_leader", "--as-of", "2000-01-01", "--json", "-")
    told = cli(*words, "--store", str(demo / "methodnet.db"))
    assert told.code == 0, told.err
    assert json.loads(told.out)["ties"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as-of", "1990-01-01"), "В сети нет ни одного лидера. Заполните лист «Предложения»."),
        (("--capacity", "0"), "Вы запретили новые связи (0). Укажите 1 или больше."),
    ],
)
def test_what_stands_in_everybodys_way_is_said_once(
    cli: Cli, demo: Path, words: tuple[str, ...], said: str
) -> None:
    told = cli("repair", "--goal", "reach_leader", *words, "--store", str(demo / "methodnet.db"))
    assert told.code == 0, told.err
    lines = told.out.splitlines()
    assert lines[-1] == said
    assert len(lines) == 3


@pytest.mark.parametrize("words", [("--goal", "peace"), ("--goal", "hops", "--hops", "0"), ()])
def test_what_cannot_be_asked_is_refused(cli: Cli, demo: Path, words: tuple[str, ...]) -> None:
    assert cli("repair", *words, "--store", str(demo / "methodnet.db")).code == 2
