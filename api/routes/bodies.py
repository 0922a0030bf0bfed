"""Bodies of requests: what may be sent, strictly; anything unknown is refused."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api.fields import Code, Day, Filter, Reason, Text
from services.assignment.adjustment import MOST_ADJUSTMENTS
from services.repair.proposal import Goal, Minimise


class Body(BaseModel):
    """A body that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid")


class PlanBody(Body):
    """What is to be planned."""

    school_year: Filter = Field(description="School year, such as 2026/2027.")
    as_of: Day | None = Field(
        None, description="Day on which offers are judged; 1 September of the year by default."
    )
    scope: Code = Field("region", description="region, services or municipality:CODE.")
    policy: Code = Field("krai", description="Name of a shipped policy.")
    max_changes: int | None = Field(
        None, ge=0, strict=True, description="Most needs whose leader may differ from `base`."
    )
    base: Code | None = Field(
        None, description="Plan that changes are counted against; the approved one by default."
    )
    reason: Text = Field("", description="Why, for the history.")


class ReasonBody(Body):
    """Why something is decided."""

    reason: Reason = Field(description="Why, for the history.")


class OptionalReasonBody(Body):
    """Why something is decided; may be left out."""

    reason: Text = Field("", description="Why, for the history; the name of the file by default.")


class OrderBody(Body):
    """What stands on the order."""

    number: Reason = Field(description="Number of the order.")
    date: Day = Field(description="Its date.")
    from_date: Day | None = Field(None, description="First day of the pairs.")
    to_date: Day | None = Field(None, description="First day after the pairs.")
    reason: Text = Field("", description="Why; needed to issue the order.")
    confirm: bool = Field(False, strict=True, description="False only shows what would change.")


_HOW_MANY: dict[str, Any] = {"minItems": 1, "maxItems": MOST_ADJUSTMENTS}
"""Told here; the workflow refuses with the sentence that all faces say."""


class AdjustmentsBody(Body):
    """What is changed on a plan, with the reason."""

    adjustments: list[Reason] = Field(
        json_schema_extra=_HOW_MANY,
        description="Such as pin:LEADER:MENTEE:DIRECTION or places:LEADER:DIRECTION:+1.",
    )
    reason: Reason = Field(description="Why, for the history and the restrictions.")
    until: Day | None = Field(None, description="First day on which pairs are free again.")


class ScenarioBody(Body):
    """What is tried on a plan, and how it is called."""

    name: Reason = Field(description="Name of the scenario.")
    adjustments: list[Reason] = Field(json_schema_extra=_HOW_MANY, description="As for a draft.")
    reason: Text = Field("", description="Why, for the history.")


class ScenarioDraftBody(ReasonBody):
    """Why a scenario becomes the draft."""

    until: Day | None = Field(None, description="First day on which pairs are free again.")


class RefusalBody(Body):
    """Who refuses whom: a leader, a mentee, or one pair."""

    leader: Code | None = Field(None, description="Alone: the leader leads nobody any more.")
    mentee: Code | None = Field(None, description="Alone: it wants none of its leaders any more.")
    direction: Code | None = Field(None, description="The only direction; all by default.")
    reason: Reason = Field(description="Why, for the history and the restrictions.")
    until: Day | None = Field(
        None, description="First day on which the pairs are free again; the year's end by default."
    )
    confirm: bool = Field(False, strict=True, description="False only shows who takes over.")


class AcceptBody(Body):
    """Which proposed ties are accepted, and how the proposal was asked for."""

    goal: Goal = Field(description="What shall hold for every organisation.")
    as_of: Day | None = Field(None, description="Day of the question; today by default.")
    window: int = Field(12, ge=1, le=120, strict=True, description="Months of events.")
    hops: int = Field(2, ge=1, le=20, strict=True, description="Steps to a leader, for `hops`.")
    minimise: Minimise = Field(Minimise.KM, description="What is least first.")
    capacity: int | None = Field(None, ge=0, strict=True, description="New ties of one, at most.")
    leader_capacity: int | None = Field(
        None, ge=0, strict=True, description="New ties of one leader, at most."
    )
    max_km: float | None = Field(None, ge=0, le=20_000, description="Longest tie.")
    neighbours: int | None = Field(
        None, ge=1, le=1000, strict=True, description="Nearest that are looked at."
    )
    ties: list[Reason] | None = Field(None, description="As FROM:TO; all by default.")
    ties_only: bool = Field(False, strict=True, description="Rows of ties only, no draft.")
    revision: int | None = Field(
        None, ge=0, strict=True, description="`network_revision` of the proposal that was read."
    )
    reason: Text = Field("", description="Why; needed to accept.")
    confirm: bool = Field(False, strict=True, description="False only shows what would change.")
