"""What organisations need: the planned year, and back to the years before."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from graph.model.choices import OrganisationKind as Kind
from graph.model.ids import DirectionId, OrganisationId, SchoolYear
from graph.model.need import Need
from graph.samples.directions import D1, D2, D3, D4, D5, D6, D7, D8, SEVEN, read_topics
from graph.samples.draw import LAST, PLANNED, YEARS, chance, first_of
from graph.samples.sketch import SCHOOL_KINDS, District, Fate, Sketch

_OF_SCHOOL = {D1: 20, D2: 18, D3: 12, D4: 12, D5: 11, D6: 15, D7: 12}
_OF_KINDERGARTEN = {D8: 42, D6: 24, D5: 12, D7: 13, D3: 9}
_OF_OTHER = {D3: 30, D7: 26, D4: 22, D6: 14, D5: 8}
_SOURCES = ("РПШ", "самодиагностика", "мониторинг", "опрос", "заявка")
_LEVELS, _LEVEL_WEIGHTS = (1, 2, 3), (30, 45, 25)
_MAXIMUM, _FEW = 3, 2

MANY_NEEDS = 8
"""Mentees with more needs than a mentee can have in work."""

FAR_DISTRICT, FAR_NEEDS = "23-07", 3
"""Planted: needs in D4 that nobody within reach can meet."""

KNOWN_ONLY = 20
"""Needs that are known but not to be assigned."""


def draw_needs(sketch: Sketch, count: int) -> None:
    """Draw `count` needs of the planned year for the districts no facts module has filled."""
    rng = sketch.stream("needs")
    mentees = [
        mentee
        for district in sketch.districts.values()
        if not district.by_hand
        for mentee in _choose(sketch, district)
    ]
    sizes = _sizes(rng, len(mentees), count)
    _spare_leaders(sketch, mentees, sizes)
    drawn = list(_draw(sketch, mentees, sizes))
    if sketch.spec.has_facts:
        drawn = _plant_far(sketch, drawn)
    sketch.needs[PLANNED].extend(drawn)
    _draw_known_only(rng, sketch, set(mentees))
    _draw_past(rng, sketch, drawn)


def _choose(sketch: Sketch, district: District) -> list[OrganisationId]:
    """Choose the mentees of a district: some of its leaders, closing schools, and others."""
    rng = sketch.stream("mentees", district.code)
    count = district.quota.mentees
    closing = [m for m in district.members if sketch.organisations[m].to_date == first_of(PLANNED)]
    leaders = [c for c in district.leaders if chance(rng, 45)][: count // 4]
    chosen = dict.fromkeys((*closing, *leaders))
    by_kind: dict[bool, list[OrganisationId]] = {True: [], False: []}
    for member in district.members:
        if member not in chosen and sketch.fates.get(member) is not Fate.NEW:
            by_kind[sketch.organisations[member].kind in SCHOOL_KINDS].append(member)
    schools = min((count - len(chosen)) * 62 // 100, len(by_kind[True]))
    chosen |= dict.fromkeys(rng.sample(by_kind[True], schools))
    chosen |= dict.fromkeys(rng.sample(by_kind[False], count - len(chosen)))
    return list(chosen)


def _sizes(rng: Random, mentees: int, needs: int) -> list[int]:
    """Return how many needs each mentee has: 1 to 3, a few 4, together exactly `needs`."""
    many = min(MANY_NEEDS, mentees // 20)
    ones = mentees // 4
    threes = needs - 2 * mentees - 2 * many + ones
    sizes = [1] * ones + [3] * threes + [4] * many
    sizes += [2] * (mentees - len(sizes))
    rng.shuffle(sizes)
    return sizes


def _spare_leaders(sketch: Sketch, mentees: list[OrganisationId], sizes: list[int]) -> None:
    """Swap sizes so that leaders, who offer most directions, have one need or two."""
    small = [i for i, m in enumerate(mentees) if m not in sketch.led and sizes[i] <= _FEW]
    for i, mentee in enumerate(mentees):
        if mentee in sketch.led and sizes[i] > _FEW:
            other = small.pop()
            sizes[i], sizes[other] = sizes[other], sizes[i]


def _draw(sketch: Sketch, mentees: list[OrganisationId], sizes: list[int]) -> Iterator[Need]:
    for mentee, size in zip(mentees, sizes, strict=True):
        rng = sketch.stream("need", mentee)
        is_closing = sketch.organisations[mentee].to_date is not None
        barred = set(sketch.led.get(mentee, ()))
        if is_closing or size > _MAXIMUM:
            barred.add(D5)
        if sketch.spec.has_facts and sketch.organisations[mentee].municipality == FAR_DISTRICT:
            barred.add(D4)
        for direction in _directions(rng, sketch.organisations[mentee].kind, size, barred):
            yield make_need(sketch, rng, mentee, direction, PLANNED)


def _directions(rng: Random, kind: Kind, size: int, barred: set[DirectionId]) -> list[DirectionId]:
    weights = (
        _OF_SCHOOL
        if kind in SCHOOL_KINDS
        else _OF_KINDERGARTEN
        if kind is Kind.KINDERGARTEN
        else _OF_OTHER
    )
    left = {d: w for d, w in weights.items() if d not in barred}
    left |= {d: 1 for d in SEVEN if d not in barred and len(left) < size}
    chosen: list[DirectionId] = []
    for _ in range(size):
        direction = rng.choices(list(left), list(left.values()))[0]
        del left[direction]
        chosen.append(direction)
    return sorted(chosen)


def make_need(
    sketch: Sketch,
    rng: Random,
    organisation: OrganisationId,
    direction: DirectionId,
    school_year: str,
    *,
    level: int | None = None,
    in_work: bool | None = None,
) -> Need:
    """Make one need with a sentence, a date in the spring before its year, and a source."""
    topic = read_topics()[direction]
    spring = date(int(school_year[:4]), 4, 6)
    return Need(
        organisation=organisation,
        direction=direction,
        level=level or rng.choices(_LEVELS, _LEVEL_WEIGHTS)[0],
        school_year=SchoolYear(school_year),
        content=rng.choice(topic.needs),
        date=spring + timedelta(days=rng.randrange(75)),
        responsible=sketch.contacts.get(organisation),
        factor=rng.choice(topic.factors) if topic.factors and chance(rng, 55) else None,
        source=rng.choice(_SOURCES),
        in_work=in_work,
    )


def _plant_far(sketch: Sketch, drawn: list[Need]) -> list[Need]:
    """Turn one need of some schools into one that nobody can reach."""
    rng = sketch.stream("far")
    left = FAR_NEEDS
    turned: set[OrganisationId] = set()
    result = []
    for need in drawn:
        school = sketch.organisations[need.organisation]
        if (
            left
            and school.municipality == FAR_DISTRICT
            and school.kind in SCHOOL_KINDS
            and need.direction != D5
            and school.id not in sketch.led
            and school.id not in turned
        ):
            left -= 1
            turned.add(school.id)
            result.append(make_need(sketch, rng, school.id, D4, PLANNED))
        else:
            result.append(need)
    return result


def _draw_known_only(rng: Random, sketch: Sketch, mentees: set[OrganisationId]) -> None:
    if not sketch.spec.has_facts:
        return
    others = [
        code
        for district in sketch.districts.values()
        for code in sketch.free_members(district)
        if code not in mentees and sketch.organisations[code].kind in SCHOOL_KINDS
    ]
    taken = {need.organisation for need in sketch.needs[PLANNED]}
    for code in rng.sample([c for c in others if c not in taken], KNOWN_ONLY):
        sketch.needs[PLANNED].append(make_need(sketch, rng, code, D2, PLANNED, in_work=False))


def _draw_past(rng: Random, sketch: Sketch, planned: list[Need]) -> None:
    """Draw the needs of the two years before: some last, some were resolved since."""
    later = planned
    for year in (LAST, YEARS[1]):
        lasting = [n for n in later if chance(rng, 58) and _existed(sketch, n.organisation)]
        made = {
            (n.organisation, n.direction): make_need(
                sketch,
                rng,
                n.organisation,
                n.direction,
                year,
                level=min(_MAXIMUM, n.level + chance(rng, 35)),
            )
            for n in lasting
        }
        for district in sketch.districts.values():
            if district.by_hand:
                continue
            _draw_resolved(sketch, district, year, made, 36 * district.quota.mentees // 50)
        sketch.needs[year].extend(made.values())
        later = list(made.values())


def _draw_resolved(
    sketch: Sketch,
    district: District,
    year: str,
    made: dict[tuple[OrganisationId, DirectionId], Need],
    count: int,
) -> None:
    """Add needs of a year that do not last into the next one."""
    rng = sketch.stream("resolved", year, district.code)
    members = [m for m in district.members if _existed(sketch, m)]
    for _ in range(count):
        member = rng.choice(members)
        kind = sketch.organisations[member].kind
        (direction,) = _directions(rng, kind, 1, set(sketch.led.get(member, ())))
        if (member, direction) not in made:
            made[member, direction] = make_need(sketch, rng, member, direction, year)


def _existed(sketch: Sketch, code: OrganisationId) -> bool:
    return sketch.organisations[code].from_date is None
