"""Pages and REST of the network in numbers, of red lists, and of meetings without a word."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from fastapi.testclient import TestClient

from graph.model.choices import EventStatus
from graph.model.event import Event
from graph.model.ids import EventId, OrganisationId
from services.access import Role
from tests.api.test_advice import schema
from tests.web.small import TODAY, make_app, make_client, make_store, small_records
from tests.web.test_pages import outline, words

API = {"authorization": "Bearer for-programs"}


@pytest.fixture
def passed_client(tmp_path: Path) -> TestClient:
    """Give the small network with a meeting that passed five days ago without a word."""
    meeting = Event(
        id=EventId("x-1"),
        date=TODAY - timedelta(days=5),
        name="Встреча наставников",
        host=OrganisationId("s-1"),
        status=EventStatus.PLANNED,
    )
    return make_client(make_app(make_store(tmp_path, (*small_records(), meeting))))


def test_every_number_opens_a_list_of_as_many(client: TestClient) -> None:
    text = client.get("/measures").text
    shown = words(text)
    assert "До лидера по рабочим связям доходят" in shown
    lists = set(re.findall(r'href="(/measures[^"]*)#behind"', text))
    assert len(lists) > 20
    for href in lists:
        assert client.get(href.replace("&amp;", "&")).status_code == 200
    none = words(client.get("/measures?basis=any&part=neither").text)
    assert "Ни одной роли нет у 2 организаций" in none


def test_the_measures_of_a_municipality_and_of_a_day_before_all_data(client: TestClient) -> None:
    near = words(client.get("/measures?municipality=m-1").text)
    assert "Ближний район, на 24.08.2026" in near
    early = words(client.get("/measures?as_of=01.01.1995").text)
    assert "На эту дату лидеров нет" in early
    wrong = words(client.get("/measures?as_of=вчера").text)
    assert "вчера" in wrong
    assert client.get("/measures?municipality=m-9").status_code == 404


def test_the_measures_are_a_workbook_with_every_list(client: TestClient) -> None:
    made = openpyxl.load_workbook(BytesIO(client.get("/measures.xlsx").content))
    assert made.sheetnames[:3] == ["Числа", "Кто даёт и берёт по типам", "По муниципалитетам"]
    assert len(made.sheetnames) == 14


def test_who_does_what_is_the_same_on_the_start_page_and_in_the_list(client: TestClient) -> None:
    home = client.get("/").text
    links = re.findall(r'href="(/organisations\?(?:kind=\w+&amp;)?does=\w+)">(\d+)<', home)
    assert len(links) == 12
    for href, n in links:
        listed = client.get(href.replace("&amp;", "&")).text
        assert len(set(re.findall(r'<a href="(/organisations/[^"]+)">', listed))) == int(n), href


def test_a_red_list_says_why_and_what_to_do(client: TestClient) -> None:
    text = client.get("/curators/k-1/red").text
    shown = words(text)
    assert "Острая потребность без лидера: «Учитель»" in shown
    assert "Лозовой С. Н., на 24.08.2026: закреплены 2 организации" in shown
    assert not outline(text).faults
    now = client.get("/curators/k-1/red?severity=now").text
    assert "/organisations/s-3" in now
    assert "/organisations/s-2" not in now
    assert client.get("/curators/x/red").status_code == 404
    assert 'href="/curators/k-1/red"' in client.get("/people/k-1").text
    made = openpyxl.load_workbook(BytesIO(client.get("/curators/k-1/red.xlsx").content))
    assert made.sheetnames == ["Красный список"]


def test_a_passed_meeting_is_marked_with_a_reason(passed_client: TestClient) -> None:
    client = passed_client
    shown = words(client.get("/meetings").text)
    assert "1 мероприятие прошло, но не отмечено" in shown
    assert "Садовая Н. В." in shown
    assert "Узнать, состоялось ли 1 мероприятие" in words(client.get("/").text)
    word = {"event": "x-1", "status": "held"}
    refused = client.post("/meetings", data=word)
    assert refused.status_code == 422
    assert "Назовите причину" in words(refused.text)
    nobody = client.post("/meetings", data={"status": "held", "reason": "сказала"})
    assert "Отметьте галочкой" in words(nobody.text)
    assert 'value="сказала"' in nobody.text
    done = client.post(
        "/meetings", data={**word, "reason": "сказала площадка", "municipality": "m-1"}
    )
    assert done.headers["location"] == "/meetings?marked=2&municipality=m-1"
    assert "Все прошедшие мероприятия отмечены" in words(client.get("/meetings").text)
    assert "сказала площадка" in words(client.get("/history").text)
    again = client.post("/meetings", data={**word, "reason": "ещё раз"})
    assert again.status_code == 422
    assert "уже отмечено" in words(again.text)


def test_who_may_only_read_sees_the_meetings_without_the_buttons(passed_client: TestClient) -> None:
    reader = make_client(passed_client.app, Role.CURATOR)  # type: ignore[arg-type]  # the same application
    text = reader.get("/meetings").text
    assert "checkbox" not in text
    assert "Отмечает мероприятия планировщик" in words(text)
    word = {"event": "x-1", "status": "held", "reason": "сказала"}
    assert reader.post("/meetings", data=word).status_code == 403


def test_programs_read_the_same_and_may_mark(passed_client: TestClient) -> None:
    client = passed_client
    found = client.get("/api/v1/meetings", headers=API).json()
    assert [one["event"] for one in found["meetings"]] == ["x-1"]
    jsonschema.validate(found, schema("meetings"))
    red = client.get("/api/v1/curators/k-1/red", headers=API).json()
    jsonschema.validate(red, schema("red_list"))
    assert red["organisations"][0]["organisation"] == "s-3"
    assert client.get("/api/v1/curators/x/red", headers=API).status_code == 404
    word = {"events": ["x-1"], "status": "cancelled", "reason": "перенесли на год"}
    assert client.post("/api/v1/meetings", json=word, headers=API).json() == {"revision": 2}
    assert client.post("/api/v1/meetings", json=word, headers=API).status_code == 409
    assert client.get("/api/v1/meetings", headers=API).json()["meetings"] == []
