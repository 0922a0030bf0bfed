"""The ten lists and the evidence of one organisation through the command line."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook

from services.isolation.questions import Question
from tests.cli.conftest import Cli

SCHEMAS = Path(__file__).parents[1] / "schemas"


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


def test_the_ten_lists_are_counted_and_written(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    told = cli("isolated", "--lists", "--xlsx", "списки.xlsx", *at)
    assert told.code == 0, told.err
    found = json.loads(cli("isolated", "--lists", "--json", "-", *at).out)
    jsonschema.validate(found, schema("isolation_lists"))
    assert list(found["lists"]) == list(Question)
    lines = told.out.splitlines()
    assert lines[:10] == found["texts"]
    assert "--list ИМЯ" in lines[10]
    for text, rows in zip(found["texts"], found["lists"].values(), strict=True):
        assert text.endswith(f": {len(rows)}")
    sheet = load_workbook("списки.xlsx").worksheets[0]
    assert sheet.auto_filter.ref is not None
    heading_and_note = 2
    assert sheet.max_row - heading_and_note == sum(map(len, found["lists"].values()))


@pytest.mark.parametrize("name", Question)
def test_each_list_opens_by_its_name(cli: Cli, demo: Path, name: str) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    told = cli("isolated", "--list", name, "--all", *at)
    found = json.loads(cli("isolated", "--list", name, "--json", "-", *at).out)
    jsonschema.validate(found, schema("isolation_lists"))
    assert list(found["lists"]) == [name]
    lines = told.out.splitlines()
    assert lines[0] == found["texts"][0]
    assert len(lines) == 1 + len(found["lists"][name])
    for line, row in zip(lines[1:], found["lists"][name], strict=True):
        assert row["text"] in line
        assert row["next_step"] in line


def test_the_report_tells_of_a_kind_what_its_list_tells(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    report = json.loads(cli("isolated", "--json", "-", *at).out)
    lists = json.loads(cli("isolated", "--lists", "--json", "-", *at).out)["lists"]
    for name, kind in (("none", "K1"), ("need", "K8"), ("one_way", "K12")):
        assert len(lists[name]) == report["counts"][kind]
        assert {row["code"] for row in lists[name]} == {
            one["organisation"] for one in report["findings"] if kind in one["kinds"]
        }
    narrow = json.loads(cli("isolated", "--window", "4", "--json", "-", *at).out)
    assert len(lists["asleep"]) == narrow["counts"]["K3b"]


def test_the_evidence_of_one_organisation_is_told_and_written(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    report = json.loads(cli("isolated", "--json", "-", *at).out)
    for finding in report["findings"][:3]:
        code = finding["organisation"]
        told = cli("isolated", "--of", code, *at)
        assert told.code == 0, told.err
        found = json.loads(cli("isolated", "--of", code, "--json", "-", *at).out)
        jsonschema.validate(found, schema("isolation_of"))
        assert found["finding"] == finding
        assert told.out.splitlines()[: len(found["texts"])] == found["texts"]
        assert finding["next_step"] in told.out
        assert "isolation_list." not in told.out


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("--list", "foo"), "one_way"),
        (("--of", "no-such"), "no-such"),
        (("--lists", "--of", "x"), "--list"),
        (("--lists", "--soon"), "--soon"),
        (("--list", "idle", "--trend"), "--trend"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(
    cli: Cli, demo: Path, words: tuple[str, ...], names: str
) -> None:
    told = cli("isolated", *words, "--store", str(demo / "methodnet.db"))
    assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 1)
    assert names in told.err


def test_one_organisation_has_no_workbook(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    code = json.loads(cli("isolated", "--json", "-", *at).out)["findings"][0]["organisation"]
    told = cli("isolated", "--of", code, "--xlsx", "один.xlsx", *at)
    assert (told.code, len(told.err.splitlines())) == (2, 1)
    assert not Path("один.xlsx").exists()
