"""Statuses: krai resource centres, classes of schools, sites, «Точка роста», platforms."""

from collections.abc import Iterable
from datetime import date

from graph.model.choices import SettlementKind
from graph.model.ids import DirectionId, OrganisationId
from graph.model.monitoring import StatusAward
from graph.samples.draw import LAST, YEARS, chance, first_of
from graph.samples.services import leading_services
from graph.samples.sketch import SCHOOL_KINDS, Sketch

RESOURCE_CENTRE = "краевой ресурсный центр общего образования"
RESOURCE_CENTRES = 4
_PROTOCOLS = (
    (date(2024, 7, 1), "Протокол краевого УМО № 3 от 27.06.2024 (вымышленный)"),
    (date(2025, 7, 3), "Протокол краевого УМО № 4 от 02.07.2025 (вымышленный)"),
)
_CLASSES = (("подающая надежды", 130), ("скрытый резерв", 90))
_PLATFORMS = (
    ("краевая инновационная площадка", "краевой", 18),
    ("федеральная инновационная площадка", "федеральный", 4),
    ("муниципальная инновационная площадка", "муниципальный", 24),
    ("апробационная площадка", "краевой", 10),
)
_GROWTH_POINTS = 110


def draw_statuses(sketch: Sketch) -> None:
    """Draw the statuses of services, leaders and other schools of ordinary districts."""
    for number, (service, direction) in enumerate(leading_services(sketch).items()):
        start, basis = _PROTOCOLS[number % len(_PROTOCOLS)]
        if number < RESOURCE_CENTRES:
            _award(sketch, service, RESOURCE_CENTRE, start, "краевой", direction, basis)
        status = "лидер сетевого взаимодействия"
        _award(sketch, service, status, first_of(YEARS[1]), "краевой", direction)
    for district in sketch.districts.values():
        if district.by_hand:
            continue
        rng = sketch.stream("statuses", district.code)
        for leader in district.leaders:
            _award(sketch, leader, "лидер", first_of(LAST), "муниципальный")
            if chance(rng, 60):
                led = sketch.led[leader][0]
                site = "стажировочная площадка"
                _award(sketch, leader, site, first_of(YEARS[1]), "муниципальный", led)
    _draw_others(sketch)


def _draw_others(sketch: Sketch) -> None:
    rng = sketch.stream("other statuses")
    schools = [
        code
        for district in sketch.districts.values()
        if not district.by_hand
        for code in sketch.free_members(district)
        if sketch.organisations[code].kind in SCHOOL_KINDS
    ]
    rng.shuffle(schools)
    rural = [c for c in schools if _is_rural(sketch, c)]
    for name, count in _CLASSES:
        for code in _take(schools, count):
            _award(sketch, code, name, first_of(LAST), "муниципальный")
    for name, level, count in _PLATFORMS:
        for code in _take(schools, count):
            _award(sketch, code, name, date(2024, 1, 15), level, end=date(2027, 1, 15))
    for code in _take(rural, _GROWTH_POINTS):
        opened = date(rng.randint(2020, 2024), 9, 1)
        _award(sketch, code, "Точка роста", opened, "федеральный")


def _take(codes: list[OrganisationId], count: int) -> Iterable[OrganisationId]:
    return [codes.pop() for _ in range(min(count, len(codes)))]


def _is_rural(sketch: Sketch, code: OrganisationId) -> bool:
    return sketch.organisations[code].settlement_kind is SettlementKind.RURAL


def _award(  # noqa: PLR0917 - the columns of the sheet in their order
    sketch: Sketch,
    organisation: OrganisationId,
    status: str,
    start: date,
    level: str,
    direction: DirectionId | None = None,
    basis: str | None = None,
    end: date | None = None,
) -> None:
    sketch.put(
        [
            StatusAward(
                organisation=organisation,
                status=status,
                level=level,
                direction=direction,
                from_date=start,
                to_date=end,
                basis=basis or f"Приказ № 77 от 25.08.{start.year} (вымышленный)",
            )
        ]
    )
