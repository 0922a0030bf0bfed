"""Leaflets and the check from files, through the command line."""

import json
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from api.cli.edge import Edge
from tests.cli.conftest import Cli
from viz.leaflet_spec import LeafletSpec


def sheet_rows(file: Path, name: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(BytesIO(file.read_bytes()))
    return [tuple(row) for row in book[name].iter_rows(values_only=True)]


def test_a_plan_is_checked_from_its_files_without_a_store(
    cli: Cli, demo: Path, tmp_path: Path
) -> None:
    plan, book = str(demo / "plan.json"), str(demo / "network.xlsx")
    (demo / "methodnet.db").rename(tmp_path / "away.db")
    told = cli("check", "--file", plan, "--workbook", book)
    assert (told.code, "лучше нельзя" in told.out) == (0, True)
    document = json.loads((demo / "plan.json").read_text("utf-8"))
    document["assignments"][0]["points"] += 1
    spoilt = tmp_path / "spoilt.json"
    spoilt.write_text(json.dumps(document), encoding="utf-8")
    told = cli("check", "--file", str(spoilt), "--workbook", book, "--json", "-")
    assert (told.code, json.loads(told.out)["checked"]) == (2, False)
    spoilt.write_text("{\n oops", encoding="utf-8")
    assert "строке 2" in cli("check", "--file", str(spoilt), "--workbook", book).err
    spoilt.write_text("[]", encoding="utf-8")
    assert "не документ плана" in cli("check", "--file", str(spoilt), "--workbook", book).err
    absent = cli("check", "--file", "absent.json", "--workbook", book)
    assert (absent.code, "absent.json" in absent.err) == (2, True)
    other = cli("check", "--file", plan, "--workbook", str(demo / "plan.xlsx"))
    assert (other.code, "не читается как сеть" in other.err) == (2, True)


def test_a_check_takes_a_plan_or_two_files(cli: Cli) -> None:
    for words, told in (
        ((), "Не указано, что проверить"),
        (("2026-1", "--file", "a"), "не всё вместе"),
        (("--file", "a"), "--workbook"),
        (("--workbook", "a"), "--file"),
    ):
        answer = cli("check", *words)
        assert (answer.code, told in answer.err) == (2, True)


def test_leaflets_of_a_plan_with_index_and_annexes(cli: Cli, demo: Path, tmp_path: Path) -> None:
    store = str(demo / "methodnet.db")
    document = json.loads((demo / "plan.json").read_text("utf-8"))
    line, plan = document["assignments"][0], document["id"]
    out = tmp_path / "out"
    only = ("--for", line["leader"], "--for", line["mentee"])
    told = cli("sheets", plan, "-o", str(out), *only, "--by-municipality", "--store", store)
    assert told.code == 0, told.err
    page = (out / "leaders" / f"{line['leader']}.html").read_text("utf-8")
    assert "Вымышленные данные" in page
    assert (out / "leaders" / f"{line['leader']}.pdf").read_bytes().startswith(b"%PDF")
    assert (out / "mentees" / f"{line['mentee']}.png").read_bytes().startswith(b"\x89PNG")
    codes = {row[2] for row in sheet_rows(out / "index.xlsx", "Листы")[2:]}
    assert codes == {line["leader"], line["mentee"]}
    annexes = list((out / "annexes").glob("*.xlsx"))
    attached = [row for file in annexes for row in sheet_rows(file, "Приложение 2")[2:]]
    assert len(attached) == len(document["assignments"])
    again = cli("sheets", plan, "-o", str(out), *only, "--store", store)
    assert (again.code, "не пуста" in again.err) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_two_runs_give_equal_files(cli: Cli, demo: Path, tmp_path: Path) -> None:
    store = str(demo / "methodnet.db")
    document = json.loads((demo / "plan.json").read_text("utf-8"))
    leader = document["assignments"][0]["leader"]
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        words = ("sheets", document["id"], "-o", str(folder), "--for", leader, "--store", store)
        assert cli(*words).code == 0
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        made.append({str(path.relative_to(folder)): path.read_bytes() for path in files})
    assert made[0] == made[1]


def test_leaflets_that_cannot_be_made_are_refused_in_a_sentence(
    cli: Cli, demo: Path, tmp_path: Path
) -> None:
    store = str(demo / "methodnet.db")
    out = str(tmp_path / "out")
    assert "никто" in cli("sheets", "2026-1", "-o", out, "--for", "никто", "--store", store).err
    unknown = cli("sheets", "2026-9", "-o", out, "--store", store)
    assert (unknown.code, "2026-9" in unknown.err) == (2, True)
    used = tmp_path / "used"
    used.write_text("x", encoding="utf-8")
    assert "не пуста" in cli("sheets", "2026-1", "-o", str(used), "--store", store).err
    assert not Path(out).exists()


def test_leaflets_that_are_stopped_half_way_leave_nothing_behind(
    cli: Cli, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    def stopped(spec: LeafletSpec, ending: str, *_: object) -> bytes:
        drawn.append((spec.name, ending))
        if len(drawn) > 6:
            raise KeyboardInterrupt
        return b""

    monkeypatch.setattr("api.leaflets.drawn_leaflet", stopped)
    words = ("sheets", "2026-1", "-o", str(tmp_path / "out"), "--store", str(demo / "methodnet.db"))
    told = cli(*words)
    assert (told.code, told.err) == (1, "Прервано. Ничего не записано наполовину.\n")
    assert not [path for path in tmp_path.iterdir() if "out" in path.name]


def test_progress_names_what_is_done_when_a_person_watches() -> None:
    edge, shown = Edge(), StringIO()
    edge.console = Console(file=shown, force_terminal=True, width=200)
    with edge.steps("sheet.working", 2) as step:
        for name in ("СОШ [1]", "Лицей № 2"):
            step(name)
            edge.console.print("")  # the line is drawn anew
    assert "Лист 1 из 2: СОШ [1]" in shown.getvalue()
    assert "Лист 2 из 2: Лицей № 2" in shown.getvalue()
    unseen = StringIO()
    edge.console = Console(file=unseen, force_terminal=False)
    with edge.steps("sheet.working", 2) as step:
        step("никому")
    assert unseen.getvalue() == ""
