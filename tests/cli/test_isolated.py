"""The command isolated says what the page says: the same numbers, groups and order."""

import json
import re
from pathlib import Path

from openpyxl import load_workbook

from graph.model.ids import MunicipalityId
from graph.stores.sqlite import SqliteStore
from services.isolation.kinds import WATCHED
from tests.cli.conftest import Cli

_SAID = re.compile(r"[Бб]ез рабочей связи (\d+), под угрозой (\d+); ещё у (\d+) узкий круг\.")


def numbers(text: str) -> tuple[int, int, int]:
    found = _SAID.search(text)
    assert found, text
    severe, at_risk, watched = map(int, found.groups())
    return severe, at_risk, watched


def test_narrow_circles_are_counted_apart_and_listed_last(cli: Cli, demo: Path) -> None:
    store = ("--store", str(demo / "methodnet.db"))
    found = json.loads(cli("isolated", "--json", "-", *store).out)["findings"]
    alone = {"K1", "K2", "K3", "K17", "K4"}
    severe = [one for one in found if alone & set(one["kinds"])]
    narrow = [one for one in found if set(one["kinds"]) <= set(WATCHED)]
    told = cli("isolated", "--all", *store)
    assert told.code == 0, told.err
    assert numbers(told.out) == (
        len(severe),
        len(found) - len(severe) - len(narrow),
        len(narrow),
    )
    lines = told.out.splitlines()
    counts = [int(line.split()[0]) for line in lines if re.match(r"  \d+ — ", line)]
    assert sum(counts) == len(found) - len(narrow)
    codes = [match[1] for line in lines if (match := re.match(r".*?\(([^()]+)\): ", line))]
    assert len(codes) == len(found)
    assert set(codes[-len(narrow) :]) == {one["organisation"] for one in narrow}
    assert set(codes[: len(severe)]) == {one["organisation"] for one in severe}


def test_one_municipality_is_asked_for(cli: Cli, demo: Path, tmp_path: Path) -> None:
    path = demo / "methodnet.db"
    store = ("--store", str(path))
    opened = SqliteStore(path)
    network = opened.read()
    opened.close()
    whole = json.loads(cli("isolated", "--json", "-", *store).out)["findings"]
    for code in network.municipalities.keys:
        here = json.loads(cli("isolated", "--municipality", code, "--json", "-", *store).out)
        expected = [
            one
            for one in whole
            if network.organisation(one["organisation"]).municipality == MunicipalityId(code)
        ]
        assert here["findings"] == expected
        book = tmp_path / "here.xlsx"
        told = cli("isolated", "--municipality", code, "--xlsx", str(book), *store)
        assert network.name_of[code] in told.out
        assert sum(numbers(told.out)) == len(expected)
        assert load_workbook(book).worksheets[0].max_row >= len(expected)


def test_of_a_day_before_all_data_one_sentence_is_enough(cli: Cli, demo: Path) -> None:
    told = cli("isolated", "--as-of", "1990-01-01", "--store", str(demo / "methodnet.db"))
    assert told.code == 0, told.err
    assert len(told.out.splitlines()) == 2
    assert "раньше всех данных" in told.out
