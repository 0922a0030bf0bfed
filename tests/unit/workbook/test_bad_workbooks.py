"""A spoilt workbook leads to exactly the findings of what was spoilt, each with all its parts."""

from collections import Counter
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from api.texts import catalogue
from graph.workbook.findings import Finding
from graph.workbook.kinds import Kind, Severity
from graph.workbook.parser import parse
from services.intake.preview import Preview, Result, preview_workbook
from tests.unit.workbook.base import DAY, base_network, base_workbook, read_here
from tests.unit.workbook.mutations import MUTATIONS, Mutation

SAY = catalogue("ru")
LONGEST = 320


def preview_of(path: Path) -> Preview:
    return preview_workbook(parse(read_here(path), DAY), base_network(), today=DAY, id_="p")


def spoilt(mutations: list[Mutation], folder: str) -> tuple[Preview, list[str | None]]:
    path = Path(folder) / "сеть.xlsx"
    book = openpyxl.load_workbook(BytesIO(base_workbook()))
    cells = [mutation.spoil(book) for mutation in mutations]
    book.save(path)
    return preview_of(path), cells


def check_parts(finding: Finding) -> None:
    """A text names place, value, what is wrong, what is expected and what to do."""
    text = SAY(finding.text)
    assert finding.sheet is not None
    assert finding.sheet in text
    if finding.cell:
        assert finding.cell in text
    assert finding.value is not None
    assert finding.value in text
    for part in (finding.problem, finding.expected, finding.fix):
        said = SAY(part)
        assert len(said) > 5
        assert said != part.code
        assert said in text
    assert "{" not in text
    assert len(text) <= LONGEST, text


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_one_fault_is_found_where_it_is(mutation: Mutation, tmp_path: Path) -> None:
    made, (cell,) = spoilt([mutation], str(tmp_path))

    assert Counter(f.kind for f in made.findings) == Counter(mutation.kinds)
    for finding in made.findings:
        assert finding.sheet == mutation.sheet
        assert finding.cell in {cell, None}
        check_parts(finding)
    blocks = any(kind.severity is Severity.ERROR for kind in mutation.kinds)
    assert (made.result is Result.REFUSED) == blocks


def independent(mutations: list[Mutation]) -> bool:
    """Two faults in one sheet may hide one another; faults in different sheets do not."""
    sheets = [mutation.sheet for mutation in mutations]
    return len(set(sheets)) == len(sheets)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=4).filter(independent))
def test_several_faults_are_all_found_and_nothing_else(mutations: list[Mutation]) -> None:
    with TemporaryDirectory() as folder:
        made, _ = spoilt(mutations, folder)

    expected = Counter(kind for mutation in mutations for kind in mutation.kinds)
    assert Counter(f.kind for f in made.findings) == expected


def test_the_export_itself_has_no_findings_and_no_changes(tmp_path: Path) -> None:
    made, _ = spoilt([], str(tmp_path))
    assert (made.findings, made.result) == ((), Result.NO_CHANGES)


def test_formulas_and_html_become_texts_of_records(tmp_path: Path) -> None:
    chosen = [m for m in MUTATIONS if m.name in {"formula stays text", "html stays text"}]
    made, _ = spoilt(chosen, str(tmp_path))
    after = {change.entity: change.after for change in made.changes}
    assert getattr(after["need"], "content", None) == "=HYPERLINK(1)"
    assert getattr(after["direction"], "name", None) == "<script>alert(1)</script>"


def test_every_kind_has_its_three_sentences() -> None:
    for kind in Kind:
        for part in ("", ".expected", ".fix"):
            assert f"workbook.imp{kind.value:03d}{part}" in SAY
