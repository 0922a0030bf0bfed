"""School years on the page: buttons, ghosts, what came and went, and two years compared."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from services.views.map_view import build_map_view
from services.views.map_years import build_map_years
from tests.browser.map_page import SMALL, open_map
from tests.unit.viz import made_up, made_up_years
from tests.unit.viz.made_up_years import DAYS
from viz.encode import encode_map

__all__ = ["open_map"]

pytestmark = pytest.mark.browser

NETWORK = made_up_years.network(49, 5)
VIEWS = [
    build_map_view(
        NETWORK,
        day=day,
        overlays=("isolation",),
        isolation=made_up.findings(NETWORK),
        is_made_up=True,
        say=made_up.SAY,
    )
    for day in DAYS
]
SPEC = encode_map(
    VIEWS[-1], years=build_map_years(NETWORK, VIEWS[-1], say=made_up.SAY), say=made_up.SAY
)


def open_year(page: Page, name: str) -> None:
    page.locator("#year-buttons button", has_text=name).click()


def told(page: Page) -> str:
    return str(page.locator("#counts").inner_text())


def test_a_map_of_one_year_has_no_buttons(open_map: Any) -> None:
    page = open_map(SMALL)

    expect(page.locator("#years")).to_be_hidden()


def test_each_year_tells_its_organisations_and_ties_and_today_comes_back(open_map: Any) -> None:
    page = open_map(SPEC)
    today = told(page)

    for view, name in zip(VIEWS, ("2024/2025", "2025/2026", "2026/2027"), strict=True):
        open_year(page, name)
        expect(page.locator("#counts")).to_contain_text(f"{len(view.organisations)} организаци")
        expect(page.locator("#subtitle")).to_have_text(view.subtitle)
        mentoring = sum(tie.kind == "mentoring" for tie in view.ties)
        line = page.locator("#legend-ties [data-key=mentoring] i")
        assert int(line.inner_text()) == mentoring

    assert told(page) == today


def test_of_another_year_nothing_is_said_about_isolation(open_map: Any) -> None:
    page = open_map(SPEC)
    expect(page.locator("#legend-alarms")).to_be_visible()

    open_year(page, "2025/2026")

    expect(page.locator("#legend-alarms")).to_have_count(0)
    expect(page.locator("#layers")).to_be_hidden()
    open_year(page, "2026/2027")
    expect(page.locator("#legend-alarms")).to_be_visible()


def test_the_overview_says_what_came_and_went(open_map: Any) -> None:
    page = open_map(SPEC)
    assert SPEC.years is not None

    for text in SPEC.years.years[-1].changes:
        expect(page.locator("#panel .changes")).to_contain_text(text)
    open_year(page, "2024/2025")
    expect(page.locator("#panel .changes")).to_have_count(0)


def test_ghosts_are_drawn_and_found_in_no_list(open_map: Any) -> None:
    page = open_map(SPEC)
    ghost = SPEC.ghosts[0]
    page.locator("#views [data-key=table]").click()
    listed = "all => all.map((row) => row.dataset.id)"
    assert ghost.id not in page.locator("#table tbody tr").evaluate_all(listed)

    open_year(page, "2025/2026")

    assert ghost.id in page.locator("#table tbody tr").evaluate_all(listed)


def test_two_years_are_laid_over_one_another(open_map: Any) -> None:
    page = open_map(SPEC)
    page.locator("#against").select_option("2025/2026")

    key = {
        view.as_of: {
            (
                t.kind,
                *((t.source, t.target) if t.kind.is_directed else sorted((t.source, t.target))),
                t.direction,
            )
            for t in view.ties
            if t.kind in {"mentoring", "mutual_internship", "partnership", "agreement"}
        }
        for view in VIEWS
    }
    old, new = key[DAYS[1]], key[DAYS[2]]
    numbers = page.locator("#panel .change i").all_inner_texts()
    assert [int(n) for n in numbers] == [len(new - old), len(old - new), len(old & new)]
    there = {one.id for one in VIEWS[1].organisations} | {one.id for one in VIEWS[2].organisations}
    expect(page.locator("#counts")).to_contain_text(f"{len(there)} организаци")

    page.locator("#against").select_option("")
    expect(page.locator("#panel .change")).to_have_count(0)


def test_a_selected_organisation_stays_selected_while_it_is_there(open_map: Any) -> None:
    page = open_map(SPEC)
    leader = max(SPEC.nodes, key=lambda node: node.mentees)
    page.locator("#query").fill(leader.label)
    page.locator("#query").press("Enter")
    expect(page.locator("#panel h2")).to_have_text(leader.name)

    open_year(page, "2025/2026")

    expect(page.locator("#panel h2")).to_have_text(leader.name)
    expect(page.locator("#panel .needs")).to_have_count(0)
