"""What the parser of the command line refuses, in words: which key, what it takes, what was given.

The parser says in English only that a value does not fit; limits and choices stand in the
parameter, and the value in the words of the command.
"""

import re
from collections.abc import Sequence
from enum import Enum
from typing import Any

from typer._click import exceptions as usage  # the parser typer brings along

from api.texts import catalogue
from graph.texts import Message, message

_say = catalogue("ru")
_ARGUMENTS = {
    name: _say(message(f"cli.words.{word}"))
    for name, word in (
        ("plan", "plan"),
        ("revision", "revision"),
        ("code", "code"),
        ("file", "path"),
        ("source", "path"),
        ("person", "person"),
    )
}
_MISSING = {
    "--reason": message("cli.usage.missing_reason"),
    _ARGUMENTS["plan"]: message("cli.usage.missing_plan"),
    _ARGUMENTS["person"]: message("cli.usage.missing_person"),
}
_NUMBERS: tuple[type, ...] = (int, float)

# The parser has no class of its own for this case.
_NO_COMMAND = re.compile(r"No such command '([^']*)'")


def usage_message(error: usage.UsageError, arguments: Sequence[str]) -> Message:
    """Return what is wrong with `arguments`, the words after the name of the program."""
    if isinstance(error, usage.NoSuchOption):
        return message("cli.usage.option", option=error.option_name)
    if isinstance(error, usage.MissingParameter):
        name = _name(error.param)
        return _MISSING.get(name) or message("cli.usage.missing", name=name)
    if isinstance(error, usage.BadParameter):
        return _value(error.param, arguments)
    unknown = _NO_COMMAND.search(error.format_message())
    if unknown:
        return message("cli.usage.command", command=unknown[1])
    return message("cli.usage.other", detail=error.format_message())


def _value(param: Any, arguments: Sequence[str]) -> Message:
    """Say what a parameter takes, and what it was given."""
    name = _name(param)
    takes = _takes(param)
    if takes is None:
        return message("cli.usage.value", name=name)
    given = _given(param, arguments)
    if given is None:
        return message("cli.usage.needs", name=name, takes=takes)
    return message("cli.usage.needs_not", name=name, takes=takes, given=given)


def _takes(param: Any) -> Message | None:
    """Say which values a parameter takes; None if they are neither numbers nor a choice."""
    kind: object = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return message("cli.usage.choice", choices=", ".join(str(one.value) for one in kind))
    if kind not in _NUMBERS:
        return None
    least, most = getattr(param, "min", None), getattr(param, "max", None)
    number = message("cli.usage.whole" if kind is int else "cli.usage.number")
    if least is not None and most is not None:
        return message("cli.usage.between", number=number, least=least, most=most)
    if least is not None:
        return message("cli.usage.from", number=number, least=least)
    return number


def _given(param: Any, arguments: Sequence[str]) -> str | None:
    """Return the last value given to an option in `arguments`; None for one that has no name."""
    found = None
    for name in param.opts:
        for word, after in zip(arguments, (*arguments[1:], ""), strict=True):
            if word == name:
                found = after
            elif word.startswith(f"{name}="):
                found = word.partition("=")[2]
    return found


def _name(param: Any) -> str:
    if param is None:
        return ""
    options = [name for name in param.opts if name.startswith("-")]
    return options[-1] if options else _ARGUMENTS.get(param.name or "", param.name or "")
