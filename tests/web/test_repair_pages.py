"""The repair page: the answer, its list and map; accepting is weighed, told and taken back."""

from io import BytesIO

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from graph.network import Network
from services.access import Role
from tests.web.small import TRICKY, make_app, make_client, make_store, small_records
from tests.web.test_pages import outline, words

PAGES = [
    "/repair",
    "/repair?goal=connected&kind=K1&municipality=m-1&q=сош",
    "/repair?goal=hops&hops=1&minimise=ties&max_km=0,5&capacity=1&leader_capacity=2&window=24",
    "/repair/accept?goal=connected&whole=1",
    "/repair/accept?goal=connected&tie=s-2:s-4&ties_only=1",
    "/repair/accepted?revision=2&made=2026-1&goal=connected",
]
WHOLE = {"goal": "connected", "whole": "1", "revision": "1", "reason": "решили на совещании"}


def newest(app: FastAPI) -> Network:
    network: Network = app.state.site.store.read()
    return network


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_says_no_code(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = outline(answer.text)
    assert not page.faults
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    assert page.headings.count("h1") == 1
    assert not [
        given
        for _, given in page.controls
        if given.get("id") not in page.labelled and "aria-label" not in given
    ]
    assert TRICKY not in answer.text
    shown = words(answer.text)
    assert not any(code in shown for code in ("repair_page.", "accept.", "isolation.kind"))


def test_the_answer_is_one_sentence_with_list_map_and_who_is_left_out(client: TestClient) -> None:
    page = client.get("/repair?goal=reach_leader").text
    shown = words(page)
    assert "Нужна 1 новая связь, 19,2 км" in shown
    assert "Цель: от каждой организации есть путь к лидеру. Лучше нельзя, это доказано" in shown
    assert "нет ни одной связи, никак не связаны с лидером, опыт" in shown
    assert "Не вошла 1 организация" in shown
    assert "Связать не с кем." in shown
    assert 'href="/organisations/s-2"' in page
    assert "repair%3Areach_leader&amp;focus=s-2" in page
    assert 'src="/repair/map.svg?goal=reach_leader' in page
    drawn = client.get("/repair/map.svg?goal=reach_leader").text
    assert drawn.count("stroke-dasharray") == 1
    far = client.get("/repair/map.svg?goal=connected&municipality=m-2").text
    assert far.count("stroke-dasharray") == 1
    assert far.count("<circle") + far.count("<path") < drawn.count("<circle") + drawn.count("<path")


def test_filters_narrow_the_list_and_leave_the_answer(client: TestClient) -> None:
    found = words(client.get("/repair?goal=connected&q=сош № 10").text)
    assert "Нужны 2 новые связи" in found
    assert "1 связь" in found
    here = client.get("/repair?goal=connected&municipality=m-2").text
    assert "s-10:s-4" in here
    assert "s-2:s-4" not in here
    kind = words(client.get("/repair?goal=connected&kind=K3").text)
    assert "Таких связей в предложении нет" in kind
    assert "Таких связей в предложении нет" in words(client.get("/repair?q=музей").text)


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("offer", "В сети нет ни одного лидера"),
        ("all", "Новых связей не нужно: цель уже достигнута"),
    ],
)
def test_each_state_has_its_sentence(tmp_path: object, kept: str, told: str) -> None:
    records = [r for r in small_records() if r.entity not in {kept, "organisation"}]
    schools = [r for r in small_records() if r.entity == "organisation"]
    if kept == "all":
        tied = {"s-1", "s-2", "s-3"}
        schools = [r for r in schools if r.key in tied]
        records = [r for r in records if r.entity in {"event", "municipality", "direction"}]
        records += [r for r in small_records() if r.entity == "offer" and "s-1" in r.key.split("|")]
    shown = make_client(make_app(make_store(tmp_path, [*schools, *records])))  # type: ignore[arg-type]  # a path of pytest
    assert told in words(shown.get("/repair").text)


def test_a_goal_out_of_reach_says_what_stands_in_the_way(client: TestClient) -> None:
    shown = words(client.get("/repair?goal=reach_leader&max_km=1").text)
    assert "Цель недостижима: связать некого" in shown
    assert "разрешите связи длиннее" in shown


def test_the_workbook_has_the_ties_and_can_be_filtered(client: TestClient) -> None:
    book = load_workbook(BytesIO(client.get("/repair.xlsx?goal=connected").content))
    assert book.sheetnames == ["Новые связи", "Не вошли", "Паспорт"]
    rows = [row for row in book["Новые связи"].iter_rows(values_only=True) if row[0] == "s-10"]
    assert [(row[0], row[3]) for row in rows] == [("s-10", "s-4")]
    assert book["Новые связи"].auto_filter.ref


def test_what_is_typed_wrong_is_refused(client: TestClient) -> None:
    for wrong in ("goal=peace", "goal=hops&hops=0"):
        assert client.get(f"/repair?{wrong}").status_code == 422


def test_a_limit_that_is_no_number_is_named_and_the_form_stays(client: TestClient) -> None:
    for wrong in ("capacity=-1", "leader_capacity=1,5", "max_km=далеко", "max_km=20001"):
        answer = client.get(f"/repair?goal=connected&{wrong}")
        assert answer.status_code == 422
        shown = words(answer.text)
        assert "«Не дальше, км» — число до 20 000" in shown
        name, _, typed = wrong.partition("=")
        field = answer.text.partition(f'id="{name}"')[2].partition(">")[0]
        assert f'value="{typed}"' in field
        assert 'aria-invalid="true"' in field
        for path in ("/repair/map.svg", "/repair.xlsx", "/repair/accept"):
            assert client.get(f"{path}?goal=connected&whole=1&{wrong}").status_code == 422


def test_the_page_asks_for_few_steps_before_anybody_chose(client: TestClient) -> None:
    assert "не дальше, чем столько шагов: 2" in words(client.get("/repair").text)
    assert 'value="hops" selected' in client.get("/repair").text


def test_forbidden_new_ties_are_said_once(client: TestClient) -> None:
    page = client.get("/repair?goal=reach_leader&capacity=0").text
    assert "Вы запретили новые связи (0). Укажите 1 или больше." in words(page)
    assert "Разрешите больше связей" not in words(page)
    assert "не бывает" not in words(page)


def test_a_district_is_answered_for_and_accepted_alone(fresh: TestClient) -> None:
    page = fresh.get("/repair?goal=connected&municipality=m-2")
    shown = words(page.text)
    assert "нужна 1 новая связь из 2 по краю" in shown
    assert "Принять 1 связь из списка" in shown
    assert "Принять все" not in shown
    asked = "/repair/accept?goal=connected&municipality=m-2&revision=1"
    told = fresh.get(f"{asked}&listed=1").text
    assert "Принять 1 связь" in words(told)
    assert 'name="tie" value="s-10:s-4"' in told
    assert 'value="s-2:s-4"' not in told
    nothing = fresh.get(asked)
    assert nothing.status_code == 303
    back = fresh.get(nothing.headers["location"])
    assert back.status_code == 422
    assert "Не выбрано ни одной связи. Отметьте хотя бы одну." in words(back.text)
    assert "нужна 1 новая связь из 2 по краю" in words(back.text)


def test_accepting_is_shown_before_it_is_asked_for(fresh: TestClient, fresh_app: FastAPI) -> None:
    shown = words(fresh.get("/repair/accept?goal=connected&whole=1&revision=1").text)
    assert "Принять 2 связи" in shown
    assert "Без рабочей связи 3 3 1" in shown
    assert "Бумага ещё не встреча." in shown
    assert newest(fresh_app).revision == 1


def test_the_whole_is_accepted_at_once_and_undone_at_once(
    fresh: TestClient, fresh_app: FastAPI
) -> None:
    made = fresh.post("/repair/accept", data=WHOLE)
    assert made.status_code == 303
    assert made.headers["location"] == "/repair/accepted?revision=2&made=&goal=connected"
    assert len(newest(fresh_app).ties) == 2
    assert "Назначьте первые встречи" in words(fresh.get(made.headers["location"]).text)
    history = fresh.get("/history?revision=2").text
    assert "решили на совещании" in words(history)
    assert fresh.post("/history/2/undo", data={"reason": "передумали"}).status_code == 303
    assert len(newest(fresh_app).ties) == 0


def test_one_tie_is_accepted_alone(fresh: TestClient, fresh_app: FastAPI) -> None:
    one = {**WHOLE, "whole": "", "tie": "s-10:s-4", "ties_only": "1"}
    assert fresh.post("/repair/accept", data=one).status_code == 303
    assert [tie.to_organisation for tie in newest(fresh_app).ties] == ["s-4"]


@pytest.mark.parametrize(
    ("changed", "status", "told"),
    [
        ({"reason": " "}, 422, "Назовите причину"),
        ({"revision": "0"}, 409, "Сеть с тех пор изменилась"),
        ({"whole": "", "tie": "s-1:s-2"}, 422, "в предложении нет"),
        ({"whole": ""}, 422, "Не выбрано ни одной связи"),
    ],
)
def test_a_decision_that_cannot_be_leaves_nothing(
    fresh: TestClient, fresh_app: FastAPI, changed: dict[str, str], status: int, told: str
) -> None:
    answer = fresh.post("/repair/accept", data={**WHOLE, **changed})
    assert answer.status_code == status
    assert told in words(answer.text)
    assert newest(fresh_app).revision == 1


def test_who_may_only_read_sees_the_proposal_and_no_button(fresh_app: FastAPI) -> None:
    for role in (Role.CURATOR, Role.LEADER):
        reader = make_client(fresh_app, role)
        page = reader.get("/repair?goal=connected").text
        assert "/repair/accept" not in page
        assert "Принимает связи планировщик." in words(page)
        assert reader.get("/repair/accept?goal=connected&whole=1").status_code == 403
        assert reader.post("/repair/accept", data=WHOLE).status_code == 403
    assert newest(fresh_app).revision == 1


def test_the_map_shows_new_ties_as_a_kind_of_their_own(client: TestClient) -> None:
    asked = {"overlay": "repair:connected", "view": "geo"}
    drawn = client.get("/api/v1/maps/network.json", params=asked).json()
    new = [edge for edge in drawn["edges"] if edge["kind"] == "proposal"]
    assert [(edge["source"], edge["target"]) for edge in new] == [("s-10", "s-4"), ("s-2", "s-4")]
    assert "снимет: нет ни одной связи" in str(new[0]["facts"])
    first = drawn["legend"]["ties"][0]
    assert (first["label"], first["count"]) == ("Новые связи", 2)
    svg = client.get("/api/v1/maps/network.svg", params=asked).text
    assert 'stroke-dasharray="3.6 2.4"' in svg
    page = client.get("/map", params=asked).text
    assert 'value="repair:connected" checked' in page
    for wrong in (["repair:peace"], ["repair:hops", "repair:connected"]):
        assert client.get("/api/v1/maps/network.json", params={"overlay": wrong}).status_code == 422


def test_the_card_of_who_is_left_out_leads_here(client: TestClient) -> None:
    assert 'href="/repair?q=s-4"' in client.get("/organisations/s-4").text
    assert ":s-4" in client.get("/repair?q=s-4").text
