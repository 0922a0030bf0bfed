"""Facts of source S003, in the Гулькевичский район: individual routes, participation by kind."""

from graph.model.choices import OrganisationKind as Kind
from graph.model.ids import OrganisationId
from graph.model.monitoring import IndicatorValue
from graph.samples.sketch import SCHOOL_KINDS, Sketch

DISTRICT, YEAR = "23-14", 2026
DEVELOPED, COMPLETED = "ИОМ разработано", "ИОМ завершено успешно, %"
DEVELOPED_TARGET, COMPLETED_TARGET = 3.0, 79.0
BELOW = 3
"""How many organisations are planted below a target."""

PARTICIPATION = ("Участие ДОО, %", "Участие ОО, %", "Участие УДО, %")

_MORE, _ALWAYS_DONE = 4, 0.84


def draw_routes(sketch: Sketch) -> None:
    """Draw the individual routes of every organisation of the district; three are below."""
    district = next(d for d in sketch.districts.values() if d.code == DISTRICT)
    rng = sketch.stream("routes")
    members = [m for m in district.members if m not in sketch.fates]
    below = dict(zip(rng.sample(members, BELOW), ((2, 2), (4, 3), (5, 3)), strict=True))
    for member in members:
        developed = 3 + rng.randrange(_MORE)
        done = developed if developed * _ALWAYS_DONE > developed - 1 else developed - 1
        developed, done = below.get(member, (developed, done))
        sketch.put(_values(member, developed, done))
    groups = (
        [m for m in members if sketch.organisations[m].kind is Kind.KINDERGARTEN],
        [m for m in members if sketch.organisations[m].kind in SCHOOL_KINDS],
        [m for m in members if sketch.organisations[m].kind is Kind.SUPPLEMENTARY],
    )
    for name, group in zip(PARTICIPATION, groups, strict=True):
        count = float(len(group))
        sketch.put(
            [
                IndicatorValue(
                    object=DISTRICT,
                    indicator=name,
                    year=YEAR,
                    value=100.0,
                    target=100.0,
                    numerator=count,
                    denominator=count,
                )
            ]
        )


def _values(member: OrganisationId, developed: int, done: int) -> tuple[IndicatorValue, ...]:
    return (
        IndicatorValue(
            object=member,
            indicator=DEVELOPED,
            year=YEAR,
            value=float(developed),
            target=DEVELOPED_TARGET,
        ),
        IndicatorValue(
            object=member,
            indicator=COMPLETED,
            year=YEAR,
            value=round(100 * done / developed, 1),
            target=COMPLETED_TARGET,
            numerator=float(done),
            denominator=float(developed),
        ),
    )
