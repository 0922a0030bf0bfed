"""Templates say only what the catalogue holds, with all that a sentence names."""

import re

import pytest

from api.web.page import Page, help_of
from api.web.pages import (
    advice,
    charts,
    comparison,
    curators,
    decisions,
    drills,
    history,
    home,
    imports,
    isolation,
    isolation_lists,
    isolation_proof,
    isolation_time,
    measures,
    meetings,
    needs,
    organisations,
    plans,
    refusing,
    scenarios,
    what_if,
)
from api.web.pages.map import MapPage
from tests.tools.sentences import placeholders, sentences
from tests.tools.source import ROOT

TEMPLATES = sorted((ROOT / "api" / "web" / "templates").rglob("*.html"))
SAID = re.compile(r'\bt\(\s*"([a-z0-9_.]+)"(?!\s*~)')
PAGES = [
    home.HomePage,
    home.EventsPage,
    organisations.OrganisationsPage,
    organisations.OrganisationPage,
    organisations.PersonPage,
    plans.PlansPage,
    plans.PlanPage,
    plans.PairPage,
    comparison.ComparisonPage,
    advice.AdvicePage,
    advice.BestPlacesPart,
    advice.HelpPart,
    needs.OpenNeedPage,
    needs.AlternativesPart,
    scenarios.ScenariosPage,
    refusing.RefusingPage,
    what_if.WhatIfPage,
    what_if.NamesPart,
    decisions.OrderPage,
    isolation.IsolationPage,
    isolation_lists.IsolationListsPage,
    drills.DrillsPage,
    drills.DrillPage,
    isolation_proof.ProofPage,
    measures.MeasuresPage,
    curators.RedPage,
    meetings.MeetingsPage,
    MapPage,
    charts.ChartPage,
    imports.ImportStartPage,
    imports.ImportPage,
    history.HistoryPage,
    isolation_time.SoonPage,
    isolation_time.AheadPage,
    isolation_time.TrendPage,
    isolation_time.ComparePage,
]


def arguments(text: str, start: int) -> str:
    """Return what stands between `start` and the bracket that closes the call, without calls."""
    depth, kept, quote = 1, [], ""
    for char in text[start:]:
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                break
        if depth == 1 and not quote:
            kept.append(char)
    return "".join(kept)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_gives_all_that_its_sentences_name(path: object) -> None:
    text = ROOT.joinpath(str(path)).read_text(encoding="utf-8")
    faults = []
    for found in SAID.finditer(text):
        code = found[1]
        given = set(re.findall(r"(?:^|,)\s*([a-z_]+)\s*=(?!=)", arguments(text, found.end())))
        needed = placeholders(code) | ({"n"} if len(sentences()[code]) > 1 else set())
        if needed - given:
            faults.append(f"{code} lacks {sorted(needed - given)}")
    assert not faults, faults


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words_of_its_own(path: object) -> None:
    text = ROOT.joinpath(str(path)).read_text(encoding="utf-8")
    assert not re.findall(r"[а-яёА-ЯЁ]+", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_script_or_style(path: object) -> None:
    text = ROOT.joinpath(str(path)).read_text(encoding="utf-8")
    assert not re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:|\|\s*safe\b(?!\s*if)", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_every_field_of_a_page_has_a_help_text(page: type[Page]) -> None:
    told = help_of(page)
    assert all(text.endswith(".") and len(text) > 8 for text in told.values()), told
    assert {"section", "title", "crumbs", "notice"} < set(told)
