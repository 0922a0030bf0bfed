"""What-ifs of a region: many mixed adjustments with proof, against solving each anew."""

from collections.abc import Iterator
from itertools import islice
from random import Random
from statistics import median
from time import perf_counter

from api.texts import catalogue
from graph.errors import InputError
from graph.network import Network
from graph.samples import build_demo
from services.assignment.adjusted import adjusted_changes
from services.assignment.adjustment import Adjustment, read_adjustment
from services.assignment.roster import NONE
from services.assignment.whatif.alternatives import alternatives
from services.assignment.whatif.anew import plan_anew, problem_on
from services.assignment.whatif.answer import what_if
from services.assignment.whatif.document import what_if_document
from services.assignment.whatif.prepared import WhatIfBase, base_of
from tests.benchmarks.plan import planned
from tests.tools.measure import Figure, median_s, peak_mb, print_figures
from tests.tools.plan_networks import REGION, made_up

ASKED = 240
ANEW = 12
"""So many of the questions are solved anew, too; their goals must be the same."""
SAY = catalogue("ru")


def questions(base: WhatIfBase, rng: Random) -> Iterator[list[Adjustment]]:
    """Yield adjustments as planners make them: bans of pairs in the plan, pins, wishes, places."""
    problem, codes = base.problem, base.problem.places.codes
    chosen = [int(pair) for pair in base.chosen if pair != NONE]
    while True:
        kind = rng.choice(["ban", "pin", "prefer", "+1", "-1"])
        pair = rng.choice(chosen) if kind == "ban" else rng.randrange(len(problem.pairs))
        need, offer = int(problem.pairs.need[pair]), int(problem.pairs.offer[pair])
        leader = codes[problem.offers.organisation[offer]]
        mentee = codes[problem.needs.organisation[need]]
        way = problem.directions[problem.needs.direction[need]]
        places = kind in {"+1", "-1"}
        text = f"places:{leader}:{way}:{kind}" if places else f"{kind}:{leader}:{mentee}:{way}"
        one = [read_adjustment(text)]
        try:
            what_if(base, one)
        except InputError:
            continue
        yield one


def answered(base: WhatIfBase, some: list[Adjustment]) -> float:
    """Return the seconds of one question, from the adjustments to the document."""
    started = perf_counter()
    answer = what_if(base, some)
    what_if_document("p", answer, base.network, SAY)
    taken = perf_counter() - started
    if not answer.rerouted:
        raise AssertionError(some)
    return taken


def solved_anew(base: WhatIfBase, some: list[Adjustment]) -> float:
    """Return the seconds of solving anew, and stop where the goals differ."""
    plan = base.planned.plan
    started = perf_counter()
    changes = adjusted_changes(base.network, some, day=plan.as_of, reason="", author="")
    network = base.network.after(changes, base.network.revision)
    _, values = plan_anew(base, problem_on(base, network))
    taken = perf_counter() - started
    if values != [goal.after for goal in what_if(base, some).goals]:
        raise AssertionError(some)
    return taken


def measure(network: Network) -> list[Figure]:
    """Measure the questions of one plan."""
    plan = planned(network)
    base = base_of(network, plan)
    problem = base.problem
    asked = list(islice(questions(base, Random(1)), ASKED))  # noqa: S311 - no secret
    seconds = sorted(answered(base, some) for some in asked)
    peer = median(solved_anew(base, some) for some in asked[:ANEW])
    size = f"{len(problem.needs)} потребностей, {len(problem.pairs)} пар, {ASKED} поправок"
    mentee = plan.assignments[0].mentee
    return [
        *(
            Figure(
                what=what,
                size=size,
                seconds=taken,
                limit_s=0.05,
                peer=f"пересчёт (по {ANEW})",
                peer_s=peer,
            )
            for what, taken in (
                ("поправка с доказательством: медиана", median(seconds)),
                ("95 из 100 быстрее", seconds[int(0.95 * len(seconds))]),
            )
        ),
        Figure(what="самая долгая", seconds=seconds[-1], size=size),
        Figure(
            what="другие лидеры для одной организации",
            size=size,
            seconds=median_s(lambda: alternatives(base, mentee, None)),
        ),
        Figure(
            what="подготовка плана, один раз",
            size=size,
            seconds=median_s(lambda: base_of(network, plan), repeats=3),
            memory_mb=peak_mb(),
        ),
    ]


def main() -> None:
    """Measure two regions and print."""
    demo = Network.of(build_demo("region").records)
    print_figures("Поправки на плане демонстрационного края", measure(demo))
    print_figures("Поправки на плане случайного региона", measure(made_up(REGION, 1, pins=True)))


if __name__ == "__main__":
    main()
