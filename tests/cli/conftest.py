"""One made-up district, made once a session through the command line; each test gets a copy."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli import run


@dataclass(frozen=True, slots=True)
class Told:
    """What one command did: its exit code and what it printed."""

    code: int
    out: str
    err: str


Cli = Callable[..., Told]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """Run one command in an empty folder, with no settings but the given ones."""
    for name in [name for name in os.environ if name.startswith("METHODNET_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("METHODNET_ACTOR", "Ветрова И. П.")
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> Told:
        capsys.readouterr()
        code = run.run(list(words))
        told = capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        return Told(code, told.out, told.err)

    return call


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a whole demo of the district."""
    folder = tmp_path_factory.mktemp("demo")
    assert run.run(["demo", "--dir", str(folder), "--size", "municipality", "--no-serve"]) == 0
    return folder


@pytest.fixture
def demo(made_demo: Path, tmp_path: Path) -> Path:
    """Return a copy of the demo that a test may change."""
    return Path(shutil.copytree(made_demo, tmp_path / "demo"))
