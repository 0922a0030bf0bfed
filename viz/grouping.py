"""Which sector or area each organisation stands in: its municipality, or within one, its place."""

from collections import Counter
from collections.abc import Mapping

from graph.model.choices import OrganisationKind
from graph.model.view import NetworkView, ShownOrganisation
from graph.texts import Say, message

_CENTRE = frozenset({OrganisationKind.INSTITUTE, OrganisationKind.INSTITUTE_BRANCH})
_SMALLEST = 3
"""Settlements with fewer organisations share one sector."""


def groups_of(view: NetworkView, say: Say) -> Mapping[str, str]:
    """Return organisation → name of its group, empty for the centre.

    Groups are municipalities; where all organisations are of one municipality, its settlements,
    the small ones together; what is shown from outside stands apart.
    """
    ours = [one for one in view.organisations if not _is_centre(one) and not one.is_outside]
    if len({one.municipality for one in ours}) > 1:
        own = {one.id: one.municipality for one in ours}
    else:
        rest = say(message("map.other_settlements"))
        count = Counter(one.settlement for one in ours)
        own = {
            one.id: one.settlement
            if one.settlement and count[one.settlement] >= _SMALLEST
            else rest
            for one in ours
        }
    outside = say(message("map.outside"))
    return {
        one.id: "" if _is_centre(one) else own.get(one.id, outside) for one in view.organisations
    }


def _is_centre(one: ShownOrganisation) -> bool:
    return one.kind in _CENTRE
