"""The kinds of isolation: their names, their order, and which of them are computed."""

from collections.abc import Iterable
from enum import StrEnum


class Kind(StrEnum):
    """One way in which an organisation may be isolated, in the order of documents."""

    K1 = "K1"
    K2 = "K2"
    K2B = "K2b"
    K3 = "K3"
    K3B = "K3b"
    K4 = "K4"
    K4B = "K4b"
    K5 = "K5"
    K6 = "K6"
    K7 = "K7"
    K7B = "K7b"
    K8 = "K8"
    K9 = "K9"
    K10 = "K10"
    K11 = "K11"
    K12 = "K12"
    K13 = "K13"
    K14 = "K14"
    K15 = "K15"
    K16 = "K16"
    K17 = "K17"

    @property
    def rank(self) -> int:
        """Place among the headlines: 0 is the heaviest."""
        return _RANKS[self]


HEADLINE_ORDER = tuple(
    Kind(name)
    for name in (
        *("K1", "K2", "K3", "K17", "K4", "K9", "K5", "K6", "K7", "K16", "K8"),
        *("K12", "K11", "K15", "K10", "K4b", "K7b", "K3b", "K2b", "K14", "K13"),
    )
)
"""Heaviest first: the first kind of an organisation is its headline."""

_RANKS = {kind: rank for rank, kind in enumerate(HEADLINE_ORDER)}

NO_WORKING_TIE = tuple(Kind(name) for name in ("K1", "K2", "K3", "K17", "K4"))
"""Nobody to work with: an organisation with one of these has no tie that works."""

WATCHED = tuple(Kind(name) for name in ("K12", "K11", "K14", "K13"))
"""How the ties lie: marks to watch and no danger; they count in no number of those at risk."""


def listed_under(kinds: Iterable[Kind]) -> Kind:
    """Return the kind that lists show first: the heaviest danger, else the heaviest mark.

    Parameters
    ----------
    kinds
        At least one, heaviest first. A mark to watch may be heavier by the order of headlines than
        a danger: who only receives may also be about to lose its last tie.

    Examples
    --------
    >>> listed_under([Kind.K12, Kind.K2B]), listed_under([Kind.K12, Kind.K14])
    (<Kind.K2B: 'K2b'>, <Kind.K12: 'K12'>)
    """
    found = tuple(kinds)
    return next((kind for kind in found if kind not in WATCHED), found[0])
