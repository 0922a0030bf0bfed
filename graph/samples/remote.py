"""Facts of source S004, in the Мостовский район: landing parties, statuses, virtual communities."""

from datetime import date

from graph.model.choices import MembershipRole
from graph.model.community import Community, Membership
from graph.model.ids import CommunityId, OrganisationId
from graph.model.monitoring import StatusAward
from graph.samples.directions import D1, D6, D7, methodist_directions
from graph.samples.draw import LAST, YEARS, first_of
from graph.samples.events import make_event
from graph.samples.needs import make_need
from graph.samples.people import make_person
from graph.samples.sketch import SCHOOL_KINDS, District, Fate, Sketch

DISTRICT = "23-28"
LANDINGS = ((date(2026, 4, 22), D1), (date(2026, 5, 13), D6))
"""Day and direction of each landing party: two lead, one remote school receives."""

_STATUSES = (
    ("базовая школа", "муниципальный"),
    ("школа педагогического опыта", "муниципальный"),
    ("центр компетенций", "муниципальный"),
    ("центр трансфера технологий", "краевой"),
    ("Точка роста", "федеральный"),
)
VIRTUAL = (
    ("virt1", "Молодые педагоги", D6),
    ("virt2", "Андана: учителя родного языка", D1),
    ("virt3", "Школьные библиотеки", D7),
)
"""Virtual communities of source S004: code, name, direction."""

_VIRTUAL_MEMBERS = 12


def _district(sketch: Sketch) -> District:
    return next(d for d in sketch.districts.values() if d.code == DISTRICT)


def plant_remote_schools(sketch: Sketch) -> None:
    """Choose the remote schools that nobody visits until a landing party comes."""
    district = _district(sketch)
    schools = [
        organisation
        for organisation in map(sketch.organisations.__getitem__, sketch.free_members(district))
        if organisation.kind in SCHOOL_KINDS
        and organisation.settlement != district.centre.name
        and organisation.to_date is None
    ]
    schools.sort(key=lambda school: (school.pupils or 0, school.id))
    for school in schools[: len(LANDINGS)]:
        sketch.fates[school.id] = Fate.LANDED


def plant_remote_needs(sketch: Sketch) -> None:
    """Give each remote school last year's need that its landing party meets."""
    for code, (_, direction) in zip(sketch.of_fate(Fate.LANDED), LANDINGS, strict=True):
        kept = [n for n in sketch.needs[LAST] if n.organisation != code]
        rng = sketch.stream("need", code, LAST)
        sketch.needs[LAST] = [*kept, make_need(sketch, rng, code, direction, LAST, level=3)]


def draw_remote_facts(sketch: Sketch) -> None:
    """Draw the landing parties, statuses, methodists by direction, virtual communities."""
    district = _district(sketch)
    rng = sketch.stream("remote")
    for number, code in enumerate(sketch.of_fate(Fate.LANDED)):
        day, direction = LANDINGS[number]
        sketch.put(
            [
                make_event(
                    rng,
                    f"{DISTRICT}-desant-{number + 1}",
                    day,
                    "Методический десант в отдалённую школу",
                    code,
                    (),
                    directions=(direction,),
                    givers=district.leaders[:2],
                    format_="методический десант",
                    organiser="Методическая служба",
                    people=9,
                    audience="вся педагогическая команда",
                )
            ]
        )
    schools = [
        m for m in sketch.free_members(district) if sketch.organisations[m].kind in SCHOOL_KINDS
    ]
    for code, (status, level) in zip(schools, _STATUSES, strict=False):
        sketch.put(
            [
                StatusAward(
                    organisation=code,
                    status=status,
                    level=level,
                    from_date=first_of(YEARS[0]),
                    basis="Приказ управления образования № 75-Д (вымышленный)",
                )
            ]
        )
    _draw_methodists(sketch, district)
    _draw_virtual(sketch)


def _draw_methodists(sketch: Sketch, district: District) -> None:
    for number, direction in enumerate(methodist_directions(), start=1):
        code = f"{district.service}-n{number:02d}"
        position = f"методист: {direction.name.lower()}"
        sketch.put(
            [
                make_person(
                    sketch.stream("people", code),
                    code,
                    district.service,
                    position,
                    directions=(direction.id,),
                )
            ]
        )


def _draw_virtual(sketch: Sketch) -> None:
    rng = sketch.stream("virtual")
    able = [
        code
        for district in sketch.districts.values()
        if not district.by_hand
        for code in sketch.free_members(district)
        if sketch.organisations[code].kind in SCHOOL_KINDS
        and sketch.organisations[code].to_date is None
    ]
    for tail, name, direction in VIRTUAL:
        community = CommunityId(f"{DISTRICT}-{tail}")
        leader = _district(sketch).leaders[0]
        members = [leader, *rng.sample(able, _VIRTUAL_MEMBERS)]
        sketch.put(
            [
                Community(
                    id=community,
                    name=name,
                    kind="виртуальное сообщество",
                    leader=leader,
                    directions=(direction,),
                    from_date=first_of(YEARS[0]),
                ),
                *(_member(sketch, community, m, is_leader=m == leader) for m in members),
            ]
        )


def _member(
    sketch: Sketch, community: CommunityId, code: OrganisationId, *, is_leader: bool
) -> Membership:
    return Membership(
        community=community,
        organisation=code,
        person=sketch.contacts[code],
        role=MembershipRole.LEADER if is_leader else MembershipRole.MEMBER,
        from_date=first_of(YEARS[0]),
    )
