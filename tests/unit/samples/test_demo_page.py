"""The page of the demo says what the demo holds."""

from pathlib import Path

from docs.scripts.demo import render

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "demo.md"


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "make docs"
