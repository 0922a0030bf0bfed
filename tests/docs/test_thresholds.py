"""The page on thresholds of isolation names each one with the default that ships."""

import re
import tomllib
from dataclasses import asdict

import pytest

from services.policy import IsolationPolicy, shipped_text
from tests.tools.source import ROOT

PAGE = (ROOT / "docs/how-to/set-isolation-thresholds.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| ([\w.]+) \|", re.MULTILINE)


def test_every_threshold_stands_on_the_page_with_its_default() -> None:
    told = {name: tomllib.loads(f"value = {value}")["value"] for name, value in ROW.findall(PAGE)}
    assert told == asdict(IsolationPolicy())


@pytest.mark.parametrize("name", ["krai", "municipal"])
def test_every_threshold_of_a_shipped_file_tells_its_unit_and_reason(name: str) -> None:
    part = shipped_text(name).partition("[isolation]")[2]
    for threshold in asdict(IsolationPolicy()):
        line = re.search(rf"^{threshold} += \S+ +# (.+)$", part, re.MULTILINE)
        assert line, threshold
        unit, _, reason = line[1].partition(";")
        assert unit
        assert reason
