"""Cards: a leader's schools with everything to act, a curator's objects with what is red."""

from dataclasses import replace
from datetime import date

import pytest

from graph.errors import NotFoundError
from graph.model.choices import AgreementStatus, PairStatus
from graph.model.ids import AgreementId, OrganisationId
from graph.model.need import Offer
from graph.model.tie import Agreement, Pair
from graph.texts import message
from services.views.card import build_card
from services.views.curator import Alarm, State, build_curator_card, find_overloaded
from services.views.marks import Mark
from tests.unit.views.small_index import index_of
from tests.web.small import TEACHER, TODAY

INDEX = index_of()


def test_a_leader_sees_whom_it_helps_with_what_and_whom_to_call() -> None:
    card = build_card(INDEX, "s-1")
    (partner,) = card.led
    assert partner.who.code == "s-2"
    assert (partner.level, partner.content) == (2, "Разобрать уроки трёх молодых учителей")
    assert partner.km == pytest.approx(11.1)
    assert partner.together == 2
    assert partner.contact is not None
    assert partner.contact.name == "Рябинина О. С."
    assert partner.next_event is not None
    assert partner.next_event.id == "e-2"
    assert partner.last_event == date(2026, 3, 10)
    assert partner.agreement is not None
    assert partner.agreement.number == "14"
    assert (card.schools_led, card.places, card.mark) == (1, 1, Mark.LEADER)
    assert (card.rating, card.responses) == (4.5, 2)


def test_a_mentee_sees_who_helps_and_what_stays_open() -> None:
    assert [p.who.code for p in build_card(INDEX, "s-2").leading] == ["s-1"]
    assert build_card(INDEX, "s-2").open_needs == 0
    card = build_card(INDEX, "s-3")
    assert [n.need.level for n in card.needs] == [3, 1]
    assert card.open_needs == 2
    assert card.mark is Mark.PROMISING


def test_events_tell_what_is_coming_and_what_was() -> None:
    card = build_card(INDEX, "s-1")
    assert [(e.event.id, e.is_coming, e.gives) for e in card.events] == [
        ("e-2", True, True),
        ("e-1", False, True),
    ]
    assert card.events_of_year == 1
    assert not build_card(INDEX, "s-2").events[-1].gives


def test_a_closed_organisation_can_still_be_read() -> None:
    closed = replace(
        INDEX.network.organisation("s-4"),
        to_date=date(2026, 1, 1),
        successor=OrganisationId("s-1"),
    )
    card = build_card(index_of(closed), "s-4")
    assert card.is_closed
    assert card.successor is not None
    assert card.successor.code == "s-1"


@pytest.mark.parametrize("status", [PairStatus.ENDED, PairStatus.PAUSED, PairStatus.PLANNED])
def test_a_pair_that_does_not_work_is_not_shown(status: PairStatus) -> None:
    pair = Pair(
        leader=OrganisationId("s-10"),
        mentee=OrganisationId("s-3"),
        direction=TEACHER,
        from_date=date(2026, 1, 1),
        status=status,
    )
    assert build_card(index_of(pair), "s-10").led == ()


def test_an_agreement_that_has_ended_is_not_the_pair_s_agreement() -> None:
    ended = Agreement(
        id=AgreementId("g-0"),
        parties=(OrganisationId("s-1"), OrganisationId("s-2")),
        from_date=date(2020, 1, 1),
        to_date=date(2021, 1, 1),
        status=AgreementStatus.EXPIRED,
    )
    partner = build_card(index_of(ended), "s-1").led[0]
    assert partner.agreement is not None
    assert partner.agreement.id == "g-1"


def test_an_unknown_organisation_is_named() -> None:
    with pytest.raises(NotFoundError) as refused:
        build_card(INDEX, "нет")
    assert refused.value.code == "organisation.unknown"


def test_a_curator_sees_the_most_urgent_first() -> None:
    card = build_curator_card(INDEX, "k-1", {})
    assert [(o.who.code, o.state) for o in card.objects] == [
        ("s-3", State.ACT),
        ("s-2", State.WATCH),
    ]
    assert [m.code for m in card.objects[0].why] == ["view.object.acute", "view.object.silent"]
    assert card.objects[1].silent_days == (TODAY - date(2026, 3, 10)).days
    assert card.in_state(State.ACT) == 1


def test_a_finding_makes_an_object_urgent_or_worth_a_look() -> None:
    said = message("isolation.k1")
    severe = Alarm(is_severe=True, text=said, next_step=said)
    mild = replace(severe, is_severe=False)
    states = {
        (name, o.who.code): o.state
        for name, alarm in (("severe", severe), ("mild", mild))
        for o in build_curator_card(INDEX, "k-1", {"s-2": alarm}).objects
    }
    assert states["severe", "s-2"] is State.ACT
    assert states["mild", "s-2"] is State.WATCH


def test_who_has_more_objects_than_agreed_is_overloaded() -> None:
    assert [(person.id, n) for person, n in find_overloaded(INDEX)] == [("k-1", 2)]


def test_years_together_are_counted_over_renewed_pairs() -> None:
    earlier = Pair(
        leader=OrganisationId("s-1"),
        mentee=OrganisationId("s-2"),
        direction=TEACHER,
        from_date=date(2024, 9, 1),
        to_date=date(2025, 9, 1),
        status=PairStatus.ENDED,
    )
    assert build_card(index_of(earlier), "s-1").led[0].together == 3


def test_an_acute_need_with_a_leader_is_not_urgent() -> None:
    pair = Pair(
        leader=OrganisationId("s-10"),
        mentee=OrganisationId("s-3"),
        direction=TEACHER,
        from_date=date(2025, 9, 1),
        status=PairStatus.ACTIVE,
    )
    card = build_curator_card(index_of(pair), "k-1", {})
    assert {o.who.code: o.state for o in card.objects}["s-3"] is State.WATCH


def _ordered(leader: str, mentee: str) -> Pair:
    return Pair(
        leader=OrganisationId(leader),
        mentee=OrganisationId(mentee),
        direction=TEACHER,
        from_date=date(2026, 9, 1),
        to_date=date(2027, 9, 1),
        status=PairStatus.ORDERED,
    )


def test_after_an_order_a_continued_school_stands_once_and_takes_one_place() -> None:
    card = build_card(index_of(_ordered("s-1", "s-2")), "s-1")
    assert [p.who.code for p in card.led] == ["s-2"]
    assert [(o.taken, o.offer.places) for o in card.offers] == [(1, 1)]


def test_a_school_whose_last_year_ends_gives_way_to_those_of_the_order() -> None:
    index = index_of(_ordered("s-1", "s-3"), _ordered("s-10", "s-2"))
    assert [p.who.code for p in build_card(index, "s-1").led] == ["s-3"]
    assert [o.taken for o in build_card(index, "s-1").offers] == [1]
    assert [p.who.code for p in build_card(index, "s-2").leading] == ["s-10"]


def test_a_pair_that_ends_before_the_year_takes_no_place_of_it() -> None:
    card = build_card(INDEX, "s-1")
    assert [p.who.code for p in card.led] == ["s-2"]
    assert [(o.taken, o.offer.places) for o in card.offers] == [(0, 1)]


def test_once_the_year_has_begun_only_pairs_in_force_are_counted() -> None:
    index = index_of(_ordered("s-10", "s-3"), day=date(2026, 9, 2))
    assert build_card(index, "s-1").led == ()
    assert [p.who.code for p in build_card(index, "s-10").led] == ["s-3"]


def test_two_offers_in_a_direction_share_the_schools_that_are_led() -> None:
    second = Offer(
        organisation=OrganisationId("s-10"),
        direction=TEACHER,
        places=2,
        from_date=date(2026, 1, 1),
    )
    pairs = [_ordered("s-10", school) for school in ("s-2", "s-3", "s-4")]
    card = build_card(index_of(second, *pairs), "s-10")
    assert [(o.taken, o.offer.places) for o in card.offers] == [(2, 2), (1, 2)]
