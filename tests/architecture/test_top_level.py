"""The four generic names belong to this product alone, in the tree and in the wheel."""

import importlib.metadata
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.tools.source import PRODUCT, ROOT

UV = ROOT / ".tools" / "bin" / "uv"
FIXED = {"pyproject.toml", "README.md", "tests", *PRODUCT}
ADDED = {".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "docs", "uv.lock"}


def test_no_installed_package_takes_our_names() -> None:
    owners = importlib.metadata.packages_distributions()
    taken = {
        name: owners[name]
        for name in (*PRODUCT, "tests", "docs")
        if set(owners.get(name, ())) - {"methodnet"}
    }
    assert not taken


def test_the_top_level_holds_what_was_agreed_and_no_more() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert {line.split("/")[0] for line in listed.splitlines()} <= FIXED | ADDED
    assert all((ROOT / name).exists() for name in FIXED)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    uv = shutil.which(UV) or shutil.which("uv")
    if uv is None:
        pytest.skip("Нет uv, колесо не собрать: make test ставит его сам")
    folder = tmp_path_factory.mktemp("wheel")
    _run(uv, "build", "--quiet", "--wheel", "--out-dir", folder, cwd=ROOT)
    return next(folder.glob("*.whl"))


def _run(*command: str | Path, cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_every_file_of_the_product_and_nothing_else(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    ours = {
        path.relative_to(ROOT).as_posix()
        for folder in PRODUCT
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    assert inside == ours


@pytest.mark.xdist_group("wheel")
def test_the_wheel_works_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    uv = shutil.which(UV) or shutil.which("uv") or ""
    needs = tmp_path / "requirements.txt"
    _run(
        uv, "export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "-o", needs, cwd=ROOT
    )
    _run(uv, "venv", "--quiet", "--python", sys.executable, tmp_path / "venv", cwd=tmp_path)
    programs = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    install = (uv, "pip", "install", "--quiet", "--no-deps", "--python", python)
    _run(*install, "--require-hashes", "-r", needs, cwd=tmp_path)
    _run(*install, wheel, cwd=tmp_path)
    where = _run(
        python,
        "-I",
        "-c",
        f"import {', '.join(PRODUCT)}, api.cli; print(graph.__file__)",
        cwd=tmp_path,
    )
    assert str(tmp_path) in where
    assert "methodnet" in _run(programs / "methodnet", "--help", cwd=tmp_path)
