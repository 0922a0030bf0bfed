"""Needs that a network community of their direction helps already."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import numpy as np

from graph.network import Network

Helping = Mapping[tuple[str, str], tuple[str, ...]]
"""(organisation, direction) → codes of the communities."""


def helping_communities(network: Network, day: date) -> Helping:
    """Return which communities help an organisation in a direction on `day`.

    A community helps its members, in whatever role and also when a person of theirs is named, in
    each of its directions, as long as both it and the membership are in force.

    Examples
    --------
    >>> from graph.model.community import Community, Membership
    >>> begun = date(2026, 9, 1)
    >>> network = Network.of(
    ...     [
    ...         Community(id="c", name="Чтение", from_date=begun, directions=("reading",)),
    ...         Membership(community="c", organisation="s-1", from_date=begun),
    ...     ]
    ... )
    >>> helping_communities(network, begun)
    {('s-1', 'reading'): ('c',)}
    """
    now = np.datetime64(day, "D")
    alive = network.communities.where(network.communities.in_force(now))
    members = network.memberships.where(network.memberships.in_force(now))
    directions = {community.id: community.directions for community in alive}
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for membership in members:
        for way in directions.get(membership.community, ()):
            found[membership.organisation, way].add(membership.community)
    return {need: tuple(sorted(codes)) for need, codes in sorted(found.items())}
