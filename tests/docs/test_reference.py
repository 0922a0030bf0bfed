"""The reference pages are what the code says today."""

from collections.abc import Callable

import pytest

from docs.scripts.pages import FOLDER, PAGES
from tests.tools.sentences import CODE


@pytest.mark.parametrize(("name", "render"), PAGES.items())
def test_a_generated_page_is_not_stale(name: str, render: Callable[[], str]) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == render(), "make docs"


def test_no_help_line_is_a_bare_code() -> None:
    lines = PAGES["commands.md"]().splitlines()
    bare = [line for line in lines for cell in line.split("|") if CODE.fullmatch(cell.strip())]
    assert not bare, bare


def test_every_setting_is_explained() -> None:
    rows = [line for line in PAGES["settings.md"]().splitlines() if line.startswith("| `")]
    assert rows
    assert all(row.split("|")[2].strip() for row in rows)


@pytest.mark.parametrize(
    "command",
    [
        *("demo", "serve", "copy", "template", "import", "export", "plan", "check", "explain"),
        *("compare", "advise", "whatif"),
        *("approve", "order", "withdraw", "undo", "policy", "isolated", "map", "show", "history"),
        *("drill", "measures"),
        *("backup", "restore", "doctor", "neo4j start", "neo4j stop", "neo4j status"),
    ],
)
def test_every_agreed_command_is_on_the_page(command: str) -> None:
    assert f"## `methodnet {command}`" in PAGES["commands.md"]()
