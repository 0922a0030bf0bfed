"""The map in a real browser: filters, search, panel, table, keyboard, and not one request."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.map_page import (
    BIG,
    OVERLAPS,
    PLANNED,
    SMALL,
    count_of,
    open_map,
    rows,
)
from tests.unit.viz import made_up
from tests.unit.viz.hostile import hostile_view
from viz.encode import encode_map
from viz.text_width import text_width

__all__ = ["open_map"]

pytestmark = pytest.mark.browser


def test_the_legend_tells_and_filters(open_map: Any) -> None:
    page = open_map(SMALL)
    for item in SMALL.legend.marks:
        assert count_of(page, "marks", item.key) == item.count
    mentoring = count_of(page, "ties", "mentoring")
    mentees = next(i.count for i in SMALL.legend.marks if i.key == "mentee")

    page.locator("#legend-marks [data-key=mentee]").click()

    line = page.locator("#legend-marks [data-key=mentee]")
    assert line.get_attribute("aria-pressed") == "false"
    expect(line).to_be_focused()
    rest = len(SMALL.nodes) - mentees
    expect(page.locator("#counts")).to_contain_text(f"из {len(SMALL.nodes)}")
    expect(page.locator("#counts")).to_contain_text(str(rest))
    assert count_of(page, "ties", "mentoring") < mentoring


def test_table_and_picture_show_the_same_under_the_same_filters(open_map: Any) -> None:
    page = open_map(SMALL)
    page.locator("#views [data-key=table]").click()
    assert rows(page) == [node.id for node in SMALL.nodes]

    place = SMALL.nodes[-1].municipality
    page.locator("#filter-municipality").select_option(place)
    page.locator("#legend-marks [data-key=leader]").click()

    expected = [n.id for n in SMALL.nodes if n.municipality == place and n.mark != "leader"]
    assert rows(page) == expected
    expect(page.locator("#counts")).to_contain_text(f"{len(expected)} из {len(SMALL.nodes)}")

    page.locator("#views [data-key=levels]").click()
    expect(page.locator("#counts")).to_contain_text(f"{len(expected)} из {len(SMALL.nodes)}")


def test_the_table_is_sorted_by_its_headings(open_map: Any) -> None:
    page = open_map(SMALL)
    page.locator("#views [data-key=table]").click()
    page.locator("#table thead button", has_text="Связей").click()

    ties = page.locator("#table tbody td.number").all_inner_texts()
    assert [int(n) for n in ties] == sorted((int(n) for n in ties), reverse=True)
    heading = page.locator("#table th[aria-sort=descending]")
    expect(heading).to_contain_text("Связей")


def test_search_finds_by_number_and_opens_the_panel(open_map: Any) -> None:
    page = open_map(SMALL)
    wanted = max(SMALL.nodes, key=lambda node: node.mentees)
    page.keyboard.press("/")
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.type(wanted.label.lower())
    expect(page.locator("#found li").first).to_contain_text(wanted.label)
    page.keyboard.press("Enter")

    expect(page.locator("#panel h2")).to_have_text(wanted.name)
    expect(page.locator("#panel")).to_contain_text("Ведёт")
    expect(page.locator("#live")).to_contain_text(wanted.name)
    assert page.locator("#panel .card").count() >= wanted.mentees

    page.locator("#query").fill("нет такой школы")
    expect(page.locator("#found")).to_contain_text("Ничего не найдено")


def test_what_search_finds_is_shown_even_if_it_was_filtered_away(open_map: Any) -> None:
    page = open_map(SMALL)
    leader = next(node for node in SMALL.nodes if node.mark == "leader")
    page.locator("#legend-marks [data-key=leader]").click()
    page.locator("#query").fill(leader.label)
    page.keyboard.press("Enter")

    expect(page.locator("#panel h2")).to_have_text(leader.name)
    expect(page.locator("#counts")).not_to_contain_text("показан")


def test_the_panel_says_why_and_what_to_do_next(open_map: Any) -> None:
    page = open_map(SMALL)
    alarmed = next(node for node in SMALL.nodes if node.alarm == 2)
    page.locator("#panel .card").first.click()

    box = page.locator("#panel .alarm-box")
    expect(box).to_contain_text(alarmed.alarm_text)
    expect(box).to_contain_text(f"Что сделать: {alarmed.next_step}")


def test_reasons_of_a_plan_stand_beside_its_pairs(open_map: Any) -> None:
    page = open_map(PLANNED)
    mentee = next(e.target for e in PLANNED.edges if e.kind == "plan")
    name = next(n.label for n in PLANNED.nodes if n.id == mentee)
    page.locator("#query").fill(name)
    page.keyboard.press("Enter")

    panel = page.locator("#panel")
    expect(panel).to_contain_text("Лидер по плану")
    expect(panel).to_contain_text("очно · место")
    expect(page.locator("h1 .mark")).to_contain_text("Проект плана, не утверждён")


def test_layers_are_switched_off_and_on(open_map: Any) -> None:
    page = open_map(PLANNED)
    plan, isolation = (page.locator(f"#layers [data-key={key}]") for key in ("plan", "isolation"))
    plan.click()
    expect(page.locator("#legend-ties [data-key=plan]")).to_have_count(0)
    mentoring = page.locator("#legend-ties [data-key=mentoring]")
    assert mentoring.get_attribute("aria-pressed") == "true"
    isolation.click()
    expect(page.locator("#legend-alarms")).to_have_count(0)
    expect(page.locator("#panel .tile.alarm")).to_have_count(0)
    isolation.click()
    expect(page.locator("#legend-alarms")).to_have_count(1)


def test_the_keyboard_alone_is_enough(open_map: Any) -> None:
    page = open_map(SMALL)
    heading = page.locator("#panel h2")
    page.locator("#stage").focus()
    page.keyboard.press("ArrowRight")
    expect(heading).to_have_text("ИРО")
    place = {node.name: node.at["levels"] for node in SMALL.nodes}
    page.keyboard.press("ArrowRight")
    expect(heading).not_to_have_text("ИРО")
    assert place[heading.inner_text()][0] > 0
    before = heading.inner_text()
    page.keyboard.press("ArrowUp")
    expect(heading).not_to_have_text(before)
    assert place[heading.inner_text()][1] < place[before][1]
    page.keyboard.press("1")
    expect(page.locator("#counts")).to_contain_text("показан")
    page.keyboard.press("Escape")
    expect(page.locator("#counts")).not_to_contain_text("показан")
    page.keyboard.press("Escape")
    expect(heading).to_have_text("Обзор сети")
    for key in ("+", "-", "0"):
        page.keyboard.press(key)


def test_an_address_with_a_code_opens_at_that_organisation(open_map: Any) -> None:
    page = open_map(SMALL)
    wanted = next(node for node in SMALL.nodes if node.mark == "mentee")
    page.evaluate("(code) => { location.hash = code; }", wanted.id)
    expect(page.locator("#panel h2")).to_have_text(wanted.name)

    for nobody in ("", "nobody", "%E0%A4%A"):
        page.evaluate("(code) => { location.hash = code; }", nobody)
    expect(page.locator("#panel h2")).to_have_text(wanted.name)


def test_views_are_switched_and_nothing_is_drawn_over_a_name(open_map: Any) -> None:
    for spec in (SMALL, BIG):
        page = open_map(spec)
        for view in ("geo", "levels"):
            page.locator(f"#views [data-key={view}]").click()
            seen = page.evaluate(OVERLAPS)
            assert seen["labels"] >= 30
            assert seen["over"] == []


def test_a_filter_that_leaves_nobody_says_so(open_map: Any) -> None:
    page = open_map(SMALL)
    for item in SMALL.legend.marks:
        page.locator(f"#legend-marks [data-key={item.key}]").click()
    expect(page.locator("#empty")).to_be_visible()
    page.locator("#show-all").click()
    expect(page.locator("#empty")).to_be_hidden()


def test_the_table_has_short_names_and_no_sideways_scroll(open_map: Any) -> None:
    page = open_map(SMALL)
    page.locator("#views [data-key=table]").click()
    first, node = page.locator("#table tbody .link").first, SMALL.nodes[0]

    expect(first).to_have_text(node.label)
    assert first.get_attribute("title") == node.name
    wide = page.evaluate("(({scrollWidth, clientWidth}) => [scrollWidth, clientWidth])(table)")
    assert wide[0] <= wide[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    for heading in page.locator("#table thead th").all():
        expect(heading).to_be_in_viewport(ratio=1)


def test_what_the_legend_hides_is_called_hidden(open_map: Any) -> None:
    page = open_map(SMALL)
    page.locator("#legend-marks [data-key=mentee]").click()
    page.mouse.move(600, 400)

    line = page.get_by_role("button", name="Прочие наставляемые скрыто")
    expect(line).to_have_count(1)
    expect(line.locator("small canvas")).to_be_visible()
    assert (
        line.locator("span").evaluate("one => getComputedStyle(one).textDecorationLine") == "none"
    )


def test_ties_are_counted_alike_in_head_legend_and_overview(open_map: Any) -> None:
    page = open_map(PLANNED)
    on = [item.key for item in PLANNED.legend.ties if item.is_on]
    every = sum(item.count for item in PLANNED.legend.ties)
    drawn = sum(count_of(page, "ties", key) for key in on)

    expect(page.locator("#counts")).to_contain_text(
        re.compile(f"на карте {drawn} связ.+ из {every}")
    )
    expect(page.locator(".tiles")).to_contain_text(f"{count_of(page, 'ties', 'plan')}пар")


@pytest.mark.parametrize("policy", ["with", "without"])
def test_hostile_names_run_nothing(open_map: Any, policy: str) -> None:
    spec = encode_map(hostile_view(), say=made_up.SAY)
    page = open_map(spec, bypass_csp=policy == "without")
    page.locator("#query").fill("script")
    page.keyboard.press("Enter")
    page.locator("#views [data-key=table]").click()
    page.locator("#table tbody button").first.click()
    page.locator("#views [data-key=geo]").click()
    page.mouse.move(500, 400)

    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    assert page.locator("h1").inner_text().startswith("</script>")


def test_on_a_telephone_nothing_is_wider_than_the_screen(open_map: Any) -> None:
    page = open_map(SMALL)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(200)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_widths_are_those_that_the_browser_finds_for_the_font(open_map: Any) -> None:
    page = open_map(SMALL)
    texts = ["СОШ № 12", "Гимназия № 104 · 13", "ИРО", "ёж «Щука» 7"]
    there = page.evaluate("document.fonts.check('16px \"PT Sans\"')")
    if not there:
        pytest.skip("PT Sans is not installed for the browser")
    for bold in (False, True):
        found = page.evaluate(
            """([texts, weight]) => {
              const ctx = document.createElement("canvas").getContext("2d");
              ctx.font = `${weight} 100px "PT Sans"`;
              return texts.map((text) => ctx.measureText(text).width);
            }""",
            [texts, "700" if bold else "400"],
        )
        own = [text_width(text, 100, bold=bold) for text in texts]
        assert own == pytest.approx(found, rel=0.02)
