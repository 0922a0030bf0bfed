"""Help pages in Russian: the parser's own few English words are replaced."""

import re
from functools import partial

from typer._click.core import Context  # the type that the overridden method has
from typer.core import TyperCommand, TyperGroup

from api.texts import catalogue
from graph.texts import message

_WORDS = (
    (r"^Usage:", "usage"),
    (r"^Options:", "options"),
    (r"^Commands:", "commands"),
    (r"^Arguments:", "arguments"),
    (r"Show this message and exit\.", "help"),
    (r"(?<=\[)required(?=\])", "required"),
    (r"(?<=\[)default(?=:)", "default"),
    (r"\[OPTIONS\]", "any_options"),
    (r"COMMAND \[ARGS\]\.\.\.", "any_command"),
    (r"<str>", "text"),
    (r"<int( range)?>", "number"),
    (r"<path>", "path"),
    (r"<list\[str\]>", "text"),
    (r"<float( range)?>", "number"),
    (r"\{(file|source)\}", "path"),
    (r"\{plan\}", "plan"),
    (r"\{revision\}", "number"),
    (r"\{code\}", "code"),
    (r"\{person\}", "person"),
)


_COLUMN_GAP = 2
"""Spaces between the columns of a help page, at least."""


class RussianCommand(TyperCommand):
    """A command whose help page is Russian throughout."""

    def get_help(self, ctx: Context) -> str:
        """Return the help page."""
        return _translated(super().get_help(ctx))


class RussianGroup(TyperGroup):
    """A group of commands whose help page is Russian throughout."""

    def get_help(self, ctx: Context) -> str:
        """Return the help page."""
        return _translated(super().get_help(ctx))


def _translated(page: str) -> str:
    say = catalogue("ru")
    for pattern, word in _WORDS:
        as_wide = partial(_as_wide, say(message(f"cli.words.{word}")))
        page = re.sub(f"(?:{pattern})(?P<gap> *)", as_wide, page, flags=re.MULTILINE)
    return page


def _as_wide(word: str, found: re.Match[str]) -> str:
    """Return a word in place of another; where columns follow, they stay in line."""
    gap = found["gap"]
    return word + gap if len(gap) < _COLUMN_GAP else word.ljust(len(found[0]) - 1) + " "
