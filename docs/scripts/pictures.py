"""The pictures of the guide, taken from the running product: `python -m docs.scripts.pictures`.

Makes the demo region if it is not there, serves it, opens its pages in Chromium and keeps what it
sees there.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

from tests.tools.browser import MISSING, find_chromium, open_browser

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
DEMO = ROOT / "demo"
WIDE: ViewportSize = {"width": 1440, "height": 900}
_LINK = re.compile(r"https?://\S+")


def main() -> None:
    """Take every picture."""
    executable = find_chromium()
    if executable is None:
        sys.exit(MISSING)
    _methodnet("demo", "--dir", str(DEMO), "--no-serve")
    with served(DEMO / "methodnet.db") as link, open_browser(executable) as browser:
        context = browser.new_context(viewport=WIDE, locale="ru-RU", reduced_motion="reduce")
        page = context.new_page()
        page.goto(link)
        page.get_by_role("button").last.click()
        _take_pages(page, link.split("/", 3)[2])
        _take_map(context.new_page())


def _take_pages(page: Page, host: str) -> None:
    site = f"http://{host}"
    for name, path in (("home", "/"), ("isolation", "/isolation")):
        page.goto(f"{site}{path}")
        _keep(page, name)
    page.goto(f"{site}/plans")
    page.locator("main table a").first.click()
    _keep(page, "plan")
    page.goto(f"{site}/import")
    page.locator("input[type=file]").set_input_files(DEMO / "network.xlsx")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    _keep(page, "import")


def _take_map(page: Page) -> None:
    page.goto((DEMO / "map.html").as_uri())
    page.wait_for_timeout(1500)  # the map draws on a canvas; nothing in the page says it is done
    _keep(page, "map")


def _keep(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")


def _methodnet(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "api.cli", *arguments], cwd=ROOT, check=True)


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve `store` on a free port and yield the one-time link."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--store", str(store)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        try:
            yield _first_link(server)
        finally:
            server.terminate()


def _first_link(server: subprocess.Popen[str]) -> str:
    for line in server.stdout or ():
        if found := _LINK.search(line):
            return found[0]
    sys.exit("methodnet serve не напечатал ссылку")


if __name__ == "__main__":
    main()
