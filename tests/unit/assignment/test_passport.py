"""The passport of a plan: its facts, who decided when, and one sheet of paper whatever it says."""

import re
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from api.plan_files import paper_of
from api.texts import catalogue
from graph.model.changes import Action
from graph.model.choices import PlanStatus
from graph.model.ids import PlanId, SchoolYear
from graph.model.plan import Order
from services.assignment.document import plan_document
from services.assignment.passport.build import Passport, build_passport
from services.assignment.passport.steps import PlanStep
from tests.unit.assignment.test_checks import NETWORK, PLAN
from tests.unit.assignment.towns import changed
from viz.leaflet_rows import PAPER
from viz.paper import PaperTable, render_paper
from viz.paper_html import render_paper_page
from viz.pdf_pages import print_pages
from viz.text_width import text_width

SAY = catalogue("ru")
STORED = changed(NETWORK, *PLAN.records)
DOCUMENT = plan_document(STORED, "p", SAY)
ORDER = Order(
    plan=PlanId("p"),
    number="12-о",
    date=date(2026, 8, 28),
    from_date=date(2026, 9, 1),
    to_date=date(2027, 6, 1),
)
DRAFTED = PlanStep(
    revision=2, action=Action.PLAN, actor="Ветрова И. П.", day=date(2026, 8, 24), reason="проект"
)
APPROVED = replace(
    DRAFTED, revision=3, action=Action.APPROVE, day=date(2026, 8, 27), reason="совет одобрил"
)
TEXT = re.compile(
    r'translate\(0 ([\d.]+)\)|<text x="([\d.]+)" y="([\d.-]+)" font-size="([\d.]+)"'
    r'( font-weight="700")?[^>]*>([^<]*)<'
)


def passport(*steps: PlanStep, order: Order | None = None) -> Passport:
    network = STORED if order is None else changed(STORED, order)
    return build_passport(network, DOCUMENT, steps, "1.2", SAY)


def section(of: Passport, name: str) -> tuple[tuple[str, ...], ...]:
    return next((one.rows for one in of.sections if one.name == name), ())


def test_the_facts_are_those_of_the_document() -> None:
    facts = dict(passport(DRAFTED, APPROVED, order=ORDER).facts)
    counts = DOCUMENT["counts"]
    assert facts["Отпечаток данных"] == DOCUMENT["data_fingerprint"]
    assert facts["Отпечаток правил расчёта"] == DOCUMENT["policy_fingerprint"]
    assert facts["На дату"] == date(2026, 9, 1)
    assert (facts["С лидером"], facts["Без лидера"]) == (counts["covered"], 2)
    assert facts["Версия программы"] == "1.2"
    assert facts["утверждён"] == "27.08.2026, Ветрова И. П.: совет одобрил"
    assert facts["Приказ"] == (
        "План p: приказ № 12-о от 28.08.2026, пары действуют с 01.09.2026 до 01.06.2027."
    )


def test_the_paper_tells_goals_reasons_shortages_and_decisions() -> None:
    told = passport(DRAFTED, APPROVED, order=ORDER)
    goals = section(told, "goals")
    assert len(goals) == len(DOCUMENT["goals"]) == 12
    assert {row[3] for row in goals} == {"доказано: лучше нельзя"}
    assert section(told, "open") == (("мест не хватает", "1"), ("слишком далеко", "1"))
    assert section(told, "shortage") == ((DOCUMENT["blocking_groups"][0]["text"],),)
    assert section(told, "steps") == (
        ("рассчитан проект", "24.08.2026", "Ветрова И. П.", "проект"),
        ("утверждён", "27.08.2026", "Ветрова И. П.", "совет одобрил"),
    )
    assert len(section(told, "orders")) == 1
    assert section(passport(), "steps") == section(passport(), "orders") == ()


def test_a_second_order_of_the_year_is_told_after_the_first() -> None:
    later = replace(PLAN.plan, id=PlanId("b"), status=PlanStatus.ORDERED)
    other = replace(later, id=PlanId("c"), scope="services")
    past = replace(later, id=PlanId("d"), school_year=SchoolYear("2025/2026"))
    orders = [
        replace(ORDER, plan=PlanId(code), number=code, from_date=date(2027, 1, 11))
        for code in "bcd"
    ]
    network = changed(STORED, later, other, past, ORDER, *orders)
    told = section(build_passport(network, DOCUMENT, (), "1", SAY), "orders")
    assert [row[0][:24] for row in told] == ["План p: приказ № 12-о от", "План b: приказ № b от 28"]


def test_an_undone_decision_says_which() -> None:
    undone = replace(APPROVED, action=Action.UNDO, undoes=3)
    assert section(passport(undone), "steps")[0][0] == "отменено решение 3"


def test_every_action_has_its_word() -> None:
    for action in Action:
        assert f"passport.action.{action.value}" in SAY


def test_of_many_decisions_the_first_and_the_newest_are_shown() -> None:
    steps = [replace(APPROVED, revision=n, reason=f"№ {n}") for n in range(2, 30)]
    shown = [row[3] for row in section(passport(*steps), "steps")]
    assert shown == ["№ 2", "№ 25", "№ 26", "№ 27", "№ 28", "№ 29"]


@settings(max_examples=15, deadline=None)
@given(
    st.text(alphabet="абвгде №1", max_size=500),
    st.integers(0, 60),
    st.sampled_from(["", "Вымышленные данные"]),
)
def test_whatever_is_said_it_is_one_sheet_and_nothing_leaves_it(
    text: str, rows: int, warning: str
) -> None:
    spec = paper_of(passport(DRAFTED, replace(APPROVED, reason=text or "да")))
    table = PaperTable(title=text, shares=(0.3, 0.7), rows=((text, text),) * rows)
    page = render_paper(replace(spec, warning=warning, tables=(*spec.tables, table), footer=text))
    top = 0.0
    for down, x, y, size, bold, words in TEXT.findall(page):
        if down:
            top = float(down)
            continue
        width = text_width(words, float(size), bold=bool(bold))
        assert float(x) >= 36
        assert float(x) + width <= PAPER.width - 36 + 0.6
        assert 36 <= top + float(y) <= PAPER.height - 24
    assert print_pages([page]).count(b"/Type /Page ") == 1


def test_short_passports_are_set_in_the_largest_letters() -> None:
    spec = paper_of(passport(DRAFTED))
    assert 'font-size="9.5"' in render_paper(replace(spec, tables=spec.tables[:2]))
    long = PaperTable(title="x", shares=(1.0,), rows=(("строка",),) * 24)
    assert 'font-size="9.5"' not in render_paper(replace(spec, tables=(*spec.tables, long)))


def test_page_and_print_say_the_same_and_ask_nothing_of_the_network() -> None:
    spec = paper_of(passport(DRAFTED, APPROVED, order=ORDER))
    page, drawn = render_paper_page(spec), render_paper(spec)
    for table in spec.tables:
        for cell in (cell for row in table.rows for cell in row):
            assert cell in page
            assert all(word in drawn for word in cell.split())
    assert not re.search(r"https?:|url\(|<script|<img", page)
    assert "default-src 'none'" in page
    assert set(re.findall(r"#[0-9a-fA-F]{3,6}", drawn)) == {"#000"}


def test_hostile_words_stay_words() -> None:
    bad = replace(APPROVED, reason='<script>alert("x")</script>&\x01')
    spec = paper_of(passport(bad))
    for made in (render_paper_page(spec), render_paper(spec)):
        assert "<script" not in made
        assert "&lt;script&gt;" in made
    assert print_pages([render_paper(spec)]).startswith(b"%PDF")
