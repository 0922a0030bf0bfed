"""Repairs of made-up regions: every goal, with networkx and greedy choice in the same run."""

from collections.abc import Callable
from functools import partial

import numpy as np

from graph.measures import Ints
from services.isolation.scene import Scene
from services.policy import IsolationPolicy
from services.repair.blocks import blocks_of, fewest_ties
from services.repair.candidates import Candidates, Terms
from services.repair.cover import Far, cover
from services.repair.critical import Critical
from services.repair.limits import NO_LIMIT
from services.repair.proposal import Asked, Goal, Minimise, Proposal
from services.repair.propose import propose_repair
from services.repair.solved import Solved
from tests.benchmarks._isolation_region import DAY, Size, made_up_region
from tests.benchmarks._repair_peers import greedy_cover, held_by_networkx, shortest_tree
from tests.tools.measure import Figure, median_s, print_figures

REGION = Size(1_500, 44, 100, 1_000, 500, 8_000)
DISTRICT = Size(120, 5, 8, 120, 40, 480)
"""What a second leader for everybody is measured on: its proof takes long on a region."""
COUNTRY = Size(60_000, 1_765, 4_000, 30_000, 15_000, 335_000)
NEIGHBOURS = 20
SHORTER = 0.75
_TENTHS = 10


def must(kept: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Stop the benchmark if an answer is not what it has to be."""
    if not kept:
        raise AssertionError(what)


def told(some: Candidates, chosen: Ints) -> str:
    """Return how many pairs were looked at, and what was chosen."""
    km = int(some.tenths[chosen].sum()) / _TENTHS
    return f"{len(some)} пар, {len(chosen)} связей, {km} км"


def limited(scene: Scene, general: int, leader: int) -> Ints:
    """Return the most new ties of each organisation."""
    return np.where(scene.nodes.leader, leader, general).astype(np.int64)


def held(scene: Scene, some: Candidates, limits: Ints) -> Solved:
    """Leave no tie critical, by the fewest kilometres."""
    nodes = scene.nodes
    critical = Critical(len(nodes), scene.low, scene.high, nodes.judged, Minimise.KM)
    return critical.solve(some, limits)


def no_critical_tie(scene: Scene) -> list[Figure]:
    """Measure the fewest kilometres on near pairs and on all, with and without limits."""
    terms, free = Terms(scene, max_km=None), np.full(len(scene.nodes), NO_LIMIT)
    few = limited(scene, 2, 12)
    by_networkx = partial(held_by_networkx, scene, terms.among(*terms.near_pairs(NEIGHBOURS)))
    count, tenths = by_networkx()
    peer_s = median_s(by_networkx, repeats=1, warm_up=0)
    figures = []

    def nearby() -> Candidates:
        return terms.among(*terms.near_pairs(NEIGHBOURS))

    def everything() -> Candidates:
        return terms.among(*terms.all_pairs())

    for name, pick, limits, limit_s in (
        ("рядом", nearby, free, 5.0),
        ("рядом, не больше 2 новых связей, у лидера 12", nearby, few, 5.0),
        ("все пары", everything, free, None),
        ("все пары, не больше 2 и 12", everything, few, None),
    ):
        some = pick()
        solved = held(scene, some, limits)
        length = int(some.tenths[solved.chosen].sum())
        must(length == solved.bound_tenths, "the fewest kilometres are not proved")
        must(not solved.unserved.any(), "somebody is left out")
        must(length <= SHORTER * tenths, f"{length} is not much shorter than {tenths} of networkx")

        def run(pick: Callable[[], Candidates] = pick, limits: Ints = limits) -> Solved:
            return held(scene, pick(), limits)

        share = f"{length / tenths:.2f} от networkx ({count} связей, {tenths / _TENTHS} км)"
        figures.append(
            Figure(
                what=f"no_critical_tie, {name}",
                size=f"{told(some, solved.chosen)}: {share}",
                seconds=median_s(run, repeats=3, warm_up=0),
                limit_s=limit_s,
                peer="networkx, рядом",
                peer_s=peer_s,
            )
        )
    return figures


def fewest(scene: Scene) -> Figure:
    """Measure the fewest ties after which none is critical, where any two may be tied."""
    nodes = scene.nodes
    terms = Terms(scene, max_km=None)

    def run() -> tuple[Ints, Ints]:
        critical = Critical(len(nodes), scene.low, scene.high, nodes.judged, Minimise.TIES)
        found = critical.fewest(terms.may)
        must(found is not None, "no pairs of ends")
        return found or (nodes.own_service, nodes.own_service)

    one, other = run()
    blocks = blocks_of(len(nodes), scene.low, scene.high)
    needed = np.bincount(blocks.of, weights=nodes.judged, minlength=blocks.count) > 0
    must(len(one) == fewest_ties(blocks, needed), "more ties than the formula says")
    joined = np.concatenate([scene.low, one]), np.concatenate([scene.high, other])
    whole = blocks_of(len(nodes), *joined).of[nodes.judged]
    must(len(np.unique(whole)) == 1, "a tie is still critical")
    by_networkx = partial(held_by_networkx, scene)
    must(len(one) == by_networkx()[0], "networkx needs another number of ties")
    return Figure(
        what="no_critical_tie, меньше всего связей",
        size=f"{len(nodes)} организаций, {len(one)} связей = ⌈p/2⌉ + q",
        seconds=median_s(run, repeats=3),
        limit_s=1.0,
        peer="networkx",
        peer_s=median_s(by_networkx, repeats=1, warm_up=0),
    )


def hops(scene: Scene, limit_s: float, *, max_km: float | None = None) -> Figure:
    """Measure two steps to a leader; with a longest tie also with six new ties of a leader."""
    nodes = scene.nodes
    terms = Terms(scene, max_km=max_km)
    limits = np.full(len(nodes), NO_LIMIT)
    if max_km is not None:
        limits = limited(scene, NO_LIMIT, 6)
    some = terms.among(*terms.near_pairs(NEIGHBOURS))

    def run() -> tuple[Far, Ints, Ints]:
        far = Far.of(scene.low, scene.high, nodes.leader, nodes.judged, 2)
        chosen, missed = cover(far, nodes.leader, some, limits)
        return far, chosen, np.flatnonzero(missed)

    far, chosen, missed = run()
    with_leader = np.flatnonzero(nodes.leader[some.one] != nodes.leader[some.other])
    ends = np.where(nodes.leader[some.one], some.other, some.one)[with_leader]
    greedy = ""
    if max_km is None:
        ties, left = greedy_cover(far, np.unique(ends))
        must((len(missed), len(chosen)) <= (left, ties), "greedy is better")
        greedy = f"; жадно {ties} связей"
    return Figure(
        what="hops 2" + ("" if max_km is None else f", у лидера до 6 новых, до {max_km:g} км"),
        size=f"{len(nodes)} организаций, {told(some, chosen)}, без лидера {len(missed)}{greedy}",
        seconds=median_s(run, repeats=3, warm_up=0),
        limit_s=limit_s,
    )


def whole(scene: Scene, district: Scene) -> list[Figure]:
    """Measure each goal as it is asked, with what each tie is good for."""
    figures = []
    terms = Terms(scene, max_km=None)
    some = terms.among(*terms.near_pairs(NEIGHBOURS))
    tree = shortest_tree(scene, some)
    for goal in Goal:
        on = district if goal is Goal.SECOND_LEADER else scene

        answers: list[Proposal] = []

        def run(goal: Goal = goal, on: Scene = on, answers: list[Proposal] = answers) -> None:
            answers.append(propose_repair(on.network, on.policy, Asked(goal=goal), day=DAY))

        seconds = median_s(run, repeats=1, warm_up=0)
        made = answers[0]
        must(made.proved or goal is Goal.SECOND_LEADER, f"{goal} is not proved")
        if goal is Goal.CONNECTED:
            must(made.tenths <= tree, "the tree of networkx is shorter")
        pairs = f"{made.judged} организаций, {made.candidates} пар"
        figures.append(
            Figure(
                what=f"{goal}, с пользой каждой связи",
                size=f"{pairs}, {len(made.ties)} связей, {made.tenths / _TENTHS} км",
                seconds=seconds,
            )
        )
    return figures


def main() -> None:
    """Measure and print."""
    region, country, district = (
        Scene.of(made_up_region(size), IsolationPolicy(), day=DAY)
        for size in (REGION, COUNTRY, DISTRICT)
    )
    figures = [
        *no_critical_tie(region),
        fewest(country),
        hops(region, 1.0),
        hops(country, 3.0),
        hops(region, 2.0, max_km=60),
        *whole(region, district),
    ]
    print_figures("Новые связи для оставшихся в стороне", figures)


if __name__ == "__main__":
    main()
