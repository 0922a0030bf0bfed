"""Closed lists as types; their words in Russian and English stand in the data dictionary."""

from enum import StrEnum


class MunicipalityKind(StrEnum):
    """Kind of a municipality."""

    URBAN_OKRUG = "urban_okrug"
    DISTRICT = "district"
    MUNICIPAL_OKRUG = "municipal_okrug"


class OrganisationKind(StrEnum):
    """Kind of an organisation."""

    SCHOOL = "school"
    GYMNASIUM = "gymnasium"
    LYCEUM = "lyceum"
    KINDERGARTEN = "kindergarten"
    SUPPLEMENTARY = "supplementary"
    VOCATIONAL = "vocational"
    SPECIAL_SCHOOL = "special_school"
    BOARDING_SCHOOL = "boarding_school"
    METHODICAL_SERVICE = "methodical_service"
    AUTHORITY = "authority"
    INSTITUTE = "institute"
    INSTITUTE_BRANCH = "institute_branch"
    UNIVERSITY = "university"
    COLLEGE = "college"
    ENTERPRISE = "enterprise"
    PUBLIC_BODY = "public_body"

    @property
    def is_judged(self) -> bool:
        """Whether an organisation of this kind may be found isolated."""
        return self not in _PATHS_ONLY

    @property
    def label(self) -> str:
        """Second Neo4j label and label in `to_networkx`."""
        return _LABELS[self]


_PATHS_ONLY = frozenset(
    {
        OrganisationKind.AUTHORITY,
        OrganisationKind.INSTITUTE,
        OrganisationKind.INSTITUTE_BRANCH,
        OrganisationKind.UNIVERSITY,
        OrganisationKind.COLLEGE,
        OrganisationKind.ENTERPRISE,
        OrganisationKind.PUBLIC_BODY,
    }
)

_LABELS = {
    OrganisationKind.SCHOOL: "School",
    OrganisationKind.GYMNASIUM: "School",
    OrganisationKind.LYCEUM: "School",
    OrganisationKind.KINDERGARTEN: "Kindergarten",
    OrganisationKind.SUPPLEMENTARY: "SupplementaryEducation",
    OrganisationKind.VOCATIONAL: "Vocational",
    OrganisationKind.SPECIAL_SCHOOL: "SpecialSchool",
    OrganisationKind.BOARDING_SCHOOL: "BoardingSchool",
    OrganisationKind.METHODICAL_SERVICE: "MethodicalService",
    OrganisationKind.AUTHORITY: "Authority",
    OrganisationKind.INSTITUTE: "Institute",
    OrganisationKind.INSTITUTE_BRANCH: "Institute",
    OrganisationKind.UNIVERSITY: "University",
    OrganisationKind.COLLEGE: "Vocational",
    OrganisationKind.ENTERPRISE: "Enterprise",
    OrganisationKind.PUBLIC_BODY: "PublicBody",
}


class SettlementKind(StrEnum):
    """Town or village."""

    URBAN = "urban"
    RURAL = "rural"


class Mode(StrEnum):
    """How help is given, as offered or as held."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    MIXED = "mixed"


class AssignmentMode(StrEnum):
    """How one assignment is served."""

    ON_SITE = "on_site"
    REMOTE = "remote"


class PairStatus(StrEnum):
    """Where a leader–mentee pair stands."""

    PLANNED = "planned"
    ORDERED = "ordered"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class TieKind(StrEnum):
    """Kind of a tie that is not a leader–mentee pair."""

    MUTUAL_INTERNSHIP = "mutual_internship"
    PARTNERSHIP = "partnership"
    METHODICAL_SUPPORT = "methodical_support"
    AGREEMENT = "agreement"

    @property
    def relationship(self) -> str:
        """Relationship type in Neo4j and in `to_networkx`."""
        return _RELATIONSHIPS[self]


_RELATIONSHIPS = {
    TieKind.MUTUAL_INTERNSHIP: "EXCHANGES_INTERNSHIPS_WITH",
    TieKind.PARTNERSHIP: "PARTNERS_WITH",
    TieKind.METHODICAL_SUPPORT: "SUPPORTS_METHODICALLY",
    TieKind.AGREEMENT: "AGREED_WITH",
}


class AgreementStatus(StrEnum):
    """Where an agreement stands."""

    DRAFT = "draft"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    TERMINATED = "terminated"
    EXPIRED = "expired"


class CuratorKind(StrEnum):
    """What a curator accompanies."""

    SERVICE_CURATOR = "service_curator"
    COMMUNITY_CURATOR = "community_curator"
    DIRECTION_CURATOR = "direction_curator"
    SCHOOL_CURATOR = "school_curator"


class MembershipRole(StrEnum):
    """Role in a network community."""

    LEADER = "leader"
    MEMBER = "member"
    PARTNER = "partner"
    OBSERVER = "observer"


class EventStatus(StrEnum):
    """Whether an event was held; an empty status means held."""

    PLANNED = "planned"
    HELD = "held"
    MOVED = "moved"
    CANCELLED = "cancelled"


class Rule(StrEnum):
    """What a restriction says about a pair."""

    FORBID = "forbid"
    PIN = "pin"
    PREFER = "prefer"


class PlanStatus(StrEnum):
    """Where a plan stands on its way to an order."""

    DRAFT = "draft"
    APPROVED = "approved"
    ORDERED = "ordered"
    WITHDRAWN = "withdrawn"


class Sense(StrEnum):
    """Whether more or less of a goal is better."""

    MAX = "max"
    MIN = "min"


class OpenReason(StrEnum):
    """Why a need has no leader in a plan."""

    NO_OFFER = "no_offer"
    TOO_FAR = "too_far"
    FORBIDDEN = "forbidden"
    LEADER_NEEDS_HELP = "leader_needs_help"
    OUTSIDE_REACH = "outside_reach"
    SAME_ENTITY = "same_entity"
    EXPIRED = "expired"
    NO_PLACE = "no_place"
    LIMIT_OF_MENTEE = "limit_of_mentee"
    NOT_SELECTED = "not_selected"
