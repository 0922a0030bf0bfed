"""What an address or a form asks of a repair, the same for all its pages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Form, Query
from pydantic import TypeAdapter, ValidationError

from api.dependencies import Reading
from api.fields import Filter, OptionalCount, OptionalKm
from api.repairs import proposal_of
from graph.errors import InputError
from services.repair.asked_text import asked_text
from services.repair.proposal import Asked, Goal, Minimise, Proposal

_HOPS, _WINDOW = 2, 12
USUAL_GOAL = Goal.HOPS
"""What the page asks before anybody chose: the shortest ties alone make long chains."""

_LIMITS: Mapping[str, TypeAdapter[Any]] = {
    "capacity": TypeAdapter(OptionalCount),
    "leader_capacity": TypeAdapter(OptionalCount),
    "max_km": TypeAdapter(OptionalKm),
}

GoalField = Goal | Annotated[str, Query(max_length=0)]
Hops = Annotated[int, Query(ge=1, le=20)]
Window = Annotated[int, Query(ge=1, le=120)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairAsked:
    """A goal with its limits and the window of months; without a goal nothing is asked yet.

    Attributes
    ----------
    faults
        Names of limits whose text is no number; they are not asked.
    """

    goal: Goal | None
    minimise: Minimise
    hops: int
    capacity: int | None
    leader_capacity: int | None
    max_km: float | None
    window: int
    faults: tuple[str, ...] = ()

    @property
    def query(self) -> Mapping[str, str]:
        """Parameters of an address that asks the same; what is usual is left out."""
        given = {
            "goal": None if self.goal is None else self.goal.value,
            "minimise": None if self.minimise is Minimise.KM else self.minimise.value,
            "hops": None if self.hops == _HOPS else self.hops,
            "capacity": self.capacity,
            "leader_capacity": self.leader_capacity,
            "max_km": self.max_km,
            "window": None if self.window == _WINDOW else self.window,
        }
        return {name: str(value) for name, value in given.items() if value is not None}

    @property
    def asked(self) -> Asked:
        """The question without its window; without a goal, the usual one."""
        return Asked(
            goal=self.goal or USUAL_GOAL,
            hops=self.hops,
            minimise=self.minimise,
            capacity=self.capacity,
            leader_capacity=self.leader_capacity,
            max_km=self.max_km,
        )

    @property
    def map_query(self) -> str:
        """Parameters of the map on which the proposal lies as dashed lines."""
        overlays = [("overlay", "isolation"), ("overlay", f"repair:{asked_text(self.asked)}")]
        window = [] if self.window == _WINDOW else [("window", str(self.window))]
        return urlencode([("view", "geo"), *overlays, *window])

    def proposal(self, reading: Reading) -> Proposal:
        """Return the ties that reach the goal."""
        return proposal_of(reading, self.asked, window_months=self.window)


def of_fields(
    *,
    goal: GoalField = "",
    minimise: Minimise = Minimise.KM,
    hops: Hops = _HOPS,
    capacity: Filter = "",
    leader_capacity: Filter = "",
    max_km: Filter = "",
    window: Window = _WINDOW,
) -> RepairAsked:
    """Read what the fields of the page ask; a limit that is no number is named, not refused."""
    limits: dict[str, Any] = {}
    faults = []
    for name, text in (
        ("capacity", capacity),
        ("leader_capacity", leader_capacity),
        ("max_km", max_km),
    ):
        try:
            limits[name] = _LIMITS[name].validate_python(text.strip())
        except ValidationError:
            limits[name] = None
            faults.append(name)
    asked = _asked(goal, minimise=minimise, hops=hops, window=window, **limits)
    return replace(asked, faults=tuple(faults))


def of_address(asked: Annotated[RepairAsked, Depends(of_fields)]) -> RepairAsked:
    """Read what the address asks.

    Raises
    ------
    InputError
        If a limit is no number.
    """
    if asked.faults:
        raise InputError("repair_page.limits")
    return asked


def of_form(
    *,
    goal: Annotated[Goal, Form()],
    minimise: Annotated[Minimise, Form()] = Minimise.KM,
    hops: Annotated[int, Form(ge=1, le=20)] = _HOPS,
    capacity: Annotated[OptionalCount, Form()] = None,
    leader_capacity: Annotated[OptionalCount, Form()] = None,
    max_km: Annotated[OptionalKm, Form()] = None,
    window: Annotated[int, Form(ge=1, le=120)] = _WINDOW,
) -> RepairAsked:
    """Read what a form repeats."""
    return _asked(
        goal,
        minimise=minimise,
        hops=hops,
        capacity=capacity,
        leader_capacity=leader_capacity,
        max_km=max_km,
        window=window,
    )


def _asked(
    goal: Goal | str,
    *,
    minimise: Minimise,
    hops: int,
    capacity: int | None,
    leader_capacity: int | None,
    max_km: float | None,
    window: int,
) -> RepairAsked:
    return RepairAsked(
        goal=goal if isinstance(goal, Goal) else None,
        minimise=minimise,
        hops=hops,
        capacity=capacity,
        leader_capacity=leader_capacity,
        max_km=max_km,
        window=window,
    )


AskedOfFields = Annotated[RepairAsked, Depends(of_fields)]
AskedOfAddress = Annotated[RepairAsked, Depends(of_address)]
AskedOfForm = Annotated[RepairAsked, Depends(of_form)]
