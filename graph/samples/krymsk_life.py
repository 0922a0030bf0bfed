"""The Крымский район of source S001: its 21 events, classes, curators, agreements, exchanges."""

from dataclasses import replace
from datetime import date

from graph.model.choices import AgreementStatus, CuratorKind, MembershipRole, TieKind
from graph.model.community import Community, CuratorAssignment, Membership
from graph.model.event import Event
from graph.model.ids import AgreementId, CommunityId, DirectionId, OrganisationId
from graph.model.monitoring import StatusAward
from graph.model.tie import Agreement, Tie
from graph.samples.directions import SEVEN
from graph.samples.draw import LAST, PLANNED, YEARS, first_of
from graph.samples.events import apart, draw_year, make_event
from graph.samples.krymsk import CODE, COLLEGE, own
from graph.samples.krymsk_facts import EventRow, read_facts
from graph.samples.people import make_person
from graph.samples.sketch import Sketch

NEWCOMER = "новый участник взаимных стажировок"
"""Status of kindergartens that joined the mutual internships last year."""

_EVENTS_BEFORE = {YEARS[0]: 14, YEARS[1]: 17}
_PARTNER_SCHOOLS = ("s12", "s18")
_COMMUNITY = CommunityId(f"{CODE}-mo1")


def draw_krymsk_events(sketch: Sketch, school_year: str) -> list[Event]:
    """Draw the 21 events of last year as the source counts them; others as anywhere."""
    district = sketch.districts[CODE]
    if school_year != LAST:
        return draw_year(sketch, district, school_year, _EVENTS_BEFORE[school_year])
    guests = [
        m for m in district.members if m not in sketch.fates and m not in district.leaders
    ] + district.leaders
    deck: list[OrganisationId] = []
    barred = apart(sketch)
    drawn = []
    for number, row in enumerate(read_facts().events, start=1):
        givers = [_any(sketch, tail) for tail in row.givers or (row.host,)]
        chosen = [_any(sketch, tail) for tail in row.guests]
        apart_from = {m for g in givers for m in guests if (g, m) in barred}
        out = apart_from | {*givers, own(row.host)}
        while len(chosen) < len(row.guests) + row.take:
            fit = [guest for guest in deck if guest not in out and guest not in chosen]
            if not fit:
                deck.extend(guests)
                continue
            deck.remove(fit[0])
            chosen.append(fit[0])
        drawn.append(_event(sketch, number, row, chosen))
    return drawn


def _any(sketch: Sketch, tail: str) -> OrganisationId:
    """Return the code of an organisation of the district or of the region."""
    in_district = own(tail)
    return in_district if in_district in sketch.organisations else sketch.region_wide(tail)


def _event(sketch: Sketch, number: int, row: EventRow, participants: list[OrganisationId]) -> Event:
    rng = sketch.stream("event", CODE, str(number))
    givers = [_any(sketch, tail) for tail in row.givers]
    said = {"audience": row.audience, "outcome": row.outcome}
    event = make_event(
        rng,
        f"{CODE}-e25-{number:03d}",
        row.date,
        row.name,
        own(row.host),
        participants,
        directions=(row.direction,),
        givers=givers,
        format_=row.format,
        organiser="Управление образования",
        **{name: text for name, text in said.items() if text},
    )
    return _counted(event, row.people) if row.people else event


def _counted(event: Event, people: int) -> Event:
    """Return the event with its people spread over the participants."""
    codes = [code for code, _ in event.participants]
    shares = [people // len(codes) + (i < people % len(codes)) for i in range(len(codes))]
    return replace(
        event,
        participants=tuple(zip(codes, shares, strict=True)),
        people=people,
        responses=people * 8 // 10,
        rating=4.8,
    )


def draw_krymsk_life(sketch: Sketch) -> None:
    """Draw classes of schools, curators of directions, the community, agreements, exchanges."""
    _draw_classes(sketch)
    _draw_newcomers(sketch)
    _draw_curators(sketch)
    _draw_community(sketch)
    _draw_agreements(sketch)
    _draw_exchanges(sketch)


def _draw_classes(sketch: Sketch) -> None:
    """Classes of S001: лидер, подающая надежды, скрытый резерв; a year before some were lower."""
    lower = {"лидер": "лидер", "подающая надежды": "скрытый резерв"}
    for number, (tail, row) in enumerate(read_facts().organisations.items()):
        name = row.category
        if not name:
            continue
        before = lower.get(name, name) if number % 2 else name
        for status, start, end in (
            (before, first_of(YEARS[1]), first_of(LAST)),
            (name, first_of(LAST), None),
        ):
            sketch.put(
                [
                    StatusAward(
                        organisation=own(tail),
                        status=status,
                        level="муниципальный",
                        from_date=start,
                        to_date=end,
                        basis="Приказ управления образования № 399 (вымышленный)",
                    )
                ]
            )


def _draw_newcomers(sketch: Sketch) -> None:
    sketch.put(
        StatusAward(
            organisation=own(tail),
            status=NEWCOMER,
            level="муниципальный",
            from_date=first_of(LAST),
            basis="Приказ управления образования № 405 от 29.08.2025 (вымышленный)",
        )
        for tail in read_facts().newcomers
    )


def _draw_curators(sketch: Sketch) -> None:
    for number, direction in enumerate(SEVEN, start=1):
        code = f"{CODE}-kn{number}"
        rng = sketch.stream("people", code)
        position = "методист, куратор направления"
        person = make_person(rng, code, own("tms"), position, capacity=8, directions=(direction,))
        sketch.put(
            [
                person,
                CuratorAssignment(
                    curator=person.id,
                    object=CODE,
                    kind=CuratorKind.DIRECTION_CURATOR,
                    direction=direction,
                    from_date=first_of(LAST),
                    basis="Приказ управления образования № 406 от 29.08.2025 (вымышленный)",
                ),
            ]
        )


def _draw_community(sketch: Sketch) -> None:
    members = [tail for tail, row in read_facts().organisations.items() if row.category]
    sketch.put(
        [
            Community(
                id=_COMMUNITY,
                name="Районное объединение управленческих команд",
                kind="методическое объединение",
                leader=own("s11"),
                directions=(SEVEN[4],),
                from_date=first_of(YEARS[0]),
            ),
            *(
                Membership(
                    community=_COMMUNITY,
                    organisation=own(tail),
                    role=MembershipRole.LEADER if tail == "s11" else MembershipRole.MEMBER,
                    from_date=first_of(YEARS[0]),
                )
                for tail in (*members, "k17")
            ),
        ]
    )


def _draw_agreements(sketch: Sketch) -> None:
    """Two schools signed with the university and the college after the game of 6 November."""
    partners = (("vuz", sketch.region_wide("kubgu")), ("kol", COLLEGE))
    number = 0
    for tail in _PARTNER_SCHOOLS:
        for mark, partner in partners:
            number += 1
            sketch.put(
                [
                    Agreement(
                        id=AgreementId(f"{CODE}-dog-{tail}-{mark}"),
                        kind="договор о сетевом взаимодействии",
                        number=f"{number}-с",
                        date=date(2025, 11, 28),
                        status=AgreementStatus.IN_FORCE,
                        parties=tuple(sorted((own(tail), partner))),
                        subject="Профориентация: итог мероприятия 06.11.2025 "
                        "«Кем быть: выбираем вместе с вузом и колледжем»",
                        from_date=date(2025, 12, 1),
                        to_date=date(2028, 9, 1),
                    )
                ]
            )


def _draw_exchanges(sketch: Sketch) -> None:
    facts = read_facts()
    for number, (one, gives, other, takes) in enumerate(facts.exchanges, start=1):
        exchange = f"{CODE}-obmen-{number}"
        sketch.put(
            [
                _half(one, other, gives, exchange),
                _half(other, one, takes, exchange),
            ]
        )
    for number, (one, gives, other) in enumerate(facts.lone_halves, start=1):
        sketch.put([_half(one, other, gives, f"{CODE}-obmen-bez-pary-{number}")])


def _half(one: str, other: str, direction: str, exchange: str) -> Tie:
    return Tie(
        from_organisation=own(one),
        to_organisation=own(other),
        kind=TieKind.MUTUAL_INTERNSHIP,
        exchange=exchange,
        direction=DirectionId(direction),
        from_date=first_of(LAST),
        to_date=first_of(PLANNED),
        basis="Договор о взаимной стажировке (вымышленный)",
        reported_by=own(one),
    )
