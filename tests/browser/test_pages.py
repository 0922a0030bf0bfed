"""The pages in a real browser: the main job from sign-in to the map, without a foreign request."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from api.main import sign_in_link
from tests.web.small import make_app, make_draft, make_store

pytestmark = pytest.mark.browser


class Site:
    """A served application, and everything a browser complained about or asked of others."""

    def __init__(self, app: FastAPI, browser: Browser) -> None:
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        bound.bind(("127.0.0.1", 0))
        self.port = bound.getsockname()[1]
        self.app, self.browser = app, browser
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.contexts: list[BrowserContext] = []
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [bound]})
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self, *, width: int = 1366, scripts: bool = True) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 768},
            locale="ru-RU",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        context.on("request", self._asked)
        page = context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def signed_in(self, *, width: int = 1366, scripts: bool = True) -> Page:
        page = self.open(width=width, scripts=scripts)
        page.goto(sign_in_link(self.app, host="127.0.0.1", port=self.port))
        page.get_by_role("button", name="Войти").click()
        page.wait_for_url(f"{self.address}/")
        return page

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.text} {message.location}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.server.should_exit = True
        self.thread.join()


@pytest.fixture
def site(tmp_path: Path, browser: Browser) -> Iterator[Site]:
    made = Site(make_app(make_store(tmp_path)), browser)
    yield made
    made.close()
    assert not made.foreign
    assert not made.complaints


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Site]:
    store = make_store(tmp_path_factory.mktemp("pages"))
    make_draft(store)
    made = Site(make_app(store), browser)
    yield made
    made.close()
    assert not made.foreign
    assert not made.complaints


def test_the_main_job_from_sign_in_to_the_map(site: Site, tmp_path: Path) -> None:
    page = site.signed_in()
    menu = page.get_by_role("navigation", name="Разделы")

    menu.get_by_role("link", name="Импорт").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Текущая сеть").click()
    book = tmp_path / "сеть.xlsx"
    taken.value.save_as(book)
    page.set_input_files("#file", book)
    page.get_by_role("button", name="Проверить файл").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Изменений нет: файл совпадает с сетью"
    )

    menu.get_by_role("link", name="Планы").click()
    page.get_by_role("button", name="Рассчитать").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("План закрепления 2026-1")
    page.get_by_label("Почему утверждаете этот план").fill("совещание")
    page.get_by_role("button", name="Утвердить план 2026-1").click()
    expect(page.get_by_text("План утверждён. Теперь можно издать приказ.")).to_be_visible()

    page.get_by_role("link", name="Издать приказ…").first.click()
    page.get_by_label("Номер").fill("412")
    page.get_by_role("button", name="Показать, что изменится").click()
    expect(page.get_by_role("heading", name="Начнутся 2 пары")).to_be_visible()
    page.get_by_label("Почему издаёте приказ").fill("решение совещания")
    page.get_by_role("button", name="Издать приказ № 412").click()
    expect(page.get_by_text("Приказ № 412 издан. Пары начнут действовать")).to_be_visible()

    menu.get_by_role("link", name="Изоляция").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("без рабочей связи")
    menu.get_by_role("link", name="Карта").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("Обзор сети")).to_be_visible()
    menu.get_by_role("link", name="История").click()
    expect(page.get_by_text("Приказ по плану 2026-1").first).to_be_visible()


def test_a_filter_changes_the_list_and_the_address_without_a_new_page(planned: Site) -> None:
    page = planned.signed_in()
    page.goto(f"{planned.address}/organisations")
    page.evaluate("window.stays = true")
    page.get_by_label("Найти в списке").fill("сош 10")
    expect(page.locator("#list h2")).to_have_text("Найдена 1 организация")
    assert page.evaluate("window.stays") is True
    assert re.search(r"[?&]q=", page.url)
    page.get_by_role("button", name="Организация").click()
    expect(page.locator("#list tbody tr")).to_have_count(1)


def test_the_keyboard_reaches_search_and_leaves_menus(planned: Site) -> None:
    page = planned.signed_in()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("сош 2")
    page.keyboard.press("Enter")
    expect(page.locator("#list tbody tr")).to_have_count(1)
    page.get_by_label("Справка по этой странице").click()
    expect(page.locator(".help .pop")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".help .pop")).to_be_hidden()
    page.goto(f"{planned.address}/plans/2026-1")
    page.keyboard.press("Tab")
    expect(page.locator(".mn-skip")).to_be_focused()


PAGES = [
    "/",
    "/organisations",
    "/organisations/s-1",
    "/people/k-1",
    "/plans",
    "/plans/2026-1",
    "/plans/2026-1?tab=open",
    "/plans/2026-1?tab=load",
    "/plans/2026-1/pairs/s-3/d-1",
    "/isolation",
    "/map",
    "/import",
    "/history?revision=2",
    "/events?year=2025/2026",
]


@pytest.mark.parametrize("width", [390, 1366])
def test_no_page_is_wider_than_the_screen(planned: Site, width: int) -> None:
    page = planned.signed_in(width=width)
    wide = {}
    for path in PAGES:
        page.goto(planned.address + path)
        page.wait_for_load_state("networkidle")
        most = page.evaluate("document.documentElement.scrollWidth")
        if most > width:
            wide[path] = most
    assert not wide


def test_pages_work_without_scripts(planned: Site) -> None:
    page = planned.signed_in(scripts=False)
    page.goto(f"{planned.address}/organisations?q=сош+10")
    expect(page.locator("#list tbody tr")).to_have_count(1)
    page.goto(f"{planned.address}/plans/2026-1")
    expect(page.get_by_role("button", name="Утвердить план 2026-1")).to_be_enabled()


def test_paper_shows_no_menu_and_says_what_it_is(planned: Site) -> None:
    page = planned.signed_in()
    page.goto(f"{planned.address}/organisations/s-1")
    page.emulate_media(media="print")
    expect(page.locator(".mn-top")).to_be_hidden()
    expect(page.get_by_text("Состояние на 24.08.2026, редакция сети 2.")).to_be_visible()
    expect(page.get_by_text("+7 (000) 000-00-02").first).to_be_visible()
