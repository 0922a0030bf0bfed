"""What a map is to show, not how: organisations, ties and figures, chosen and put in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from graph.errors import InputError
from graph.model.choices import OrganisationKind, PlanStatus
from graph.model.ids import Day, SchoolYear


class MapRole(StrEnum):
    """What an organisation does in the mentoring of the year."""

    LEADER = "leader"
    MENTEE = "mentee"
    BOTH = "both"
    NONE = "none"


class Standing(StrEnum):
    """Class of a school that is no leader yet."""

    PROMISING = "promising"
    RESERVE = "reserve"


class MapTie(StrEnum):
    """Kind of a tie on a map."""

    MENTORING = "mentoring"
    PLAN = "plan"
    MUTUAL_INTERNSHIP = "mutual_internship"
    PARTNERSHIP = "partnership"
    AGREEMENT = "agreement"
    METHODICAL_SUPPORT = "methodical_support"
    COORDINATION = "coordination"
    PROPOSAL = "proposal"

    @property
    def is_directed(self) -> bool:
        """Whether one end helps and the other is helped."""
        return self in _DIRECTED


_DIRECTED = frozenset(
    {MapTie.MENTORING, MapTie.PLAN, MapTie.METHODICAL_SUPPORT, MapTie.COORDINATION}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNeed:
    """A need of the year, and what stands against it.

    Attributes
    ----------
    direction
        Name of the direction.
    level
        1 watch, 2 support, 3 acute.
    is_open
        No pair in force, and no pair of the shown plan, meets it.
    note
        Why it stays open in the shown plan, in words; empty if not known.
    """

    direction: str
    level: int
    is_open: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFinding:
    """Why an organisation counts as left out.

    Attributes
    ----------
    headline
        Code of the kind it is shown under, such as ``K1``; `kinds` are all that hold.
    row
        Reason that the legend counts it under.
    is_severe
        The organisation has no working tie; otherwise it is at risk.
    text, next_step
        Sentences for the reader.
    """

    headline: str
    row: str
    kinds: tuple[str, ...]
    is_severe: bool
    text: str
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOrganisation:
    """An organisation on the map.

    Attributes
    ----------
    name, label
        Full name, and the short one that stands beside the mark.
    municipality, settlement, level
        Names; `level` is the level cluster of its methodical service; empty if not known.
    lat, lon
        Degrees WGS 84, or None; `is_placed` tells its own point from its municipality's centre.
    is_outside
        Shown only because a tie leads to it from the chosen municipality.
    part
        What it does in the network: ``both``, ``gives``, ``takes`` or ``neither``; empty if nobody
        asks it.
    mentees, places
        Schools it leads now (in the shown plan, if there is one), and places it offers.
    """

    id: str
    name: str
    label: str
    kind: OrganisationKind
    kind_word: str
    municipality: str
    role: MapRole
    standing: Standing | None = None
    settlement: str = ""
    level: str = ""
    lat: float | None = None
    lon: float | None = None
    is_placed: bool = False
    is_outside: bool = False
    mentees: int = 0
    places: int = 0
    needs: tuple[ShownNeed, ...] = ()
    part: str = ""
    finding: ShownFinding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTie:
    """A tie on the map; for directed kinds `source` is the end that helps.

    Attributes
    ----------
    direction
        Name of the direction, empty if the tie has none.
    status
        In words, empty if there is nothing to say.
    reasons
        Why this pair, one short phrase each.

    Raises
    ------
    InputError
        If both ends are one organisation.
    """

    kind: MapTie
    source: str
    target: str
    direction: str = ""
    status: str = ""
    from_date: Day | None = None
    to_date: Day | None = None
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.source == self.target:
            raise InputError("map.tie_to_itself", organisation=self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlan:
    """The plan that lies over the map."""

    id: str
    status: PlanStatus
    school_year: SchoolYear
    title: str
    mark: str
    open_needs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    """Everything one map shows, sorted by id, in the reader's language.

    Attributes
    ----------
    title, subtitle
        Heading; `subtitle` names place, year and day.
    source
        Where the facts come from, for the foot of the page.
    mark
        A warning that must stand on every copy, such as “draft” or “made-up data”; may be empty.
    shows_isolation
        Whether findings were asked for; without them nothing is said about isolation.
    figures
        Name of the figure → value, for legend and overview.

    Raises
    ------
    InputError
        If a tie names an organisation that is not shown.
    """

    title: str
    subtitle: str
    as_of: Day
    school_year: SchoolYear
    source: str
    organisations: tuple[ShownOrganisation, ...]
    ties: tuple[ShownTie, ...]
    plan: ShownPlan | None = None
    shows_isolation: bool = False
    is_made_up: bool = False
    mark: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {shown.id for shown in self.organisations}
        for tie in self.ties:
            if tie.source not in known or tie.target not in known:
                raise InputError("map.tie_to_nowhere", source=tie.source, target=tie.target)
