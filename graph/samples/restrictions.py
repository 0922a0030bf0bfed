"""What people decided about pairs, with reasons; and roads that are longer than the map says."""

from datetime import date

from graph.model.choices import Rule
from graph.model.ids import OrganisationId
from graph.model.need import Distance, Need, Restriction
from graph.samples.draw import LAST, PLANNED, first_of
from graph.samples.offers import SHORTAGE_DIRECTION
from graph.samples.pairs import rough_km
from graph.samples.sketch import Sketch

PINS, BANS, PREFERENCES = 12, 15, 16

_BAN_REASONS = (
    "Конфликт интересов: руководители состоят в родстве.",
    "Школа просила другого лидера: прошлый год не сложился.",
    "Решение учредителя: школа участвует в другом проекте.",
    "Лидер отказался: нет замены ведущему педагогу.",
)
_PIN_REASONS = (
    "Программа рассчитана на два года, идёт второй.",
    "Решение управления образования по итогам года.",
    "Совместный проект с подписанным планом.",
)
_PREFER_REASONS = (
    "Школа назвала этого лидера в заявке.",
    "Команды уже работали вместе на методическом дне.",
    "Удобно добираться: прямой автобус.",
)
_AUTHORS = ("проректор по научной работе", "начальник управления образования", "куратор ТМС")
_MOUNTAIN_DISTRICTS = ("23-07", "23-09", "23-28", "23-41")
_ROADS, _SPEED = 16, 0.72  # rows per district; km a minute on a mountain road


def draw_restrictions(sketch: Sketch) -> None:
    """Draw pins of pairs that go on, bans, and preferences; no leader and mentee twice."""
    rng = sketch.stream("restrictions")
    used: set[OrganisationId] = set()

    def add(
        rule: Rule, leader: OrganisationId, need: Need, reasons: tuple[str, ...], until: date | None
    ) -> None:
        used.update((leader, need.organisation))
        sketch.put(
            [
                Restriction(
                    leader=leader,
                    mentee=need.organisation,
                    rule=rule,
                    direction=None if rule is Rule.FORBID else need.direction,
                    reason=rng.choice(reasons),
                    author=rng.choice(_AUTHORS),
                    until=until,
                )
            ]
        )

    going_on = _going_on(sketch)
    rng.shuffle(going_on)
    quotas = (
        (Rule.PIN, PINS, _PIN_REASONS, first_of(PLANNED).replace(year=2027)),
        (Rule.FORBID, BANS, _BAN_REASONS, None),
        (Rule.PREFER, PREFERENCES, _PREFER_REASONS, None),
    )
    for rule, count, reasons, until in quotas:
        for _ in range(count):
            leader, need = next((c, n) for c, n in going_on if not {c, n.organisation} & used)
            add(rule, leader, need, reasons, until)


def _going_on(sketch: Sketch) -> list[tuple[OrganisationId, Need]]:
    """Return pairs of last year whose need and offer are there in the planned year too."""
    needs = {(n.organisation, n.direction): n for n in sketch.needs[PLANNED]}
    day = first_of(PLANNED)
    offered = {
        (o.organisation, o.direction)
        for o in sketch.offers
        if o.from_date <= day and (o.to_date is None or o.to_date > day)
    }
    return [
        (pair.leader, needs[pair.mentee, pair.direction])
        for pair in sketch.pairs[LAST]
        if (pair.mentee, pair.direction) in needs
        and (pair.leader, pair.direction) in offered
        and pair.direction != SHORTAGE_DIRECTION
        and not pair.leader.endswith("-tms")
        and not sketch.district_of(pair.leader).by_hand
        and sketch.organisations[pair.mentee].to_date is None
    ]


def draw_roads(sketch: Sketch) -> None:
    """Draw road distances in the mountains between leaders and other schools of a district."""
    for district in sketch.districts.values():
        if district.code not in _MOUNTAIN_DISTRICTS:
            continue
        rng = sketch.stream("roads", district.code)
        others = [m for m in district.members if m not in district.leaders]
        for other in rng.sample(others, _ROADS):
            leader = rng.choice(district.leaders)
            km = round(rough_km(sketch, leader, other) * rng.uniform(1.25, 1.7) + 1, 1)
            one, two = sorted((leader, other))
            sketch.put(
                [
                    Distance(
                        from_organisation=one,
                        to_organisation=two,
                        km=km,
                        minutes=float(round(km / _SPEED)),
                        source="по дороге (вымышлено)",
                    )
                ]
            )
