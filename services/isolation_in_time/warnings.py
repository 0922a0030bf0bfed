"""What warns that an organisation may soon be left out, so that it can be checked by hand."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from graph.model.ids import OrganisationId, PersonId


class WarningKind(StrEnum):
    """One way in which an organisation is close to being left out, the heaviest first."""

    ONE_TIE = "one_tie"
    ONE_PERSON = "one_person"
    ENDING = "ending"


class PaperKind(StrEnum):
    """What is written between organisations for a period."""

    PAIR = "pair"
    TIE = "tie"
    AGREEMENT = "agreement"


class Through(StrEnum):
    """How one person stands behind all ties."""

    CURATOR = "curator"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTie:
    """One partner among equals in the window.

    Attributes
    ----------
    lapses_on
        First day on which the last event with the partner is outside the window.
    """

    partner: OrganisationId
    last_event: date
    lapses_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    """Every event among equals in the window went through one person."""

    person: PersonId
    through: Through
    partners: tuple[OrganisationId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingPaper:
    """A pair, tie or agreement that ends soon, and nothing on record follows it.

    Attributes
    ----------
    key
        Names the record within its entity.
    partners
        The other sides.
    ends_on
        First day without it.
    is_last
        Whether no other paper with anybody holds on that day.
    """

    paper: PaperKind
    key: str
    partners: tuple[OrganisationId, ...]
    direction: str | None
    ends_on: date
    is_last: bool


SoonEvidence: TypeAlias = OneTie | OnePerson | tuple[EndingPaper, ...]
