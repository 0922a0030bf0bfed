"""Imports go one way: api → services | viz → graph."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.source import PRODUCT, ROOT, imports, modules

ADAPTERS = ("graph.stores.sqlite", "graph.stores.neo4j")
LINTER = Path(sys.executable).with_name("lint-imports")


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_every_import_contract_is_kept() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("graph/network.py", "import services.access"),
        ("services/access.py", "import viz"),
        ("viz/__init__.py", "import services.access"),
        ("services/access.py", "import fastapi"),
        ("services/context.py", "import sqlite3"),
    ],
)
def test_an_import_against_the_arrow_breaks_a_contract(
    tmp_path: Path, where: str, line: str
) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in PRODUCT:
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=lambda _, names: _but_python(names)
        )
    target = tmp_path / where
    target.write_text(f"{target.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = _lint(tmp_path)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout


def _but_python(names: list[str]) -> set[str]:
    return {name for name in names if "." in name and not name.endswith(".py")} | {"__pycache__"}


def test_in_a_job_only_the_workflow_sees_a_store_and_never_which_one() -> None:
    found = [
        f"{module.at(node)} imports {name}"
        for module in modules("services")
        for name, node in imports(module.tree)
        if name.startswith("graph.stores")
        and (module.path.name != "workflow.py" or name.startswith(ADAPTERS))
    ]
    assert not found, "\n".join(found)


def test_nothing_in_services_stands_on_a_workflow_of_its_own_job() -> None:
    """Faces call workflows; a pure module that did would see a store through it."""
    found = [
        f"{module.at(node)} imports {name}"
        for module in modules("services")
        for name, node in imports(module.tree)
        if ".workflow" in name and module.path.name != "workflow.py"
    ]
    assert not found, "\n".join(found)


def test_contracts_have_no_exceptions() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "ignore_imports" not in text
