"""What is tried on a plan, as a page shows it: chips that can be taken away, and the answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import InputError
from graph.model.record import KEY_SEPARATOR
from graph.texts import Message, message
from services.assignment.adjustment import (
    Adjustment,
    AdjustmentKind,
    read_adjustment,
    require_some,
)
from services.views.advice_view import MovedNeed, differing, moved_rows
from services.views.goal_changes import GoalChange
from services.views.index import NetworkIndex
from services.views.partners import build_who

_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One adjustment that is tried.

    Attributes
    ----------
    rest
        What stays in the address when it is taken away.
    """

    text: Message
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TryAnswer:
    """What the adjustments do to the plan.

    Attributes
    ----------
    goals
        Goals that differ, the most important first.
    moved
        The first needs whose leader differs; `moved_total` is how many there are.
    """

    goals: tuple[GoalChange, ...]
    moved: tuple[MovedNeed, ...]
    moved_total: int
    texts: tuple[str, ...]
    is_proved: bool


def read_tries(text: str) -> tuple[Adjustment, ...]:
    """Read what an address tries; the same twice counts once.

    Raises
    ------
    InputError
        If a part of it is no adjustment, or there are more than may be tried at once.

    Examples
    --------
    >>> [str(one) for one in read_tries("ban:a:b|pin:a:c:math|ban:a:b")]
    ['ban:a:b', 'pin:a:c:math']
    """
    parts = [part for part in text.split(KEY_SEPARATOR) if part.strip()]
    if parts:
        require_some(parts)
    read = (read_try(part) for part in parts)
    return tuple({str(one): one for one in read}.values())


def readable_tries(text: str) -> tuple[tuple[Adjustment, ...], tuple[str, ...]]:
    """Return what can be read of an address, and the parts that cannot.

    Raises
    ------
    InputError
        If there are more than may be tried at once.

    Examples
    --------
    >>> tried, unread = readable_tries("ban:a:b|ban:zzz")
    >>> write_tries(tried), unread
    ('ban:a:b', ('ban:zzz',))
    """
    parts = [part for part in text.split(KEY_SEPARATOR) if part.strip()]
    unread = tuple(part for part in parts if not _is_readable(part))
    return read_tries(KEY_SEPARATOR.join(part for part in parts if part not in unread)), unread


def read_try(part: str) -> Adjustment:
    """Read one adjustment; a page says what it could not read, not how commands write it.

    Raises
    ------
    InputError
        If it is no adjustment.
    """
    try:
        return read_adjustment(part)
    except InputError:
        raise InputError("web.try.refused", text=part) from None


def _is_readable(part: str) -> bool:
    try:
        read_try(part)
    except InputError:
        return False
    return True


def write_tries(tries: Iterable[Adjustment]) -> str:
    """Return the text that `read_tries` reads back."""
    return KEY_SEPARATOR.join(map(str, tries))


def added(tries: Sequence[Adjustment], new: Adjustment) -> tuple[Adjustment, ...]:
    """Return the adjustments with one more; what contradicts it gives way, places add up.

    Examples
    --------
    >>> now = read_tries("pin:a:b:math|places:a:math:+1")
    >>> write_tries(added(now, read_adjustment("ban:a:b:math")))
    'places:a:math:+1|ban:a:b:math'
    >>> write_tries(added(now, read_adjustment("places:a:math:+1")))
    'pin:a:b:math|places:a:math:+2'
    """
    same = [one for one in tries if _subject(one) == _subject(new)]
    others = tuple(one for one in tries if _subject(one) != _subject(new))
    if new.kind is not AdjustmentKind.PLACES:
        return (*others, new)
    places = new.places + sum(one.places for one in same)
    if not places:
        return others
    total = Adjustment(kind=new.kind, leader=new.leader, direction=new.direction, places=places)
    return (*others, total)


def chips_of(index: NetworkIndex, tries: Sequence[Adjustment]) -> tuple[Chip, ...]:
    """Return the adjustments in words, each with what stays when it is taken away."""
    return tuple(
        Chip(text=told(index, one), rest=write_tries([*tries[:i], *tries[i + 1 :]]))
        for i, one in enumerate(tries)
    )


def told(index: NetworkIndex, one: Adjustment) -> Message:
    """Say one adjustment."""
    names = index.name_of
    way = one.direction
    if one.kind is AdjustmentKind.PLACES:
        return message(
            "web.try.is.more" if one.places > 0 else "web.try.is.less",
            n=abs(one.places),
            leader=_shown(index, one.leader),
            direction=names.get(way or "", way or ""),
        )
    return message(
        f"web.try.is.{one.kind}" if way else f"web.try.is.{one.kind}_all",
        leader=_shown(index, one.leader),
        mentee=_shown(index, one.mentee or ""),
        direction=names.get(way or "", way or ""),
    )


def build_answer(index: NetworkIndex, document: Mapping[str, Any]) -> TryAnswer:
    """Return the answer to what is tried, as rows for a page."""
    steps = document["steps"]
    return TryAnswer(
        goals=differing(document["goals"]),
        moved=moved_rows(index, steps[:_SHOWN]),
        moved_total=len(steps),
        texts=tuple(document["texts"]),
        is_proved=document["proved"],
    )


def _subject(one: Adjustment) -> tuple[bool, str, str | None, str | None]:
    return (one.kind is AdjustmentKind.PLACES, one.leader, one.mentee, one.direction)


def _shown(index: NetworkIndex, code: str) -> str:
    who = build_who(index, code)
    return ", ".join(filter(None, (who.name, who.place)))
