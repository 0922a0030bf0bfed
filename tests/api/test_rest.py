"""REST gives what the pages give, and refuses by problem documents; not-allowed cases first."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from tests.tools.source import ROOT
from tests.web.small import TODAY, make_client

API = "/api/v1"
READS = [
    "/organisations",
    "/organisations/s-1",
    "/plans",
    "/plans/2026-1",
    "/plans/2026-1/explanation",
    "/orders",
    "/isolation",
    "/changes",
    "/changes/2",
    "/maps/network.json",
    "/maps/network.svg",
    "/maps/network.html",
    "/maps/network.pdf",
    "/maps/network.png",
    "/maps/network.graphml",
    "/maps/network.gexf",
    "/maps/network.zip",
]
WRITES: list[tuple[str, dict[str, Any]]] = [
    ("/plans", {"school_year": "2026/2027"}),
    ("/plans/2026-1/approval", {"reason": "п"}),
    ("/plans/2026-1/withdrawal", {"reason": "п"}),
    ("/plans/2026-1/order", {"number": "1", "date": "2026-08-28"}),
    ("/imports/x/confirmation", {"reason": "п"}),
    ("/changes/1/undo", {"reason": "п"}),
]


def program(app: FastAPI) -> TestClient:
    client = make_client(app, None)
    client.headers["authorization"] = "Bearer for-programs"
    return client


@pytest.mark.parametrize("path", READS)
def test_a_guest_reads_nothing(guest: TestClient, path: str) -> None:
    answer = guest.get(API + path)
    assert answer.status_code == 401
    assert answer.json()["code"] == "web.http.401"


@pytest.mark.parametrize(("path", "body"), WRITES)
def test_a_guest_changes_nothing(guest: TestClient, path: str, body: dict[str, Any]) -> None:
    assert guest.post(API + path, json=body).status_code == 401


@pytest.mark.parametrize(("path", "body"), WRITES)
def test_who_may_only_read_changes_nothing(
    curator: TestClient, path: str, body: dict[str, Any]
) -> None:
    answer = curator.post(API + path, json=body)
    assert answer.status_code in ({403, 404} if "/imports/" in path else {403})


def test_a_wrong_token_opens_nothing(guest: TestClient) -> None:
    guest.headers["authorization"] = "Bearer other"
    assert guest.get(f"{API}/plans").status_code == 401


@pytest.mark.parametrize("path", READS)
def test_a_program_reads_with_its_token(app: FastAPI, path: str) -> None:
    assert program(app).get(API + path).status_code == 200


def test_health_needs_no_sign_in_and_tells_only_the_revision(guest: TestClient) -> None:
    assert guest.get("/health").json() == {"status": "ok", "revision": 2}


def test_organisations_are_filtered_and_paged(client: TestClient) -> None:
    found = client.get(f"{API}/organisations", params={"part": "leads", "limit": 1}).json()
    assert found["found"] == 2
    assert [one["id"] for one in found["organisations"]] == ["s-1"]
    rest = client.get(f"{API}/organisations", params={"part": "leads", "offset": 1}).json()
    assert [one["id"] for one in rest["organisations"]] == ["s-10"]


def test_a_card_tells_pairs_with_need_and_reason(client: TestClient) -> None:
    card = client.get(f"{API}/organisations/s-1").json()
    led = card["leads"][0]
    assert (led["organisation"], led["level"], led["km"]) == ("s-2", 2, 11.1)
    assert led["content"] == "Разобрать уроки трёх молодых учителей"
    assert led["next_event"] == "2026-10-14"
    assert card["offers"][0] == {
        "direction": "d-1",
        "places": 1,
        "taken": 0,  # the pair ends before the year whose places these are
        "from_date": "2025-09-01",
        "to_date": None,
    }
    assert client.get(f"{API}/organisations/s-4").json()["finding"]["severe"] is True


@pytest.mark.parametrize(
    ("path", "schema"),
    [("/plans/2026-1", "plan"), ("/isolation", "isolation"), ("/measures", "measures")],
)
def test_documents_are_as_their_schemas_say(client: TestClient, path: str, schema: str) -> None:
    text = Path(ROOT, "tests", "schemas", f"{schema}.schema.json").read_text(encoding="utf-8")
    jsonschema.validate(client.get(API + path).json(), json.loads(text))


def test_the_isolation_report_takes_a_day_a_window_and_hops(client: TestClient) -> None:
    asked: dict[str, str | int] = {"as_of": "2026-03-11", "window": 1}
    report = client.get(f"{API}/isolation", params=asked).json()
    assert (report["as_of"], report["window_months"]) == ("2026-03-11", 1)
    far = client.get(f"{API}/isolation", params={"hops": 20}).json()
    assert (far["hops"], far["counts"]["K7"]) == (20, 0)
    assert client.get(f"{API}/isolation", params={"hops": 0}).status_code == 422
    assert client.get(f"{API}/isolation").json()["as_of"] == TODAY.isoformat()


def test_the_life_of_a_plan_over_rest(fresh_app: FastAPI) -> None:
    client = program(fresh_app)
    made = client.post(f"{API}/plans", json={"school_year": "2026/2027"})
    assert made.status_code == 201
    plan = made.json()["id"]
    assert made.json()["counts"]["covered"] == 2

    why = client.get(f"{API}/plans/{plan}/explanation", params={"mentee": "s-3"}).json()
    assert [line["leader"] for line in why["assignments"]] == ["s-10"]
    assert [line["reason"] for line in why["open_needs"]] == ["no_offer"]
    assert client.get(f"{API}/orders/{plan}").status_code == 404

    terms = {"number": "412", "date": "2026-08-28"}
    assert client.post(f"{API}/plans/{plan}/order", json=terms).status_code == 409
    assert client.post(f"{API}/plans/{plan}/approval", json={"reason": "п"}).status_code == 200
    again = client.post(f"{API}/plans/{plan}/approval", json={"reason": "п"})
    assert (again.status_code, again.json()["code"]) == (409, "plan.already_approved")

    seen = client.post(f"{API}/plans/{plan}/order", json=terms).json()
    assert seen["revision"] is None
    assert len(seen["begun"]) == 2
    unsaid = client.post(f"{API}/plans/{plan}/order", json={**terms, "confirm": True})
    assert (unsaid.status_code, unsaid.json()["code"]) == (422, "web.order.no_reason")
    done = client.post(
        f"{API}/plans/{plan}/order", json={**terms, "confirm": True, "reason": "совещание"}
    ).json()
    assert client.get(f"{API}/orders/{plan}").json()["number"] == "412"

    newest = client.get(f"{API}/changes").json()["changes"][0]
    assert (newest["revision"], newest["action"]) == (done["revision"], "order")
    assert (newest["actor"], newest["source"]) == ("программа", "rest")
    undone = client.post(f"{API}/changes/{done['revision']}/undo", json={"reason": "ошибка"})
    assert undone.json()["revision"] == done["revision"] + 1
    assert client.get(f"{API}/plans/{plan}").json()["status"] == "approved"


def test_a_workbook_is_uploaded_looked_at_and_confirmed(fresh_app: FastAPI) -> None:
    client = program(fresh_app)
    content = make_client(fresh_app).get("/export.xlsx").content
    book = load_workbook(BytesIO(content))
    book["Направления"].append(["d-9", "Новое направление"])
    made = BytesIO()
    book.save(made)
    files = {"file": ("сеть.xlsx", made.getvalue())}
    seen = client.post(f"{API}/imports", files=files)
    assert seen.status_code == 201
    report = seen.json()
    assert (report["result"], report["counts"]["added"]) == ("preview", 1)
    here = f"{API}/imports/{report['id']}"
    assert client.get(here).json() == report
    assert client.post(f"{here}/confirmation", json={}).json()["result"] == "applied"
    again = client.post(f"{API}/imports", files=files).json()
    assert again["result"] == "no_changes"


def test_sheets_are_replaced_whole_when_a_program_says_so(fresh_app: FastAPI) -> None:
    client = program(fresh_app)
    book = load_workbook(BytesIO(make_client(fresh_app).get("/export.xlsx").content))
    sheet = book["Соглашения"]
    sheet.delete_rows([row[0].value for row in sheet.iter_rows()].index("g-1") + 1)
    made = BytesIO()
    book.save(made)
    files = {"file": ("сеть.xlsx", made.getvalue())}

    kept = client.post(f"{API}/imports", files=files).json()
    asked = {"replace_sheets": ["Соглашения"]}
    seen = client.post(f"{API}/imports", files=files, data=asked).json()
    unknown = client.post(f"{API}/imports", files=files, data={"replace_sheets": ["Кошки"]})

    assert (kept["result"], kept["ended"]) == ("no_changes", [])
    assert seen["result"] == "preview"
    assert seen["ended"] == [{"sheet": "Соглашения", "key": "g-1", "day": "2026-08-24"}]
    assert (unknown.status_code, unknown.json()["code"]) == (422, "workbook.no_such_sheet")
    done = client.post(f"{API}/imports/{seen['id']}/confirmation", json={}).json()
    assert done["result"] == "applied"


def test_a_preview_that_the_network_outran_is_a_conflict_with_the_new_one(
    fresh_app: FastAPI,
) -> None:
    client = program(fresh_app)
    content = make_client(fresh_app).get("/export.xlsx").content
    ids = []
    for name in ("Первое имя", "Второе имя"):
        book = load_workbook(BytesIO(content))
        book["Направления"]["B2"].value = name
        made = BytesIO()
        book.save(made)
        seen = client.post(f"{API}/imports", files={"file": ("сеть.xlsx", made.getvalue())})
        ids.append(seen.json()["id"])
    first, second = (f"{API}/imports/{id_}/confirmation" for id_ in ids)
    assert client.post(first, json={}).json()["result"] == "applied"

    refused = client.post(second, json={})

    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    problem = refused.json()
    assert (problem["status"], problem["code"]) == (409, "workbook.moved_on")
    again = problem["preview"]
    assert (again["result"], again["counts"]["changed"]) == ("preview", 1)
    assert again["id"] not in ids
    done = client.post(f"{API}/imports/{again['id']}/confirmation", json={})
    assert (done.status_code, done.json()["result"]) == (200, "applied")


def test_a_decision_tells_each_record_before_and_after(fresh_app: FastAPI) -> None:
    client = program(fresh_app)
    plan = client.post(f"{API}/plans", json={"school_year": "2026/2027"}).json()["id"]
    revision = client.post(f"{API}/plans/{plan}/approval", json={"reason": "п"}).json()["revision"]
    document = client.get(f"{API}/changes/{revision}").json()
    assert document["records"] == [
        {
            "entity": "plan",
            "key": plan,
            "operation": "changed",
            "before": {"status": "draft"},
            "after": {"status": "approved"},
        }
    ]


def test_a_map_comes_on_every_sheet_and_for_everyone(client: TestClient) -> None:
    def ask(ending: str, **params: str) -> bytes:
        answer = client.get(f"{API}/maps/network.{ending}", params=params)
        assert answer.status_code == 200
        return answer.content

    assert ask("png", paper="picture")[16:20] == (1280).to_bytes(4, "big")
    assert ask("pdf", paper="poster").count(b"/MediaBox") == 2
    assert b'width="420mm"' in ask("svg", paper="a3", grey="true")
    assert b"audience: public" in ask("gexf", audience="public")
    refused = client.get(
        f"{API}/maps/network.svg", params={"audience": "public", "overlay": "isolation"}
    )
    assert refused.status_code == 422
    assert client.get(f"{API}/maps/network.pdf", params={"paper": "a0"}).status_code == 422


def test_maps_come_as_page_picture_and_data(client: TestClient) -> None:
    page = client.get(f"{API}/maps/network.html")
    assert "attachment" in page.headers["content-disposition"]
    picture = client.get(f"{API}/maps/network.svg", params={"overlay": "plan:2026-1"})
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in picture.headers["content-security-policy"]
    assert {node["id"] for node in client.get(f"{API}/maps/network.json").json()["nodes"]} >= {
        "s-1",
        "s-2",
    }
    past = client.get(f"{API}/maps/network.svg", params={"as_of": "2024-10-01"})
    assert past.status_code == 200
    assert past.text != client.get(f"{API}/maps/network.svg").text
    assert client.get(f"{API}/maps/network.svg", params={"as_of": "0001-01-01"}).status_code == 422
    assert client.get(f"{API}/maps/network.svg", params={"overlay": "x"}).status_code == 422
    assert client.get(f"{API}/maps/network.svg", params={"plan": "x"}).status_code == 404
