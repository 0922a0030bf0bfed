"""Who was paired with whom: last year from its needs, and before."""

from collections import Counter
from dataclasses import replace
from math import cos, radians

from graph.model.choices import PairStatus
from graph.model.ids import DirectionId, OrganisationId
from graph.model.need import Need
from graph.model.tie import Pair
from graph.samples.draw import LAST, PLANNED, YEARS, chance, first_of
from graph.samples.fates import SILENT_DISTRICT
from graph.samples.sketch import Fate, Sketch

PAPER_PAIRS = 22
"""Planted pairs of ordinary organisations that never met in the last year, beside those of K3."""

_MOST_KM = 90.0
_KM_OF_DEGREE = 111.195
_END_REASONS = (
    "цель достигнута",
    "срок",
    "нет ресурса",
    "удалённость",
    "смена руководителя",
    "потребность снята",
    "не подходит направление",
    "не состоялось",
)
_CONTINUED = "продолжена"


def draw_pairs(sketch: Sketch) -> None:
    """Draw the pairs of last year and, from them, those of the two years before."""
    rng = sketch.stream("pairs")
    drawn = _pairs_of_last_year(sketch)
    papers = _paper_pairs(sketch)
    free = [p for p in drawn if p.status is PairStatus.ACTIVE and p.mentee not in sketch.led]
    sketch.paper_pairs.extend(papers)
    if sketch.spec.has_facts:
        sketch.paper_pairs.extend(rng.sample(free, PAPER_PAIRS))
    sketch.pairs[LAST].extend((*drawn, *papers))
    earlier = _continued(sketch, drawn)
    sketch.pairs[YEARS[1]].extend((*earlier, *_ended_before(sketch, earlier)))
    for pair in earlier:
        if chance(rng, 30):
            sketch.pairs[YEARS[0]].append(_in_year(pair, YEARS[0]))


def mark_overlooked(sketch: Sketch) -> None:
    """Mark the needs that had no leader last year and are still there."""
    paired = {(pair.mentee, pair.direction) for pair in sketch.pairs[LAST]}
    open_before = {(need.organisation, need.direction) for need in sketch.needs[LAST]} - paired
    sketch.needs[PLANNED] = [
        replace(need, overlooked=True)
        if (need.organisation, need.direction) in open_before
        else need
        for need in sketch.needs[PLANNED]
    ]


def _pairs_of_last_year(sketch: Sketch) -> list[Pair]:
    """Give each need of last year the nearest leader that has a place left."""
    done = {pair.mentee for pair in sketch.pairs[LAST]}
    offers: dict[DirectionId, list[OrganisationId]] = {}
    places: Counter[tuple[OrganisationId, DirectionId]] = Counter()
    for offer in sketch.offers:
        leader = sketch.organisations[offer.organisation]
        is_running = offer.from_date < first_of(PLANNED) and offer.to_date != first_of(LAST)
        district = sketch.districts[leader.municipality]
        is_open = not district.by_hand and district.code != SILENT_DISTRICT
        if is_running and is_open and leader.id in district.leaders:
            offers.setdefault(offer.direction, []).append(offer.organisation)
            places[offer.organisation, offer.direction] += offer.places
    return [
        pair
        for need in sorted(sketch.needs[LAST], key=lambda n: (-n.level, n.key))
        if need.organisation not in done and _may_be_paired(sketch, need.organisation)
        if (pair := _nearest(sketch, need, offers, places)) is not None
    ]


def _may_be_paired(sketch: Sketch, mentee: OrganisationId) -> bool:
    return mentee not in sketch.fates and not sketch.district_of(mentee).by_hand


def _is_same(sketch: Sketch, one: OrganisationId, other: OrganisationId) -> bool:
    """Whether two organisations are one, or a branch and its own parent."""
    parents = sketch.organisations[one].parent or one, sketch.organisations[other].parent or other
    return parents[0] == parents[1]


def _nearest(
    sketch: Sketch,
    need: Need,
    offers: dict[DirectionId, list[OrganisationId]],
    places: Counter[tuple[OrganisationId, DirectionId]],
) -> Pair | None:
    mentee = need.organisation
    able = [
        (km, leader)
        for leader in offers.get(need.direction, ())
        if places[leader, need.direction] > 0 and not _is_same(sketch, leader, mentee)
        if (km := rough_km(sketch, leader, mentee)) <= _MOST_KM
    ]
    if not able:
        return None
    _, leader = min(able)
    places[leader, need.direction] -= 1
    rng = sketch.stream("pair", need.key)
    return Pair(
        leader=leader,
        mentee=mentee,
        direction=need.direction,
        from_date=first_of(LAST),
        to_date=first_of(PLANNED),
        status=PairStatus.PAUSED if chance(rng, 2) else PairStatus.ACTIVE,
        basis=f"Приказ № {rng.randint(30, 290)}-п от 29.08.2025 (вымышленный)",
        hours=36.0,
    )


def rough_km(sketch: Sketch, one: OrganisationId, other: OrganisationId) -> float:
    """Return the distance of two organisations, flat earth: good enough to choose by."""
    a, b = sketch.organisations[one], sketch.organisations[other]
    north = (a.lat or 0.0) - (b.lat or 0.0)
    east = ((a.lon or 0.0) - (b.lon or 0.0)) * cos(radians(a.lat or 0.0))
    return _KM_OF_DEGREE * float((north * north + east * east) ** 0.5)


def _paper_pairs(sketch: Sketch) -> list[Pair]:
    """Pair those planted as «only on paper» with the first leader of their district."""
    found = []
    for mentee in sketch.of_fate(Fate.PAPER):
        if any(pair.mentee == mentee for pair in sketch.pairs[LAST]):
            continue
        leaders = sketch.district_of(mentee).leaders
        leader = next(code for code in leaders if not _is_same(sketch, code, mentee))
        found.append(
            Pair(
                leader=leader,
                mentee=mentee,
                direction=sketch.led[leader][0],
                from_date=first_of(LAST),
                to_date=first_of(PLANNED),
                status=PairStatus.ACTIVE,
                basis="Приказ № 301-п от 29.08.2025 (вымышленный)",
            )
        )
    return found


def _in_year(pair: Pair, school_year: str) -> Pair:
    following = YEARS[YEARS.index(school_year) + 1]
    return replace(
        pair,
        from_date=first_of(school_year),
        to_date=first_of(following),
        status=PairStatus.ENDED,
        basis=f"Приказ № 174-п от 30.08.{school_year[:4]} (вымышленный)",
        end_reason=_CONTINUED,
    )


def _continued(sketch: Sketch, pairs: list[Pair]) -> list[Pair]:
    rng = sketch.stream("continued")
    return [_in_year(pair, YEARS[1]) for pair in pairs if chance(rng, 34)]


def _ended_before(sketch: Sketch, continued: list[Pair]) -> list[Pair]:
    """Add pairs of the year before last that did not go on."""
    rng = sketch.stream("ended")
    taken = {(pair.mentee, pair.direction) for pair in continued}
    found = []
    for need in sketch.needs[YEARS[1]]:
        if (need.organisation, need.direction) in taken or not chance(rng, 45):
            continue
        if not _may_be_paired(sketch, need.organisation):
            continue
        leaders = [
            leader
            for leader in sketch.district_of(need.organisation).leaders
            if need.direction in sketch.led[leader]
            and not _is_same(sketch, leader, need.organisation)
        ]
        if leaders:
            pair = Pair(
                leader=rng.choice(leaders),
                mentee=need.organisation,
                direction=need.direction,
                from_date=first_of(YEARS[1]),
            )
            found.append(replace(_in_year(pair, YEARS[1]), end_reason=rng.choice(_END_REASONS)))
    return found
