"""Runs one command: every refusal is one sentence and an exit code, never a traceback."""

import sys

import typer
from typer._click import exceptions as usage  # the parser typer brings along

from api.cli import (
    adjusting,
    advice,
    data,
    doctor,
    drills,
    maps,
    measures,
    orders,
    plans,
    red_list,
    refusing,
    repair,
    reports,
    save,
    service,
    sheets,
    show,
    stores,
    whatif,
)
from api.cli.help import RussianGroup
from api.cli.usage import usage_message
from api.texts import catalogue
from graph.errors import (
    ConflictError,
    InputError,
    MethodNetError,
    NotAllowedError,
    NotFoundError,
)
from graph.texts import Message, message

FAILED = 1
REFUSED = 2
_INTERRUPTED = 130
"""What the parser returns, without a word, for a command that Ctrl+C stopped."""

say = catalogue("ru")

app = typer.Typer(
    cls=RussianGroup,
    name="methodnet",
    help=say(message("cli.help")),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for family in (
    service,
    data,
    plans,
    adjusting,
    refusing,
    advice,
    whatif,
    orders,
    save,
    sheets,
    reports,
    drills,
    measures,
    red_list,
    repair,
    show,
    maps,
    stores,
    doctor,
):
    family.register(app)


def main() -> None:
    """Run the command of the process arguments and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 refused.

    Parameters
    ----------
    arguments
        Words after the name of the program.
    """
    try:
        result = _called(arguments)
    except usage.NoArgsIsHelpError as help_text:
        print(help_text.format_message())  # noqa: T201 - the help itself
        return 0
    except usage.UsageError as error:
        _complain(usage_message(error, arguments))
        return REFUSED
    except (InputError, NotFoundError, ConflictError, NotAllowedError) as error:
        _complain(error.message)
        return REFUSED
    except MethodNetError as error:
        _complain(error.message)
        return FAILED
    except (typer.Abort, KeyboardInterrupt):
        _complain(message("cli.interrupted"))
        return FAILED
    return result if isinstance(result, int) else 0


def _called(arguments: list[str]) -> object:
    """Return what the command returns; an interruption comes through as what it is."""
    command = typer.main.get_command(app)
    result: object = command.main(arguments, prog_name="methodnet", standalone_mode=False)
    if result == _INTERRUPTED:
        raise KeyboardInterrupt
    return result


def _complain(text: Message) -> None:
    print(say(text), file=sys.stderr)  # noqa: T201 - this is what the command says
