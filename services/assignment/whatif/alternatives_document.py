"""Other leaders for the needs of a mentee as a document, with sentences for a director."""

from collections.abc import Iterable, Iterator
from typing import Any

from graph.texts import Message, Say, message
from services.assignment.admissible import TENTHS, UNKNOWN
from services.assignment.whatif.alternatives import Alternative, Alternatives
from services.assignment.whatif.document import effect_document, what_if_lines
from services.assignment.whatif.prepared import WhatIfBase


def alternatives_document(
    base: WhatIfBase, mentee: str, found: Iterable[Alternatives], say: Say
) -> dict[str, Any]:
    """Return the best other leaders for each need as plain values."""
    needs = [_need(base, mentee, one, say) for one in found]
    return {
        "plan": base.planned.plan.id,
        "kind": "alternatives",
        "mentee": mentee,
        "needs": needs,
        "texts": [text for need in needs for text in need["texts"]],
    }


def _need(base: WhatIfBase, mentee: str, found: Alternatives, say: Say) -> dict[str, Any]:
    without = None
    if found.without is not None:
        texts = [say(line) for line in _without_lines(base, found)]
        without = {**effect_document(found.without), "texts": texts}
    code = "whatif.take" if found.leader is None else "whatif.take_other"
    others = [_alternative(base, one, say, code, k) for k, one in enumerate(found.best, start=1)]
    heading = say(_heading(base, mentee, found))
    return {
        "direction": found.direction,
        "leader": found.leader,
        "others": found.others,
        "without": without,
        "alternatives": others,
        "texts": [
            heading,
            *([say(message("whatif.no_place"))] if found.others and not others else ()),
            *(without["texts"] if without else ()),
            *(text for one in others for text in one["texts"]),
        ],
    }


def _alternative(base: WhatIfBase, one: Alternative, say: Say, code: str, k: int) -> dict[str, Any]:
    pairs = base.problem.pairs
    km = int(pairs.km[one.pair])
    lines = [message(code, k=k, pair=_pair(base, one)), *what_if_lines(base.network, one.answer)]
    return {
        "leader": one.leader,
        "distance_km": None if km == UNKNOWN else km / TENTHS,
        "effective_km": int(pairs.effective[one.pair]) / TENTHS,
        "mode": "remote" if pairs.remote[one.pair] else "on_site",
        **effect_document(one.answer),
        "texts": [say(line) for line in lines],
    }


def _heading(base: WhatIfBase, mentee: str, found: Alternatives) -> Message:
    names = base.network.name_of
    if found.leader is None:
        code = "whatif.alternatives_open" if found.others else "whatif.nobody_fits"
    elif found.is_pinned:
        code = "whatif.pinned"
    else:
        code = "whatif.alternatives" if found.others else "whatif.no_other"
    return message(
        code,
        n=found.others,
        mentee=names.get(mentee, mentee),
        direction=names.get(found.direction, found.direction),
        leader=names.get(found.leader or "", found.leader),
    )


def _without_lines(base: WhatIfBase, found: Alternatives) -> Iterator[Message]:
    leader = base.network.name_of.get(found.leader or "", found.leader)
    yield message("whatif.without", leader=leader)
    if found.without is not None:
        yield from what_if_lines(base.network, found.without)


def _pair(base: WhatIfBase, one: Alternative) -> Message:
    """Name a leader with its distance and the way it would come."""
    pairs = base.problem.pairs
    km = int(pairs.km[one.pair])
    code = "whatif.pair_remote" if pairs.remote[one.pair] else "whatif.pair_on_site"
    distance = (
        message("whatif.km_unknown") if km == UNKNOWN else message("whatif.km", km=km / TENTHS)
    )
    return message(code, leader=base.network.name_of.get(one.leader, one.leader), km=distance)
