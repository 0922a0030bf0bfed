"""What a map for everyone may say: a model of its own that has no room for what is private.

It holds no people, no needs and their levels, no findings and nothing of a plan that is not in
force; what is not a field here cannot reach a file made from it.
"""

from dataclasses import dataclass

from graph.model.choices import OrganisationKind
from graph.model.ids import Day, SchoolYear
from graph.model.view import MapRole, MapTie


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOrganisation:
    """An organisation as everyone may know it.

    Attributes
    ----------
    role
        From offers and from pairs in force, never from needs.
    mentees
        Schools it leads by pairs in force.
    """

    id: str
    name: str
    label: str
    kind: OrganisationKind
    kind_word: str
    municipality: str
    settlement: str
    role: MapRole
    lat: float | None
    lon: float | None
    is_placed: bool
    is_outside: bool
    mentees: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTie:
    """A tie that is in force."""

    kind: MapTie
    source: str
    target: str
    direction: str
    from_date: Day | None
    to_date: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicView:
    """Everything a map for everyone shows, sorted by id.

    Attributes
    ----------
    mark
        That the data are made up, or empty.
    """

    title: str
    subtitle: str
    as_of: Day
    school_year: SchoolYear
    source: str
    mark: str
    organisations: tuple[PublicOrganisation, ...]
    ties: tuple[PublicTie, ...]
