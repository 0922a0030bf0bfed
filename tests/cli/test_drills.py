"""Drills through the command line: sentences for people, the same document for programs."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Cli


def document(cli: Cli, demo: Path, *words: str) -> dict[str, Any]:
    told = cli("drill", *words, "--json", "-", "--store", str(demo / "methodnet.db"))
    assert told.code == 0, told.err
    found: dict[str, Any] = json.loads(told.out)
    return found


def test_a_black_day_is_told_worst_first_and_each_can_be_asked_for(cli: Cli, demo: Path) -> None:
    told = cli("drill", "--all", "--store", str(demo / "methodnet.db"))
    assert told.code == 0
    assert told.out.startswith("Чёрный день на 24.08.2026")
    found = document(cli, demo)
    assert [one["n"] for one in found["worst"]] == sorted(
        (one["n"] for one in found["worst"]), reverse=True
    )
    assert found["worst"]
    for one in found["worst"]:
        assert one["text"] in told.out
        asked = document(cli, demo, f"--{one['kind']}", ":".join(one["of"]))
        assert asked["counts"][one["what"]] == one["n"]
        assert sum(loss["what"] == one["what"] for loss in asked["losses"]) == one["n"]


def test_the_window_and_the_hops_asked_for_are_taken(cli: Cli, demo: Path) -> None:
    found = document(cli, demo, "--all", "--window", "24", "--hops", "1")
    assert (found["window_months"], found["hops"]) == (24, 1)


def test_a_leader_with_a_plan_is_answered_with_the_fewest_moves(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    plan = json.loads(cli("advise", "2026-1", "--places", "--json", "-", *at).out)
    leader = plan["places"][0]["leader"]
    found = document(cli, demo, "--leader", leader, "--plan", "2026-1")
    advised = json.loads(cli("advise", "2026-1", "--without", leader, "--json", "-", *at).out)
    pairs = found["emergency"]["pairs"]
    assert pairs == {"plan": "2026-1", **{key: advised[key] for key in ("moves", "steps", "goals")}}
    assert set(advised["texts"][1:]) <= set(found["emergency"]["texts"])


def test_the_ranking_and_a_drill_are_written_as_workbooks(
    cli: Cli, demo: Path, tmp_path: Path
) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    found = document(cli, demo)
    assert cli("drill", "--all", "--xlsx", str(tmp_path / "all.xlsx"), *at).code == 0
    book = load_workbook(tmp_path / "all.xlsx", read_only=True)
    worst = [row[1] for row in book["Чёрный день"].iter_rows(min_row=3, values_only=True)]
    assert worst == [one["text"] for one in found["worst"]]
    code = found["ranking"]["curators"][0]["curator"]
    assert cli("drill", "--curator", code, "--xlsx", str(tmp_path / "one.xlsx"), *at).code == 0
    assert load_workbook(tmp_path / "one.xlsx", read_only=True).sheetnames[0] == "Кто что потеряет"
    told = cli("drill", "--all", "--xlsx", str(tmp_path / "нет" / "all.xlsx"), *at)
    assert told.code != 0


def test_no_sentence_is_left_unsaid(cli: Cli, demo: Path) -> None:
    found = document(cli, demo)
    codes = [row["organisation"] for row in found["ranking"]["leaders"][:5]]
    texts = [text for code in codes for text in document(cli, demo, "--leader", code)["texts"]]
    texts += document(cli, demo, "--service", found["ranking"]["services"][0]["organisation"])[
        "texts"
    ]
    assert not [text for text in texts if "drill." in text or "{" in text]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--leader", "s-1", "--tie", "s-1:s-2"), "Спросите об одном"),
        (("--tie", "s-1"), "через двоеточие"),
        (("--leader", "нет"), "нет"),
        (("--curator", "нет"), "Человека с кодом «нет» нет"),
        (("--all", "--plan", "2026-1"), "только вместе с лидером"),
        (("--window", "0"), "--window"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    cli: Cli, demo: Path, words: tuple[str, ...], said: str
) -> None:
    told = cli("drill", *words, "--store", str(demo / "methodnet.db"))
    assert told.code == 2
    assert said in told.err
