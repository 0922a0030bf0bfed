"""A curator's red list and meetings without a word through the command line."""

import json
from pathlib import Path

from tests.cli.conftest import Cli


def test_a_red_list_is_told_and_written(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    who = json.loads(cli("meetings", "--json", "-", "--as-of", "2026-12-31", *at).out)
    curators = {code for one in who["meetings"] for code in one["curators"]}
    found = json.loads(cli("red-list", min(curators), "--json", "-", *at).out)
    told = cli("red-list", min(curators), "--xlsx", "red.xlsx", *at)
    assert told.out.splitlines() == found["texts"]
    assert Path("red.xlsx").stat().st_size > 0
    unknown = cli("red-list", "nobody", *at)
    assert unknown.code == 2
    assert "nobody" in unknown.err


def test_meetings_are_marked_with_one_word_a_reason_and_after_their_day(
    cli: Cli, demo: Path
) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    coming = json.loads(cli("meetings", "--json", "-", "--as-of", "2026-12-31", *at).out)
    code = coming["meetings"][0]["event"]
    assert cli("meetings", "--held", code, *at).code == 2
    both = cli("meetings", "--held", code, "--cancelled", code, "--reason", "так", *at)
    assert both.code == 2
    early = cli("meetings", "--held", code, "--reason", "сказала площадка", *at)
    assert early.code == 2
    assert "ещё не прошло" in early.err
    assert cli("meetings", *at).out.startswith("Прошло, но не отмечено на ")
