"""A leaflet tells each leader, mentee and curator what the plan means to them."""

from datetime import date

from api.leaflets import file_names, leaflet_spec
from api.texts import catalogue
from graph.model.choices import CuratorKind
from graph.model.community import CuratorAssignment
from graph.model.event import Event
from graph.model.ids import DirectionId, EventId, MunicipalityId, OrganisationId, PersonId, PlanId
from graph.model.organisation import Person
from graph.model.plan import Order
from graph.network import Network
from graph.valid_time import as_of
from services.views.index import NetworkIndex
from services.views.leaflet_curators import build_curator_leaflets
from services.views.leaflet_index import index_sheets
from services.views.leaflets import Leaflet, Reader, build_leaflets
from tests.unit.assignment.towns import YEAR, changed, need, offer, pair, planned, school, town

SAY = catalogue("ru")
DAY = date(2026, 8, 24)
PLANNED_ON = town(
    *(school("l", 0), school("k", 1, municipality="b"), school("m", 3), school("n", 4)),
    *(need("m", 3, content="Помогите с чтением."), need("m", 1, way="e"), need("n", 2)),
    *(offer("l", 1), offer("k", 1, way="e")),
    pair("l", "m", 2025, 2026),
    Person(
        id=PersonId("p1"),
        name="Петрова Анна",
        organisation=OrganisationId("m"),
        position="завуч",
        phone="+7 000 111-22-33",
        is_contact=True,
    ),
    Person(id=PersonId("c1"), name="Куратор Ольга", organisation=OrganisationId("k")),
    CuratorAssignment(
        curator=PersonId("c1"),
        kind=CuratorKind.DIRECTION_CURATOR,
        from_date=date(2025, 9, 1),
        object=MunicipalityId("a"),
        direction=DirectionId("d"),
    ),
    Event(
        id=EventId("ev"),
        date=date(2026, 9, 20),
        name="Семинар по чтению",
        host=OrganisationId("l"),
        participants=((OrganisationId("m"), None),),
    ),
)
PLAN = planned(PLANNED_ON)
NETWORK = changed(PLANNED_ON, *PLAN.records)


def leaflets(network: Network = NETWORK) -> dict[tuple[str, str], Leaflet]:
    index = NetworkIndex(network, as_of(network, DAY), DAY, year=YEAR)
    plan = network.plan("p")
    made = [*build_leaflets(index, plan), *build_curator_leaflets(index, plan)]
    return {(one.reader.value, one.code): one for one in made}


def test_everybody_in_the_plan_has_one_leaflet_in_a_fixed_order() -> None:
    assert list(leaflets()) == [
        ("leader", "k"),
        ("leader", "l"),
        ("mentee", "m"),
        ("mentee", "n"),
        ("curator", "c1"),
    ]


def test_a_leader_reads_the_need_in_the_schools_own_words_with_whom_to_call() -> None:
    (part,) = leaflets()["leader", "l"].parts
    assert part.who is not None
    assert (part.who.code, part.km, part.is_remote) == ("m", 3.0, False)
    assert part.contact is not None
    assert part.contact.name == "Петрова Анна"
    assert part.next_event is not None
    assert part.next_event.id == "ev"
    (one,) = part.needs
    assert (one.content, one.level) == ("Помогите с чтением.", 3)
    assert [reason.code for reason in one.why] == ["view.why.together", "view.why.nearest"]


def test_a_mentee_reads_its_leaders_and_why_a_need_stays_open() -> None:
    mine = leaflets()["mentee", "m"]
    assert sorted(part.who.code for part in mine.parts if part.who) == ["k", "l"]
    (part,) = leaflets()["mentee", "n"].parts
    assert part.who is None
    assert [(one.is_open, one.why[0].code) for one in part.needs] == [(True, "plan.open.no_place")]
    spec = leaflet_spec(leaflets()["mentee", "n"], SAY, is_made_up=False)
    assert spec.summary == "В этом плане у вас пока нет лидера. Почему так, сказано ниже."
    assert spec.blocks[0].heading == "Пока без лидера"


def test_a_curator_reads_each_object_with_figures_leaders_and_open_needs() -> None:
    (part,) = leaflets()["curator", "c1"].parts
    assert part.who is not None
    assert (part.who.name, part.who.place) == ("Район a", "Направление d")
    assert [SAY(figure) for figure in part.figures] == [
        "1 пара",
        "1 лидер",
        "1 наставляемая",
        "1 потребность без лидера",
    ]
    assert [one.title for one in part.needs] == ["Школа l", "Направление d"]
    assert SAY(part.needs[0].why[0]) == "ведёт: Школа m"


def test_the_texts_of_a_leaflet_are_said_and_the_made_up_are_marked() -> None:
    spec = leaflet_spec(leaflets()["leader", "l"], SAY, is_made_up=True)
    assert spec.warning == "Вымышленные данные"
    assert spec.plan == "План p на 2026/2027 учебный год: проект"
    assert spec.summary.startswith("У вас в плане 1 наставляемая организация: 1 потребность.")
    (block,) = spec.blocks
    assert block.aside == "очно, 3,0 км"
    assert block.facts[0] == (
        "Кому звонить",
        "Петрова Анна, завуч, +7\u00a0000\u00a0111-22-33",
    )
    assert block.facts[1] == ("Ближайшее мероприятие", "20.09.2026, Семинар по чтению")
    assert block.items[0].quote == "«Помогите с чтением.»"
    assert block.items[0].note.startswith("Вместе 2-й год. Ближе лидеров")
    assert leaflet_spec(leaflets()["leader", "l"], SAY, is_made_up=False).warning == ""


def test_an_order_is_named_with_number_and_date() -> None:
    order = Order(
        plan=PlanId("p"),
        number="12-п",
        date=date(2026, 8, 28),
        from_date=date(2026, 9, 1),
        to_date=date(2027, 9, 1),
    )
    spec = leaflet_spec(leaflets(changed(NETWORK, order))["leader", "l"], SAY, is_made_up=False)
    assert spec.plan.endswith("приказ № 12-п от 28.08.2026")


def test_the_index_names_files_and_contacts_of_both_ends() -> None:
    made = list(leaflets().values())
    first, second = index_sheets(NETWORK, made, file_names(made), SAY)
    assert [row[2] for row in first.rows] == ["k", "l", "m", "n", "c1"]
    assert first.rows[1][-2:] == ["leaders/l.pdf", "leaders/l.png"]
    assert len(first.header) == len(first.rows[0])
    assert [(row[1], row[5], row[6]) for row in second.rows] == [
        ("Школа k", "Школа m", "Петрова Анна"),
        ("Школа l", "Школа m", "Петрова Анна"),
    ]
    assert len(second.header) == len(second.rows[0])


def test_names_of_files_differ_for_codes_that_a_disk_would_mix_up() -> None:
    some = leaflets()["leader", "l"]
    codes = ["A1", "a1", "a?", "a*", "..", "СОШ-12"]
    made = [
        Leaflet(
            reader=Reader.LEADER,
            code=code,
            name="x",
            place="",
            municipality="a",
            contact=None,
            plan=some.plan,
            order=None,
            parts=(),
        )
        for code in codes
    ]
    names = list(file_names(made).values())
    assert names[0] == "leaders/A1"
    assert names[-1] == "leaders/СОШ-12"
    assert len({name.casefold() for name in names}) == len(codes)
    assert not any(sign in name for name in names for sign in "?*")
