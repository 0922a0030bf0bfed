"""Who is too far on the ground from any leader: K7b."""

import numpy as np

from services.isolation.evidence import FarAway, shared
from services.isolation.ground import FAR
from services.isolation.scene import Scene

_TENTHS = 10


def too_far(scene: Scene) -> dict[int, FarAway]:
    """K7b: the nearest leader is farther than the policy's limit.

    Who has neither coordinates nor a row in the table of distances is not judged.
    """
    nodes, tenths = scene.nodes, scene.tenths_to_leader
    far = (tenths > scene.policy.max_km * _TENTHS) & (tenths != FAR)
    mask = nodes.judged & ~nodes.leader & far
    return shared(np.flatnonzero(mask), tenths, lambda km: FarAway(km=km / _TENTHS))
