"""The page of measurements is made from what benchmarks print, and holds what they were run on."""

import os
from pathlib import Path

import pytest

from tests.tools.bench_page import (
    BEGIN,
    END,
    PAGE,
    machine_lines,
    read_records,
    written,
)
from tests.tools.measure import RECORD, Figure, print_figures


def test_a_printed_table_comes_to_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path / "tables.jsonl"
    monkeypatch.setenv(RECORD, str(record))
    figure = Figure(what="план", size="край | район", seconds=2.0, limit_s=1.0)
    print_figures("Планы", [figure])
    monkeypatch.delenv(RECORD)
    print_figures("Не для страницы", [figure])
    page = f"до\n\n{BEGIN}\nстарое\n{END}\nпосле\n"
    made = written(page, read_records(record), ["Машина: такая."])
    assert made.startswith(f"до\n\n{BEGIN}\n\nМашина: такая.\n\n### Планы\n\n| что | размер |")
    assert "| план | край \\| район | 2.00 с |" in made
    assert "| НЕ достигнуто |" in made
    assert made.endswith(f"{END}\nпосле\n")
    assert "старое" not in made
    assert "Не для страницы" not in made
    assert written(made, read_records(record), ["Машина: такая."]) == made


def table(title: str, value: str) -> dict[str, object]:
    return {"title": title, "headings": ["что"], "rows": [[value]]}


def test_tables_of_other_benchmarks_stay() -> None:
    page = f"до\n\n{BEGIN}\n{END}\n"
    page = written(page, [table("А", "1"), table("Б", "2"), table("А", "3")], ["Машина."])
    page = written(page, [table("А", "4"), table("В", "5")], ["Машина."])
    told = [
        line for line in page.splitlines() if line.startswith(("### ", "| ")) and "что" not in line
    ]
    assert told == [
        "### А",
        "| --- |",
        "| 4 |",
        "### Б",
        "| --- |",
        "| 2 |",
        "### В",
        "| --- |",
        "| 5 |",
    ]


def test_a_page_without_marks_is_not_written_over() -> None:
    with pytest.raises(ValueError, match="таблицы"):
        written("страница", [], [])


def test_the_machine_is_told_without_its_name() -> None:
    (told,) = machine_lines()
    assert "Python 3." in told
    assert "ortools 9." in told
    assert os.uname().nodename not in told


def test_the_page_in_the_tree_can_be_made_anew() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.index(BEGIN) < page.index(END)
