"""A plan as files: the same bytes on every face and in two runs, readable by other programs."""

import csv
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import networkx as nx
import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from api.cli import run
from graph.model.ids import PlanId
from graph.model.organisation import Organisation
from services.assignment.workflow import approve
from services.orders.compose import OrderTerms
from services.orders.workflow import issue
from tests.tools.sentences import sentences
from tests.web.small import (
    Ids,
    context,
    make_app,
    make_client,
    make_draft,
    make_store,
    small_records,
)

PLAN = "2026-1"
ENDINGS = (".xlsx", ".csv", ".graphml", ".html", ".pdf", ".json")
FORMULA = "=1+1; «школа»"
"""A name that a spreadsheet would reckon with."""


def drafted(folder: Path) -> TestClient:
    """Return a client of a store in `folder` with one draft; a school has a name of signs."""
    records = (
        replace(one, name=FORMULA) if isinstance(one, Organisation) and one.id == "s-3" else one
        for one in small_records()
    )
    folder.mkdir(exist_ok=True)
    store = make_store(folder, records)
    make_draft(store)
    return make_client(make_app(store))


def address(ending: str) -> str:
    if ending in {".html", ".pdf"}:
        return f"/plans/{PLAN}/passport{ending}"
    return f"/plans/{PLAN}{'' if ending == '.json' else ending}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def client(folder: Path) -> TestClient:
    return drafted(folder)


@pytest.fixture(scope="module")
def files(client: TestClient) -> dict[str, bytes]:
    return {ending: client.get(f"/api/v1{address(ending)}").content for ending in ENDINGS}


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_face_gives_the_same_bytes(
    folder: Path, client: TestClient, files: dict[str, bytes], ending: str
) -> None:
    target = folder / f"saved{ending}"
    words = ["save", PLAN, "-o", str(target), "--store", str(folder / "small.db")]
    assert run.run(words) == 0
    assert target.read_bytes() == files[ending]
    if ending != ".json":
        answer = client.get(address(ending))
        assert answer.content == files[ending]
        kept = "inline" if ending == ".html" else "attachment"
        assert answer.headers["content-disposition"].startswith(kept)


def test_two_runs_on_equal_data_give_equal_bytes(tmp_path: Path, files: dict[str, bytes]) -> None:
    again = drafted(tmp_path)
    for ending in ENDINGS:
        assert again.get(f"/api/v1{address(ending)}").content == files[ending], ending


def test_rows_open_in_a_spreadsheet_and_no_name_becomes_a_formula(files: dict[str, bytes]) -> None:
    assert files[".csv"].startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(files[".csv"].decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 3
    at = {name: i for i, name in enumerate(rows[0])}
    by_need = {(row[at["Код наставляемой"]], row[at["Код направления"]]): row for row in rows[1:]}
    pair, left = by_need["s-3", "d-1"], by_need["s-3", "d-2"]
    assert (pair[at["Состояние"]], left[at["Состояние"]]) == ("с лидером", "без лидера")
    assert (pair[at["Код лидера"]], left[at["Код лидера"]]) == ("s-10", "")
    assert pair[at["Через границу"]] == "да"
    assert "," in pair[at["Км"]]
    assert left[at["Причина"]] == "направление никто не предлагает"
    assert left[at["Наставляемая"]] == f"'{FORMULA}"


def test_the_graph_is_read_by_networkx_with_places_and_properties(files: dict[str, bytes]) -> None:
    graph = nx.read_graphml(BytesIO(files[".graphml"]), force_multigraph=True)
    assert graph.is_directed()
    assert set(graph) == {"s-1", "s-2", "s-3", "s-10"}
    assert graph.nodes["s-3"]["name"] == FORMULA
    assert (graph.nodes["s-10"]["lat"], graph.nodes["s-10"]["lon"]) == (45.4, 39.4)
    assert graph.nodes["s-3"]["label"] == "School"
    assert (graph.nodes["s-3"]["roles"], graph.nodes["s-3"]["open_needs"]) == ("mentee", 1)
    ((start, end, told),) = (one for one in graph.edges(data=True) if one[0] == "s-10")
    assert (start, end) == ("s-10", "s-3")
    assert told["relationship"] == "MENTORS"
    assert (told["plan"], told["direction"], told["level"]) == (PLAN, "d-1", 3)
    assert told["over_border"] is True


def test_the_workbook_holds_every_sheet_and_texts_stay_texts(files: dict[str, bytes]) -> None:
    book = load_workbook(BytesIO(files[".xlsx"]))
    assert book.sheetnames == [
        *("Пары", "Открытые потребности", "Нагрузка лидеров", "Цели", "Прошлый год", "Паспорт"),
        *("Приложение 1", "Приложение 2"),
    ]
    past = [row[1:8] for row in book["Прошлый год"].iter_rows(min_row=3, values_only=True)]
    assert {(row[0], row[2], row[6]) for row in past} == {
        ("продолжается", "s-2", "СОШ № 1"),
        ("новая", "s-3", "СОШ № 10"),
    }
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert FORMULA in {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell.value for cell in cells if str(cell.value) in sentences()]


def test_the_passport_tells_who_decided_and_the_order(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    make_draft(store)
    ctx = replace(context(), new_id=Ids([]))
    approve(store, PlanId(PLAN), reason="совет одобрил", ctx=ctx)
    terms = OrderTerms(number="12-о", date=date(2026, 8, 28))
    issue(
        store,
        PlanId(PLAN),
        terms,
        reason="подписан",
        say=lambda one: one.code,
        ctx=replace(ctx, new_id=lambda: "order"),
    )
    client = make_client(make_app(store))
    page = client.get(address(".html")).text
    for told in ("учтены новые места", "совет одобрил", "Ветрова И. П.", "приказ № 12-о"):
        assert told in page
    book = load_workbook(BytesIO(client.get(address(".xlsx")).content))
    rows = book["Паспорт"].iter_rows(min_row=3, values_only=True)
    facts = {row[0]: row[1] for row in rows}
    assert facts["утверждён"] == "24.08.2026, Ветрова И. П.: совет одобрил"
    assert "№ 12-о от 28.08.2026" in str(facts["Приказ"])


@pytest.mark.parametrize(
    ("own", "ending", "start"),
    [("s-10", "pdf", b"%PDF"), ("s-2", "png", b"\x89PNG"), ("k-1", "html", b"<!doctype html>")],
)
def test_leaflets_come_one_at_a_time(
    client: TestClient, own: str, ending: str, start: bytes
) -> None:
    for face in ("", "/api/v1"):
        answer = client.get(f"{face}/plans/{PLAN}/leaflets/{own}.{ending}")
        assert answer.status_code == 200
        assert answer.content.startswith(start)
    other = client.get(f"/api/v1/plans/{PLAN}/leaflets/{own}.{ending}?reader=leader")
    assert other.status_code == (200 if own == "s-10" else 404)


def test_what_is_not_there_is_named(client: TestClient, folder: Path) -> None:
    for ending in ENDINGS:
        answer = client.get(f"/api/v1{address(ending).replace(PLAN, '2026-9')}")
        assert (answer.status_code, answer.json()["code"]) == (404, "plan.unknown")
    answer = client.get(f"/api/v1/plans/{PLAN}/leaflets/s-4.pdf")
    assert (answer.status_code, answer.json()["code"]) == (404, "sheet.nobody")
    assert client.get(f"/api/v1/plans/{PLAN}/leaflets/s-2.docx").status_code == 404
    store = str(folder / "small.db")
    for name in ("plan.docx", "plan"):
        assert run.run(["save", PLAN, "-o", str(folder / name), "--store", store]) == 2
        assert not (folder / name).exists()
    assert run.run(["save", PLAN, "-o", str(folder / "no" / "p.csv"), "--store", store]) == 1


def test_pages_lead_to_the_files(client: TestClient) -> None:
    plan, load = (client.get(f"/plans/{PLAN}{tab}").text for tab in ("", "?tab=load"))
    card = client.get("/organisations/s-3").text
    for page, links in (
        (plan, [address(ending) for ending in ENDINGS if ending != ".json"]),
        (load, [f"/plans/{PLAN}/leaflets/s-10.pdf?reader=leader"]),
        (card, [f"/plans/{PLAN}/leaflets/s-3.pdf", f"/plans/{PLAN}/leaflets/s-3.png"]),
    ):
        for link in links:
            assert f'href="{link}"' in page
            assert client.get(link).status_code == 200


def test_a_guest_gets_no_file(client: TestClient) -> None:
    guest = TestClient(client.app, base_url="http://127.0.0.1", follow_redirects=False)
    for ending in ENDINGS:
        assert guest.get(f"/api/v1{address(ending)}").status_code == 401
