"""Pages lead to each other, and what they promise is there."""

import re
from pathlib import Path

import pytest

from tests.tools.source import ROOT

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
STATUS = re.compile(
    r"^Status: (accepted|replaced by \[.+\]\(.+\))\. Date: \d{4}-\d\d-\d\d\.$", re.MULTILINE
)
SECTIONS = ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]


def links(page: Path) -> list[Path]:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    return [(page.parent / t).resolve() for t in targets if not re.match(r"[a-z]+:", t)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    assert not [target for target in links(page) if not target.exists()]


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += [target for target in links(page) if target.suffix == ".md"]
    assert not [str(page.relative_to(ROOT)) for page in PAGES if page not in reached]


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_its_parts_on_half_a_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert STATUS.search(text)
    assert len(text.split()) <= 360
    enforced = text.partition("## Enforced by")[2]
    named = re.findall(r"`((?:tests|graph|services|api|viz)/[\w/.-]+)`", enforced)
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_files_that_pages_name_exist() -> None:
    """A path of the tree in code marks is a promise."""
    path = re.compile(r"`((?:graph|services|viz|api|tests|docs)/[\w/.-]+\.\w+)`")
    missing = [
        f"{page.relative_to(ROOT)}: {name}"
        for page in PAGES
        for name in path.findall(page.read_text(encoding="utf-8"))
        if not (ROOT / name).exists()
    ]
    assert not missing, "\n".join(missing)
