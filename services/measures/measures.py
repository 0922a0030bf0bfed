"""All measures of a network on a day."""

from dataclasses import dataclass

import numpy as np

from graph.errors import NotFoundError
from services.isolation.scene import Scene
from services.measures.doubled import Doubled, doubled_communities, doubled_pairs
from services.measures.involvement import Involvement, involvement_of
from services.measures.shape import Shape, shape_of
from services.measures.support import Flow, flow_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the whole network, or a municipality in it, is like in the window of `scene`.

    Attributes
    ----------
    municipality
        Whose organisations are asked about; empty for all.
    """

    scene: Scene
    municipality: str
    shape: Shape
    flow: Flow
    involvement: Involvement
    pairs_twice: tuple[Doubled, ...]
    communities_twice: tuple[Doubled, ...]


def measure(scene: Scene, municipality: str = "") -> Measures:
    """Return all measures; every one is finite, also of a network in parts or without ties.

    Of a municipality its own organisations are counted, and the acts in which one of them gives or
    receives; ways to leaders lead through the whole network.

    Raises
    ------
    NotFoundError
        If there is no such municipality.
    """
    nodes = scene.nodes
    here = np.ones(len(nodes), dtype=bool)
    if municipality:
        if scene.network.municipalities.get(municipality) is None:
            raise NotFoundError("map.municipality_unknown", municipality=municipality)
        names = np.array(nodes.municipalities, dtype=object)
        here = np.array(names[nodes.municipality] == municipality, dtype=bool)
    whose = nodes.judged & here
    return Measures(
        scene=scene,
        municipality=municipality,
        shape=shape_of(scene, whose),
        flow=flow_of(scene, here),
        involvement=involvement_of(scene, whose),
        pairs_twice=doubled_pairs(scene, whose),
        communities_twice=doubled_communities(scene, whose),
    )
