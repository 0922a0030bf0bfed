"""A plan changed in the year through the command line: adjustments, scenarios, refusals."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

from tests.cli.conftest import Cli, Told
from tests.cli.test_main_job import schema

REASON = ("--reason", "так решили на совещании")


@pytest.fixture
def ask(cli: Cli, demo: Path) -> Cli:
    """Run a command on the demo."""

    def call(*words: str) -> Told:
        return cli(*words, "--store", str(demo / "methodnet.db"))

    return call


@pytest.fixture
def line(demo: Path) -> dict[str, Any]:
    """Return the first pair of the demo's plan."""
    found: dict[str, Any] = json.loads((demo / "plan.json").read_text("utf-8"))["assignments"][0]
    return found


def revision(ask: Cli) -> int:
    return int(json.loads(ask("history", "--json", "-").out)["changes"][0]["revision"])


def test_adjustments_are_seen_first_then_stored_with_the_draft_and_undone_together(
    ask: Cli, line: dict[str, Any]
) -> None:
    before = revision(ask)
    ban = ("adjust", "2026-1", "--ban", f"{line['leader']}:{line['mentee']}")
    seen = ask(*ban)
    assert (seen.code, "Ничего не записано" in seen.out) == (0, True), seen.err
    found = json.loads(ask(*ban, "--json", "-").out)
    validate(found, schema("what_if"))
    assert revision(ask) == before
    told = ask(*ban, "--draft")
    assert (told.code, "причина" in told.err) == (2, True)
    done = ask(*ban, "--draft", *REASON)
    assert done.code == 0, done.err
    assert f"methodnet undo {before + 1}" in done.out
    comparison = json.loads(ask("compare", "2026-1", "2026-2", "--json", "-").out)
    after = {goal["name"]: goal["b"] for goal in comparison["goals"]}
    assert after == {goal["name"]: goal["after"] for goal in found["goals"]}
    steps = comparison["moved"] + comparison["new"] + comparison["ended"]
    assert len(steps) == len(found["steps"])
    assert ask("check", "2026-2").code == 0
    assert ask("undo", str(before + 1), *REASON).code == 0
    assert ask("check", "2026-2").code == 2


def test_scenarios_are_kept_weighed_drafted_and_dropped(ask: Cli, line: dict[str, Any]) -> None:
    assert "Сценариев пока нет" in ask("scenarios").out
    more = f"{line['leader']}:{line['direction']}:+1"
    pair = f"{line['leader']}:{line['mentee']}:{line['direction']}"
    assert "2026-1-s1" in ask("adjust", "2026-1", "--places", more, "--name", "Место").out
    assert ask("adjust", "2026-1", "--pin", pair, "--ban", pair, "--name", "Нет").code == 2
    assert ask("adjust", "2026-1", "--prefer", pair, "--name", "Пожелание").code == 0
    found = json.loads(ask("scenarios", "2026-1", "--json", "-").out)
    validate(found, schema("scenarios"))
    assert [one["name"] for one in found["scenarios"]] == [None, "Место", "Пожелание"]
    told = ask("scenarios").out
    assert all(one["text"] in told for one in found["scenarios"])
    assert "{" not in told
    drafted = ask("scenario", "2026-1-s1", "--draft", *REASON)
    assert (drafted.code, "проект 2026-2" in drafted.out) == (0, True), drafted.err
    again = ask("scenario", "2026-1-s2", "--draft", "--json", "-", *REASON)
    assert again.code == 0, again.err
    validate(json.loads(again.out), schema("plan"))
    assert json.loads(again.out)["id"] == "2026-3"
    assert "убран" in ask("scenario", "2026-1-s1", "--drop").out
    assert ask("scenario", "2026-1-s1", "--drop").code == 2
    left = json.loads(ask("scenarios", "--json", "-").out)["plans"]
    assert [one["name"] for one in left[0]["scenarios"]] == [None, "Пожелание"]
    dropped = ask("scenario", "2026-1-s2", "--drop", "--json", "-")
    assert json.loads(dropped.out) == {"revision": revision(ask)}


def test_a_refusal_leads_to_a_second_order(ask: Cli, line: dict[str, Any]) -> None:
    assert ask("approve", "2026-1", *REASON).code == 0
    first = ("order", "2026-1", "--number", "7", "--date", "28.08.2026", "--confirm", *REASON)
    assert ask(*first).code == 0
    refusal = ("refuse", "2026-1", "--leader", line["leader"], "--mentee", line["mentee"])
    seen = json.loads(ask(*refusal, "--json", "-").out)
    validate(seen, schema("refusal"))
    assert seen["until"] == "2027-09-01"
    early = json.loads(ask(*refusal, "--until", "01.02.2027", "--json", "-").out)
    assert early["until"] == "2027-02-01"
    assert any(step["from"] == line["leader"] for step in seen["steps"])
    assert "Ничего не записано" in ask(*refusal).out
    document = ask(*refusal, "--draft", "--json", "-", *REASON)
    assert document.code == 0, document.err
    made = json.loads(document.out)
    validate(made, schema("plan"))
    assert made["replaces"] == "2026-1"
    assert ask("approve", "2026-2", *REASON).code == 0
    second = ("order", "2026-2", "--number", "31", "--date", "01.12.2026")
    told = ask(*second)
    assert "без изменений" in told.out
    assert "замена по приказу № 31" in told.out or "завершена по приказу" in told.out
    assert ask(*second, "--confirm", *REASON).code == 0
    assert "уже заменён планом 2026-2" in ask(*refusal).err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("adjust", "2026-9", "--ban", "a:b"), "Плана «2026-9» нет"),
        (("adjust", "2026-1", "--ban", "a"), "не читается"),
        (("adjust", "2026-1", "--places", "a:b:много"), "после --places не читается"),
        (("adjust", "2026-1", "--ban", "zz:yy"), "Организации с кодом «zz» в базе нет"),
        (("adjust", "2026-1", "--draft", *REASON), "Поправок должно быть"),
        (("adjust", "2026-1", "--ban", "a:b", "--draft", "--name", "в", *REASON), "Сразу и проект"),
        (("adjust", "2026-1", "--ban", "a:b", "--until", "01.02.2027"), "--until без --draft"),
        (
            ("adjust", "2026-1", "--ban", "a:b", "--until", "01.02.2027", "--name", "в"),
            "--until без --draft",
        ),
        (("scenario", "2026-1-s1", "--drop", "--until", "01.02.2027"), "--until без --draft"),
        (("adjust", "2026-1"), "Поправок должно быть"),
        (("scenario", "2026-1-s9", "--draft", *REASON), "Сценария 2026-1-s9 нет"),
        (("scenario", "2026-1-s9"), "Скажите, что сделать"),
        (("scenarios", "2026-9"), "Плана «2026-9» нет"),
        (("refuse", "2026-1", *REASON), "Назовите, кто отказался"),
        (("refuse", "2026-1", "--leader", "zz", "--draft"), "нужна причина"),
        (("refuse", "2026-1", "--leader", "zz", "--until", "завтра"), "завтра"),
    ],
)
def test_what_cannot_be_is_one_sentence(ask: Cli, words: tuple[str, ...], says: str) -> None:
    before = revision(ask)
    told = ask(*words)
    assert (told.code, says in told.err) == (2, True), told.err
    assert revision(ask) == before
