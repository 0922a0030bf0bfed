"""The pictures of the guide, taken from the running product: `python -m docs.scripts.pictures`.

Makes the demo region in a folder of its own, serves it, opens its pages in Chromium and keeps
what it sees there.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from playwright.sync_api import Page, ViewportSize

from tests.tools.browser import MISSING, find_chromium, open_browser

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
PROGRAM = Path(sys.executable).with_name("methodnet")
WHO = "Планировщик"
ENVIRONMENT = {**os.environ, "PYTHONUNBUFFERED": "1", "METHODNET_ACTOR": WHO}
WIDE: ViewportSize = {"width": 1440, "height": 900}
_LINK = re.compile(r"https?://\S+")


def main() -> None:
    """Take every picture."""
    executable = find_chromium()
    if executable is None:
        sys.exit(MISSING)
    with TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        made = [str(PROGRAM), "demo", "--dir", str(demo), "--no-serve"]
        subprocess.run(made, env=ENVIRONMENT, check=True)
        with served(demo / "methodnet.db") as link, open_browser(executable) as browser:
            context = browser.new_context(viewport=WIDE, locale="ru-RU", reduced_motion="reduce")
            page = context.new_page()
            page.goto(link)
            page.locator("#name").fill(WHO)
            page.locator("main form button").click()
            _take_pages(page, f"http://{link.split('/', 3)[2]}")
            _take_import(page, demo / "network.xlsx")
            _take_map(context.new_page(), demo / "map.html")


def _take_pages(page: Page, site: str) -> None:
    for name, path in (("home", "/"), ("isolation", "/isolation")):
        page.goto(f"{site}{path}")
        _keep(page, name)
    page.goto(f"{site}/plans")
    page.locator("main table a").first.click()
    _keep(page, "plan")
    page.goto(f"{site}/import")


def _take_import(page: Page, workbook: Path) -> None:
    with TemporaryDirectory() as folder:
        page.locator("#file").set_input_files(_spoilt_workbook(workbook, Path(folder)))
        page.wait_for_url(re.compile(r"/import/."), timeout=180_000)
        _keep(page, "import")


def _spoilt_workbook(workbook: Path, folder: Path) -> Path:
    """Return the demo's workbook with the faults of a hurried evening."""
    book = load_workbook(workbook)
    for name, heading, row, value in (
        ("Потребности", "Острота", 3, 4),
        ("Потребности", "Острота", 7, "острая"),
        ("Организации", "Муниципалитет", 5, "23-99"),
        ("Мероприятия", "Дата", 4, "31.02.2026"),
    ):
        sheet = book[name]
        column = next(cell.column for cell in sheet[1] if cell.value == heading)
        sheet.cell(row=row, column=column or 1).value = value
    path = folder / "Сеть края, сентябрь.xlsx"
    book.save(path)
    return path


def _take_map(page: Page, file: Path) -> None:
    page.goto(file.as_uri())
    page.wait_for_timeout(1500)  # the map draws on a canvas; nothing in the page says it is done
    _keep(page, "map")


def _keep(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve `store` on a free port and yield the one-time link."""
    command = [str(PROGRAM), "serve", "--port", "0", "--store", str(store)]
    with subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
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
