"""Isolation in time on made-up regions: the trend of three years, and a year ahead."""

from dataclasses import dataclass
from datetime import date

from api.texts import catalogue
from graph.network import Network
from services.isolation.detect import find_isolated
from services.isolation.nodes import months_before
from services.isolation_in_time.ahead import Ahead, look_ahead
from services.isolation_in_time.documents import ahead_document
from services.isolation_in_time.trend import Trend, find_trend
from services.policy import IsolationPolicy
from tests.benchmarks._isolation_region import DAY, Size, made_up_region
from tests.tools.measure import Figure, median_s, print_figures

POLICY = IsolationPolicy()
UNTIL = months_before(DAY, -12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A region and its limits in seconds."""

    size: Size
    trend_s: float = 3
    ahead_s: float = 2
    document_s: float = 3
    repeats: int = 3


CASES = (
    Case(size=Size(1_500, 44, 100, 1_000, 500, 8_000)),
    Case(size=Size(3_500, 44, 200, 1_900, 1_000, 60_000)),
)


def figures(case: Case) -> list[Figure]:
    """Measure one region, compare both ends with the report of the day, and return its lines."""
    network, say = made_up_region(case.size), catalogue("ru")

    def trend() -> Trend:
        return find_trend(network, POLICY, day=DAY)

    def ahead() -> Ahead:
        return look_ahead(network, POLICY, today=DAY, until=UNTIL)

    def told_in_full() -> object:
        return ahead_document(ahead(), network, say)

    def report_of_each_month() -> object:
        days = [month.day for month in trend().months]
        return [find_isolated(network, POLICY, day=day).counts for day in days]

    _compare(ahead(), {day: _without_tie(network, day) for day in (DAY, UNTIL)})
    size = f"{case.size.organisations} организаций, {case.size.edges} связей с датой"
    return [
        Figure(
            what="динамика всех видов за 36 месяцев",
            size=size,
            seconds=median_s(trend, repeats=case.repeats),
            limit_s=case.trend_s,
            peer="отчёт на каждый месяц",
            peer_s=median_s(report_of_each_month, repeats=1, warm_up=0),
        ),
        Figure(
            what="12 месяцев вперёд, день потери точный",
            size=size,
            seconds=median_s(ahead, repeats=case.repeats),
            limit_s=case.ahead_s,
        ),
        Figure(
            what="12 месяцев вперёд, сказаны все предложения",
            size=size,
            seconds=median_s(told_in_full, repeats=case.repeats, warm_up=0),
            limit_s=case.document_s,
        ),
    ]


def _without_tie(network: Network, day: date) -> int:
    found = find_isolated(network, POLICY, day=day).findings
    return sum(finding.has_no_working_tie for finding in found)


def _compare(found: Ahead, expected: dict[date, int]) -> None:
    told = {month.day: month.without_tie for month in found.months if month.day in expected}
    if told != expected:
        message = f"the report counts {expected}, the look ahead {told}"
        raise AssertionError(message)


def main() -> None:
    """Measure every region and print."""
    print_figures("Изоляция во времени", [figure for case in CASES for figure in figures(case)])


if __name__ == "__main__":
    main()
