"""The page of a plan in a real browser: pin, ban, refuse, compare, approve in one story."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import Site
from tests.web.small import make_app, make_draft, make_store

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path, browser: Browser) -> Iterator[Site]:
    store = make_store(tmp_path)
    make_draft(store)
    made = Site(make_app(store), browser)
    yield made
    made.close()
    assert not made.foreign
    assert not made.complaints


def opened(site: Site, path: str = "") -> Page:
    page = site.signed_in()
    page.goto(f"{site.address}/plans/2026-1{path}")
    page.wait_for_load_state("networkidle")
    return page


def chips(page: Page) -> list[str]:
    return [text.replace("\u00a0", " ") for text in page.locator(".try-chips li").all_inner_texts()]


def test_pin_ban_refuse_compare_and_approve_in_one_story(site: Site) -> None:
    page = opened(site)
    expect(page.locator(".best")).to_be_visible()

    # Ban: from the row of a pair; the goals answer without a new page.
    page.evaluate("window.stays = true")
    page.get_by_role("link", name="Примерить: СОШ № 1 и СОШ № 2").click()
    expect(page.locator("#try-leader")).to_have_value("СОШ № 1 · s-1")
    expect(page.locator("#try-kind")).to_be_focused()
    page.locator("#try-kind").select_option("ban")
    page.get_by_role("button", name="Примерить").click()
    answer = page.locator(".try-answer")
    expect(answer).to_contain_text("Сохранить работающие пары")
    expect(answer).to_contain_text("не важно")
    assert page.evaluate("window.stays") is True
    assert "try=ban" in page.url

    # Pin instead: the ban of the same pair gives way; nothing changes, for the plan holds it.
    page.locator("#try-kind").select_option("pin")
    page.locator("#try-leader").fill("СОШ № 1")
    page.locator("#try-mentee").fill("СОШ № 2")
    page.locator("#try-direction").select_option(label="Учитель")
    page.get_by_role("button", name="Примерить").click()
    expect(page.get_by_text("Ни одна цель не изменится")).to_be_visible()
    assert [text.partition(":")[0] for text in chips(page)] == ["закрепить"]

    # It is kept as a scenario, and looked at beside the plan.
    page.get_by_text("Сохранить как сценарий…").click()
    page.locator("#scenario-name").fill("Пара остаётся")
    page.locator("#scenario-why").fill("обсуждаем")
    page.get_by_role("button", name="Сохранить сценарий").click()
    expect(page.get_by_text("Сценарий сохранён")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Пара остаётся")).to_be_visible()
    page.get_by_role("link", name="К плану").click()

    # Refuse: from «why», with the smallest replacement before anything is stored.
    page.get_by_role("link", name="Почему вместе: СОШ № 1 и СОШ № 2").click()
    drawer = page.locator("#drawer")
    expect(drawer.get_by_text("Что будет, если взять другого лидера")).to_be_visible()
    expect(drawer.locator(".alt")).to_be_visible()
    drawer.get_by_role("link", name="Отказ…").click()
    page.get_by_label("Почему отказ").fill("школа просит другого лидера")
    page.get_by_role("button", name="Показать замену").click()
    expect(page.get_by_role("heading", name="Замена с наименьшим числом перемен")).to_be_visible()
    page.get_by_role("button", name="Записать отказ и сделать проект").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("План закрепления 2026-2")

    # Compare with the plan before, and see the line with its cause.
    page.get_by_text("Сравнить с…").click()
    page.get_by_role("link", name="2026-1 2026/2027").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("План 2026-2 против плана 2026-1")
    page.get_by_role("button", name="лидер другой").click()
    expect(page.locator("#lines tbody tr").first).to_contain_text("СОШ № 10")

    # Approve, with a reason.
    page.goto(f"{site.address}/plans/2026-2")
    page.get_by_label("Почему утверждаете этот план").fill("совещание")
    page.get_by_role("button", name="Утвердить план 2026-2").click()
    expect(page.get_by_text("План утверждён. Теперь можно издать приказ.")).to_be_visible()


def test_why_opens_beside_the_list_and_gives_the_focus_back(site: Site) -> None:
    page = opened(site)
    link = page.get_by_role("link", name="Почему вместе: СОШ № 10 и СОШ № 3")
    link.focus()
    page.keyboard.press("Enter")
    drawer = page.locator("#drawer")
    expect(drawer.get_by_role("heading", level=1)).to_contain_text("Почему вместе")
    box = drawer.bounding_box()
    assert box
    assert box["width"] == 480
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(link).to_be_focused()


def test_what_is_tried_lives_in_the_address_and_is_taken_away_by_a_chip(site: Site) -> None:
    page = opened(site, "?level=3&try=ban:s-1:s-2|places:s-10:d-1:%2B1")
    expect(page.locator(".try-answer")).to_be_visible()
    assert len(chips(page)) == 2
    page.locator(".try-chips a").first.click()
    expect(page.locator(".try-chips li")).to_have_count(1)
    assert "level=3" in page.url
    assert "ban" not in page.url
    page.reload()
    expect(page.locator(".try-answer")).to_be_visible()
    page.get_by_role("link", name="Нагрузка лидеров").click()
    expect(page.locator(".try-chips li")).to_have_count(1)


def test_a_place_needs_no_school(site: Site) -> None:
    page = opened(site)
    expect(page.locator("#try-mentee")).to_be_visible()
    page.locator("#try-kind").select_option("more")
    expect(page.locator("#try-mentee")).to_be_hidden()


def test_the_button_of_paper_prints_all_rows_once(site: Site) -> None:
    page = opened(site, "?tab=load")
    page.context.add_init_script(
        "window.printed = 0; window.print = () => { window.printed += 1; };"
    )
    page.get_by_role("link", name="Печать").click()
    page.wait_for_url("**rows=all*")
    assert page.evaluate("window.printed") == 1
    assert not page.url.endswith("#print")


def test_a_plan_is_tried_and_asked_without_scripts(site: Site) -> None:
    page = site.signed_in(scripts=False)
    page.goto(f"{site.address}/plans/2026-1")
    page.get_by_role("link", name="Примерить: СОШ № 1 и СОШ № 2").click()
    page.locator("#try-kind").select_option("ban")
    page.get_by_role("button", name="Примерить").click()
    expect(page.locator(".try-answer")).to_contain_text("Сохранить работающие пары")
    page.goto(f"{site.address}/plans/2026-1")
    page.get_by_role("link", name="Почему вместе: СОШ № 1 и СОШ № 2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Почему вместе")


@pytest.mark.parametrize("width", [390, 1366])
def test_no_page_of_a_plan_is_wider_than_the_screen(site: Site, width: int) -> None:
    page = site.signed_in(width=width)
    plan = f"{site.address}/plans/2026-1"
    for path in (
        "?try=ban:s-1:s-2",
        "/comparison/2026-1?kind=kept",
        "/advice",
        "/advice?kind=without&organisation=s-1",
        "/need?mentee=s-3&direction=d-2",
        "/scenarios",
        "/refuse?leader=s-1&mentee=s-2&reason=занят",
        "/pairs/s-2/d-1",
    ):
        page.goto(plan + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
