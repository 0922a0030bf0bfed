"""Whether a shortage is told by no more needs than it takes: the checker's own search."""

from collections import Counter
from collections.abc import Sequence

from services.assignment.sight import Sight
from services.assignment.truth import Truth
from services.assignment.truth_rows import NeedKey


def surplus_members(truth: Truth, sight: Sight, members: Sequence[NeedKey]) -> list[NeedKey]:
    """Return the covered members without which as many needs would be short, sorted.

    Parameters
    ----------
    members
        Needs whose covered ones hold all places there are for all of them.

    Notes
    -----
    A covered member matters if moving others, one into the place of the next, can give its place
    to an open member: without it one need less would be short. From an open member one comes to
    its offers; from an offer to the members that hold it, and to the leader's other offers if
    only the leader's total is full; from a member to its other offers. What is not reached is
    covered whatever happens to the rest, and proves nothing.
    """
    chosen = sight.chosen
    held = Counter(chosen.values())
    of_leader: dict[str, set[int]] = {}
    for offer in held:
        of_leader.setdefault(truth.offers[offer].organisation, set()).add(offer)
    left = {key: chosen[key] for key in members if key in chosen}
    reached: set[int] = set()
    new = sight.allowed([key for key in members if key not in chosen])
    while new:
        reached |= new
        roomy = (truth.offers[o].organisation for o in new if held[o] < truth.places[o])
        more = {offer for leader in set(roomy) for offer in of_leader.get(leader, ())}
        found = [key for key, offer in left.items() if offer in reached]
        for key in found:
            del left[key]
        new = (more | sight.allowed(found)) - reached
    return sorted(left)
