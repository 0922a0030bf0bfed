"""Network communities of services, wider communities, and the curators of all."""

from dataclasses import replace
from datetime import date
from itertools import cycle

from graph.model.choices import CuratorKind, MembershipRole
from graph.model.community import Community, CuratorAssignment, Membership
from graph.model.ids import CommunityId, DirectionId, OrganisationId, PersonId
from graph.samples.directions import SEVEN
from graph.samples.draw import LAST, YEARS, first_of
from graph.samples.fates import ENDED_SERVICE, SILENT_DISTRICT
from graph.samples.institute import CURATORS, OVERLOADED, curator_code
from graph.samples.people import make_person
from graph.samples.services import leading_services
from graph.samples.sketch import District, Sketch

_NAMES = (
    "Качество: учимся вместе",
    "Школа в движении",
    "Созвездие талантов",
    "Компас профессий",
    "Команда директора",
    "Мастерская педагога",
    "Пространство воспитания",
)
IN_THREE = OrganisationId("23-20-tms")
"""The service that is a member of three communities."""

HANDED_OVER, _HAND_OVER_DAY = OrganisationId("23-12-tms"), date(2026, 1, 15)
_FIRST_DAY = first_of(YEARS[1])
_BASIS = "Приказ ректора № 212 от 29.08.2025 (вымышленный)"


def community_code(sketch: Sketch, number: int) -> CommunityId:
    """Return the code of one of the seven communities, counted from 1."""
    return CommunityId(f"{sketch.spec.code}-set{number}")


def members_of(sketch: Sketch) -> dict[CommunityId, list[OrganisationId]]:
    """Return the services of each community, its leader first."""
    leaders = list(leading_services(sketch).items())[: len(SEVEN)]
    codes = [community_code(sketch, n) for n in range(1, len(leaders) + 1)]
    found = {code: [service] for code, (service, _) in zip(codes, leaders, strict=True)}
    led = {service for service, _ in leaders}
    turn = cycle(codes)
    for district in sketch.districts.values():
        if district.service not in led and not _is_silent(district):
            found[next(turn)].append(district.service)
    if sketch.spec.has_facts:
        for code in [c for c in codes if IN_THREE not in found[c]][:2]:
            found[code].append(IN_THREE)
    return found


def _is_silent(district: District) -> bool:
    return district.code == SILENT_DISTRICT


def draw_communities(sketch: Sketch) -> None:
    """Draw one community per direction with its members and network curator."""
    directions: dict[OrganisationId, DirectionId] = leading_services(sketch)
    for number, (code, members) in enumerate(members_of(sketch).items(), start=1):
        leader = members[0]
        sketch.put(
            [
                Community(
                    id=code,
                    name=f"Сетевое сообщество «{_NAMES[SEVEN.index(directions[leader])]}»",
                    kind="сетевое сообщество",
                    leader=leader,
                    directions=(directions[leader],),
                    from_date=_FIRST_DAY,
                ),
                *(
                    Membership(
                        community=code,
                        organisation=member,
                        role=MembershipRole.LEADER if member == leader else MembershipRole.MEMBER,
                        from_date=_FIRST_DAY if i % 5 else first_of(LAST),
                    )
                    for i, member in enumerate(members)
                ),
                CuratorAssignment(
                    curator=PersonId(curator_code(sketch, number)),
                    object=code,
                    kind=CuratorKind.COMMUNITY_CURATOR,
                    from_date=first_of(LAST),
                    basis=_BASIS,
                ),
            ]
        )


def curator_numbers(services: int) -> list[int]:
    """Return which curator takes which service: three for those with a community, else more."""
    light = [n for n in range(1, 8) for _ in range(3)]
    heavy = [OVERLOADED] * 5 + [9] * 5 + [10] * 5 + [11] * 4 + [CURATORS] * 4
    return (light + heavy)[:services]


def draw_curators(sketch: Sketch) -> None:
    """Give every service a curator; one has ended, one was handed over in January."""
    services = [district.service for district in sketch.districts.values()]
    for service, number in zip(services, curator_numbers(len(services)), strict=True):
        start, end = first_of(LAST), None
        if sketch.spec.has_facts and service == ENDED_SERVICE:
            end = date(2026, 3, 1)
        if sketch.spec.has_facts and service == HANDED_OVER:
            _hand_over(sketch, service)
            start = _HAND_OVER_DAY
        sketch.put(
            [
                CuratorAssignment(
                    curator=PersonId(curator_code(sketch, number)),
                    object=service,
                    kind=CuratorKind.SERVICE_CURATOR,
                    from_date=start,
                    to_date=end,
                    basis=_BASIS,
                )
            ]
        )


def _hand_over(sketch: Sketch, service: OrganisationId) -> None:
    """Add the curator who left in January and whose objects were handed over."""
    institute = sketch.region_wide("iro")
    code = f"{institute}-k13"
    position = "методист научно-исследовательского отдела, куратор"
    person = make_person(sketch.stream(code), code, institute, position, capacity=4)
    sketch.put(
        [
            replace(person, to_date=_HAND_OVER_DAY),
            CuratorAssignment(
                curator=person.id,
                object=service,
                kind=CuratorKind.SERVICE_CURATOR,
                from_date=first_of(LAST),
                to_date=_HAND_OVER_DAY,
                basis=_BASIS,
            ),
        ]
    )
