"""A real Neo4j server for one user on this machine: start, stop, status."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from graph.errors import StoreUnavailableError
from graph.stores.local_jars import Told, fetch_jars
from graph.stores.local_process import end, is_ours, launch
from graph.stores.neo4j_errors import told_failures
from graph.texts import message

USER = "neo4j"
DEFAULT_PORT = 7687
DEFAULT_DIRECTORY = Path("~/.local/share/methodnet/neo4j")

_READY_WITHIN_S = 90.0
_STOPPED_WITHIN_S = 30.0
_STEP_S = 0.2
_FIRST_PASSWORD = "neo4j"  # noqa: S105 - what every new server has; it is changed at once
_LAST_WORDS = 400
_BAD_NEWS = ("ERROR", "Exception", "Caused by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A local server that answers.

    Attributes
    ----------
    url, user, password
        What a client needs; the password never appears in a printed value.
    pid
        Its process.
    was_running
        Whether it ran before it was asked to start.
    """

    url: str
    user: str
    password: str = field(repr=False)
    pid: int
    was_running: bool


def start(directory: Path, *, new_password: str, told: Told, port: int | None = None) -> Running:
    """Start the server whose data lie in `directory`, or find it running.

    The first start brings the program and makes `new_password` its password, kept in a file that
    only the owner may read. The server listens on this machine only.

    Parameters
    ----------
    directory
        Folder of the server; made if it is missing.
    new_password
        At least 8 characters; used only by the first start.
    told
        Hears how it goes on.
    port
        Port of the first start; without it 7687, or a free one if that is taken.

    Raises
    ------
    StoreUnavailableError
        If Java or the jars are missing, or the server does not answer in time.
    """
    home = _home(directory)
    found = status(home)
    if found is not None:
        return found
    told(message("neo4j.licence"))
    classpath = fetch_jars(told)
    _write_settings(home, port)
    told(message("neo4j.starting", path=str(home)))
    process = launch(home, classpath)
    (home / "server.pid").write_text(str(process.pid), encoding="ascii")
    _wait(lambda: _answers(_port(home)), process, home)
    _set_password(home, new_password, process)
    return _running(home, process.pid, was_running=False)


def stop(directory: Path) -> bool:
    """Stop the server of `directory`; return whether it ran.

    Raises
    ------
    StoreUnavailableError
        If it does not end in time.
    """
    home = _home(directory)
    found = status(home)
    if found is None:
        return False
    end(found.pid)
    deadline = time.monotonic() + _STOPPED_WITHIN_S
    while is_ours(found.pid, home):
        if time.monotonic() > deadline:
            raise StoreUnavailableError("neo4j.not_stopped", path=str(home), pid=found.pid)
        time.sleep(_STEP_S)
    (home / "server.pid").unlink(missing_ok=True)
    return True


def status(directory: Path) -> Running | None:
    """Return the running server of `directory`, or None."""
    home = _home(directory)
    try:
        pid = int((home / "server.pid").read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None
    if not (is_ours(pid, home) and _answers(_port(home))):
        return None
    return _running(home, pid, was_running=True)


def _home(directory: Path) -> Path:
    home = directory.expanduser().resolve()
    if home.exists() and not home.is_dir():
        raise StoreUnavailableError("neo4j.not_a_folder", path=str(home))
    return home


def _running(home: Path, pid: int, *, was_running: bool) -> Running:
    return Running(
        url=_url(home),
        user=USER,
        password=(home / "password").read_text(encoding="utf-8"),
        pid=pid,
        was_running=was_running,
    )


def _write_settings(home: Path, port: int | None) -> None:
    settings = home / "conf" / "neo4j.conf"
    if settings.exists():
        return
    settings.parent.mkdir(parents=True, exist_ok=True)
    chosen = port or (DEFAULT_PORT if not _answers(DEFAULT_PORT) else free_port())
    (home / "port").write_text(str(chosen), encoding="ascii")
    settings.write_text(
        "\n".join(
            (
                "server.default_listen_address=127.0.0.1",
                f"server.bolt.listen_address=127.0.0.1:{chosen}",
                f"server.bolt.advertised_address=127.0.0.1:{chosen}",
                "server.http.enabled=false",
                "server.https.enabled=false",
                "dbms.usage_report.enabled=false",
                "server.memory.pagecache.size=128m",
                "db.tx_log.preallocate=false",
                "",
            )
        ),
        encoding="utf-8",
    )


def _wait(ready: Callable[[], bool], process: Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + _READY_WITHIN_S
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            (home / "server.pid").unlink(missing_ok=True)
            raise StoreUnavailableError("neo4j.not_started", path=str(home), why=_why(home))
        time.sleep(_STEP_S)


def _why(home: Path) -> str:
    log = (home / "console.log").read_text(encoding="utf-8", errors="replace").splitlines()
    causes = [line for line in log if any(word in line for word in _BAD_NEWS)]
    return " ".join(" ".join(causes or log).split())[-_LAST_WORDS:]


def _set_password(home: Path, new_password: str, process: Popen[bytes]) -> None:
    kept = home / "password"
    first = not kept.exists()
    if first:
        # Written before it is set: a start that is broken off in between can be repeated.
        kept.touch(mode=0o600)
        kept.write_text(new_password, encoding="utf-8")
    password = kept.read_text(encoding="utf-8")
    steps = (_changed, _knows) if first else (_knows, _changed)
    _wait(lambda: any(step(home, password) for step in steps), process, home)
    _wait(lambda: _knows(home, password), process, home)


def _knows(home: Path, password: str) -> bool:
    return _succeeds(home, password, "neo4j", "RETURN 1", {})


def _changed(home: Path, password: str) -> bool:
    change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
    values = {"old": _FIRST_PASSWORD, "new": password}
    return _succeeds(home, _FIRST_PASSWORD, "system", change, values)


def _succeeds(home: Path, password: str, database: str, query: str, values: dict[str, str]) -> bool:
    from neo4j import GraphDatabase  # noqa: PLC0415 - slow to import, and only some need it

    try:
        with (
            told_failures(_url(home)),
            GraphDatabase.driver(_url(home), auth=(USER, password)) as driver,
            driver.session(database=database) as session,
        ):
            session.run(query, values).consume()
    except StoreUnavailableError:
        return False
    return True


def _url(home: Path) -> str:
    return f"bolt://127.0.0.1:{_port(home)}"


def _port(home: Path) -> int:
    return int((home / "port").read_text(encoding="ascii"))


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """Return a port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
