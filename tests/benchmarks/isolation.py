"""Isolation on made-up regions: all kinds of this product against networkx doing the same."""

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass

from api.texts import catalogue
from services.isolation import likes
from services.isolation.detect import Found, find_isolated, judge
from services.isolation.document import isolation_document
from services.isolation.findings import IsolationReport
from services.isolation.kinds import Kind
from services.isolation.scene import Scene
from services.isolation.support import declared_needs, paired_leaders
from services.policy import IsolationPolicy
from tests.benchmarks._isolation_networkx import WithNetworkx
from tests.benchmarks._isolation_region import DAY, Size, made_up_region
from tests.tools.measure import Figure, median_s, print_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A region and its limits in seconds."""

    size: Size
    kinds_s: float
    with_k13_s: float
    report_s: float
    document_s: float
    repeats: int = 5


CASES = (
    Case(
        size=Size(1_500, 44, 100, 1_000, 500, 8_000),
        kinds_s=0.06,
        with_k13_s=0.15,
        report_s=0.15,
        document_s=0.3,
    ),
    Case(
        size=Size(3_500, 44, 200, 1_900, 1_000, 60_000),
        kinds_s=0.3,
        with_k13_s=0.4,
        report_s=0.5,
        document_s=1,
    ),
    Case(
        size=Size(60_000, 1_765, 4_000, 30_000, 15_000, 335_000),
        kinds_s=2,
        with_k13_s=3,
        report_s=3,
        document_s=10,
        repeats=3,
    ),
)


def figures(case: Case) -> list[Figure]:
    """Measure one region, compare the counts, and return its lines."""
    network, say = made_up_region(case.size), catalogue("ru")

    def kinds() -> Found:
        scene = Scene.of(network, IsolationPolicy(), day=DAY)
        return judge(scene, declared_needs(scene), paired_leaders(scene))

    seen = Scene.of(network, IsolationPolicy(), day=DAY)

    def fit() -> object:
        return likes.fewer_partners(seen)

    def report() -> IsolationReport:
        return find_isolated(network, IsolationPolicy(), day=DAY)

    def told_in_full() -> object:
        return isolation_document(report(), network, say)

    told = {kind.value: len(found) for kind, found in kinds().items() if kind is not Kind.K13}
    expected = WithNetworkx(network, case.size).counts()
    if told != expected:
        message = f"networkx counts {expected}, the product {told}"
        raise AssertionError(message)
    all_s, fit_s = (median_s(f, repeats=case.repeats) for f in (kinds, fit))
    kinds_s = all_s - fit_s
    peer_s = median_s(
        lambda: WithNetworkx(network, case.size).counts(), repeats=min(case.repeats, 3), warm_up=0
    )
    edges = sum(len(some) for some in network.events.column("participants"))
    size = f"{case.size.organisations} организаций, {edges} связей с датой"
    return [
        Figure(
            what="все виды без K13, с доказательствами",
            size=size,
            seconds=kinds_s,
            limit_s=case.kinds_s,
            peer="networkx, только число",
            peer_s=peer_s,
            ratio=5,
            memory_mb=memory_mb(kinds),
            limit_mb=300,
        ),
        Figure(what="все виды", size=size, seconds=all_s, limit_s=case.with_k13_s),
        Figure(
            what="отчёт: предложения — когда спросят",
            size=size,
            seconds=median_s(report, repeats=min(case.repeats, 3), warm_up=0),
            limit_s=case.report_s,
        ),
        Figure(
            what="отчёт, сказаны все предложения и следующие шаги",
            size=size,
            seconds=median_s(told_in_full, repeats=min(case.repeats, 3), warm_up=0),
            limit_s=case.document_s,
        ),
    ]


def memory_mb(run: Callable[[], object]) -> float:
    """Return the most memory that one run holds at once beside the network, in MB."""
    tracemalloc.start()
    run()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def main() -> None:
    """Measure every region and print."""
    print_figures("Изоляция", [figure for case in CASES for figure in figures(case)])


if __name__ == "__main__":
    main()
