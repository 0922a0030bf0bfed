"""Advice and comparison through the command line: sentences for people, documents for programs."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from jsonschema import validate

from tests.cli.conftest import Cli
from tests.cli.test_main_job import schema


def document(cli: Cli, demo: Path, *words: str) -> dict[str, object]:
    told = cli(*words, "--json", "-", "--store", str(demo / "methodnet.db"))
    assert told.code == 0, told.err
    found: dict[str, object] = json.loads(told.out)
    return found


def test_places_are_told_best_first_and_written_whole(cli: Cli, demo: Path) -> None:
    told = cli("advise", "2026-1", "--store", str(demo / "methodnet.db"))
    assert told.code == 0
    assert told.out.startswith("План 2026-1: одно новое место")
    found = document(cli, demo, "advise", "2026-1", "--places")
    validate(found, schema("advice"))
    places = found["places"]
    assert isinstance(places, list)
    assert places[0]["text"] in told.out
    changed = [line["first_goal_changed"] for line in places]
    assert changed[0] is not None
    assert not [line for line in places if "advice." in line["text"] or "{" in line["text"]]


def test_a_budget_counts_each_step_from_the_one_before(cli: Cli, demo: Path) -> None:
    found = document(cli, demo, "advise", "2026-1", "--budget", "3")
    validate(found, schema("advice"))
    steps = found["steps"]
    assert isinstance(steps, list)
    assert [step["k"] for step in steps] == [1, 2, 3]
    for before, after in pairwise(steps):
        assert [g["after"] for g in before["goals"]] == [g["before"] for g in after["goals"]]
    told = cli("advise", "2026-1", "--budget", "100", "--store", str(demo / "methodnet.db"))
    assert "Дальше новые места лучший план не меняют." in told.out


def test_a_leader_leaves_and_each_change_is_named(cli: Cli, demo: Path) -> None:
    plan = json.loads((demo / "plan.json").read_text("utf-8"))
    leader = plan["assignments"][0]["leader"]
    found = document(cli, demo, "advise", "2026-1", "--without", leader)
    validate(found, schema("advice"))
    texts, moves = found["texts"], found["moves"]
    assert isinstance(texts, list)
    assert moves == len(texts) - 1 > 0
    told = cli("advise", "2026-1", "--without", leader, "--store", str(demo / "methodnet.db"))
    assert told.out.splitlines() == texts


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--learn",), "какому лидеру какое направление начать"),
        (("--stability",), "сколько перемен по сравнению с"),
        (("--fairness",), "План 2026-1"),
        (("--shortage",), "План 2026-1"),
    ],
)
def test_a_question_without_more_words_tells_the_texts_of_its_document(
    cli: Cli, demo: Path, words: tuple[str, ...], told: str
) -> None:
    found = document(cli, demo, "advise", "2026-1", *words)
    validate(found, schema("advice"))
    texts = found["texts"]
    assert isinstance(texts, list)
    assert told in texts[0]
    assert not [text for text in texts if "advice." in text or "{" in text]
    shown = cli("advise", "2026-1", *words, "--store", str(demo / "methodnet.db"))
    directions = found.get("directions", [])
    assert isinstance(directions, list)
    rest = ["Весь список запишет ключ --json."] if len(directions) > 10 else []
    assert shown.out.splitlines() == texts + rest


def test_a_school_is_told_why_its_needs_are_open_and_what_helps(cli: Cli, demo: Path) -> None:
    plan = json.loads((demo / "plan.json").read_text("utf-8"))
    open_ = {need["mentee"]: need for need in plan["open_needs"]}
    mentee = min(open_)
    found = document(cli, demo, "advise", "2026-1", "--for", mentee)
    validate(found, schema("advice"))
    needs = found["needs"]
    assert isinstance(needs, list)
    assert [n["direction"] for n in needs] == sorted(
        n["direction"] for n in plan["open_needs"] if n["mentee"] == mentee
    )
    reasons = {n["direction"]: n["text"] for n in plan["open_needs"] if n["mentee"] == mentee}
    assert all(reasons[n["direction"]] in n["text"] for n in needs)
    covered = min({a["mentee"] for a in plan["assignments"]} - open_.keys())
    told = cli("advise", "2026-1", "--for", covered, "--store", str(demo / "methodnet.db"))
    assert "открытых потребностей нет" in told.out


def test_two_plans_are_compared_in_names_and_in_codes(cli: Cli, demo: Path) -> None:
    store = ("--store", str(demo / "methodnet.db"))
    assert cli("plan", "--school-year", "2026/2027", *store).code == 0
    told = cli("compare", "2026-1", "2026-2", *store)
    assert told.out.startswith("План 2026-1 и план 2026-2")
    assert "Лидер прежний:" in told.out
    found = document(cli, demo, "compare", "2026-1", "2026-2")
    validate(found, schema("comparison"))
    assert found["moved"] == found["new"] == found["ended"] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("advise", "2026-9"), "Плана «2026-9» нет"),
        (("advise", "2026-1", "--without", "zz"), "Организации с кодом «zz» в базе нет"),
        (("advise", "2026-1", "--for", "zz"), "Организации с кодом «zz» в базе нет"),
        (("advise", "2026-1", "--learn", "--fairness"), "один вопрос"),
        (("advise", "2026-1", "--budget", "0"), "от 1 до 100"),
        (("advise", "2026-1", "--places", "--budget", "2"), "один вопрос"),
        (("compare", "2026-1", "2026-9"), "Плана «2026-9» нет"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_sentence(
    cli: Cli, demo: Path, words: tuple[str, ...], told: str
) -> None:
    refused = cli(*words, "--store", str(demo / "methodnet.db"))
    assert (refused.code, refused.out) == (2, "")
    assert told in refused.err
