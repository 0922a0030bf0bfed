"""One short text for all data a plan is computed from, so that a change of them is seen."""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np

from graph.model.canonical import canonical_text
from graph.model.fields import read_dictionary
from graph.model.ids import SchoolYear
from graph.network import Network
from graph.table import Table
from graph.valid_time import first_day, previous
from services.assignment.past import final_plans

_KNOWN: Final[WeakKeyDictionary[Network, dict[tuple[SchoolYear, date, str], str]]] = (
    WeakKeyDictionary()
)
"""Of each network that is in use: a network never changes, and a plan and its check ask alike."""


def data_fingerprint(network: Network, *, school_year: SchoolYear, day: date, scope: str) -> str:
    """Return ``sha256:`` and the hash of all records that the problem of a scope reads.

    These are the needs of the year in work and the offers of organisations in scope, the
    organisations themselves with those they are branches of, restrictions in force and distances
    among them, pairs that began before the year, needs that final plans of the previous year left
    open, and places that final plans of other scopes of the year have given.
    """
    known = _KNOWN.setdefault(network, {})
    asked = school_year, day, scope
    if asked not in known:
        digest = sha256()
        for table in _read(network, school_year, day, scope):
            for line in _lines(table):
                digest.update(line.encode())
                digest.update(b"\n")
        known[asked] = f"sha256:{digest.hexdigest()}"
    return known[asked]


def read_lines(
    network: Network, *, school_year: SchoolYear, day: date, scope: str
) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield (entity, key) and the canonical line of every record that the fingerprint is of."""
    for table in _read(network, school_year, day, scope):
        for key, line in zip(table.keys, _lines(table), strict=True):
            yield (table.entity, key), line


def _read(network: Network, school_year: SchoolYear, day: date, scope: str) -> Iterator[Table[Any]]:
    """Yield the tables that are read, each with the rows that are read."""
    inside = _inside(network, scope)
    needs = network.needs
    columns = (needs.column(name) for name in ("organisation", "school_year", "in_work"))
    needs = needs.where(
        np.array(
            [
                year == school_year and work is not False and code in inside
                for code, year, work in zip(*columns, strict=True)
            ],
            bool,
        )
    )
    offers = _among(network.offers, inside, "organisation")
    taking = {*needs.column("organisation"), *offers.column("organisation")}
    yield _among(network.organisations, _with_parents(network, taking), "id")
    yield needs
    yield offers
    at = np.datetime64(first_day(school_year), "D")
    pairs = _among(network.pairs, taking, "leader", "mentee")
    yield pairs.where(pairs.days("from_date") < at)
    until = network.restrictions.days("until")
    live = network.restrictions.where(np.isnat(until) | (np.datetime64(day, "D") < until))
    yield _among(live, taking, "leader", "mentee")
    yield _among(network.distances, taking, "from_organisation", "to_organisation")
    given = {id_ for id_, of in final_plans(network, school_year).items() if of != scope}
    yield _among(_among(network.assignments, given, "plan"), taking, "leader")
    last = final_plans(network, previous(school_year))
    yield _among(_among(network.open_needs, last, "plan"), taking, "mentee")


def _inside(network: Network, scope: str) -> set[str]:
    table = network.organisations
    if scope == "region":
        return set(table.keys)
    kind, _, code = scope.partition(":")
    name = "municipality" if kind == "municipality" else "kind"
    wanted = code if kind == "municipality" else "methodical_service"
    column = zip(table.keys, table.column(name), strict=True)
    return {key for key, value in column if value == wanted}


def _with_parents(network: Network, codes: set[str]) -> set[str]:
    parent = dict(
        zip(network.organisations.keys, network.organisations.column("parent"), strict=True)
    )
    found, new = set(codes), set(codes)
    while new:
        new = {above for code in new if (above := parent.get(code))} - found
        found |= new
    return found


def _among(table: Table[Any], codes: Iterable[str], *names: str) -> Table[Any]:
    known = set(codes)
    mask = np.ones(len(table), bool)
    for name in names:
        mask &= np.fromiter((code in known for code in table.column(name)), bool, len(table))
    return table.where(mask)


def _lines(table: Table[Any]) -> Iterator[str]:
    """Yield the canonical line of each row, made column by column; as `canonical_line`."""
    columns = []
    for name, field in read_dictionary()[table.entity].fields.items():
        values = table.column(name)
        written = {value: _escaped(canonical_text(field, value)) for value in set(values)}
        columns.append([written[value] for value in values])
    return ("\t".join((table.entity, *row)) for row in zip(*columns, strict=True))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
