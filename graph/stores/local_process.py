"""The process of a local server: started so that it outlives its starter, found again, ended."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import Popen

from graph.stores.local_jars import java

_FLAGS = (
    "-Xms256m",
    "-Xmx1g",
    "-XX:+UseG1GC",
    "-Dfile.encoding=UTF-8",
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
)

_CHILDREN: dict[int, Popen[bytes]] = {}
"""Servers that this very process started; kept, because an ended child must be asked for once."""


def launch(home: Path, classpath: str) -> Popen[bytes]:
    """Start the server of folder `home`; what it says goes to ``console.log`` there."""
    command = [
        *(str(java()), *_FLAGS, "-cp", classpath, "org.neo4j.server.CommunityEntryPoint"),
        *(_home_flag(home), f"--config-dir={home / 'conf'}", "--console-mode"),
    ]
    windows = sys.platform == "win32"
    with (home / "console.log").open("wb") as log:
        process = Popen(  # noqa: S603 - Java of our own extra, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=not windows,  # a closed terminal must not end the server
            creationflags=getattr(subprocess, "DETACHED_PROCESS", 0) if windows else 0,
        )
    _CHILDREN[process.pid] = process
    return process


def end(pid: int) -> None:
    """Ask the process to end."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/PID", str(pid), "/F"], check=False)  # noqa: S603, S607 - part of Windows
    else:
        os.kill(pid, signal.SIGTERM)


def is_ours(pid: int, home: Path) -> bool:
    """Return whether process `pid` lives and is the server of `home`, not a later one."""
    child = _CHILDREN.get(pid)
    if child is not None:
        return child.poll() is None
    return _home_flag(home) in _command_line(pid)


def _home_flag(home: Path) -> str:
    return f"--home-dir={home}"


def _command_line(pid: int) -> str:
    told = Path("/proc", str(pid), "cmdline")
    if told.parent.parent.is_dir():
        try:
            return told.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    ask = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    if sys.platform == "win32":
        query = f"(Get-CimInstance Win32_Process -Filter 'ProcessId={pid}').CommandLine"
        ask = ["powershell", "-NoProfile", "-Command", query]
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout  # noqa: S603 - part of the system
