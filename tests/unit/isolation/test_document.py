"""The document is as its schema says, and the sheets hold everything in words."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from api.texts import catalogue
from graph.model.choices import EventStatus
from graph.model.organisation import Municipality
from graph.model.tie import Pair
from graph.network import Network
from graph.texts import message
from graph.workbook.sheets import write_sheets
from services.isolation.detect import find_isolated
from services.isolation.document import isolation_document
from services.isolation.kinds import Kind
from services.isolation.sheets import isolation_rows, kind_label
from services.policy import IsolationPolicy
from services.views.alarms import build_alarms
from tests.unit.isolation.build import (
    BEFORE,
    DAY,
    FIRST,
    LONG_AGO,
    curator,
    event,
    need,
    offer,
    organisation,
    person,
)

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schemas/isolation.schema.json").read_text(encoding="utf-8")
)
SAY = catalogue("ru")


@pytest.fixture(scope="module")
def network() -> Network:
    """Every kind once, a hole, a new organisation, an unmarked event; all made up."""
    pair = Pair(leader="l", mentee="paper", direction="d1", from_date=LONG_AGO)  # type: ignore[arg-type]  # codes are texts here
    return Network.of(
        [
            *(Municipality(id=f"m{i}", name=f"Примерный район {i}") for i in (1, 2)),  # type: ignore[arg-type]  # as above
            *(organisation(code) for code in ("paper", "lapsed", "near", "hangs", "=1+1")),
            organisation("young", from_date=DAY),
            organisation("lecture"),
            *(organisation("iro", "institute"), organisation("tms", "methodical_service")),
            *(organisation(f"s{i}", municipality="m2") for i in range(5)),
            *(pair, offer("l"), need("near", "d1"), curator("p", "tms"), curator("p", "near")),
            person("p", "iro", capacity=1),
            *(organisation(code, lat=45.0, lon=lon) for code, lon in (("l", 39.0), ("away", 41.0))),
            *(organisation(f"i{i}") for i in (1, 2)),
            *(event("e6", "i1", "i2", on=FIRST), event("e7", "hangs", "third")),
            organisation("third"),
            event("e1", "l", "lapsed", on=BEFORE),
            event("e2", "l", "near"),
            event("e3", "near", "hangs"),
            event("e4", "iro", "lecture"),
            event("e5", "l", "near", status=EventStatus.PLANNED),
        ]
    )


@pytest.fixture(scope="module")
def document(network: Network) -> dict[str, Any]:
    report = find_isolated(network, IsolationPolicy(), day=DAY)
    return isolation_document(report, network, SAY)


def test_the_document_is_as_its_schema_says(document: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(document)))


def test_an_empty_network_gives_a_document_too() -> None:
    network = Network.of([])
    report = find_isolated(network, IsolationPolicy(), day=DAY)

    Draft202012Validator(SCHEMA).validate(isolation_document(report, network, SAY))


def test_every_computed_kind_is_in_the_example_and_the_rest_is_null(
    document: dict[str, Any],
) -> None:
    assert list(document["counts"]) == [kind.value for kind in Kind]
    computed = {kind for kind, count in document["counts"].items() if count is not None}
    assert computed == {kind.value for kind in Kind} - {"K13"}
    assert all(document["counts"][kind] for kind in computed)


def test_counts_are_those_of_the_findings(document: dict[str, Any]) -> None:
    for kind, count in document["counts"].items():
        found = sum(kind in finding["kinds"] for finding in document["findings"])
        assert found == (count or 0)


def test_the_headline_is_the_first_kind_and_every_kind_has_evidence(
    document: dict[str, Any],
) -> None:
    for finding in document["findings"]:
        assert finding["headline"] == finding["kinds"][0]
        assert list(finding["evidence"]) == finding["kinds"]


def test_holes_new_and_unmarked_are_told(document: dict[str, Any]) -> None:
    assert document["reporting_holes"] == [{"municipality": "m2", "judged": 5, "silent": 5}]
    assert document["new"] == ["young"]
    assert document["unmarked_events"] == ["e5"]
    holes = {f["organisation"] for f in document["findings"] if f.get("hole")}
    assert holes == {f"s{i}" for i in range(5)}
    start = SAY(message("isolation.hole", reason=""))
    assert all(f["text"].startswith(start) for f in document["findings"] if f.get("hole"))


def test_no_sentence_is_left_as_a_code_or_with_a_gap(document: dict[str, Any]) -> None:
    for finding in document["findings"]:
        for text in (finding["text"], finding["next_step"]):
            assert "isolation." not in text
            assert "{" not in text
            assert text[0].isupper()
            assert text.endswith(".")
            assert text.count(". ") <= 2


def test_the_sheets_hold_every_finding_in_words(network: Network) -> None:
    report = find_isolated(network, IsolationPolicy(), day=DAY)
    stream = BytesIO()
    write_sheets(stream, isolation_rows(report, network, SAY))
    book = load_workbook(stream)

    assert book.sheetnames == ["Изоляция", "По муниципалитетам", "Паспорт"]
    rows = list(book["Изоляция"].iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == [f.organisation for f in report.findings]
    by_code = {row[0]: row for row in rows}
    assert by_code["=1+1"][1:5] == ("=1+1", "Примерный район 1", "школа", "нет ни одной связи")
    assert str(by_code["lapsed"][5]).split("; ") == [
        "связи угасли",
        "никак не связаны с лидером",
        "опыт лидера до них не доходит",
    ]
    assert all(isinstance(cell, str) for row in rows for cell in (row[6], row[8]))


def test_a_row_names_the_danger_that_its_next_step_answers() -> None:
    """The sheet names the same reason as the list: a danger before a heavier mark to watch."""
    leaders = [organisation("l"), organisation("k"), offer("l"), offer("k")]
    met = [event("e1", "l", "a", on=FIRST), event("e2", "k", "a", on=FIRST)]
    network = Network.of([*leaders, *met, organisation("a")])
    report = find_isolated(network, IsolationPolicy(), day=DAY)
    findings, _, _ = isolation_rows(report, network, SAY)
    (row,) = [row for row in findings.rows if row[0] == "a"]
    (finding,) = [one for one in report.findings if one.organisation == "a"]
    assert (finding.headline, finding.listed) == (Kind.K12, Kind.K2B)
    assert (row[4], row[6]) == (kind_label(Kind.K2B, SAY), SAY(finding.sentences[Kind.K2B]))
    assert SAY(finding.sentences[Kind.K12]) in str(row[7])
    assert str(row[6]) not in str(row[7])
    assert SAY(build_alarms(report)["a"].text) == row[6]


def test_the_document_answers_the_headline_that_it_names() -> None:
    """Headline, text and next step are of one kind, though lists show a danger before a mark."""
    leaders = [organisation("l"), organisation("k"), offer("l"), offer("k")]
    met = [event("e1", "l", "a", on=FIRST), event("e2", "k", "a", on=FIRST)]
    network = Network.of([*leaders, *met, organisation("a")])
    report = find_isolated(network, IsolationPolicy(), day=DAY)
    document = isolation_document(report, network, SAY)
    (told,) = [one for one in document["findings"] if one["organisation"] == "a"]
    assert told["headline"] == "K12"
    assert told["next_step"] == SAY(message("isolation.step.only_receives"))


def test_the_second_sheet_counts_by_municipality(network: Network) -> None:
    report = find_isolated(network, IsolationPolicy(), day=DAY)
    _, counts, _ = isolation_rows(report, network, SAY)

    by_code = {row[0]: row for row in counts.rows}
    assert list(by_code["m2"][:4]) == ["m2", "Примерный район 2", 5, 5]
    assert by_code["m2"][-1] == "за период не сообщено ни об одном мероприятии"
    assert by_code["m1"][-1] is None
    total = sum(int(row[2] or 0) for row in counts.rows if isinstance(row[2], int))
    assert total == len(report.findings)


def test_the_passport_tells_day_revision_and_counts(network: Network) -> None:
    report = find_isolated(network, IsolationPolicy(), day=DAY)
    _, _, passport = isolation_rows(report, network, SAY)

    facts = {str(row[0]): row[1] for row in passport.rows}
    assert facts["На дату"] == DAY
    assert facts["Редакция сети"] == 1
    assert facts["Новые, связи ещё не сложились"] == "YOUNG (young)"
    assert facts["нет ни одной связи"] == report.counts[Kind.K1]


def test_every_word_of_the_catalogue_is_there() -> None:
    assert all(kind_label(kind, SAY) != f"isolation.kind.{kind.lower()}" for kind in Kind)
