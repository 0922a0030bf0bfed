"""The tree says nothing of the machine it was written on, and fetches nothing from elsewhere."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.tools.source import ROOT

OF_A_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|Users|tmp)/[\w.-]+|C:\\+Users")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
CODE = {".py", ".js", ".css", ".html", ".jinja", ".cypher", ".sql", ".toml", ".po"}
TEXT = CODE | {".md", ".svg", ".json", ".csv", ".lock", ""}
LARGEST = 1_000_000
PUBLIC_INDEX = {"pypi.org", "files.pythonhosted.org"}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def _lines(pattern: re.Pattern[str], suffixes: set[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in tracked()
        if path.suffix in suffixes and path != Path(__file__) and ".min." not in path.name
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_path_of_a_machine_is_in_the_tree() -> None:
    assert not (found := _lines(OF_A_MACHINE, TEXT)), "\n".join(found)


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("open('/home/ivan/x')", True),
        ("C:\\Users\\ivan", True),
        ("GET /work/plans", True),
        ("docs/work/plan.md", False),
        ("https://example.org/home/", False),
    ],
)
def test_a_path_of_a_machine_is_told_from_an_address(line: str, *, is_found: bool) -> None:
    assert bool(OF_A_MACHINE.search(line)) is is_found


def test_nothing_is_left_for_later() -> None:
    assert not (found := _lines(UNFINISHED, CODE)), "\n".join(found)


def test_no_document_is_cited_that_is_not_in_the_tree() -> None:
    there = {path.name for path in tracked()}
    cited = re.compile(r"\b[A-Z]{4,}\.md\b")
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in tracked()
        if path.suffix in TEXT and path != Path(__file__)
        for name in cited.findall(path.read_text(encoding="utf-8"))
        if name not in there
    ]
    assert not found, "\n".join(found)


def test_the_lock_names_the_public_index_only() -> None:
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://([^/\"]+)", text)) <= PUBLIC_INDEX


def test_no_file_is_larger_than_a_megabyte() -> None:
    large = {str(p.relative_to(ROOT)): p.stat().st_size for p in tracked()}
    assert not {name: size for name, size in large.items() if size > LARGEST}


@pytest.mark.parametrize("folder", ["api", "viz"])
def test_pages_load_nothing_from_another_host(folder: str) -> None:
    loads = re.compile(
        r"(?:src|href|url|action|import)\s*[=(]\s*[\"']?(?:https?:)?//", re.IGNORECASE
    )
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:120]}"
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".html", ".jinja", ".css", ".js"} and ".min." not in path.name
        for line in path.read_text(encoding="utf-8").splitlines()
        if loads.search(line)
    ]
    assert not found, "\n".join(found)
