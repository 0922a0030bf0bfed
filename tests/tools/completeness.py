"""Pytest plugin: a run says what it left out, and under ``CI=true`` leaving out is a failure."""

import os
import sys
from collections import Counter
from collections.abc import Generator, Iterable

import pytest

SERVICES = {"neo4j": "Neo4j", "browser": "Chromium"}
"""Marker → what such a test needs; one worker keeps each of them for itself."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of one service on one worker, so that it starts once."""
    for item in items:
        for marker in SERVICES:
            if item.get_closest_marker(marker) and not item.get_closest_marker("xdist_group"):
                item.add_marker(pytest.mark.xdist_group(marker))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    """Say, after everything else, what ran on which service and what was left out."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput"):
        return
    left_out = reasons(reporter.stats.get("skipped", ()))
    for line in summary(ran_on(reporter.stats.get("passed", ())), left_out):
        sys.stdout.write(f"{line}\n")
    if left_out and is_strict(os.environ) and session.exitstatus == pytest.ExitCode.OK:
        sys.stdout.write("CI=true: пропускать нельзя, прогон не засчитан.\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def is_strict(environment: os._Environ[str] | dict[str, str]) -> bool:
    """Return whether this run may leave nothing out."""
    return environment.get("CI", "").lower() in {"1", "true", "yes"}


def ran_on(passed: Iterable[pytest.TestReport]) -> Counter[str]:
    """Count the passed tests that needed each service."""
    return Counter(marker for report in passed for marker in SERVICES if marker in report.keywords)


def reasons(skipped: Iterable[pytest.TestReport | pytest.CollectReport]) -> Counter[str]:
    """Count the skipped tests by the reason they gave."""
    return Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        if isinstance(report.longrepr, tuple)
        else str(report.longrepr)
        for report in skipped
    )


def summary(ran: Counter[str], left_out: Counter[str]) -> list[str]:
    """Return the lines that close a run.

    Examples
    --------
    >>> summary(Counter(neo4j=2), Counter())
    ['Выполнено на Neo4j: 2, Chromium: 0. Ничего не пропущено.']
    """
    on = ", ".join(f"{name}: {ran[marker]}" for marker, name in SERVICES.items())
    if not left_out:
        return [f"Выполнено на {on}. Ничего не пропущено."]
    return [
        f"Выполнено на {on}. Пропущено: {left_out.total()}.",
        *(f"  {times} × {reason}" for reason, times in sorted(left_out.items())),
    ]
