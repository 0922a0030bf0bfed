"""What to do next: names somebody near who can help, and says it in plain sentences."""

from datetime import date
from typing import Any

import pytest

from api.texts import catalogue
from graph.model.choices import PairStatus, Rule
from graph.model.need import Distance, Restriction
from graph.model.organisation import Municipality
from graph.model.record import Record
from graph.model.tie import Pair
from graph.texts import message
from tests.unit.isolation.build import (
    BEFORE,
    DAY,
    FIRST,
    INSIDE,
    LONG_AGO,
    community,
    curator,
    event,
    member,
    need,
    offer,
    organisation,
    person,
    report,
)

SAY = catalogue("ru")


def at(code: str, lat: float | None, kind: str = "school", **more: Any) -> Record:
    return organisation(code, kind, lat=lat, lon=39.0 if lat is not None else None, **more)


def step(code: str, *records: Record) -> str:
    found = [f for f in report(*records).findings if f.organisation == code]
    return SAY(found[0].next_step)


def why(code: str, *records: Record) -> str:
    found = [f for f in report(*records).findings if f.organisation == code]
    return SAY(found[0].text)


def test_the_three_nearest_leaders_of_the_needed_direction_are_named() -> None:
    leaders = [at(f"l{i}", 45 + i / 10) for i in (4, 3, 2, 1)]
    offers = [offer(f"l{i}", "d1") for i in (4, 3, 2, 1)]
    wrong = (at("x", 45.01), offer("x", "d2"))

    said = step("a", at("a", 45), *leaders, *offers, *wrong, need("a", "d1"))

    assert said == (
        "Сначала запросите у района отчёт о мероприятиях. "
        "Предложите помощь по направлению «d1». Ближайшие лидеры: "
        "«L1» (11,1 км, 2 свободных места), «L2» (22,2 км, 2 свободных места), "
        "«L3» (33,4 км, 2 свободных места)."
    )


def test_a_leader_whose_places_are_taken_gives_way_to_one_with_a_place() -> None:
    taken = Pair(leader="l1", mentee="b", direction="d1", from_date=LONG_AGO)  # type: ignore[arg-type]  # codes are texts here
    base = (at("a", 45), at("b", 45), at("l1", 45.1), at("l2", 45.2), need("a"), taken)
    one_place = (offer("l1", places=1), offer("l2", places=1))

    assert "«L2» (22,2 км, 1 свободное место)." in step("a", *base, *one_place)
    assert "L1" not in step("a", *base, *one_place)
    none_left = (offer("l1", places=1), offer("l2", places=0))
    assert "«L1» (11,1 км, свободных мест нет)" in step("a", *base, *none_left)


def test_three_leaders_with_a_place_are_found_behind_those_without() -> None:
    leaders = [at(f"l{i}", 45 + i / 10) for i in range(1, 7)]
    offers = [offer(f"l{i}", places=0 if i < 4 else 1) for i in range(1, 7)]
    said = step("a", at("a", 45), *leaders, *offers, need("a"))

    assert [f"«L{i}»" in said for i in range(1, 7)] == [False, False, False, True, True, True]


def test_free_places_never_exceed_what_is_left_of_the_leaders_total() -> None:
    pairs = [
        Pair(leader="l", mentee=m, direction="d2", from_date=LONG_AGO, status=status)  # type: ignore[arg-type]  # codes are texts here
        for m, status in (("b", None), ("c", PairStatus.PAUSED))
    ]
    leader = at("l", 45.1, places_total=3)
    said = step(
        "a", at("a", 45), at("b", 45), at("c", 45), leader, offer("l", places=9), need("a"), *pairs
    )

    assert "2 свободных места" in said


def test_the_table_of_distances_wins_over_the_map() -> None:
    table = Distance(from_organisation="l1", to_organisation="a", km=80.25)  # type: ignore[arg-type]  # codes are texts here
    said = step(
        "a", at("a", 45), at("l1", 45.1), at("l2", 45.2), offer("l1"), offer("l2"), need("a"), table
    )

    assert said.index("«L2» (22,2 км") < said.index("«L1» (80,3 км")


def test_without_coordinates_only_the_own_municipality_is_near() -> None:
    far = organisation("far", municipality="m2")
    said = step("a", at("a", None), at("l", 45), far, offer("l"), offer("far"), need("a"))

    assert "«L» (свой муниципалитет, расстояние неизвестно, 2 свободных места)" in said
    assert "FAR" not in said


def test_a_leader_of_another_municipality_is_named_with_it() -> None:
    place = Municipality(id="m2", name="Примерный район")  # type: ignore[arg-type]  # codes are texts here
    said = step("a", at("a", 45), at("l", 45.1, municipality="m2"), place, offer("l"), need("a"))

    assert "«L» (Примерный район, 11,1 км" in said


def test_the_own_service_makes_no_way_to_leaders_but_meets_a_need() -> None:
    service = at("tms", 45.01, kind="methodical_service")
    records = (at("a", 45), at("l", 45.1), service, offer("l"), offer("tms"))

    assert "TMS" not in step("a", *records)
    assert "TMS" not in step("a", *records, need("a"))
    second = (at("l2", 46), offer("l2", "d9"))
    ways = (event("e1", "l", "a"), event("e2", "l2", "a"))
    assert "«TMS» (1,1 км" in step("a", *records, *second, *ways, need("a"))


def test_who_is_beyond_the_limit_is_named_only_if_nobody_is_nearer() -> None:
    far = (at("far", 46.5), offer("far"))

    assert "«FAR» (166,8 км" in step("a", at("a", 45), *far, need("a"))
    near = (at("l", 45.1), offer("l"))
    assert "FAR" not in step("a", at("a", 45), *far, *near, need("a"))


def test_branches_and_forbidden_pairs_are_not_proposed() -> None:
    forbidden = Restriction(leader="l1", mentee="a", rule=Rule.FORBID)  # type: ignore[arg-type]  # codes are texts here
    branch = at("l2", 45.1, parent="a")
    said = step(
        "a", at("a", 45), at("l1", 45.1), branch, offer("l1"), offer("l2"), need("a"), forbidden
    )

    assert said == (
        "По направлению «d1» поблизости нет лидера: передайте эту потребность институту."
    )


def test_a_ban_that_has_ended_or_is_for_another_direction_forbids_nothing() -> None:
    for ban in (
        Restriction(leader="l", mentee="a", rule=Rule.FORBID, until=DAY),  # type: ignore[arg-type]  # codes are texts here
        Restriction(leader="l", mentee="a", rule=Rule.FORBID, direction="d9"),  # type: ignore[arg-type]  # as above
        Restriction(leader="l", mentee="a", rule=Rule.PREFER),  # type: ignore[arg-type]  # as above
    ):
        assert "«L»" in step("a", at("a", 45), at("l", 45.1), offer("l"), need("a"), ban)


def test_the_most_acute_need_is_answered_first() -> None:
    said = step(
        *("a", at("a", 45), at("l", 45.1), offer("l", "d1"), offer("l", "d2")),
        *(need("a", "d1", level=1), need("a", "d2", level=3)),
    )

    assert "по направлению «d2»" in said


def test_a_leader_of_a_pair_is_asked_before_anybody_else() -> None:
    pair = Pair(leader="l", mentee="a", direction="d1", from_date=LONG_AGO)  # type: ignore[arg-type]  # codes are texts here
    partner = (at("b", 45), event("e1", "b", "a"), event("e2", "l2", "a"))
    said = step(
        *("a", at("a", 45), at("l", 45.1), at("l2", 45.1), offer("l"), offer("l2")),
        *(need("a"), pair, *partner, event("e3", "l", "b")),
    )

    assert said == (
        "Попросите лидера «L» назначить мероприятие по направлению «d1»: пара действует."
    )


def test_who_declared_no_need_is_called_first() -> None:
    assert step("a", at("a", 45)) == (
        "Позвоните и узнайте, какая помощь нужна, и внесите потребность в лист «Потребности»."
    )
    assert step("a", at("a", 45), at("l", 45.1), offer("l")) == (
        "Позвоните и внесите потребность в лист «Потребности». "
        "Ближайшие лидеры: «L» (11,1 км, 2 свободных места)."
    )


def test_lapsed_ties_are_taken_up_with_the_last_partner() -> None:
    old = (event("e1", "b", "a", on=LONG_AGO), event("e2", "c", "a", on=BEFORE))
    records = (organisation("a"), organisation("b"), organisation("c"), *old)

    assert step("a", *records) == (
        "Возобновите работу с организацией «C»: с ней было последнее мероприятие."
    )
    assert why("a", *records) == "Последнее мероприятие 23.08.2025, 366 дней назад."


def test_paper_is_filled_with_a_first_event() -> None:
    pair = Pair(leader="b", mentee="a", direction="d1", from_date=LONG_AGO)  # type: ignore[arg-type]  # codes are texts here
    assert step("a", organisation("a"), organisation("b"), pair) == (
        "Назначьте первое мероприятие с организацией «B»: документ действует, встреч нет."
    )
    club = (organisation("a"), community("c1"), member("c1", "a"))
    assert step("a", *club) == (
        "Пригласите на ближайшее мероприятие сообщества «c1» и отметьте участие."
    )


def test_a_need_whose_leader_never_came_is_told_once() -> None:
    pair = Pair(leader="l", mentee="a", direction="d1", from_date=LONG_AGO)  # type: ignore[arg-type]  # codes are texts here
    ways = [event("e1", "l", "a"), event("e2", "l2", "a")]
    records = (*(organisation(c) for c in ("a", "l", "l2")), offer("l"), offer("l2"), pair, *ways)

    assert why("a", *records, need("a")) == (
        "По направлению, где заявлена потребность, за 12 месяцев не было мероприятий: «d1». "
        "Лидер закреплён, но помощь не началась."
    )
    assert why("a", *records, need("a"), need("a", "d2")) == (
        "По 2 направлениям, где заявлена потребность, за 12 месяцев не было мероприятий: "
        "«d1», «d2». Лидер закреплён, но помощь не началась: «d1»."
    )


def test_many_papers_are_shortened() -> None:
    others = [organisation(f"b{i}", municipality=f"m{i}") for i in range(5)]
    pairs = [
        Pair(leader=b.id, mentee="a", direction="d1", from_date=LONG_AGO)  # type: ignore[arg-type]  # codes are texts here
        for b in others
    ]

    assert why("a", organisation("a"), *others, *pairs) == (
        "Документ есть, а встреч за 12 месяцев не было: «B0» (m0), «B1», «B2» (m2) и ещё 2."
    )


def test_a_second_way_avoids_everybody_on_the_first() -> None:
    records = (
        *(at("a", 45), at("b", 45.1), at("l", 45.2), at("l2", 45.5), offer("l"), offer("l2")),
        *(event("e1", "l", "b"), event("e2", "b", "a")),
    )

    assert step("a", *records) == (
        "Найдите второй путь, чтобы не зависеть от одной организации. "
        "Ближайшие лидеры: «L2» (55,6 км, 2 свободных места)."
    )
    assert why("a", *records) == (
        "До лидеров доходит только через связь с организацией «B»: "
        "если она прервётся, другого пути нет."
    )


def test_a_service_without_a_curator_is_sent_to_the_contact_of_the_institute() -> None:
    service = organisation("tms", "methodical_service")
    institute = organisation("iro", "institute")
    contact = person("p", "iro", is_contact=True)
    alive = event("e", "iro", "tms", on=INSIDE)
    leaders = [organisation(code, municipality="m3") for code in ("l", "l2")]
    led = (*leaders, offer("l"), offer("l2"))
    ties = [event(f"t{i}", code, "tms") for i, code in enumerate(("l", "l2"))]
    elsewhere = organisation("tms0", "methodical_service", municipality="m2")
    base = (service, elsewhere, alive, *led, *ties)

    assert step("tms", *base, institute, contact) == (
        "Назначьте куратора: обратитесь в организацию «IRO», контактное лицо — Имя p."
    )
    assert step("tms", *base, institute) == "Назначьте куратора: обратитесь в организацию «IRO»."
    assert step("tms", *base) == "Назначьте куратора и внесите его в лист «Кураторы»."
    nominal = (person("c", "tms0"), curator("c", "tms"))
    assert step("tms", *base, *nominal) == (
        "Назначьте посещение: куратор Имя c. Отметьте его в листе «Мероприятия»."
    )
    assert why("tms", *base, *nominal) == (
        "Куратор Имя c есть только на бумаге: за 12 месяцев ни одного общего мероприятия "
        "с его организацией."
    )


def test_a_sentence_of_a_hole_begins_with_the_hole() -> None:
    five = [organisation(f"s{i}", municipality="m2") for i in range(5)]

    assert why("s0", *five) == (
        "Из этого муниципалитета за период не сообщили ни об одном мероприятии, поэтому сначала "
        "проверьте, всё ли внесено. За всё время ни одного мероприятия, ни одной пары или "
        "другого документа."
    )


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день")],
)
def test_numbers_agree_with_their_words(n: int, words: str) -> None:

    said = SAY(message("isolation.text.k2", date=date(2026, 1, 1), n=n))

    assert said == f"Последнее мероприятие 01.01.2026, {words} назад."


def test_a_danger_is_answered_before_a_heavier_mark() -> None:
    records = (
        *(at(code, 45) for code in "abc"),
        *(offer("a"), event("e1", "a", "b", "c", on=FIRST), event("e2", "b", "c")),
    )
    (found,) = [f for f in report(*records).findings if f.organisation == "a"]
    assert [kind.value for kind in found.kinds] == ["K12", "K2b", "K14"]
    assert found.next_step.code == "isolation.step.keep"
    assert found.text == found.sentences[found.headline]
    assert found.reason == found.sentences[found.listed]
