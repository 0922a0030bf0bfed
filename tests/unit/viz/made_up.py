"""Made-up networks of 60 and 600 organisations for the tests of the map."""

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

from api.texts import catalogue
from graph.model.choices import (
    AssignmentMode,
    OpenReason,
    OrganisationKind,
    PlanStatus,
    TieKind,
)
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, PlanId, SchoolYear
from graph.model.monitoring import LevelRecord, StatusAward
from graph.model.need import Direction, Need, Offer
from graph.model.organisation import Municipality, Organisation
from graph.model.plan import Assignment, OpenNeed, Plan
from graph.model.record import Record
from graph.model.registry import RECORD_TYPES
from graph.model.tie import Pair, Tie
from graph.model.view import NetworkView
from graph.network import Network
from services.views.map_view import build_map_view

SAY = catalogue("ru")
DAY = date(2026, 10, 1)
YEAR = SchoolYear("2026/2027")
PLAN = PlanId("P-7")
_PLACES = ("Белая", "Вязовая", "Градовая", "Донная", "Еловая", "Жаркая", "Зимняя", "Ивовая")
_TOWNS = [
    "Белоозёрский",
    "Верхнереченский",
    "Дубравский",
    "Ельнинский",
    "Журавлёвский",
    "Зареченский",
    "Ивантеевский",
    "Каменский",
    "Липовский",
    "Михайловский",
    "Никольский",
    "Ольховский",
]
_DIRECTIONS = ("Математика", "Чтение", "Воспитание", "Инклюзия", "Цифровая среда")
_SEVERE, _RISK = 0.05, 0.13


def network(schools: int, municipalities: int, seed: int = 5) -> Network:
    """Return a made-up network with about `schools` schools and the services above them."""
    rnd = random.Random(seed)  # noqa: S311 - a seeded example, no secret
    records: list[Record] = [Direction(id=DirectionId(d), name=d) for d in _DIRECTIONS]
    records.append(_organisation("iro", "ИРО", OrganisationKind.INSTITUTE, "m00", (45.0, 39.0)))
    centres = []
    for i in range(municipalities):
        code = f"m{i:02}"
        lat, lon = 44.4 + 0.55 * (i // 4) + 0.1 * (i % 3), 37.6 + 0.95 * (i % 4) + 0.2 * (i // 4)
        centres.append((code, lat, lon))
        records.append(
            Municipality(
                id=MunicipalityId(code),
                name=_TOWNS[i],
                region="Приозёрская область",
                lat=lat,
                lon=lon,
            )
        )
        service = _organisation(
            f"{code}-tms", f"ТМС {_TOWNS[i]}", OrganisationKind.METHODICAL_SERVICE, code, (lat, lon)
        )
        records.append(service)
        records.append(
            LevelRecord(
                service=service.id, year=2026, level=("высокий", "средний", "низкий")[i % 3]
            )
        )
    by_place: dict[str, list[Organisation]] = {code: [] for code, _, _ in centres}
    for number in range(1, schools + 1):
        code, lat, lon = centres[rnd.randrange(municipalities)]
        made = _school(rnd, number, code, lat, lon)
        by_place[code].append(made)
        records.append(made)
    for members in by_place.values():
        records += _life(rnd, members)
    return Network.of(records)


def view(schools: int, municipalities: int, **options: Any) -> NetworkView:
    """Return the view of such a network with findings, made up as well."""
    made = network(schools, municipalities)
    return build_map_view(
        made,
        day=DAY,
        overlays=("isolation",),
        isolation=findings(made),
        is_made_up=True,
        say=SAY,
        **options,
    )


def planned_view(schools: int, municipalities: int) -> NetworkView:
    """Return the view under a draft that moves each fifth pair and leaves each ninth need open."""
    made = network(schools, municipalities)
    leaders = sorted({pair.leader for pair in made.pairs})
    lines: list[Record] = [_plan()]
    for i, pair in enumerate(made.pairs):
        if i % 9 == 8:
            lines.append(
                OpenNeed(
                    plan=PLAN,
                    mentee=pair.mentee,
                    direction=pair.direction,
                    level=2,
                    reason=OpenReason.NO_PLACE,
                )
            )
            continue
        moved = i % 5 == 4
        lines.append(
            Assignment(
                plan=PLAN,
                leader=leaders[i % len(leaders)] if moved else pair.leader,
                mentee=pair.mentee,
                direction=pair.direction,
                offer_from=DAY,
                level=2,
                effective_km=10.0 + i % 50,
                distance_km=10.0 + i % 50,
                mode=AssignmentMode.ON_SITE,
                points=20,
                kept=not moved,
                pinned=i % 11 == 0,
                preferred=False,
                nearer=i % 3,
                place=1 + i % 5,
                places=6,
            )
        )
    every = [row for entity in RECORD_TYPES for row in made.table(entity)]
    return build_map_view(
        Network.of([*every, *lines]),
        day=DAY,
        overlays=("plan", "isolation"),
        plan_id=PLAN,
        isolation=findings(made),
        is_made_up=True,
        say=SAY,
    )


def _plan() -> Plan:
    return Plan(
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
    )


def findings(made: Network) -> Mapping[str, Mapping[str, Any]]:
    """Return findings for the schools without any tie, and for some more."""
    tied = {code for pair in made.pairs for code in (pair.leader, pair.mentee)}
    tied |= {code for tie in made.ties for code in (tie.from_organisation, tie.to_organisation)}
    rnd = random.Random(7)  # noqa: S311 - a seeded example, no secret
    found: dict[str, Mapping[str, Any]] = {}
    for one in made.organisations:
        if one.kind is not OrganisationKind.SCHOOL:
            continue
        if one.id not in tied:
            found[one.id] = _finding("K1", "нет ни одной рабочей связи", "Назначьте лидера.")
        elif rnd.random() < _RISK:
            found[one.id] = _finding("K15", "единственный партнёр", "Найдите второго партнёра.")
    return found


def _finding(kind: str, text: str, next_step: str) -> Mapping[str, Any]:
    return {
        "headline": kind,
        "kinds": [kind],
        "text": f"За 12 месяцев {text}.",
        "next_step": next_step,
    }


def _organisation(
    code: str,
    name: str,
    kind: OrganisationKind,
    municipality: str,
    at: tuple[float, float],
) -> Organisation:
    return Organisation(
        id=OrganisationId(code),
        name=name,
        kind=kind,
        municipality=MunicipalityId(municipality),
        lat=round(at[0], 5),
        lon=round(at[1], 5),
        service=None if code == "iro" else OrganisationId("iro"),
    )


def _school(rnd: random.Random, number: int, code: str, lat: float, lon: float) -> Organisation:
    urban = rnd.random() < 0.55
    near = 0.03 if urban else 0.22
    kind = rnd.choice(["СОШ"] * 5 + ["Лицей", "Гимназия"]) if urban else "ООШ"
    place = "Приозёрск" if urban else f"станица {rnd.choice(_PLACES)}"
    return Organisation(
        id=OrganisationId(f"s{number:03}"),
        name=f"{kind} № {number}" if urban else f"ООШ № {number}",
        full_name=f"МБОУ «{kind} № {number}»",
        kind=OrganisationKind.SCHOOL,
        municipality=MunicipalityId(code),
        settlement=place,
        lat=round(lat + rnd.gauss(0, near), 5),
        lon=round(lon + rnd.gauss(0, near * 1.3), 5),
        service=OrganisationId(f"{code}-tms"),
    )


def _life(rnd: random.Random, members: list[Organisation]) -> list[Record]:
    """Return leaders, needs, pairs, partnerships and classes of one municipality."""
    leaders = members[:: max(6, len(members) // 4)]
    others = [one for one in members if one not in leaders]
    start = date(2026, 9, 1)
    made: list[Record] = [
        Offer(
            organisation=leader.id,
            direction=DirectionId(d),
            places=rnd.randint(3, 9),
            from_date=start,
        )
        for leader in leaders
        for d in rnd.sample(_DIRECTIONS, 2)
    ]
    for one in others:
        direction = DirectionId(rnd.choice(_DIRECTIONS))
        luck = rnd.random()
        if luck < _SEVERE:
            continue
        if luck < 0.22:
            status = "подающая надежды" if luck < 0.14 else "скрытый резерв"
            made.append(StatusAward(organisation=one.id, status=status, from_date=start))
        made.append(
            Need(
                organisation=one.id,
                direction=direction,
                level=rnd.randint(1, 3),
                school_year=YEAR,
            )
        )
        if luck < 0.9:
            made.append(
                Pair(
                    leader=rnd.choice(leaders).id,
                    mentee=one.id,
                    direction=direction,
                    from_date=start,
                    to_date=date(2027, 9, 1),
                )
            )
        if rnd.random() < 0.2 or luck >= 0.9:
            other = rnd.choice(leaders)
            kind = rnd.choice([TieKind.PARTNERSHIP, TieKind.MUTUAL_INTERNSHIP])
            made.append(
                Tie(
                    from_organisation=one.id,
                    to_organisation=other.id,
                    kind=kind,
                    direction=direction,
                    from_date=start,
                )
            )
    return made
