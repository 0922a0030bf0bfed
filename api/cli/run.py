"""Runs one command: every refusal is one sentence and an exit code, never a traceback."""

import sys

import typer
from typer._click import exceptions as usage  # the parser typer brings along

from api.cli import data, doctor, plans, reports, service, stores
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

say = catalogue("ru")

app = typer.Typer(
    name="methodnet",
    help=say(message("cli.help")),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for family in (service, data, plans, reports, stores, doctor):
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
        result = typer.main.get_command(app).main(
            arguments, prog_name="methodnet", standalone_mode=False
        )
    except usage.NoArgsIsHelpError as help_text:
        print(help_text.format_message())  # noqa: T201 - the help itself
        return 0
    except usage.UsageError as error:
        _complain(_usage(error))
        return REFUSED
    except (InputError, NotFoundError, ConflictError, NotAllowedError) as error:
        _complain(error.message)
        return REFUSED
    except MethodNetError as error:
        _complain(error.message)
        return FAILED
    except (usage.Abort, KeyboardInterrupt):
        _complain(message("cli.interrupted"))
        return FAILED
    return result if isinstance(result, int) else 0


def _complain(text: Message) -> None:
    print(say(text), file=sys.stderr)  # noqa: T201 - this is what the command says


def _usage(error: usage.UsageError) -> Message:
    if isinstance(error, usage.NoSuchOption):
        return message("cli.usage.option", option=error.option_name)
    if isinstance(error, usage.NoSuchCommand):
        return message("cli.usage.command", command=error.command_name)
    if isinstance(error, usage.MissingParameter):
        name = error.param.human_readable_name if error.param is not None else ""
        return message("cli.usage.missing", name=name)
    if isinstance(error, usage.BadParameter):
        name = error.param.human_readable_name if error.param is not None else ""
        return message("cli.usage.value", name=name)
    return message("cli.usage.other", detail=error.format_message())
