"""Isolation asked of networks that hold little or wrong: a sentence each, and what can be found."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model.choices import TieKind
from graph.model.ids import OrganisationId, Revision
from graph.model.organisation import Municipality
from graph.model.record import Record
from graph.model.tie import Pair, Tie
from graph.network import Head, Network
from graph.stores.sqlite import SqliteStore
from tests.cli.conftest import Cli
from tests.unit.isolation.build import DAY, INSIDE, LONG_AGO, event, offer, organisation

SPOT: dict[str, Any] = {"lat": 45.0, "lon": 39.0}
PLACE = Municipality(id="m1", name="Примерный район")  # type: ignore[arg-type]  # codes are texts here
PAIR = organisation("a", **SPOT), organisation("b", **SPOT)
LED = (offer("l"), organisation("l", **SPOT))
MET = event("e", "l", "a")


def found(cli: Cli, folder: Path, records: Iterable[Record], day: date = DAY) -> dict[str, Any]:
    """Return the document of a store with these records, whose sentences people are told too."""
    path = folder / "odd.db"
    store = SqliteStore(
        path, create_as=Head(store_id="odd", revision=Revision(0), reference_date=DAY)
    )
    store.fill(Network.of([PLACE, *records]), [])
    store.close()
    at = ("--store", str(path), "--as-of", day.isoformat())
    told = cli("isolated", "--json", "-", *at)
    assert told.code == 0, told.err
    document: dict[str, Any] = json.loads(told.out)
    rows = cli("isolated", "--all", *at).out.count("\n")
    shown = " ".join(cli("isolated", *at).out.split())
    said = [" ".join(remark.split()) for remark in document["remarks"]]
    if day == DAY:
        assert rows > len(document["findings"])
        assert all(remark in shown for remark in said)
    else:  # before all data everybody is alone: one sentence says so, all else would repeat it
        assert rows == 2
        assert said[0] in shown
    return document


def kinds(document: dict[str, Any]) -> dict[str, list[str]]:
    return {one["organisation"]: one["kinds"] for one in document["findings"]}


def itself(code: str) -> list[Record]:
    me = OrganisationId(code)
    tie = Tie(from_organisation=me, to_organisation=me, kind=TieKind.PARTNERSHIP, from_date=INSIDE)
    return [tie, event("own", code, code)]


def test_a_date_before_all_data_is_told_with_the_first_day_of_them(
    cli: Cli, tmp_path: Path
) -> None:
    document = found(cli, tmp_path, [*PAIR, *LED, MET], date(1990, 1, 1))
    assert document["remarks"][0] == (
        "Дата 01.01.1990 раньше всех данных: первая запись о совместной работе — 15.01.2024. "
        "Выберите дату не раньше неё."
    )
    assert kinds(document) == {code: ["K1"] for code in "abl"}


def test_without_leaders_the_ways_to_them_are_not_judged(cli: Cli, tmp_path: Path) -> None:
    document = found(cli, tmp_path, [*PAIR, event("e", "a", "b")])
    assert document["leaders"] == 0
    assert document["counts"]["K4"] is None
    assert document["remarks"][0].startswith("На эту дату нет ни одного действующего предложения")


def test_without_coordinates_nobody_is_far_and_that_is_told(cli: Cli, tmp_path: Path) -> None:
    nowhere = organisation("a", municipality="m2"), Municipality(id="m2", name="Другой")  # type: ignore[arg-type]  # codes are texts here
    document = found(cli, tmp_path, [*nowhere, *LED, MET])
    assert document["counts"]["K7b"] == 0
    (remark,) = document["remarks"]
    assert remark == (
        "У 1 организации расстояние до ближайшего лидера неизвестно: нет координат. "
        "Заполните «Широта» и «Долгота» на листе «Организации» или лист «Расстояния»."
    )


def test_one_organisation_is_alone_and_has_a_next_step(cli: Cli, tmp_path: Path) -> None:
    document = found(cli, tmp_path, [PAIR[0]])
    assert kinds(document) == {"a": ["K1"]}
    assert document["findings"][0]["next_step"]
    assert document["remarks"][0] == (
        "На эту дату в сети одна организация: работать вместе ей не с кем. "
        "Загрузите остальные организации листом «Организации»."
    )


def test_nobody_to_judge_is_told(cli: Cli, tmp_path: Path) -> None:
    document = found(cli, tmp_path, [organisation("u", "university")])
    assert (document["judged"], document["findings"]) == (0, [])
    assert "проверять некого" in document["remarks"][0]


def test_an_organisation_tied_with_itself_has_no_tie(cli: Cli, tmp_path: Path) -> None:
    document = found(cli, tmp_path, [*PAIR, *LED, event("e", "l", "b"), *itself("a")])
    assert kinds(document)["a"] == ["K1", "K4", "K16"]
    (remark,) = document["remarks"]
    assert remark == (
        "2 раза организация записана в связи сама с собой: это не считается. "
        "Исправьте листы «Мероприятия», «Пары» или «Связи»."
    )


def test_a_tie_with_an_organisation_that_has_ended_is_none(cli: Cli, tmp_path: Path) -> None:
    gone = organisation("gone", to_date=INSIDE)
    pair = Pair(leader="gone", mentee="a", direction="d1", from_date=LONG_AGO)  # type: ignore[arg-type]  # codes are texts here
    before = event("e2", "gone", "a", on=date(2026, 1, 1))
    document = found(cli, tmp_path, [*PAIR, *LED, event("e", "l", "b"), gone, pair, before])
    assert kinds(document)["a"] == ["K1", "K4", "K16"]
    (remark,) = document["remarks"]
    assert remark == (
        "1 действующая запись о связи называет организацию, которой на 24.08.2026 в сети нет: "
        "такая связь не считается. "
        "Закройте её датой на листах «Пары», «Связи» или «Соглашения»."
    )


@pytest.mark.parametrize("option", ["--window", "--hops"])
@pytest.mark.parametrize("value", ["0", "-3", "много"])
def test_a_window_or_hops_of_nothing_are_refused_in_one_sentence(
    cli: Cli, tmp_path: Path, option: str, value: str
) -> None:
    told = cli("isolated", option, value, "--store", str(tmp_path / "odd.db"))
    assert told.code == 2
    assert option in told.err
    assert len(told.err.strip().splitlines()) == 1
