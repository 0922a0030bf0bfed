"""What a map shows on a day: who leads, who is led, what is open, and nothing that is not there."""

import random
from dataclasses import replace
from datetime import date

import pytest

from api.texts import catalogue
from graph.errors import InputError, NotFoundError
from graph.model.choices import (
    AgreementStatus,
    AssignmentMode,
    EventStatus,
    OpenReason,
    OrganisationKind,
    PairStatus,
    PlanStatus,
    TieKind,
)
from graph.model.event import Event
from graph.model.ids import (
    AgreementId,
    DirectionId,
    EventId,
    MunicipalityId,
    OrganisationId,
    PlanId,
    SchoolYear,
)
from graph.model.monitoring import LevelRecord, StatusAward
from graph.model.need import Direction, Need, Offer
from graph.model.organisation import Municipality, Organisation
from graph.model.plan import Assignment, OpenNeed, Plan
from graph.model.record import Record
from graph.model.tie import Agreement, Pair, Tie
from graph.model.view import MapRole, MapTie, NetworkView, ShownOrganisation, ShownTie, Standing
from graph.network import Network
from services.policy import shipped_policy
from services.views.map_view import build_map_view
from tests.unit.viz import made_up

SAY = catalogue("ru")
DAY = date(2026, 10, 1)
MATHS = DirectionId("maths")
START, END = date(2026, 9, 1), date(2027, 9, 1)
PLAN = PlanId("P-1")
YEAR = SchoolYear("2026/2027")


def school(code: str, municipality: str = "m1", **more: object) -> Organisation:
    return Organisation(
        id=OrganisationId(code),
        name=f"СОШ {code}",
        kind=OrganisationKind.SCHOOL,
        municipality=MunicipalityId(municipality),
        **more,  # type: ignore[arg-type]  # each test names the fields it needs
    )


def offer(code: str, places: int = 2) -> Offer:
    return Offer(organisation=OrganisationId(code), direction=MATHS, places=places, from_date=START)


def need(code: str) -> Need:
    return Need(organisation=OrganisationId(code), direction=MATHS, level=2, school_year=YEAR)


def pair(leader: str, mentee: str, **more: object) -> Pair:
    fields = {"from_date": START, "to_date": END, **more}
    return Pair(
        leader=OrganisationId(leader),
        mentee=OrganisationId(mentee),
        direction=MATHS,
        **fields,  # type: ignore[arg-type]  # each test names the fields it needs
    )


PLACES: tuple[Record, ...] = (
    Municipality(id=MunicipalityId("m1"), name="Первый", region="Край", lat=45.0, lon=39.0),
    Municipality(id=MunicipalityId("m2"), name="Второй", region="Край", lat=46.0, lon=40.0),
    Direction(id=MATHS, name="Математика"),
)


def view_of(*records: Record, **options: object) -> NetworkView:
    network = Network.of([*PLACES, *records])
    return build_map_view(network, day=DAY, say=SAY, **options)  # type: ignore[arg-type]  # as given by each test


def shown(view: NetworkView, code: str) -> ShownOrganisation:
    return {one.id: one for one in view.organisations}[code]


def test_roles_follow_offers_needs_and_pairs() -> None:
    records = [school(code) for code in "abcd"]
    view = view_of(*records, offer("a"), offer("b"), need("b"), need("c"), pair("a", "b"))

    roles = {one.id: one.role for one in view.organisations}
    assert roles == {
        "a": MapRole.LEADER,
        "b": MapRole.BOTH,
        "c": MapRole.MENTEE,
        "d": MapRole.NONE,
    }


def test_a_need_is_open_until_a_pair_in_force_meets_it() -> None:
    view = view_of(school("a"), school("b"), school("c"), need("b"), need("c"), pair("a", "b"))

    assert [n.is_open for n in shown(view, "b").needs] == [False]
    assert [n.is_open for n in shown(view, "c").needs] == [True]
    assert view.figures["open_needs"] == 1


@pytest.mark.parametrize(
    "gone",
    [
        {"status": PairStatus.ENDED},
        {"to_date": date(2026, 9, 30)},
        {"from_date": date(2026, 10, 2)},
    ],
)
def test_pairs_that_are_not_in_force_are_not_shown(gone: dict[str, object]) -> None:
    view = view_of(school("a"), school("b"), pair("a", "b", **gone))

    assert view.ties == ()


def test_organisations_that_are_closed_are_not_shown_and_take_their_ties_along() -> None:
    view = view_of(school("a", to_date=DAY), school("b"), pair("a", "b"))

    assert [one.id for one in view.organisations] == ["b"]
    assert view.ties == ()


def test_other_ties_agreements_and_services_are_shown_by_kind() -> None:
    service = replace(school("t"), kind=OrganisationKind.METHODICAL_SERVICE)
    institute = replace(school("i"), kind=OrganisationKind.INSTITUTE)
    one, other = OrganisationId("a"), OrganisationId("b")
    view = view_of(
        institute,
        replace(service, service=institute.id),
        school("a", service=service.id),
        school("b"),
        Tie(
            from_organisation=one,
            to_organisation=other,
            kind=TieKind.PARTNERSHIP,
            from_date=START,
        ),
        Agreement(id=AgreementId("g"), parties=(one, other), from_date=START),
        Agreement(
            id=AgreementId("draft"),
            parties=(one, service.id),
            from_date=START,
            status=AgreementStatus.DRAFT,
        ),
    )

    assert [(t.kind, t.source, t.target) for t in view.ties] == [
        (MapTie.AGREEMENT, "a", "b"),
        (MapTie.COORDINATION, "i", "t"),
        (MapTie.METHODICAL_SUPPORT, "t", "a"),
        (MapTie.PARTNERSHIP, "a", "b"),
    ]
    assert view.figures["ties"] == 2


def test_class_level_and_place_are_told() -> None:
    service = replace(school("t"), kind=OrganisationKind.METHODICAL_SERVICE)
    view = view_of(
        service,
        school("a", service=service.id, lat=45.5, lon=39.5, settlement="Озёрная"),
        school("b"),
        StatusAward(organisation=OrganisationId("a"), status="скрытый резерв", from_date=START),
        LevelRecord(service=service.id, year=2025, level="низкий"),
        LevelRecord(service=service.id, year=2026, level="высокий"),
        LevelRecord(service=service.id, year=2027, level="средний"),
    )

    a, b = shown(view, "a"), shown(view, "b")
    assert (a.standing, a.level, a.settlement) == (Standing.RESERVE, "высокий", "Озёрная")
    assert (a.lat, a.lon, a.is_placed) == (45.5, 39.5, True)
    assert (b.lat, b.lon, b.is_placed) == (45.0, 39.0, False)


PLANNED = (
    school("a"),
    school("b"),
    school("c"),
    offer("a", places=4),
    need("b"),
    need("c"),
    Plan(
        id=PLAN,
        status=PlanStatus.DRAFT,
        scope="region",
        school_year=YEAR,
        as_of=DAY,
        network_revision=1,
        policy="",
        policy_fingerprint="",
        data_fingerprint="",
        places_taken=0,
        checker="",
        certificate=b"",
        runtime_ms=1,
    ),
    Assignment(
        plan=PLAN,
        leader=OrganisationId("a"),
        mentee=OrganisationId("b"),
        direction=MATHS,
        offer_from=START,
        level=2,
        effective_km=12.4,
        distance_km=12.4,
        mode=AssignmentMode.ON_SITE,
        points=20,
        kept=True,
        pinned=False,
        preferred=False,
        nearer=2,
        place=1,
        places=4,
    ),
    OpenNeed(
        plan=PLAN,
        mentee=OrganisationId("c"),
        direction=MATHS,
        level=2,
        reason=OpenReason.NO_PLACE,
    ),
)


def test_a_plan_lies_over_the_map_with_its_reasons() -> None:
    view = view_of(*PLANNED, overlays=("plan",), plan_id=PLAN)

    assert view.ties == (
        ShownTie(
            kind=MapTie.PLAN,
            source="a",
            target="b",
            direction="Математика",
            reasons=(
                "продолжает прошлый год",
                "12,4\u00a0км",
                "очно",
                "место 1 из 4",
                "ближе 2 лидера, но их места нужнее другим",
            ),
        ),
    )
    assert (shown(view, "a").mentees, shown(view, "a").places) == (1, 4)
    assert [n.is_open for n in shown(view, "b").needs] == [False]
    assert shown(view, "c").needs[0].note == "у подходящих лидеров нет мест"
    assert view.plan is not None
    assert view.plan.open_needs == 1
    assert view.mark == "Проект плана, не утверждён"


def test_the_heading_says_whose_year_it_is() -> None:
    plain = view_of(*PLANNED)
    planned = view_of(*PLANNED, overlays=("plan",), plan_id=PLAN)

    assert plain.subtitle == "Край · связи 2026/2027 учебного года, действуют на 01.10.2026"
    assert planned.subtitle == "Край · план на 2026/2027 учебный год · на 01.10.2026"


def test_under_a_plan_roles_are_those_of_its_year() -> None:
    """Pairs in force that end before the year of the plan begins give no role in it."""
    before = date(2026, 8, 24)
    last_year = {"from_date": date(2025, 9, 1), "to_date": START}
    records = (*PLANNED, school("d"), school("e"), pair("d", "e", **last_year))
    network = Network.of([*PLACES, *records])
    now, planned = (
        build_map_view(network, day=before, say=SAY, overlays=overlays, plan_id=PLAN)
        for overlays in ((), ("plan",))
    )

    assert [shown(now, code).role for code in "de"] == [MapRole.LEADER, MapRole.MENTEE]
    assert [shown(planned, code).role for code in "de"] == [MapRole.NONE, MapRole.NONE]
    assert [shown(planned, code).role for code in "abc"] == [
        MapRole.LEADER,
        MapRole.MENTEE,
        MapRole.MENTEE,
    ]
    assert (now.figures["mentees"], planned.figures["mentees"]) == (1, 2)


def test_without_the_overlay_the_plan_is_not_there() -> None:
    view = view_of(*PLANNED, plan_id=PLAN)

    assert (view.plan, view.ties, view.mark) == (None, (), "")


def test_pairs_that_the_order_put_in_force_are_shown_once() -> None:
    view = view_of(*PLANNED, pair("a", "b", plan=PLAN), overlays=("plan",), plan_id=PLAN)

    assert [tie.kind for tie in view.ties] == [MapTie.MENTORING]
    assert shown(view, "a").mentees == 1
    assert [n.is_open for n in shown(view, "b").needs] == [False]


def test_findings_keep_their_words_and_tell_none_from_few() -> None:
    finding = {"headline": "K2", "kinds": ["K2", "K9"], "text": "Тихо.", "next_step": "Позвоните."}
    view = view_of(
        school("a"),
        school("b"),
        overlays=("isolation",),
        isolation={"a": finding, "b": {**finding, "headline": "K9"}},
    )

    one, other = shown(view, "a").finding, shown(view, "b").finding
    assert one is not None
    assert other is not None
    assert (one.is_severe, one.text, one.next_step) == (True, "Тихо.", "Позвоните.")
    assert not other.is_severe
    assert (view.figures["without_ties"], view.figures["at_risk"]) == (1, 1)


def test_one_municipality_is_shown_with_those_who_are_tied_to_it() -> None:
    records = [school("a"), school("b"), school("x", "m2"), school("y", "m2")]
    view = view_of(*records, pair("x", "b"), pair("x", "y"), municipality="m1")

    assert [(one.id, one.is_outside) for one in view.organisations] == [
        ("a", False),
        ("b", False),
        ("x", True),
    ]
    assert [(tie.source, tie.target) for tie in view.ties] == [("x", "b")]
    assert view.figures["organisations"] == 2
    assert view.subtitle.startswith("Первый · связи 2026/2027 учебного года")


def test_the_order_of_entry_does_not_matter() -> None:
    made = made_up.network(40, 3)
    records: list[Record] = [
        row
        for entity in ("municipality", "organisation", "direction", "need", "offer", "pair", "tie")
        for row in made.table(entity)
    ]
    again = records.copy()
    random.Random(1).shuffle(again)  # noqa: S311 - a seeded shuffle, no secret

    one, other = (build_map_view(Network.of(some), day=DAY, say=SAY) for some in (records, again))
    assert one == other


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"overlays": ("weather",)}, "map.overlay_unknown"),
        ({"overlays": ("plan",)}, "map.overlay_without_plan"),
        ({"overlays": ("isolation",)}, "map.overlay_without_report"),
    ],
)
def test_an_overlay_without_its_facts_is_refused(options: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as caught:
        view_of(school("a"), **options)

    assert caught.value.code == code
    assert code not in SAY(caught.value.message)


def test_an_unknown_municipality_is_named() -> None:
    with pytest.raises(NotFoundError) as caught:
        view_of(school("a"), municipality="m9")

    assert "m9" in SAY(caught.value.message)


def test_the_part_of_an_organisation_is_of_the_window_that_is_asked_for() -> None:
    meeting = Event(
        id=EventId("e"),
        date=date(2025, 2, 1),
        name="Встреча",
        host=OrganisationId("a"),
        status=EventStatus.HELD,
        participants=((OrganisationId("b"), None),),
    )
    records = (school("a"), school("b"), meeting)
    wide = shipped_policy().isolation.asked(window_months=36)
    assert shown(view_of(*records), "b").part == "neither"
    assert shown(view_of(*records, policy=wide), "b").part == "takes"
