"""The organisations of a day as numbered nodes, and what each of them is."""

import calendar
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.measures import Ints, Mask
from graph.model.choices import OrganisationKind
from graph.network import Network

NOBODY = -1
EVERY_SERVICE = -2
"""Own service of an organisation that names none: every service of its municipality."""

_FROM_ABOVE = (
    OrganisationKind.INSTITUTE,
    OrganisationKind.INSTITUTE_BRANCH,
    OrganisationKind.AUTHORITY,
)


def months_before(day: date, months: int) -> date:
    """Return the same day `months` earlier, or the last day of a shorter month.

    Fewer than none are later; beyond the calendar it is its first or last day.

    Examples
    --------
    >>> months_before(date(2026, 8, 24), 12), months_before(date(2024, 3, 31), 1)
    (datetime.date(2025, 8, 24), datetime.date(2024, 2, 29))
    """
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """Organisations in force on a day, numbered in the order of their codes.

    Attributes
    ----------
    number
        Code → number.
    judged
        Whether it may carry a finding.
    new
        Whether it began inside the window.
    leader
        Whether it has an offer in force, whatever its places.
    service, institute
        Whether it is a methodical service; an institute.
    above
        Whether it is an institute, a branch of one, or an authority.
    municipality
        Number of its municipality among `municipalities`.
    own_service
        Number of the service it names, `EVERY_SERVICE`, or `NOBODY`.
    """

    codes: tuple[str, ...]
    number: dict[str, int]
    judged: Mask
    new: Mask
    leader: Mask
    service: Mask
    institute: Mask
    above: Mask
    municipality: Ints
    municipalities: tuple[str, ...]
    own_service: Ints

    def __len__(self) -> int:
        return len(self.codes)

    @classmethod
    def of(cls, network: Network, *, day: date, since: date) -> "Nodes":
        """Number the organisations in force on `day`; `since` opens the window."""
        at = np.datetime64(day, "D")
        table = network.organisations.where(network.organisations.in_force(at))
        number = {code: i for i, code in enumerate(table.keys)}
        kinds = [OrganisationKind(kind) for kind in table.column("kind")]
        places = sorted(set(table.column("municipality")))
        place_number = {code: i for i, code in enumerate(places)}
        leader = np.zeros(len(number), dtype=bool)
        offers = network.offers.where(network.offers.in_force(at))
        leader[[number[o] for o in offers.column("organisation") if o in number]] = True
        return cls(
            codes=tuple(table.keys),
            number=number,
            judged=np.array([kind.is_judged for kind in kinds], dtype=bool),
            new=table.days("from_date") > np.datetime64(since, "D"),
            leader=leader,
            service=np.array([kind is OrganisationKind.METHODICAL_SERVICE for kind in kinds], bool),
            institute=np.array([kind is OrganisationKind.INSTITUTE for kind in kinds], dtype=bool),
            above=np.array([kind in _FROM_ABOVE for kind in kinds], dtype=bool),
            municipality=np.array(
                [place_number[code] for code in table.column("municipality")], dtype=np.int64
            ),
            municipalities=tuple(places),
            own_service=np.array(
                [
                    number.get(code, NOBODY) if code else EVERY_SERVICE
                    for code in table.column("service")
                ],
                dtype=np.int64,
            ),
        )

    def are_vertical(self, one: Ints, other: Ints) -> Mask:
        """Return which pairs of nodes are of one above and one below, not of equals.

        Rules: (1) one end is an institute, its branch or an authority; (2) the ends are an
        organisation and its own methodical service, unless both are services.
        """
        from_above = self.above[one] | self.above[other]
        own = self._is_own_service(one, other) | self._is_own_service(other, one)
        return from_above | (own & ~(self.service[one] & self.service[other]))

    def _is_own_service(self, whose: Ints, which: Ints) -> Mask:
        named = self.own_service[whose]
        near = self.service[which] & (self.municipality[whose] == self.municipality[which])
        own: Mask = np.where(named == EVERY_SERVICE, near, named == which)
        return own
