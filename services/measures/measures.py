"""All measures of a network on a day."""

from dataclasses import dataclass

from services.isolation.scene import Scene
from services.measures.doubled import Doubled, doubled_communities, doubled_pairs
from services.measures.involvement import Involvement, involvement_of
from services.measures.shape import Shape, shape_of
from services.measures.support import Flow, flow_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the whole network is like on the day and in the window of `scene`."""

    scene: Scene
    shape: Shape
    flow: Flow
    involvement: Involvement
    pairs_twice: tuple[Doubled, ...]
    communities_twice: tuple[Doubled, ...]


def measure(scene: Scene) -> Measures:
    """Return all measures; every one is finite, also of a network in parts or without ties."""
    return Measures(
        scene=scene,
        shape=shape_of(scene),
        flow=flow_of(scene),
        involvement=involvement_of(scene),
        pairs_twice=doubled_pairs(scene),
        communities_twice=doubled_communities(scene),
    )
