"""The drill pages: the black day, lists of losses, one loss with its answer, and workbooks."""

from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook


def text_of(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_black_day_names_losses_and_each_opens_its_drill(client: TestClient) -> None:
    text = text_of(client, "/drills")
    found = client.get("/api/v1/drills").json()
    assert found["worst"]
    for one in found["worst"]:
        href = f"/drills/{one['kind']}/{':'.join(one['of'])}"
        assert href in text
        assert text_of(client, href)


def test_a_list_is_narrowed_by_words_and_by_municipality(client: TestClient) -> None:
    assert "/drills/leader/s-10" in text_of(client, "/drills?kind=leader")
    near = text_of(client, "/drills?kind=leader&municipality=m-1")
    assert "/drills/leader/s-1?" in near
    assert "/drills/leader/s-10?" not in near
    assert "Ничего не нашлось" in text_of(client, "/drills?q=нет-такого")


def test_an_organisation_without_which_nobody_loses_is_found_by_its_name(
    client: TestClient,
) -> None:
    assert "/drills/organisation/s-4?" not in text_of(client, "/drills?kind=organisation")
    assert "/drills/organisation/s-4?" in text_of(client, "/drills?kind=organisation&q=s-4")
    assert "Никто ничего не потеряет" in text_of(client, "/drills/organisation/s-4")


def test_a_leader_that_goes_is_told_with_the_plan_that_it_leaves(client: TestClient) -> None:
    text = text_of(client, "/drills/leader/s-1")
    assert "Что делать сразу" in text
    assert "/plans/2026-1/refuse?leader=s-1" in text


def test_a_curator_that_goes_leaves_objects_that_nobody_has_room_for(client: TestClient) -> None:
    text = text_of(client, "/drills/curator/k-1")
    assert "Останутся без куратора: 2" in text
    assert "ни у одного куратора нет свободного места" in text


def test_a_service_that_closes_is_stood_in_for_by_others_or_by_nobody(client: TestClient) -> None:
    text = text_of(client, "/drills/service/ts")
    assert "Останутся без своей методической службы: 4" in text
    assert "никого нет" in text


def test_cards_lead_to_their_drill(client: TestClient) -> None:
    assert "/drills/leader/s-1" in text_of(client, "/organisations/s-1")
    assert "/drills/service/ts" in text_of(client, "/organisations/ts")
    assert "/drills/organisation/s-3" in text_of(client, "/organisations/s-3")
    assert "/drills/curator/k-1" in text_of(client, "/people/k-1")
    assert 'href="/drills"' in text_of(client, "/isolation")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/drills/leader/zz", 404),
        ("/drills/curator/zz", 404),
        ("/drills/tie/s-1", 422),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    client: TestClient, path: str, status: int
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "<h1>" in answer.text


@pytest.mark.parametrize("kind", ["leader", "service"])
def test_what_is_no_leader_or_service_is_asked_for_as_an_organisation(
    client: TestClient, kind: str
) -> None:
    answer = client.get(f"/drills/{kind}/s-4", follow_redirects=True)
    assert "Что будет, если закроется" in answer.text


def test_the_same_is_there_as_workbooks(client: TestClient) -> None:
    book = load_workbook(BytesIO(client.get("/drills.xlsx").content), read_only=False)
    assert book.sheetnames == [
        "Чёрный день",
        "Лидеры",
        "Другие организации",
        "Кураторы",
        "Службы",
        "Связи",
        "Запас прочности",
    ]
    leaders = [row[0].value for row in book["Лидеры"].iter_rows(min_row=3)]
    found = client.get("/api/v1/drills").json()["ranking"]["leaders"]
    assert leaders == [row["organisation"] for row in found]
    one = load_workbook(BytesIO(client.get("/drills.xlsx?kind=curator&of=k-1").content))
    assert one.sheetnames == ["Кто что потеряет", "Что делать"]
    assert {row[0].value for row in one["Кто что потеряет"].iter_rows(min_row=3)} == {"s-2", "s-3"}
