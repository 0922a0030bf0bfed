"""The made-up network with two more school years behind it, for the tests of years on the map."""

from dataclasses import replace
from datetime import date

from graph.model.choices import OrganisationKind, PairStatus
from graph.model.organisation import Organisation
from graph.model.record import Record
from graph.model.registry import RECORD_TYPES
from graph.network import Network
from tests.unit.viz import made_up

DAYS = (date(2024, 10, 1), date(2025, 10, 1), made_up.DAY)


def network(schools: int, municipalities: int) -> Network:
    """Return the network of `made_up` as the last of three years.

    Of its schools every 12th is there since the last year only, and every 15th closed before it;
    two thirds of the pairs stood a year earlier, and a third two years earlier, with other leaders.
    """
    made = made_up.network(schools, municipalities)
    school = [o for o in made.organisations if o.kind is OrganisationKind.SCHOOL]
    leads = {pair.leader for pair in made.pairs}
    quiet = [one for one in school if one.id not in leads]
    new: set[str] = {one.id for one in quiet[::12]}
    closed: set[str] = {one.id for one in quiet[1::15]}
    every = [row for entity in RECORD_TYPES for row in made.table(entity)]
    records: list[Record] = [
        _of_years(row, new, closed) if isinstance(row, Organisation) else row
        for row in every
        if not _names(row, closed)
    ]
    leaders = sorted(leads)
    for i, pair in enumerate(made.pairs):
        if pair.mentee in new:
            continue
        for back, share in ((1, i % 3 != 0), (2, i % 3 == 1)):
            if share:
                other = leaders[(leaders.index(pair.leader) + back) % len(leaders)]
                start = made_up.DAY.year - back
                records.append(
                    replace(
                        pair,
                        leader=other if i % 5 == 0 else pair.leader,
                        from_date=date(start, 9, 1),
                        to_date=date(start + 1, 9, 1),
                        status=PairStatus.ENDED,
                    )
                )
    return Network.of(records)


def _of_years(one: Organisation, new: set[str], closed: set[str]) -> Organisation:
    if one.id in new:
        return replace(one, from_date=date(2026, 9, 1))
    return replace(one, to_date=date(2026, 8, 31)) if one.id in closed else one


def _names(row: Record, closed: set[str]) -> bool:
    """Return whether a tie or a need of the last year is that of a school closed before it."""
    ends = ("mentee", "leader", "from_organisation", "to_organisation")
    of_tie = any(getattr(row, end, None) in closed for end in ends)
    return of_tie or (getattr(row, "organisation", None) in closed)
