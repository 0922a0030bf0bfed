"""What is planted and must be found again: the truths of a demo network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.model.choices import OpenReason
from graph.model.ids import DirectionId, MunicipalityId, OrganisationId, PersonId


@dataclass(frozen=True, slots=True)
class Shortage:
    """Needs of one direction that compete for too few places."""

    direction: DirectionId
    needs: int
    places: int

    @property
    def short_by(self) -> int:
        """How many of the needs stay open in any plan."""
        return self.needs - self.places


@dataclass(frozen=True, slots=True)
class OpenTruth:
    """What stays open in the plan of one scope.

    Attributes
    ----------
    needs
        Reason → ``mentee|direction``, sorted: exactly these, for the reasons that do not depend
        on what a plan chooses.
    limited
        Mentees with more needs than a mentee can have in work: one each stays open.
    shortage
        The only shortage of places.
    """

    needs: Mapping[OpenReason, tuple[str, ...]]
    limited: tuple[OrganisationId, ...]
    shortage: Shortage


@dataclass(frozen=True, slots=True, kw_only=True)
class Truths:
    """What is planted in a demo network as of the reference date.

    Attributes
    ----------
    isolated
        K1, K2, K3, K4, K9, K17 → exactly these organisations.
    at_risk
        K6, K8, K15 → these organisations, and others by chance.
    islands
        Groups without a leader, each sorted.
    depends_on
        Organisation → the one it would be cut off without.
    curators
        Service of K9 → ``ended`` or ``nominal``.
    reporting_holes
        Municipalities that reported nothing in the last year.
    new
        Organisations opened in the last year that have no ties yet.
    landed
        Remote schools → day of the landing party that was their first event.
    paper_pairs
        Keys of pairs in force that had no event together in the last year, sorted.
    overloaded
        Curators with more objects than agreed.
    unmarked
        Events whose day has passed without a word.
    lone_halves
        Mutual internships whose other half is missing.
    open
        Scope of a plan for the planned year → what stays open.
    """

    isolated: Mapping[str, tuple[OrganisationId, ...]] = field(default_factory=dict)
    at_risk: Mapping[str, tuple[OrganisationId, ...]] = field(default_factory=dict)
    islands: tuple[tuple[OrganisationId, ...], ...] = ()
    depends_on: Mapping[OrganisationId, OrganisationId] = field(default_factory=dict)
    curators: Mapping[OrganisationId, str] = field(default_factory=dict)
    reporting_holes: tuple[MunicipalityId, ...] = ()
    new: tuple[OrganisationId, ...] = ()
    landed: Mapping[OrganisationId, date] = field(default_factory=dict)
    paper_pairs: tuple[str, ...] = ()
    overloaded: tuple[PersonId, ...] = ()
    unmarked: tuple[str, ...] = ()
    lone_halves: tuple[str, ...] = ()
    open: Mapping[str, OpenTruth] = field(default_factory=dict)
