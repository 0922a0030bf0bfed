"""Foreign files that are kept in the tree are those that their page names, byte for byte."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.tools.source import ROOT

PAGES = sorted((ROOT / "docs" / "reference").glob("vendored*.md"))
SAID = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
FOREIGN = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("api", "viz")
    for path in (ROOT / folder).rglob("*")
    if path.is_file()
    and "LICENSE" not in path.name.upper().replace("LICENCE", "LICENSE")
    and (
        {"vendor", "vendored"} & set(path.parts)
        or re.search(r"\.min\.(js|css)$|\.(ttf|woff2?)$", path.name)
    )
)


def test_there_is_a_page_of_foreign_files() -> None:
    assert PAGES


@pytest.mark.parametrize("path", FOREIGN)
def test_a_foreign_file_is_named_with_its_hash(path: str) -> None:
    assert Path(path).name in SAID
    assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() in SAID


def test_no_page_names_a_hash_of_a_file_that_is_not_there() -> None:
    there = {hashlib.sha256((ROOT / path).read_bytes()).hexdigest() for path in FOREIGN}
    assert set(re.findall(r"\b[0-9a-f]{64}\b", SAID)) <= there
