"""Which sector or area each organisation stands in: its municipality, or within one, its place."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from graph.model.choices import OrganisationKind
from graph.model.view import NetworkView, ShownOrganisation
from graph.texts import Say, message

_CENTRE = frozenset({OrganisationKind.INSTITUTE, OrganisationKind.INSTITUTE_BRANCH})
_SMALLEST = 3
"""Settlements with fewer organisations share one sector."""
_MAIN_SHARE = 0.8
"""A municipality with this share of all organisations is what the map is about."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Sectors of a map.

    Attributes
    ----------
    group_of
        Organisation → name of its group, empty for the centre.
    around
        Organisations from outside of what the map is about: they must not shrink it.
    """

    group_of: Mapping[str, str]
    around: frozenset[str]


def grouping_of(view: NetworkView, say: Say) -> Grouping:
    """Return the groups of a map.

    They are municipalities; where the map is about one of them, its settlements, the small ones
    together, and the other municipalities as they are. What is shown only for its ties to the
    chosen municipality is one group of its own.
    """
    main = _main_municipality(view)
    outside, rest = say(message("map.outside")), say(message("map.other_settlements"))
    size = Counter(one.settlement for one in view.organisations if one.municipality == main)
    group_of, around = {}, set()
    for one in view.organisations:
        if one.is_outside or (main is not None and one.municipality != main):
            around.add(one.id)
        if one.kind in _CENTRE:
            group = ""
        elif one.is_outside:
            group = outside
        elif one.municipality != main:
            group = one.municipality
        else:
            group = one.settlement if one.settlement and size[one.settlement] >= _SMALLEST else rest
        group_of[one.id] = group
    return Grouping(group_of, frozenset(around))


def _main_municipality(view: NetworkView) -> str | None:
    """Return the municipality that the map is about, or None if it is about several."""
    ours = [one for one in view.organisations if _counts(one)]
    sizes = Counter(one.municipality for one in ours)
    if not sizes:
        return None
    name, most = min(sizes.items(), key=lambda item: (-item[1], item[0]))
    return name if most >= _MAIN_SHARE * len(ours) else None


def _counts(one: ShownOrganisation) -> bool:
    return not one.is_outside and one.kind not in _CENTRE
