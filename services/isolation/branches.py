"""Branches that follow their parents by rule: one organisation with two addresses."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from graph.measures import Mask
from graph.model.registry import RECORD_TYPES
from graph.network import Network
from graph.table import Table

_NAMING: Mapping[str, tuple[str, ...]] = {
    "person": ("organisation",),
    "need": ("organisation",),
    "offer": ("organisation",),
    "pair": ("leader", "mentee"),
    "tie": ("from_organisation", "to_organisation"),
    "agreement": ("parties",),
    "membership": ("organisation",),
    "curator_assignment": ("object",),
    "restriction": ("leader", "mentee"),
    "assignment": ("leader", "mentee"),
    "event": ("host", "givers", "participants"),
    "organisation": ("service", "successor"),
}
"""Entity → its fields that name organisations."""
_OF_TWO = ("pair", "tie", "restriction", "assignment")


def with_branches_as_parents(network: Network, *, day: date) -> tuple[Network, Mapping[str, str]]:
    """Return the network in which each branch is its parent, and branch → whom it follows.

    Rules: (1) a branch follows if it and the organisation it belongs to are there on `day`; a
    branch of a branch follows the topmost; (2) every record that names the branch names the
    parent, and what joined the two joins nobody; (3) the branch itself is left out, and so are
    its distances: the parent stands where it stands. Rows keep their keys and their order, so
    that two may now say the same.

    Examples
    --------
    >>> with_branches_as_parents(Network.of([]), day=date(2026, 8, 24))[1]
    {}
    """
    above = _followed(network, day)
    if not above:
        return network, above
    # RULE 2
    tables = {
        entity: _renamed(network.table(entity), fields, above) for entity, fields in _NAMING.items()
    }
    # RULE 3
    organisations = tables["organisation"]
    tables["organisation"] = organisations.where(~_names_any(organisations, ("id",), above))
    ends = ("from_organisation", "to_organisation")
    tables["distance"] = network.distances.where(~_names_any(network.distances, ends, above))
    return network.filtered(tables), above


def _followed(network: Network, day: date) -> Mapping[str, str]:
    """RULE 1: branch → whom it follows; who belongs to itself in a circle follows nobody."""
    there = network.organisations.where(network.organisations.in_force(np.datetime64(day, "D")))
    known = set(there.keys)
    parent = {
        code: own
        for code, own in zip(there.keys, there.column("parent"), strict=True)
        if own in known
    }
    found = {}
    for code, above in parent.items():
        at, seen = above, {code}
        while at in parent and at not in seen:
            seen.add(at)
            at = parent[at]
        if at not in seen:
            found[code] = at
    return found


def _renamed(table: Table[Any], fields: tuple[str, ...], above: Mapping[str, str]) -> Table[Any]:
    """Return the table with parents in place of branches, without what joined the two."""
    names = RECORD_TYPES[table.entity].definition().fields
    columns: dict[str, Any] = {name: table.column(name) for name in names}
    moved = columns | {name: [_moved(value, above) for value in columns[name]] for name in fields}
    if table.entity == "event":
        moved = {**moved, **_apart(columns["participants"], moved)}
    made = Table[Any](table.entity, table.keys, moved, table.revisions)
    if table.entity not in _OF_TWO:
        return made
    before = (columns[name] for name in fields)
    after = (moved[name] for name in fields)
    joined = [a == b and one != other for one, other, a, b in zip(*before, *after, strict=True)]
    return made.where(~np.array(joined, dtype=bool))


def _moved(value: Any, above: Mapping[str, str]) -> Any:
    """Return a value of a field, one code or several, with parents in place of branches."""
    if isinstance(value, str):
        return above.get(value, value)
    if isinstance(value, tuple):
        return tuple(_moved(one, above) for one in value)
    return value


def _apart(was: Iterable[Any], moved: Mapping[str, Any]) -> dict[str, Any]:
    """Return who leads and who takes part in each event: nobody visits itself by its branch."""
    leading, taking = [], []
    for host, givers, before, after in zip(
        moved["host"], moved["givers"], was, moved["participants"], strict=True
    ):
        giving = set(givers) or {host}
        leading.append(() if giving == {host} else givers)
        taking.append(
            tuple(
                new
                for old, new in zip(before, after, strict=True)
                if old[0] == new[0] or new[0] not in giving
            )
        )
    return {"givers": leading, "participants": taking}


def _names_any(table: Table[Any], fields: Iterable[str], above: Mapping[str, str]) -> Mask:
    """Return which rows name any branch in some fields."""
    found = np.zeros(len(table), dtype=bool)
    for name in fields:
        found |= np.fromiter((code in above for code in table.column(name)), bool, len(table))
    return found
