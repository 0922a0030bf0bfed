"""Who does one thing twice at once: two pairs, or two communities, of one direction."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.measures import Mask
from services.isolation.scene import Scene
from services.isolation.support import paired_leaders


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubled:
    """A judged organisation with several leaders or communities in one direction, sorted."""

    organisation: str
    direction: str
    through: tuple[str, ...]


def doubled_pairs(scene: Scene, whose: Mask) -> tuple[Doubled, ...]:
    """Return who of `whose` has several leaders in one direction, by pairs in force."""
    nodes = scene.nodes
    return _doubled(
        scene,
        whose,
        {
            (mentee, direction): {nodes.codes[v] for v in leaders}
            for (mentee, direction), leaders in paired_leaders(scene).items()
        },
    )


def doubled_communities(scene: Scene, whose: Mask) -> tuple[Doubled, ...]:
    """Return who of `whose` is in several communities, such as projects, of one direction."""
    found: dict[tuple[int, str], set[str]] = {}
    communities = scene.network.communities
    known = communities.where(communities.in_force(np.datetime64(scene.day, "D")))
    directions = dict(zip(known.keys, known.column("directions"), strict=True))
    for v, community in zip(scene.paper.member.tolist(), scene.paper.community, strict=True):
        for direction in directions[community]:
            found.setdefault((v, direction), set()).add(community)
    return _doubled(scene, whose, found)


def _doubled(
    scene: Scene, whose: Mask, found: dict[tuple[int, str], set[str]]
) -> tuple[Doubled, ...]:
    nodes = scene.nodes
    return tuple(
        Doubled(organisation=nodes.codes[v], direction=direction, through=tuple(sorted(some)))
        for (v, direction), some in sorted(found.items())
        if len(some) > 1 and whose[v]
    )


def count_doubled(found: Iterable[Doubled]) -> int:
    """Return how many organisations do something twice, in whatever number of directions."""
    return len({one.organisation for one in found})
