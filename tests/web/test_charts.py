"""Pages of the pictures: drawn, filtered, each with its table and lists; and as files."""

import pytest
from fastapi.testclient import TestClient

from graph.model.chart import ChartName


@pytest.mark.parametrize("name", list(ChartName))
def test_each_picture_has_a_page_with_its_table(client: TestClient, name: str) -> None:
    page = client.get(f"/map/{name}")

    assert page.status_code == 200
    assert "<svg" in page.text
    assert "То же таблицей" in page.text
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("name", list(ChartName))
def test_the_map_leads_to_each_picture(client: TestClient, name: str) -> None:
    assert f'href="/map/{name}"' in client.get("/map").text


def test_a_cell_of_the_matrix_opens_its_list(client: TestClient) -> None:
    page = client.get("/map/matrix?plan=&municipality=m-1&direction=d-1&at=m-1&as_of=2026-10-01")

    assert page.status_code == 200
    assert 'id="list"' in page.text
    assert "municipality=m-1&amp;as_of=2026-10-01&amp;direction=d-1&amp;at=m-1#list" in page.text


@pytest.mark.parametrize("name", list(ChartName))
@pytest.mark.parametrize(
    ("ending", "kind"),
    [("svg", "image/svg+xml"), ("html", "text/html; charset=utf-8"), ("json", "application/json")],
)
def test_each_picture_is_a_file_too(client: TestClient, name: str, ending: str, kind: str) -> None:
    answer = client.get(f"/api/v1/maps/{name}.{ending}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert "href=" not in answer.text


def test_what_is_not_there_is_refused_in_words(client: TestClient) -> None:
    for address in (
        "/map/matrix?municipality=m-9",
        "/map/matrix?plan=P-9",
        "/map/matrix?direction=d-9",
        "/api/v1/maps/matrix.json?municipality=m-9",
    ):
        assert client.get(address).status_code == 404, address
