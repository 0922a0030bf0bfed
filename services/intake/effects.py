"""What an import would do to the network besides changing records."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.model.choices import PairStatus
from graph.network import Network
from graph.valid_time import school_year_of
from services.intake.compare import Comparison

Isolated = Callable[[Network], frozenset[str]]
"""Gives the codes of the organisations that a network leaves out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Consequences worth knowing before a confirmation.

    Attributes
    ----------
    pairs_losing_need
        (leader, mentee, direction) of pairs in force whose need of the year would be gone or no
        longer in work, sorted.
    newly_isolated
        Codes of organisations that would become isolated, sorted.
    """

    pairs_losing_need: tuple[tuple[str, str, str], ...] = ()
    newly_isolated: tuple[str, ...] = ()


def find_effects(comparison: Comparison, isolated: Isolated | None) -> Effects:
    """Return what the changes of `comparison` would bring about on its day.

    Parameters
    ----------
    comparison
        A file beside the network.
    isolated
        Finds the isolated organisations of a network; without it none are named.
    """
    if not comparison.changes:
        return Effects()
    lost = set(_needs(comparison, comparison.before)) - set(_needs(comparison, comparison.after))
    pairs = sorted(
        (pair.leader, pair.mentee, pair.direction)
        for pair in comparison.after.pairs
        if (pair.mentee, pair.direction) in lost
        and pair.status is not PairStatus.ENDED
        and pair.from_date <= comparison.today
        and (pair.to_date is None or comparison.today < pair.to_date)
    )
    newly: frozenset[str] = frozenset()
    if isolated is not None and comparison.before.revision:
        newly = isolated(comparison.after) - isolated(comparison.before)
    return Effects(pairs_losing_need=tuple(pairs), newly_isolated=tuple(sorted(newly)))


def _needs(comparison: Comparison, network: Network) -> Iterator[tuple[str, str]]:
    """Yield (organisation, direction) of the needs in work of the school year of the day."""
    year = school_year_of(comparison.today)
    names = ("organisation", "direction", "school_year", "in_work")
    columns = (network.needs.column(name) for name in names)
    for organisation, direction, of, in_work in zip(*columns, strict=True):
        if of == year and in_work is not False:
            yield organisation, direction
