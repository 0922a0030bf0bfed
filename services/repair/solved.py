"""The answer to one goal over one list of candidates, in numbers."""

from dataclasses import dataclass

from graph.measures import Ints, Mask


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """Chosen candidates and who is not served.

    Attributes
    ----------
    chosen
        Positions among the candidates, sorted.
    unserved
        Which nodes are judged and not served.
    bound_tenths, bound_ties
        Nothing below is possible among the candidates.
    """

    chosen: Ints
    unserved: Mask
    bound_tenths: int
    bound_ties: int
