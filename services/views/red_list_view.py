"""The red list of a curator as a page names it."""

from dataclasses import dataclass

from services.red_list.red_list import RedList, RedRow
from services.views.index import NetworkIndex
from services.views.partners import Who, build_who


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLine:
    """One organisation of the list; `through` names the service, community or municipality."""

    row: RedRow
    who: Who
    through: str


def build_red_lines(index: NetworkIndex, found: RedList) -> tuple[RedLine, ...]:
    """Return the rows with names, in the order of the list."""
    names = index.name_of
    return tuple(
        RedLine(
            row=row,
            who=build_who(index, row.organisation),
            through=names.get(row.sight.through, row.sight.through),
        )
        for row in found.rows
    )
