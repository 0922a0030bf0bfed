"""The isolation page in a real browser: the date slider, the keyboard, paper, no scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import Site
from tests.web.small import make_app, make_draft, make_store

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Site]:
    store = make_store(tmp_path_factory.mktemp("isolation"))
    make_draft(store)
    made = Site(make_app(store), browser)
    yield made
    made.close()
    assert not made.foreign
    assert not made.complaints


@pytest.fixture
def page(site: Site) -> Page:
    opened = site.signed_in()
    opened.goto(f"{site.address}/isolation")
    return opened


def test_the_slider_moves_the_day_by_keyboard_and_the_list_follows(page: Page) -> None:
    slider = page.locator("#slide")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Так будет на 24.06.2027, если ничего не продлить")).to_be_visible()
    expect(page.locator("#as_of")).to_have_value("24.06.2027")
    expect(slider).to_have_attribute("aria-valuetext", "24.06.2027")
    expect(page.locator(".slide output")).to_have_text("24.06.2027")
    expect(slider).to_be_focused()
    expect(page.get_by_text("Последнее мероприятие 10.03.2026").first).to_be_visible()
    page.keyboard.press("Home")
    expect(page.get_by_text("Так было на 24.08.2023")).to_be_visible()


def test_a_district_is_chosen_and_who_is_left_out_is_found_with_what_to_do(page: Page) -> None:
    page.locator("#municipality").select_option("m-2")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Дальний район: 1 организация без рабочей связи"
    )
    row = page.locator("#found tbody tr", has_text="СОШ № 10")
    expect(row).to_contain_text("За всё время ни одного мероприятия")
    row.get_by_role("link", name="На чём основано").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Почему в списке: СОШ № 10")
    page.get_by_role("link", name="К списку").click()
    expect(page.locator("#municipality")).to_have_value("m-2")
    page.locator("#found tbody tr", has_text="СОШ № 10").get_by_role(
        "link", name="На карте"
    ).click()
    frame = page.frame_locator(".mapframe")
    expect(frame.locator("#panel h2")).to_have_text("СОШ № 10")
    expect(frame.locator("#panel .alarm-box")).to_contain_text("нет ни одной связи")


def test_typing_keeps_its_place_while_the_list_narrows(page: Page) -> None:
    page.locator("#text").focus()
    page.keyboard.type("сош 10", delay=60)
    expect(page.locator("#found tbody th[scope=row]")).to_have_count(1)
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value("сош 10")


def test_without_scripts_the_day_is_a_field(site: Site) -> None:
    page = site.signed_in(scripts=False)
    page.goto(f"{site.address}/isolation")
    expect(page.locator("#slide")).to_be_hidden()
    page.locator("#as_of").fill("01.06.2027")
    page.get_by_role("button", name="Показать").click()
    expect(page.get_by_text("Так будет на 01.06.2027, если ничего не продлить")).to_be_visible()


def test_paper_has_the_findings_and_no_controls(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".ask")).to_be_hidden()
    expect(page.locator(".picture")).to_be_hidden()
    expect(page.locator("#found tbody th[scope=row]").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize(
    "path", ["/isolation?kind=K1", "/isolation/of/s-2", "/isolation/lists/idle"]
)
def test_nothing_is_wider_than_the_screen(site: Site, path: str, width: int) -> None:
    page = site.signed_in(width=width)
    page.goto(site.address + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
