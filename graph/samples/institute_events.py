"""The year of the institute and the services (S002): contest, seminars, days, internships."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from graph.model.event import Event
from graph.model.ids import OrganisationId
from graph.samples.communities import members_of
from graph.samples.directions import SEVEN, read_topics
from graph.samples.draw import LAST, school_day
from graph.samples.events import make_event
from graph.samples.fates import NOMINAL_SERVICE, SILENT_DISTRICT
from graph.samples.services import leading_services
from graph.samples.sketch import NEVER_MET, Fate, Sketch

LECTURES_A_YEAR, METHODICAL_DAYS, MEETINGS = 38, 12, 2
_LISTENERS = 11
_NIO = "Научно-исследовательский отдел"
_KRAI = "краевой"


@dataclass(frozen=True, slots=True)
class _Year:
    """What the events of one school year are drawn from."""

    sketch: Sketch
    school_year: str
    rng: Random
    institute: OrganisationId
    services: tuple[OrganisationId, ...]

    def code(self, tail: str) -> str:
        return f"{self.institute}-e{self.school_year[2:4]}-{tail}"

    def day(self, month: int, day: int) -> date:
        first = int(self.school_year[:4])
        return date(first if month >= 9 else first + 1, month, day)  # noqa: PLR2004 - September


def draw_institute_events(
    sketch: Sketch, school_year: str, weak: list[OrganisationId]
) -> list[Event]:
    """Draw the institute's year; `weak` are the services the contest is held for."""
    institute = sketch.region_wide("iro")
    apart = {f"{SILENT_DISTRICT}-tms", NOMINAL_SERVICE} if school_year == LAST else set()
    services = tuple(d.service for d in sketch.districts.values() if d.service not in apart)
    rng = sketch.stream("institute events", school_year)
    year = _Year(sketch, school_year, rng, institute, services)
    return [
        *_fixed_days(year, [service for service in weak if service in services]),
        *_methodical_days(year),
        *_internships(year),
        *_meetings(year),
        *_lectures(year),
    ]


@dataclass(frozen=True, slots=True)
class _FixedDay:
    """An event of the road map that has its place in the year."""

    tail: str
    day: tuple[int, int]
    name: str
    format: str
    organiser: str = _NIO
    last_day: tuple[int, int] | None = None


_FIXED_DAYS = (
    _FixedDay(
        "konkurs",
        (9, 15),
        "Конкурс лучших методических практик служб",
        "конкурс",
        last_day=(9, 29),
    ),
    _FixedDay(
        "ekspertiza", (1, 21), "Экспертиза результатов инновационной деятельности", "экспертиза"
    ),
    _FixedDay(
        "monitoring",
        (3, 16),
        "Мониторинг «Качество деятельности территориальных методических служб»",
        "мониторинг",
        last_day=(3, 27),
    ),
    _FixedDay(
        "umo",
        (6, 25),
        "Заседание краевого УМО: присвоение статуса краевого ресурсного центра",
        "открытое заседание",
        "Проректор по научной работе",
    ),
    _FixedDay(
        "avgust",
        (8, 20),
        "Августовский семинар-совещание: приказ о сетевых сообществах и кураторах",
        "семинар-совещание",
    ),
)


def _fixed_days(year: _Year, weak: list[OrganisationId]) -> Iterator[Event]:
    """Yield the road map's days: weak services compete, those that lead give the expertise."""
    leaders = [s for s in leading_services(year.sketch) if s in year.services]
    others = [s for s in year.services if s not in leaders]
    guests = {"konkurs": weak, "ekspertiza": others, "umo": leaders}
    for fixed in _FIXED_DAYS:
        yield make_event(
            year.rng,
            year.code(fixed.tail),
            year.day(*fixed.day),
            fixed.name,
            year.institute,
            guests.get(fixed.tail, year.services),
            givers=leaders if fixed.tail == "ekspertiza" else (),
            format_=fixed.format,
            level=_KRAI,
            organiser=fixed.organiser,
            end_date=year.day(*fixed.last_day) if fixed.last_day else None,
        )


def _methodical_days(year: _Year) -> Iterator[Event]:
    leaders = leading_services(year.sketch)
    hosts = [s for s in year.services if s not in leaders and not s.startswith("23-23")]
    for number, host in enumerate(
        year.rng.sample(hosts, min(METHODICAL_DAYS, len(hosts))), start=1
    ):
        direction = year.rng.choice(SEVEN)
        yield make_event(
            year.rng,
            year.code(f"den{number:02d}"),
            school_day(year.rng, year.school_year),
            f"Методический день: {year.rng.choice(read_topics()[direction].themes)}",
            host,
            (),
            directions=(direction,),
            givers=(year.institute,),
            format_="методический день",
            level="межмуниципальный",
            organiser=_NIO,
            people=year.rng.randint(12, 40),
        )


def _internships(year: _Year) -> Iterator[Event]:
    """Services visit the services that lead, in their direction; some visit the institute."""
    for number, (leader, direction) in enumerate(leading_services(year.sketch).items(), start=1):
        if leader not in year.services:
            continue
        visitors = [p.mentee for p in year.sketch.pairs[year.school_year] if p.leader == leader]
        able = [s for s in year.services if s not in (leader, *visitors)]
        visitors += year.rng.sample(able, min(3, len(able)))
        yield make_event(
            year.rng,
            year.code(f"staj{number:02d}"),
            school_day(year.rng, year.school_year),
            f"Стажировка методистов: {year.rng.choice(read_topics()[direction].themes)}",
            leader,
            visitors,
            directions=(direction,),
            format_="стажировка",
            level=_KRAI,
            organiser=_NIO,
        )
    for number in range(1, 5):
        yield make_event(
            year.rng,
            year.code(f"stiro{number}"),
            school_day(year.rng, year.school_year),
            "Стажировка методистов в институте",
            year.institute,
            year.rng.sample(year.services, min(_LISTENERS, len(year.services))),
            directions=(SEVEN[5],),
            format_="стажировка",
            level=_KRAI,
            organiser="Кафедра управления",
        )


def _meetings(year: _Year) -> Iterator[Event]:
    for community, members in members_of(year.sketch).items():
        for number in range(1, MEETINGS + 1):
            direction = leading_services(year.sketch)[members[0]]
            yield make_event(
                year.rng,
                year.code(f"{community.rpartition('-')[2]}-{number}"),
                school_day(year.rng, year.school_year),
                f"Открытый день сообщества: {year.rng.choice(read_topics()[direction].themes)}",
                members[0],
                members[1:],
                directions=(direction,),
                format_="семинар-практикум",
                level=_KRAI,
                community=community,
            )


def _lectures(year: _Year) -> Iterator[Event]:
    """Webinars and lectures of the institute and its branch, for schools of all districts."""
    is_last = year.school_year == LAST
    deck = [
        member
        for district in year.sketch.districts.values()
        for member in (district.leaders if district.code == "23-23" else district.members)
        if _may_listen(year.sketch.fates.get(member), is_last=is_last)
    ]
    year.rng.shuffle(deck)
    hosts = (year.institute, year.institute, year.sketch.region_wide("iro-fil"))
    for number in range(1, LECTURES_A_YEAR + 1):
        direction = year.rng.choice(SEVEN)
        listeners = [deck.pop() for _ in range(min(_LISTENERS, len(deck)))]
        yield make_event(
            year.rng,
            year.code(f"lek{number:02d}"),
            school_day(year.rng, year.school_year),
            f"{year.rng.choice(read_topics()[direction].themes)}: вебинар института",
            hosts[number % len(hosts)],
            listeners,
            directions=(direction,),
            format_="вебинар",
            level=_KRAI,
        )


def _may_listen(fate: Fate | None, *, is_last: bool) -> bool:
    if is_last:
        return fate in (None, Fate.LECTURES)
    return fate not in NEVER_MET
