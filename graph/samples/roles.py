"""Who leads in what: leaders of every district and their directions."""

from collections.abc import Sequence
from itertools import cycle
from random import Random

from graph.model.choices import OrganisationKind as Kind
from graph.model.ids import DirectionId, OrganisationId
from graph.samples.directions import D3, D4, D5, D6, D7, PRESCHOOL, SEVEN
from graph.samples.sketch import SCHOOL_KINDS, District, Sketch

WITHOUT_D4 = frozenset({"23-07", "23-09", "23-41"})
"""Around Sochi nobody offers D4, and D4 is offered on site only: planted needs are too far."""

_KINDERGARTEN_PERCENT = 30
_MANY_LEADERS = 5
_OFFERS_OF_SCHOOL, _OFFERS_OF_KINDERGARTEN = (2, 3, 3, 4), (1, 2, 2, 3)


def draw_leaders(sketch: Sketch) -> None:
    """Choose the leaders of every district and give each its directions, in turn."""
    turn = cycle(SEVEN)
    for district in sketch.districts.values():
        if district.by_hand:
            continue
        rng = sketch.stream("leaders", district.code)
        banned = {D4} if sketch.spec.has_facts and district.code in WITHOUT_D4 else set()
        for code in _choose(rng, sketch, district):
            district.leaders.append(code)
            first = next(turn)
            while first in banned:
                first = next(turn)
            kind = sketch.organisations[code].kind
            sketch.led[code] = _directions(rng, kind, first, banned)


def _choose(rng: Random, sketch: Sketch, district: District) -> list[OrganisationId]:
    kinds = {code: sketch.organisations[code].kind for code in district.members}
    count = district.quota.leaders
    kindergartens = count * _KINDERGARTEN_PERCENT // 100
    others = 1 if count >= _MANY_LEADERS else 0

    def best(wanted: frozenset[Kind], number: int) -> list[OrganisationId]:
        found = [c for c in district.members if kinds[c] in wanted and _can_lead(sketch, c)]
        found.sort(key=lambda c: (kinds[c] is Kind.SCHOOL, -(sketch.organisations[c].pupils or 0)))
        return rng.sample(found[: max(number * 2, number)], number)

    return [
        *best(SCHOOL_KINDS, count - kindergartens - others),
        *best(frozenset({Kind.KINDERGARTEN}), kindergartens),
        *best(frozenset({Kind.SUPPLEMENTARY}), others),
    ]


def _can_lead(sketch: Sketch, code: OrganisationId) -> bool:
    organisation = sketch.organisations[code]
    return organisation.parent is None and not organisation.is_small


def _directions(
    rng: Random, kind: Kind, first: DirectionId, banned: set[DirectionId]
) -> tuple[DirectionId, ...]:
    if kind is Kind.KINDERGARTEN:
        first, more = PRESCHOOL, _without((D3, D5, D6, D7), banned)
        count = rng.choice(_OFFERS_OF_KINDERGARTEN)
    else:
        more = _without(SEVEN, {*banned, first})
        count = rng.choice(_OFFERS_OF_SCHOOL)
    return (first, *sorted(rng.sample(more, min(count - 1, len(more)))))


def _without(directions: Sequence[DirectionId], banned: set[DirectionId]) -> list[DirectionId]:
    return [direction for direction in directions if direction not in banned]
