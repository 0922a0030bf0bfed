"""`plan --max-changes` on the command line: what it keeps, what it says, what it refuses."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

PLAN = ("plan", "--school-year", "2026/2027", "--scope", "region")
Leaders = dict[tuple[str, str], str]


def leaders(cli: Cli, plan: str, store: str) -> Leaders:
    told = cli("explain", plan, "--json", "-", "--store", store)
    lines = json.loads(told.out)["assignments"]
    return {(line["mentee"], line["direction"]): line["leader"] for line in lines}


def address(demo: Path) -> str:
    return f"sqlite:///{next(demo.glob('*.db'))}"


def test_no_change_is_the_base_itself(cli: Cli, demo: Path) -> None:
    store = address(demo)
    told = cli(*PLAN, "--max-changes", "0", "--json", "-", "--store", store)
    assert told.code == 0, told.err
    document = json.loads(told.out)
    rules = document["side_rules"]
    assert (rules["max_changes"], rules["changes"]) == (0, 0)
    assert all(goal["gap"] == 0 for goal in rules["goals"])
    assert leaders(cli, document["id"], store) == leaders(cli, rules["base"], store)


def test_few_changes_are_told_checked_and_approved(cli: Cli, demo: Path) -> None:
    store, policy = address(demo), demo / "one.toml"
    policy.write_text(
        '[assignment]\nmax_needs_per_mentee = 1\ngoals = ["needs_of_level_3_covered",'
        ' "needs_of_level_2_covered", "needs_of_level_1_covered"]\n',
        encoding="utf-8",
    )
    told = cli(*PLAN, "--policy", str(policy), "--json", "base.json", "--store", store)
    base = json.loads(Path("base.json").read_text(encoding="utf-8"))["id"]
    told = cli(*PLAN, "--max-changes", "3", "--base", base, "--json", "new.json", "--store", store)
    assert told.code == 0, told.err
    assert f"Против плана {base} 3 изменения, разрешено 3." in told.out + told.err
    document = json.loads(Path("new.json").read_text(encoding="utf-8"))
    before, after = leaders(cli, base, store), leaders(cli, document["id"], store)
    keys = before.keys() | after.keys()
    assert sum(before.get(key) != after.get(key) for key in keys) == 3
    assert all(goal["proved"] for goal in document["goals"])
    assert {goal["proved_by"] for goal in document["side_rules"]["goals"]} >= {"highs"}
    assert cli("check", document["id"], "--store", store).code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--max-changes", "-1"], "-1"),
        (["--base", "2026-1"], "--max-changes"),
        (["--max-changes", "1", "--base", "2099-1"], "2099-1"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(
    cli: Cli, demo: Path, words: list[str], says: str
) -> None:
    told = cli(*PLAN, *words, "--store", address(demo))
    assert told.code == 2
    assert says in told.err
    assert told.err.strip().count("\n") == 0


def test_a_year_without_a_plan_has_no_base(cli: Cli, demo: Path) -> None:
    words = ["--scope", "services", "--max-changes", "1", "--store", address(demo)]
    told = cli("plan", "--school-year", "2026/2027", *words)
    assert told.code == 2
    assert "не с чем сравнить" in told.err
