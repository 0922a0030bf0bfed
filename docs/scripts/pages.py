"""Which page is made by what."""

from collections.abc import Callable
from pathlib import Path

from docs.scripts import commands, dictionary, errors, findings, policy, rest, settings

FOLDER = Path(__file__).resolve().parents[1] / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands.render,
    "rest.md": rest.render,
    "settings.md": settings.render,
    "errors.md": errors.render,
    "findings.md": findings.render,
    "dictionary.md": dictionary.render,
    "policy.md": policy.render,
}
