"""Papers as arrays: pairs, other ties, agreements and memberships."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np

from graph.measures import Ints, Mask
from graph.model.choices import AgreementStatus, PairStatus
from graph.network import Network
from graph.table import Table
from services.isolation.nodes import NOBODY, Nodes

_STANDING: Mapping[str, tuple[PairStatus | AgreementStatus | None, ...]] = {
    "pair": (None, PairStatus.ORDERED, PairStatus.ACTIVE),
    "agreement": (None, AgreementStatus.SIGNED, AgreementStatus.IN_FORCE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is written between organisations, whether or not anything happens.

    Attributes
    ----------
    one, other
        Ends of what had begun by the day; plans are left out.
    in_force
        Which of these hold on the day.
    member, community
        Memberships in force: number of the organisation, code of the community.
    was_member
        Whether a node had begun a membership by the day.
    with_itself
        How many rows join an organisation with itself; they are left out.
    with_gone
        How many that are in force name an organisation that is not there; they are left out.
    """

    one: Ints
    other: Ints
    in_force: Mask
    member: Ints
    community: tuple[str, ...]
    was_member: Mask
    with_itself: int
    with_gone: int

    @classmethod
    def of(cls, network: Network, nodes: Nodes, *, day: date) -> "Paper":
        """Read the papers of the organisations that are there on `day`."""
        at = np.datetime64(day, "D")
        ends: list[tuple[str, str, bool]] = []
        for table, first, second in (
            (network.pairs, "leader", "mentee"),
            (network.ties, "from_organisation", "to_organisation"),
        ):
            begun, standing = _begun(table, at), standing_on(table, at)
            ends.extend(
                (table.column(first)[i], table.column(second)[i], bool(standing[i]))
                for i in np.flatnonzero(begun).tolist()
            )
        ends.extend(_signed(network, at))
        number = nodes.number
        apart = [row for row in ends if row[0] != row[1]]
        known = [
            (number[a], number[b], holds) for a, b, holds in apart if a in number and b in number
        ]
        columns = np.array(known, dtype=np.int64).reshape(-1, 3)
        member, community, was_member = _memberships(network, nodes, at)
        return cls(
            one=columns[:, 0],
            other=columns[:, 1],
            in_force=columns[:, 2] == 1,
            member=member,
            community=community,
            was_member=was_member,
            with_itself=len(ends) - len(apart),
            with_gone=sum(holds for _, _, holds in apart) - int(columns[:, 2].sum()),
        )

    @property
    def ever(self) -> Mask:
        """Which nodes have, or had, any paper or membership."""
        found = self.was_member.copy()
        found[self.one] = True
        found[self.other] = True
        return found


def standing_on(table: Table[Any], day: np.datetime64) -> Mask:
    """Return which papers are in force on `day`; pairs and agreements by their status too."""
    mask = table.in_force(day)
    standing = _STANDING.get(table.entity)
    if standing is not None:
        mask &= np.array([status in standing for status in table.column("status")], bool)
    return mask


def _begun(table: Table[Any], day: np.datetime64) -> Mask:
    mask = table.days("from_date") <= day
    if table.entity == "pair":
        mask &= np.array([s != PairStatus.PLANNED for s in table.column("status")], bool)
    return mask


def _signed(network: Network, day: np.datetime64) -> list[tuple[str, str, bool]]:
    table = network.agreements
    status, parties = table.column("status"), table.column("parties")
    in_force = table.in_force(day)
    return [
        (one, other, bool(in_force[i]))
        for i in np.flatnonzero(table.days("from_date") <= day).tolist()
        if status[i] in _STANDING["agreement"]
        for one, other in combinations(sorted(set(parties[i])), 2)
    ]


def _memberships(
    network: Network, nodes: Nodes, day: np.datetime64
) -> tuple[Ints, tuple[str, ...], Mask]:
    table = network.memberships
    communities = network.communities.where(network.communities.in_force(day))
    alive = set(communities.keys)
    number = np.array([nodes.number.get(o, NOBODY) for o in table.column("organisation")], np.int64)
    was_member = np.zeros(len(nodes), dtype=bool)
    was_member[number[(table.days("from_date") <= day) & (number != NOBODY)]] = True
    code = table.column("community")
    rows = [
        i
        for i in np.flatnonzero(table.in_force(day) & (number != NOBODY)).tolist()
        if code[i] in alive
    ]
    return number[rows], tuple(code[i] for i in rows), was_member
