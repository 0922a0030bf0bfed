"""What has moved since a plan was computed is told by name, what decides most first."""

from datetime import date

import pytest

from api.texts import catalogue
from graph.model.choices import Mode, Rule
from graph.model.record import Record
from services.assignment.moved import moved_since
from tests.unit.assignment.towns import changed, need, offer, planned, rule, school, town

SAY = catalogue("ru")
NETWORK = town(
    *(school(code, i, settlement="Село") for i, code in enumerate("lmn")),
    *(need("m", 3), need("n", 2), offer("l", 1)),
)
PLAN = planned(NETWORK).plan


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (offer("l", 3), "предложение Школа l, «Направление d»: мест 1 → 3"),
        (
            offer("l", 1, mode=Mode.REMOTE, to_date=date(2027, 1, 9)),
            "предложение Школа l, «Направление d»: режим очно → дистанционно, по — → 09.01.2027",
        ),
        (need("n", 2, in_work=False), "потребность Школа n, «Направление d»: в работу — → нет"),
        (
            rule(Rule.FORBID, "l", "m"),
            "ограничение Школа l — Школа m, «Направление d»: добавлено",
        ),
        (
            school("l", 0, settlement="Хутор"),
            "организация Школа l: населённый пункт Село → Хутор",
        ),
        (school("stranger", 9), "ничего из того, что читает план"),
    ],
)
def test_a_record_that_moved_is_named_with_what_changed(record: Record, text: str) -> None:
    assert SAY(moved_since(PLAN, NETWORK, changed(NETWORK, record))) == text


def test_a_record_that_is_gone_is_named() -> None:
    more = changed(NETWORK, need("l", way="e"))
    told = SAY(moved_since(PLAN, more, NETWORK))
    assert told == "потребность Школа l, «Направление e»: удалено"


def test_five_records_are_named_and_the_rest_is_counted() -> None:
    some = [need(code, 1, way="e") for code in "lmn"]
    some += [need(code, 1) for code in "lmn"]
    told = SAY(moved_since(PLAN, NETWORK, changed(NETWORK, *some, offer("l", 2))))
    assert told.startswith("предложение Школа l, «Направление d»: мест 1 → 2; потребность")
    assert told.count("потребность") == 4
    assert told.endswith(" и ещё 2")
