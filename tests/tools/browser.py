"""Chromium for tests and pictures: found, brought where that is allowed, or named as missing.

`python -m tests.tools.browser` brings it; as a pytest plugin it gives the fixture `browser`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

_PACKAGES = ("chromium", "fonts-paratype")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
COMMAND = f"apt-get install --no-install-recommends {' '.join(_PACKAGES)}"
MISSING = (
    f"Нет Chromium. Debian, Ubuntu: {COMMAND}. Иначе укажите его в переменной METHODNET_CHROMIUM"
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None; ``METHODNET_CHROMIUM`` goes first."""
    named = os.environ.get("METHODNET_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or (str(_MAC) if _MAC.is_file() else None)


@contextmanager
def open_browser(executable: str) -> Iterator[Browser]:
    """Yield a headless browser that speaks to nobody but the pages it is given."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give one headless Chromium for all browser tests; without one they are left out."""
    executable = find_chromium()
    if executable is None:
        pytest.skip(MISSING)
    with open_browser(executable) as opened:
        yield opened


def bring() -> None:
    """Install Chromium and the fonts of the map where that needs no question: root on Debian."""
    if find_chromium() is not None:
        return
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        sys.stdout.write(f"{MISSING}. Проверки в браузере будут пропущены.\n")
        return
    sys.stdout.write("Ставлю Chromium и шрифты для проверок в браузере…\n")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (("update",), ("install", "-y", "--no-install-recommends", *_PACKAGES)):
        done = subprocess.run(
            [apt, "-q", *arguments], env=quiet, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            sys.stdout.write(f"{done.stderr[-2000:]}\n{MISSING}. Проверки будут пропущены.\n")
            return


if __name__ == "__main__":
    bring()
