"""Other ties: mutual internships, some with one half only, one-sided reports, agreements."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from graph.model.choices import AgreementStatus, TieKind
from graph.model.choices import OrganisationKind as Kind
from graph.model.ids import AgreementId, DirectionId, OrganisationId
from graph.model.tie import Agreement, Tie
from graph.samples.communities import members_of
from graph.samples.directions import read_topics
from graph.samples.draw import LAST, PLANNED, YEARS, chance, first_of
from graph.samples.pairs import rough_km
from graph.samples.sketch import SCHOOL_KINDS, Sketch

EXCHANGES, LONE_HALVES = 40, 6
"""Mutual internships of ordinary districts, and those planted with the other half missing."""

PARTNERSHIPS, TWO_SIDED = 50, 18
"""Partnerships, and how many of them both sides reported."""

_SUPPORTED, _PARTNER_AGREEMENTS = 40, 56
_LOOKED_AT = 30
_PARTNER_KINDS = (Kind.UNIVERSITY, Kind.COLLEGE, Kind.ENTERPRISE, Kind.PUBLIC_BODY)
_STATUSES = (
    (AgreementStatus.IN_FORCE, 60),
    (AgreementStatus.SIGNED, 14),
    (AgreementStatus.DRAFT, 8),
    (AgreementStatus.EXPIRED, 12),
    (AgreementStatus.TERMINATED, 6),
)


def draw_ties(sketch: Sketch) -> None:
    """Draw the ties and agreements of ordinary organisations of ordinary districts."""
    rng = sketch.stream("ties")
    schools = [
        code
        for district in sketch.districts.values()
        if not district.by_hand
        for code in sketch.free_members(district)
        if sketch.organisations[code].kind in SCHOOL_KINDS
        and sketch.organisations[code].to_date is None
    ]
    leaders = [
        code
        for district in sketch.districts.values()
        if not (district.by_hand or district.service in sketch.fates)
        for code in district.leaders
    ]
    sketch.put(_exchanges(sketch, rng, leaders))
    sketch.put(_partnerships(sketch, rng, schools))
    sketch.put(_support(sketch, rng, schools))
    sketch.put(_partner_agreements(sketch, rng, schools))
    sketch.put(_community_agreements(sketch))


def _exchanges(sketch: Sketch, rng: Random, leaders: list[OrganisationId]) -> Iterator[Tie]:
    for number, (one, other) in enumerate(_near(sketch, rng, leaders, EXCHANGES), start=1):
        exchange = f"{sketch.spec.code}-obmen-{number:02d}"
        yield _half(one, other, sketch.led[one][0], exchange)
        if number > LONE_HALVES:
            yield _half(other, one, sketch.led[other][0], exchange)


def _near(
    sketch: Sketch, rng: Random, codes: list[OrganisationId], count: int
) -> Iterator[tuple[OrganisationId, OrganisationId]]:
    """Yield pairs of different organisations, each with the nearest of some that are left."""
    left = rng.sample(codes, len(codes))
    for _ in range(min(count, len(codes) // 2)):
        one = left.pop()
        able = left[-_LOOKED_AT:]
        other = min(able, key=lambda code: (rough_km(sketch, one, code), code))
        left.remove(other)
        yield one, other


def _half(
    giver: OrganisationId, taker: OrganisationId, direction: DirectionId, exchange: str
) -> Tie:
    return Tie(
        from_organisation=giver,
        to_organisation=taker,
        kind=TieKind.MUTUAL_INTERNSHIP,
        exchange=exchange,
        direction=direction,
        from_date=first_of(LAST),
        to_date=first_of(PLANNED),
        basis="Договор о взаимной стажировке (вымышленный)",
        reported_by=giver,
    )


def _partnerships(sketch: Sketch, rng: Random, schools: list[OrganisationId]) -> Iterator[Tie]:
    for number, (one, other) in enumerate(_near(sketch, rng, schools, PARTNERSHIPS)):
        for side in (one, other) if number < TWO_SIDED else (one,):
            yield Tie(
                from_organisation=one,
                to_organisation=other,
                kind=TieKind.PARTNERSHIP,
                from_date=first_of(YEARS[number % 3]),
                to_date=None if number % 4 else first_of(LAST),
                reported_by=side,
            )


def _support(sketch: Sketch, rng: Random, schools: list[OrganisationId]) -> Iterator[Tie]:
    for code in rng.sample(schools, min(_SUPPORTED, len(schools))):
        service = sketch.district_of(code).service
        yield Tie(
            from_organisation=service,
            to_organisation=code,
            kind=TieKind.METHODICAL_SUPPORT,
            from_date=first_of(YEARS[1]),
            basis="План сопровождения (вымышленный)",
            reported_by=service,
        )


def _partner_agreements(
    sketch: Sketch, rng: Random, schools: list[OrganisationId]
) -> Iterator[Agreement]:
    partners = sorted(o.id for o in sketch.organisations.values() if o.kind in _PARTNER_KINDS)
    states, weights = [s for s, _ in _STATUSES], [w for _, w in _STATUSES]
    for number in range(1, _PARTNER_AGREEMENTS + 1):
        signed = date(2024, 9, 16) + timedelta(days=rng.randrange(600))
        status = rng.choices(states, weights)[0]
        topic = read_topics()[DirectionId("d4" if chance(rng, 70) else "d7")]
        is_over = status in (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED)
        end = signed + timedelta(days=200 if is_over else 1100)
        yield Agreement(
            id=AgreementId(f"{sketch.spec.code}-dog-{number:03d}"),
            kind="договор о сетевом взаимодействии",
            number=f"{number}/{signed.year}",
            date=None if status is AgreementStatus.DRAFT else signed,
            status=status,
            parties=tuple(sorted((rng.choice(schools), rng.choice(partners)))),
            subject=rng.choice(topic.themes),
            from_date=signed,
            to_date=end,
        )


def _community_agreements(sketch: Sketch) -> Iterator[Agreement]:
    for number, (community, members) in enumerate(members_of(sketch).items(), start=1):
        yield Agreement(
            id=AgreementId(f"{community}-dog"),
            kind="соглашение о сетевом сообществе",
            number=f"С-{number}",
            date=date(2024, 9, 20),
            status=AgreementStatus.IN_FORCE,
            parties=tuple(sorted(set(members))),
            community=community,
            subject="Совместный план сетевого сообщества",
            from_date=date(2024, 9, 20),
            to_date=date(2027, 9, 1),
        )
