"""The kinds of isolation: their names, their order, and which of them are computed."""

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

WATCHED = (Kind.K13,)
"""Marks to watch and no diagnosis: they count in no number of those at risk."""
