"""What the README and the guide tell people to type does what they say, on a small demo."""

import re
import shlex
from pathlib import Path

import pytest

from api.cli.run import run
from tests.tools.source import ROOT

README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "guide" / "README.md"
RUN_HERE = re.compile(r"<!-- выполняется: [^>]+ -->\n```sh\n(.+?)```", re.DOTALL)
PLAN = "ПЛАН"


def commands(page: Path) -> list[list[str]]:
    """Return the words of each command that a page promises to work, without comments."""
    blocks = RUN_HERE.findall(page.read_text(encoding="utf-8"))
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    return [shlex.split(line, comments=True) for line in lines]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reader")
    made = ["demo", "--dir", str(folder / "demo"), "--size", "municipality", "--no-serve"]
    assert run(made) == 0
    return folder


def _newest_plan(capsys: pytest.CaptureFixture[str], store: str) -> str:
    from api.cli.edge import Edge  # noqa: PLC0415 - the store is there only now

    capsys.readouterr()
    edge = Edge(store)
    plans = edge.network().plans
    newest = max(range(len(plans)), key=lambda row: plans.revisions[row])
    edge.close()
    return str(plans.keys[newest])


@pytest.mark.parametrize("page", [README, GUIDE], ids=["readme", "guide"])
@pytest.mark.xdist_group("reader")
def test_a_reader_gets_through_without_a_stop(
    page: Path,
    demo: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(demo)
    typed = commands(page)
    assert len(typed) >= 5
    for words in typed:
        if words[0] == "export":
            monkeypatch.setenv(*words[1].split("="))
            continue
        assert words[0] == "methodnet"
        store = words[words.index("--store") + 1] if "--store" in words else "demo/methodnet.db"
        filled = [_newest_plan(capsys, store) if word == PLAN else word for word in words[1:]]
        code = run(filled)
        printed = capsys.readouterr()
        assert code == 0, f"{' '.join(words)}\n{printed.out}\n{printed.err}"


@pytest.mark.parametrize(
    "name",
    [
        *("methodnet.db", "network.xlsx", "plan.json", "plan.xlsx", "isolation.json"),
        *("isolation.xlsx", "map.html", "map.svg", "map.pdf"),
    ],
)
@pytest.mark.xdist_group("reader")
def test_the_demo_leaves_what_the_readme_promises(demo: Path, name: str) -> None:
    assert (demo / "demo" / name).stat().st_size > 0


def test_the_readme_is_two_screens_with_the_picture_on_the_first() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 80
    assert any("docs/pictures/map.png" in line for line in lines[:15])


def test_make_and_windows_commands_are_the_same_ones() -> None:
    text = README.read_text(encoding="utf-8")
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    version = re.search(r"UV_VERSION := (\S+)", make)
    assert version
    assert f"uv=={version[1]}" in text
    for task in ("make demo", "make test"):
        assert task in text
    assert 'pytest -n 2 --dist loadgroup -m "not soak"' in text
