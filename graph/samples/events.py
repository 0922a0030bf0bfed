"""Events of a district in a school year: leaders host their mentees and everybody else in turn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from random import Random

from graph.model.canonical import sorted_list
from graph.model.choices import EventStatus, Mode
from graph.model.event import Event
from graph.model.fields import FieldType
from graph.model.ids import DirectionId, EventId, OrganisationId
from graph.samples.directions import SEVEN, read_topics
from graph.samples.draw import LAST, chance, school_day
from graph.samples.fates import SILENT_DISTRICT
from graph.samples.sketch import NEVER_MET, District, Fate, Sketch

_FORMATS = (
    "семинар-практикум",
    "мастер-класс",
    "педагогическая мастерская",
    "педагогическая лаборатория",
    "деловая игра",
    "дискуссионная площадка",
    "тренинг",
    "стажировка",
    "неделя мастерства",
    "консультация",
)
_AUDIENCES = (
    "учителя-предметники",
    "заместители директоров",
    "классные руководители",
    "молодые педагоги",
    "воспитатели",
    "управленческие команды",
)
_OUTCOMES = ("материалы переданы участникам", "составлен план взаимопосещений", None, None)
_FEWEST, _MOST = 8, 12
_LANDING_PERCENT = 12
_MODES = (Mode.ON_SITE, Mode.ON_SITE, Mode.ON_SITE, Mode.MIXED, None)


def make_event(  # noqa: PLR0917 - the five that make an event, then its details by name
    rng: Random,
    code: str,
    day: date,
    name: str,
    host: OrganisationId,
    participants: Iterable[OrganisationId],
    *,
    directions: Sequence[DirectionId] = (),
    givers: Sequence[OrganisationId] = (),
    format_: str | None = None,
    level: str = "муниципальный",
    **details: object,
) -> Event:
    """Make a held event; people are counted by participant, a rating is made up."""
    counted = sorted_list(
        FieldType.COUNTED_REFERENCES,
        ((code, rng.randint(1, 4)) for code in set(participants) - {host, *givers}),
    )
    people = sum(number for _, number in counted)
    responses = people * rng.randint(60, 95) // 100
    values: dict[str, object] = {
        "status": EventStatus.HELD if chance(rng, 85) else None,
        "audience": rng.choice(_AUDIENCES),
        "people": people,
        "mode": rng.choice(_MODES),
        "rating": round(rng.uniform(3.9, 5.0), 1) if responses else None,
        "responses": responses or None,
        "outcome": rng.choice(_OUTCOMES),
        **details,
    }
    return Event(
        id=EventId(code),
        date=day,
        name=name,
        host=host,
        format=format_ or rng.choice(_FORMATS),
        directions=sorted_list(FieldType.REFERENCES, directions),
        givers=sorted_list(FieldType.REFERENCES, givers),
        level=level,
        participants=counted,
        **values,  # type: ignore[arg-type]  # details are fields of Event, tested on the whole demo
    )


@dataclass(slots=True)
class _Year:
    """One district's events of one year while they are drawn."""

    sketch: Sketch
    district: District
    school_year: str
    rng: Random
    paper: frozenset[tuple[OrganisationId, OrganisationId]]
    guests: list[OrganisationId] = field(default_factory=list)
    deck: list[OrganisationId] = field(default_factory=list)
    unmet: set[OrganisationId] = field(default_factory=set)
    met: set[tuple[OrganisationId, OrganisationId]] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)

    def fill(self, giver: OrganisationId, free: int) -> list[OrganisationId]:
        """Take the next guests from the deck: those first who have not met the giver yet.

        A guest whose pair with the giver is to stay on paper is passed over.
        """
        chosen: list[OrganisationId] = []
        passed: list[OrganisationId] = []
        while len(chosen) < free and len(chosen) + len(passed) < len(self.guests):
            if not self.deck:
                self.deck = self.rng.sample(self.guests, len(self.guests))
            guest = self.deck.pop()
            waits = guest in chosen or (giver, guest) in self.paper | self.met
            (passed if waits else chosen).append(guest)
        able = [g for g in passed if g not in chosen and (giver, g) not in self.paper]
        again = list(dict.fromkeys(able))[: max(0, free - len(chosen))]
        self.deck[:0] = [guest for guest in passed if guest not in again]
        return chosen + again

    def add(
        self,
        giver: OrganisationId,
        direction: DirectionId,
        first: Sequence[OrganisationId] = (),
        *,
        only: bool = False,
        at_home: bool = False,
    ) -> None:
        """Add an event that `giver` holds, at home or now and then at a guest's."""
        rng = self.rng
        free = 0 if only else rng.randint(_FEWEST, _MOST) - len(first)
        participants = [*first, *self.fill(giver, free)]
        host, givers = giver, list[OrganisationId]()
        if not (only or at_home) and len(participants) > 1 and chance(rng, _LANDING_PERCENT):
            host, givers = participants[0], [giver]
        code = f"{self.district.code}-e{self.school_year[2:4]}-{len(self.events) + 1:03d}"
        self.events.append(
            make_event(
                rng,
                code,
                school_day(rng, self.school_year),
                rng.choice(read_topics()[direction].themes),
                host,
                participants,
                directions=(direction,),
                givers=givers,
                level="межмуниципальный" if chance(rng, 15) else "муниципальный",
                organiser="Методическая служба" if chance(rng, 40) else None,
                materials="Папка материалов у организатора" if chance(rng, 50) else None,
            )
        )
        self.met |= {(giver, guest) for guest in participants}
        if giver in self.district.leaders:
            self.unmet -= {host, *participants}


def draw_district_events(sketch: Sketch, school_year: str) -> list[Event]:
    """Draw the events of one school year in all districts that no facts module has filled."""
    drawn: list[Event] = []
    for district in sketch.districts.values():
        is_silent = school_year == LAST and district.code == SILENT_DISTRICT
        if not (is_silent or district.by_hand):
            drawn.extend(draw_year(sketch, district, school_year, district.quota.events))
    return drawn


def draw_year(sketch: Sketch, district: District, school_year: str, count: int) -> list[Event]:
    """Draw about `count` events of a district so that every ordinary member meets a leader."""
    is_last = school_year == LAST
    year = _Year(
        sketch,
        district,
        school_year,
        sketch.stream("events", district.code, school_year),
        apart(sketch) if is_last else frozenset(),
    )
    year.guests = [m for m in district.members if _may_come(sketch, m, is_last=is_last)]
    year.unmet = set(year.guests) - set(district.leaders)
    _add_pairs(year)
    if is_last:
        _add_planted(year)
    _add_lectures(year)
    leaders = cycle(district.leaders)
    while len(year.events) < count or year.unmet:
        leader = next(leaders)
        year.add(leader, year.rng.choice(sketch.led[leader]))
    return year.events


def apart(sketch: Sketch) -> frozenset[tuple[OrganisationId, OrganisationId]]:
    """Return who never met whom in the last year, because their pair is planted as paper."""
    return frozenset((p.leader, p.mentee) for p in sketch.paper_pairs)


def _may_come(sketch: Sketch, member: OrganisationId, *, is_last: bool) -> bool:
    fate = sketch.fates.get(member)
    if fate is None or fate is Fate.SILENT:
        return True
    return not is_last and fate not in NEVER_MET


def _add_pairs(year: _Year) -> None:
    """Add an event of each leader in each direction it has mentees in, so that pairs live."""
    for leader in year.district.leaders:
        by_direction: dict[DirectionId, list[OrganisationId]] = {}
        for pair in year.sketch.pairs[year.school_year]:
            if pair.leader == leader and (leader, pair.mentee) not in year.paper:
                by_direction.setdefault(pair.direction, []).append(pair.mentee)
        for direction, mentees in sorted(by_direction.items()):
            year.add(leader, direction, mentees)


def _add_planted(year: _Year) -> None:
    """Add the events among islands, and of hubs with those that meet nobody else."""
    for island in year.district.islands:
        year.add(island[0], year.rng.choice(SEVEN), island[1:], only=True)
        year.add(island[-1], year.rng.choice(SEVEN), island[:-1], only=True)
    for hub, dependents in year.district.hubs.items():
        led = year.sketch.led.get(hub, SEVEN)
        for _ in range(2):
            year.add(hub, year.rng.choice(led), dependents, only=True)


def _add_lectures(year: _Year) -> None:
    """Add what the own service holds, and there those that come to nothing else."""
    listeners = [m for m in year.district.members if year.sketch.fates.get(m) is Fate.LECTURES]
    year.add(year.district.service, year.rng.choice(SEVEN), listeners, at_home=True)
