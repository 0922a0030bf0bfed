"""A figure is reached only if every limit that is set was kept."""

from typing import Any

import pytest

from tests.tools.measure import Figure, median_s, peak_mb, print_figures


@pytest.mark.parametrize(
    ("limits", "reached"),
    [
        ({}, True),
        ({"limit_s": 2.0}, True),
        ({"limit_s": 0.5}, False),
        ({"peer_s": 12.0, "ratio": 10.0}, True),
        ({"peer_s": 9.0, "ratio": 10.0}, False),
        ({"ratio": 10.0}, False),
        ({"memory_mb": 300.0, "limit_mb": 400.0}, True),
        ({"memory_mb": 500.0, "limit_mb": 400.0}, False),
    ],
)
def test_a_figure_is_reached_only_within_its_limits(
    limits: dict[str, Any], *, reached: bool
) -> None:
    assert Figure(what="план", size="край", seconds=1.0, **limits).is_reached is reached


def test_a_line_tells_the_ratio_and_the_limit(capsys: pytest.CaptureFixture[str]) -> None:
    figure = Figure(
        what="план", size="1900", seconds=0.5, limit_s=1, peer="networkx", peer_s=8, ratio=10
    )
    print_figures("Планы", [figure])
    printed = capsys.readouterr().out
    assert "500.0 мс" in printed
    assert "16.0" in printed
    assert "≤ 1.00 с, ≥ 10×" in printed
    assert "достигнуто" in printed


def test_the_median_ignores_the_runs_that_warm_up() -> None:
    calls: list[int] = []
    assert median_s(lambda: calls.append(1), repeats=3, warm_up=2) < 1
    assert len(calls) == 5


def test_memory_is_told_in_megabytes() -> None:
    assert 10 < peak_mb() < 100_000
