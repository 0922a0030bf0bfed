"""Monitoring of the services: indicators, scores, levels, and the indicators with targets."""

from collections.abc import Iterator
from random import Random

from graph.model.ids import OrganisationId
from graph.model.monitoring import IndicatorValue, LevelRecord
from graph.samples.sketch import Sketch

YEARS_OF_MONITORING = (2024, 2025, 2026)
THRESHOLDS = (50.0, 65.0, 80.0)
LEVELS = (
    "с недостаточным методическим потенциалом",
    "с базовым методическим потенциалом",
    "с достаточным методическим потенциалом",
    "с высоким методическим потенциалом",
)
"""Levels of services, the lowest named as in source S002."""

TARGETS = {
    "Охват работников служб непрерывным образованием, %": 70.0,
    "Участие руководителей и педагогов в сетевых сообществах, %": 80.0,
    "Удовлетворённость методическим сопровождением, %": 75.0,
    "Организации, внедрившие лучшие практики, %": 30.0,
}
"""Indicators of source S002 with their targets."""

_SCORED = {
    "Обеспеченность методистами": 15.0,
    "Направления с ответственным методистом": 10.0,
    "Выполнение плана": 20.0,
    "Стажировки и методические дни": 15.0,
    "Охват организаций": 20.0,
    "Решённые потребности": 20.0,
}
MOVED = {
    OrganisationId("23-11-tms"): (1, "Служба объединилась с центром развития, штат пополнен."),
    OrganisationId("23-29-tms"): (-1, "Полгода служба работала без руководителя."),
}
"""Services whose approved level differs from the computed one by a step, with the reason."""


def draw_levels(sketch: Sketch) -> None:
    """Draw scored indicators and levels of every service for three years."""
    for district in sketch.districts.values():
        rng = sketch.stream("levels", district.service)
        skill = min(0.95, max(0.35, rng.gauss(0.64, 0.13)))
        for year in YEARS_OF_MONITORING:
            skill += rng.uniform(-0.03, 0.045)
            rows = list(_scored(rng, district.service, year, skill))
            sketch.put(rows)
            sketch.put([_level(sketch, district.service, year, rows)])


def _scored(
    rng: Random, service: OrganisationId, year: int, skill: float
) -> Iterator[IndicatorValue]:
    for indicator, maximum in _SCORED.items():
        value = maximum * min(1.0, max(0.1, skill + rng.uniform(-0.12, 0.12)))
        yield IndicatorValue(
            object=service,
            indicator=indicator,
            year=year,
            value=round(value, 1),
            maximum=maximum,
        )


def level_of(score: float) -> int:
    """Return the place of the level in `LEVELS`; a score at a threshold is in the upper one."""
    return sum(score >= threshold for threshold in THRESHOLDS)


def _level(
    sketch: Sketch, service: OrganisationId, year: int, rows: list[IndicatorValue]
) -> LevelRecord:
    score = round(100 * sum(r.value for r in rows) / sum(r.maximum or 0.0 for r in rows), 1)
    computed = level_of(score)
    approved, reason = computed, None
    if sketch.spec.has_facts and service in MOVED and year == YEARS_OF_MONITORING[-1]:
        step, reason = MOVED[service]
        approved = computed + step if 0 <= computed + step < len(LEVELS) else computed - step
    return LevelRecord(
        service=service,
        year=year,
        score=score,
        computed=LEVELS[computed],
        level=LEVELS[approved],
        reason=reason,
        basis=f"Приказ ректора № 96 от 30.03.{year} (вымышленный)",
    )


def weak_services(sketch: Sketch, year: int) -> list[OrganisationId]:
    """Return the services of the lowest level of a year."""
    return sorted(
        record.service
        for record in sketch.records
        if isinstance(record, LevelRecord) and record.year == year and record.level == LEVELS[0]
    )


def draw_targets(sketch: Sketch) -> None:
    """Draw the four indicators with targets, of the region and of each municipality, by year."""
    for year in YEARS_OF_MONITORING:
        for indicator, target in TARGETS.items():
            parts = []
            for district in sketch.districts.values():
                rng = sketch.stream("targets", district.code, indicator, str(year))
                total = float(rng.randint(8, 16) if target == min(TARGETS.values()) else 40)
                share = rng.gauss(target / 100, 0.07) + 0.02 * (year - 2025)
                part = float(round(total * min(1.0, max(0.05, share))))
                parts.append((part, total))
                sketch.put([_target(str(district.code), indicator, year, part, total)])
            sketch.put(
                [
                    _target(
                        sketch.spec.name,
                        indicator,
                        year,
                        sum(part for part, _ in parts),
                        sum(total for _, total in parts),
                    )
                ]
            )


def _target(of: str, indicator: str, year: int, part: float, total: float) -> IndicatorValue:
    return IndicatorValue(
        object=of,
        indicator=indicator,
        year=year,
        value=round(100 * part / total, 1),
        target=TARGETS[indicator],
        numerator=part,
        denominator=total,
    )
