"""Twelve goals with proof, check and reasons against one goal of other programs, in one run.

All are given the same instance, without the limits that a matching cannot say (a leader's total, a
fourth need of a school), and must give the same answer. Each runs in a process of its own, so that
its memory is its own. What would take minutes is asked at the largest size it finishes in a minute.
"""

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from graph.network import Network
from services.assignment.problem import written_out_in_full
from services.policy import AssignmentPolicy
from tests.benchmarks.plan import problem_of, proved
from tests.tools.measure import median_s, peak_mb, print_table, seconds_shown
from tests.tools.peers import PEERS, Answer, is_installed, matching_of, plain
from tests.tools.plan_networks import MUNICIPALITY, REGION, Size, made_up
from tests.unit.assignment.oracle import Instance
from tests.unit.assignment.programs import by_networkx, by_whole_numbers

OURS = "МетодСеть: 12 целей, доказательство, проверка всех пар, причины"
ORTOOLS = "OR-Tools SimpleMinCostFlow"
SLOW = ("munkres", "mentor-match")
"""Peers that never finish a region; they get as many needs as they manage in `MOST_S`."""
MOST_S, ONCE_S = 60.0, 20.0
HEADINGS = ("чем", "целей", "размер", "медиана", "прогонов", "во сколько раз дольше", "память")


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one program took on one size."""

    who: str
    goals: int
    asked: int
    needs: int
    pairs: int
    seconds: float
    repeats: int
    memory_mb: float
    answer: Answer | None = None


def network_of(needs: int) -> Network:
    """Return a region made smaller in all its parts, plain enough for a matching."""
    share = needs / REGION.needs
    size = REGION if share == 1 else _less(share)
    return plain(made_up(size, 1, pins=False))


def _less(share: float) -> Size:
    fewer = {
        name: max(least, round(getattr(REGION, name) * share))
        for name, least in (("mentees", 6), ("leaders", 10), ("needs", 10), ("municipalities", 1))
    }
    return replace(REGION, **fewer)


def timed(work: Callable[[], object]) -> tuple[float, int]:
    """Return the median of five runs, or the time of the first where it is long."""
    started = perf_counter()
    work()
    first = perf_counter() - started
    return (first, 1) if first > ONCE_S else (median_s(work, warm_up=0), 5)


def ours(needs: int) -> Run:
    """Plan, prove, check and tell the reasons."""
    network = network_of(needs)
    problem = written_out_in_full(problem_of(network))
    seconds, repeats = timed(lambda: proved(network))
    return Run(
        who=OURS,
        goals=12,
        asked=needs,
        needs=len(problem.needs),
        pairs=len(problem.pairs),
        seconds=seconds,
        repeats=repeats,
        memory_mb=peak_mb(),
    )


def peer(name: str, needs: int) -> Run:
    """Let a peer cover as many needs as possible at the least points."""
    it = matching_of(written_out_in_full(problem_of(network_of(needs))))
    solve, _ = PEERS[name]
    answers: list[Answer] = []
    seconds, repeats = timed(lambda: answers.append(solve(it)))
    return Run(
        who=name,
        goals=1,
        asked=needs,
        needs=it.needs,
        pairs=len(it.need),
        seconds=seconds,
        repeats=repeats,
        memory_mb=peak_mb(),
        answer=answers[-1],
    )


def all_goals(who: str) -> Run:
    """Let networkx or HiGHS reach all twelve goals of a municipality."""
    network = made_up(MUNICIPALITY, 1, pins=False)
    instance = Instance(network, AssignmentPolicy())
    solve = {"networkx": by_networkx, "HiGHS": by_whole_numbers}.get(who.partition(",")[0])
    work = (lambda: proved(network)) if solve is None else (lambda: solve(instance))
    seconds, repeats = timed(work)
    return Run(
        who=who,
        goals=12,
        asked=MUNICIPALITY.needs,
        needs=len(instance.needs),
        pairs=len(instance.pairs),
        seconds=seconds,
        repeats=repeats,
        memory_mb=peak_mb(),
    )


def alone(work: Callable[..., Run], *args: object) -> Run:
    """Run in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, args)


def largest(name: str) -> Run:
    """Double the size while the next one would still be done in a minute; time grows as n³."""
    found = alone(peer, name, 50)
    while found.asked < REGION.needs:
        needs = min(found.asked * 2, REGION.needs)
        if found.seconds * (needs / found.asked) ** 3 > MOST_S:
            break
        found = alone(peer, name, needs)
    return found


def lines(runs: Sequence[Run]) -> list[tuple[str, ...]]:
    """Return the rows of a table, the first run being ours; the others are told beside it."""
    base = runs[0]
    return [
        (
            run.who,
            str(run.goals),
            f"{run.needs} потребностей, {run.pairs} пар",
            seconds_shown(run.seconds),
            str(run.repeats),
            "" if run is base else f"{run.seconds / base.seconds:.2f}",
            f"{run.memory_mb:.0f} МБ",
        )
        for run in runs
    ]


def main() -> None:
    """Measure and print; words after the command choose peers."""
    words = sys.argv[1:]
    missing = [name for name in PEERS if not is_installed(name)]
    chosen = [n for n in PEERS if n not in missing and (not words or any(w in n for w in words))]
    region = [alone(ours, REGION.needs)]
    region += [alone(peer, name, REGION.needs) for name in chosen if name not in SLOW]
    answers = {run.answer for run in region[1:]}
    if len(answers) > 1:
        raise AssertionError(answers)
    print_table("Сверстники: регион", HEADINGS, lines(region))
    for name in (name for name in SLOW if name in chosen):
        found = largest(name)
        table = lines([alone(ours, found.asked), alone(peer, ORTOOLS, found.asked), found])
        title = f"Сверстники: наибольший размер, который {name} решает за минуту"
        print_table(title, HEADINGS, table)
    if not words:
        whole = ("networkx, 12 целей одним длинным числом", "HiGHS, цель за целью (scipy milp)")
        table = lines([alone(all_goals, who) for who in (OURS, *whole)])
        print_table("Сверстники: 12 целей муниципалитета", HEADINGS, table)
    for name in missing:
        sys.stdout.write(f"{name}: не установлен, не измерен\n")


if __name__ == "__main__":
    main()
