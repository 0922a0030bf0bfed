"""Whoever silences a checker says why, beside it."""

import re

import pytest

from tests.tools.source import PRODUCT, modules

SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma: no cover)(?P<rest>.*)")
NAMED = re.compile(r"^(:\s*[A-Z]+\d+(\s*,\s*[A-Z]+\d+)*|\[[\w-]+(,\s*[\w-]+)*\])")


def fault(line: str) -> str:
    """Return what is missing in a line that silences a checker, or empty text."""
    said = SILENCED.search(line)
    if not said:
        return ""
    rest = said["rest"].strip()
    named = NAMED.match(rest)
    if not named and "no cover" not in said.group(1):
        return "names no rule"
    reason = rest[named.end() if named else 0 :].strip(" -—–#:")
    return "" if re.search(r"[a-z]{4}", reason, re.IGNORECASE) else "gives no reason"


def test_every_silenced_checker_has_its_reason_beside_it() -> None:
    found = [
        f"{module.shown}:{number} {what}: {line.strip()}"
        for module in modules(*PRODUCT, "tests", "docs")
        if module.path.name != "test_silenced.py"
        for number, line in enumerate(module.text.splitlines(), 1)
        if (what := fault(line))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = 1  # noqa", "names no rule"),
        ("x = 1  # noqa: S101", "gives no reason"),
        ("x = 1  # type: ignore[arg-type]", "gives no reason"),
        ("x = 1  # type: ignore[arg-type]  # the stub is wrong", ""),
        ("x = 1  # noqa: S101, PLR2004 - the rule's own numbers", ""),
        ("x = 1  # a comment", ""),
    ],
)
def test_a_missing_reason_is_seen(line: str, expected: str) -> None:
    assert fault(line) == expected
