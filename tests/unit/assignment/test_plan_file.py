"""A plan is proved from its document and a workbook; one spoilt value is refused by name."""

import copy
import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from api.texts import catalogue
from graph.errors import InputError
from graph.model.choices import PairStatus, PlanStatus
from graph.model.ids import OrganisationId, PlanId
from graph.network import Network
from graph.workbook.passport import Passport
from graph.workbook.writer import write_workbook
from services.assignment.certificate import read_certificate
from services.assignment.check_file import check_file
from services.assignment.document import plan_document
from services.assignment.plan_file import read_plan_file
from services.intake.network_file import read_network_file
from tests.tools.plan_networks import MUNICIPALITY, made_up
from tests.unit.assignment.test_checks import NETWORK, PLAN
from tests.unit.assignment.towns import changed, final_plan, pair, planned

SAY = catalogue("ru")
DOCUMENT = plan_document(changed(NETWORK, *PLAN.records), "p", SAY)
Path_ = tuple[str | int, ...]


def from_a_workbook(network: Network, folder: Path) -> Network:
    made = BytesIO()
    passport = Passport(store_id="made-up", revision=network.revision)
    write_workbook(made, network, passport)
    file = folder / "net.xlsx"
    file.write_bytes(made.getvalue())
    return read_network_file(file, date(2026, 8, 24))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Network:
    return from_a_workbook(NETWORK, tmp_path_factory.mktemp("book"))


def as_a_file(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document as it comes back from a file."""
    found: dict[str, Any] = json.loads(json.dumps(document, ensure_ascii=False))
    return found


def said(document: Any, network: Network) -> str:
    """Return all that a check says, empty if the plan is proved."""
    try:
        faults = check_file(document, network, SAY)
    except InputError as error:
        return SAY(error.message)
    return "\n".join(SAY(fault.message) for fault in faults)


def at(mentee: str) -> int:
    return [line["mentee"] for line in DOCUMENT["assignments"]].index(mentee)


N = at("n")
SHORT = next(i for i, line in enumerate(DOCUMENT["open_needs"]) if line["blocking_group"])
FAR = next(i for i, line in enumerate(DOCUMENT["open_needs"]) if line["mentee"] == "far")
A, WAITS, G = ("assignments", N), ("open_needs", SHORT), ("blocking_groups", 0)
SPOILT: list[tuple[Path_, Any, str]] = [
    (("scope",), "municipality:x", "scope"),
    (("scope",), "services", "нет предложения|лишняя"),
    (("school_year",), "2026/2028", "school_year"),
    (("school_year",), "2025/2026", "лишняя"),
    (("as_of",), "2026-13-01", "as_of"),
    (("as_of",), "2025-08-01", "по правилам не может"),
    (("status",), "signed", "status"),
    (("network_revision",), -1, "network_revision"),
    (("policy",), "[assignment]\nmax_km = 90\n", "отпечаток правил"),
    (("policy",), "[x", "правила расчёта"),
    (("policy_fingerprint",), "sha256:0", "отпечаток правил"),
    (("data_fingerprint",), "sha256:0", "отпечаток данных"),
    (("runtime_s",), "скоро", "runtime_s"),
    (("goals", 0, "value"), 99, "Закрыть острые потребности"),
    (("goals", 9, "value"), [1, 2], "самые дальние поездки"),
    (("goals", 9, "value"), 3, "порядок|цели"),
    (("goals", 0, "value"), True, "goals[0].value"),
    (("goals", 0, "sense"), "min", "цели"),
    (("goals", 0, "sense"), "up", "goals[0].sense"),
    (("goals", 0, "name"), "points", "цели"),
    (("goals", 0, "proved"), False, "goals[0]"),
    ((*A, "leader"), "k", "закреплённый"),
    ((*A, "leader"), "никто", "никто"),
    ((*A, "mentee"), "m", "дважды|нет в плане"),
    ((*A, "direction"), "e", "нет такого предложения|лишняя"),
    ((*A, "offer_from"), "2024-09-01", "нет такого предложения"),
    ((*A, "offer_from"), "вчера", f"assignments[{N}].offer_from"),
    ((*A, "level"), 3, "острота"),
    ((*A, "level"), 4, f"assignments[{N}].level"),
    ((*A, "distance_km"), 3.1, "3,1"),
    ((*A, "distance_km"), None, "Школа n"),
    ((*A, "effective_km"), 3.1, "3,1"),
    ((*A, "effective_km"), float("nan"), "effective_km"),
    ((*A, "mode"), "remote", "Школа n"),
    ((*A, "mode"), "by_post", f"assignments[{N}].mode"),
    ((*A, "points"), 31, "баллы"),
    ((*A, "kept"), True, "Школа n"),
    ((*A, "kept"), "да", f"assignments[{N}].kept"),
    ((*A, "pinned"), False, "Школа n"),
    ((*A, "preferred"), True, "Школа n"),
    ((*A, "nearer"), 7, "Школа n"),
    ((*A, "place"), 9, "Школа n"),
    ((*A, "places"), 9, "Школа n"),
    ((*A, "over_border"), True, f"assignments[{N}].over_border"),
    ((*A, "reasons", 0), "Так надо.", f"assignments[{N}].reasons[0]"),
    ((*WAITS, "mentee"), "far", "нет в плане"),
    ((*WAITS, "level"), 3, "острота"),
    ((*WAITS, "reason"), "not_selected", "причина"),
    ((*WAITS, "reason"), "because", f"open_needs[{SHORT}].reason"),
    ((*WAITS, "nearest"), "m", "ближайший"),
    ((*WAITS, "nearest_km"), 1.0, "1,0"),
    ((*WAITS, "blocking_group"), None, "групп"),
    ((*WAITS, "text"), "Места нет.", f"open_needs[{SHORT}].text"),
    (("open_needs", FAR, "reason"), "expired", "причина"),
    ((*G, "id"), "g2", "групп"),
    ((*G, "needs"), 6, "blocking_groups[0].needs"),
    ((*G, "members", 0, "mentee"), "x", "g1"),
    ((*G, "members", 0), "m|d", "blocking_groups[0].members[0]"),
    ((*G, "leaders"), ["l"], "g1"),
    ((*G, "places"), 3, "g1"),
    ((*G, "short_by"), 2, "g1"),
    ((*G, "text"), "Мест мало.", "blocking_groups[0].text"),
    (("certificate", "checked"), False, "certificate.checked"),
    (("certificate", "checker"), "none", "версией"),
    (("certificate", "stages"), 3, "certificate.stages"),
    (("certificate", "encoding"), "base64/0", "certificate.encoding"),
    (("certificate", "potentials"), "", "сертификат|доказательств"),
    (("certificate", "potentials"), "не base64", "certificate.potentials"),
    (("certificate", "potentials"), 7, "certificate.potentials"),
    (("counts", "needs"), 7, "counts.needs"),
    (("counts", "covered"), 7, "counts.covered"),
    (("counts", "mentees_with_leader"), 7, "counts.mentees_with_leader"),
    (("counts", "leaders_used"), 7, "counts.leaders_used"),
    (("counts", "over_border"), 7, "counts.over_border"),
    (("counts", "places_taken"), 1, "занято"),
    (("earlier_plans", "plans"), 3, "earlier_plans.plans"),
    (("earlier_plans", "pairs"), [{"leader": "l"}], "earlier_plans.pairs[0].mentee"),
]


def spoilt(path: Path_, value: Any) -> dict[str, Any]:
    document = copy.deepcopy(as_a_file(DOCUMENT))
    part: Any = document
    for step in path[:-1]:
        part = part[step]
    assert part[path[-1]] != value or isinstance(value, bool)
    part[path[-1]] = value
    return document


def test_a_good_plan_is_proved_from_its_two_files(workbook: Network) -> None:
    assert said(as_a_file(DOCUMENT), workbook) == ""
    assert len({path for path, _, _ in SPOILT}) >= 50


@pytest.mark.parametrize(
    ("path", "value", "named"), SPOILT, ids=[f"{'.'.join(map(str, r[0]))}={r[1]}" for r in SPOILT]
)
def test_one_spoilt_value_is_refused_with_a_sentence_that_names_it(
    workbook: Network, path: Path_, value: Any, named: str
) -> None:
    told = said(spoilt(path, value), workbook)
    assert any(word in told for word in named.split("|")), told
    assert "{" not in told
    assert "proof." not in told
    assert "plan.check" not in told


def every_value(part: Any, path: Path_ = ()) -> list[Path_]:
    items = (
        part.items()
        if isinstance(part, dict)
        else enumerate(part)
        if isinstance(part, list)
        else ()
    )
    return [path] * bool(path) + [x for k, v in items for x in every_value(v, (*path, k))]


def test_no_value_can_be_missing(workbook: Network) -> None:
    for path in every_value(DOCUMENT):
        document = as_a_file(DOCUMENT)
        part: Any = document
        for step in path[:-1]:
            part = part[step]
        del part[path[-1]]
        assert said(document, workbook), path


@pytest.mark.parametrize("value", [None, "", "x", -1, 10**400, 1.5, True, [], {}, [[]]])
def test_no_value_of_a_wrong_kind_passes_or_breaks_the_check(workbook: Network, value: Any) -> None:
    stated = {("id",), ("network_revision",), ("runtime_s",)}
    for path in every_value(DOCUMENT):
        document = as_a_file(DOCUMENT)
        part: Any = document
        for step in path[:-1]:
            part = part[step]
        before, part[path[-1]] = part[path[-1]], value
        if path not in stated and (before != value or isinstance(before, bool) != (value is True)):
            assert said(document, workbook), path


def test_one_price_of_the_proof_changed_is_refused(workbook: Network) -> None:
    proof = read_certificate(read_plan_file(DOCUMENT).plan.certificate)
    assert proof.prices.any()
    text = DOCUMENT["certificate"]["potentials"]
    other = "A" if text[40] != "A" else "B"
    document = spoilt(("certificate", "potentials"), text[:40] + other + text[41:])
    assert "доказательств" in said(document, workbook)


def test_the_rows_of_another_network_do_not_prove_the_plan(workbook: Network) -> None:
    nobody = workbook.filtered({"restriction": Network.of([]).restrictions})
    assert "отпечаток данных" in said(DOCUMENT, nobody)


def test_places_and_needs_of_earlier_plans_travel_in_the_document(tmp_path: Path) -> None:
    line, open_ = PLAN.assignments[0], PLAN.open_needs[SHORT]
    last = PlanId("last")
    begun = pair("l", "n", 2025, 2026, status=PairStatus.ORDERED, plan=last)
    network = changed(
        NETWORK,
        *final_plan("2026/2027", line, scope="municipality:b"),
        *final_plan("2025/2026", open_, id=last, status=PlanStatus.ORDERED),
        begun,
    )
    plan = planned(network)
    document = as_a_file(plan_document(changed(network, *plan.records), "p", SAY))
    book = from_a_workbook(network, tmp_path)
    assert said(document, book) == ""
    assert [len(part) for part in document["earlier_plans"].values()] == [2, 1, 1, 1]
    document["earlier_plans"]["assignments"][0]["leader"] = "lk".replace(line.leader, "")
    assert said(document, book)
    document["earlier_plans"]["assignments"] = []
    assert "занято другими планами" in said(document, book)


def test_a_plan_of_a_drawn_district_is_proved_from_files(tmp_path: Path) -> None:
    network = made_up(MUNICIPALITY, 5)
    plan = planned(network)
    document = as_a_file(plan_document(changed(network, *plan.records), "p", SAY))
    book = from_a_workbook(network, tmp_path)
    assert said(document, book) == ""
    document["assignments"][0]["leader"] = OrganisationId(document["assignments"][-1]["leader"])
    assert said(document, book)
