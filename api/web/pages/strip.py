"""The strip «what if» of a plan: what is tried, the form for one more, and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, Query
from pydantic import AfterValidator, StringConstraints

from api.fields import is_readable
from graph.model.record import KEY_SEPARATOR
from services.assignment.adjustment import Adjustment
from services.views.organisation_list import Choice
from services.views.plan_rows import PlanQuery, build_plan_rows
from services.views.plan_view import PlanBook
from services.views.try_view import Chip, TryAnswer, chips_of, write_tries

LONGEST_TRIES = 6_000
"""Characters of an address that hold what is tried."""


def _readable(text: str) -> str:
    if not is_readable(text):
        raise ValueError("control characters")
    return text


_Text = Annotated[str, StringConstraints(max_length=LONGEST_TRIES), AfterValidator(_readable)]
_ALIAS = "try"

Tries = Annotated[
    _Text, Query(alias=_ALIAS, description="Adjustments, such as ban:s-1:s-7, with | between.")
]
"""What an address tries on a plan."""

TriesForm = Annotated[_Text, Form(alias=_ALIAS)]
"""The same as a form sends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTry:
    """Fields of the form as somebody types them."""

    kind: str = ""
    leader: str = ""
    mentee: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """What the strip shows.

    Attributes
    ----------
    state
        What is tried, as the address holds it.
    answer
        None while nothing is tried, or before it is asked for.
    unread
        Parts of the address that are no adjustments, and are left out.
    """

    state: str
    chips: tuple[Chip, ...]
    typed: TypedTry
    directions: tuple[Choice, ...]
    fault: str
    answer: TryAnswer | None
    unread: tuple[str, ...]

    @property
    def asked(self) -> str:
        """What the answer is asked for, with what cannot be read, so that it says so again."""
        return KEY_SEPARATOR.join(filter(None, (self.state, *self.unread)))

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to be asked for."""
        return bool(self.chips) and self.answer is None and not self.fault


def make_strip(
    book: PlanBook,
    tried: Sequence[Adjustment],
    *,
    typed: TypedTry | None = None,
    fault: str = "",
    answer: TryAnswer | None = None,
    unread: tuple[str, ...] = (),
) -> Strip:
    """Return the strip of a plan on which `tried` is tried."""
    return Strip(
        state=write_tries(tried),
        chips=chips_of(book.index, tried),
        typed=typed or TypedTry(),
        directions=build_plan_rows(book, PlanQuery(limit=0)).directions,
        fault=fault,
        answer=answer,
        unread=unread,
    )
