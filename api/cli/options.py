"""Options that several commands share, with their help."""

from pathlib import Path
from typing import Annotated

import typer

from api.texts import catalogue
from graph.errors import InputError
from graph.texts import message


def help_of(code: str) -> str:
    """Return the help sentence of a command or an option, by the rest of its code."""
    return catalogue("ru")(message(f"cli.{code}"))


def _as_workbook(path: Path | None) -> Path | None:
    """Let through a file that a spreadsheet will open by its name."""
    if path is not None and path.suffix.lower() != ".xlsx":
        raise InputError("cli.xlsx.format", path=str(path))
    return path


StoreOption = Annotated[str | None, typer.Option("--store", help=help_of("option.store"))]
JsonOption = Annotated[str | None, typer.Option("--json", help=help_of("option.json"))]
XlsxOption = Annotated[
    Path | None, typer.Option("--xlsx", callback=_as_workbook, help=help_of("option.xlsx"))
]
ReasonOption = Annotated[str, typer.Option("--reason", help=help_of("option.reason"))]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help=help_of("option.as_of"))]
AllOption = Annotated[bool, typer.Option("--all", help=help_of("option.all"))]
ConfirmOption = Annotated[bool, typer.Option("--confirm", help=help_of("option.confirm"))]
PlanArgument = Annotated[str, typer.Argument(help=help_of("option.plan"))]
OptionalPlanArgument = Annotated[str | None, typer.Argument(help=help_of("option.plan"))]
PlanFileOption = Annotated[
    Path | None, typer.Option("--file", help=catalogue("ru")(message("proof.option.file")))
]
WorkbookOption = Annotated[
    Path | None, typer.Option("--workbook", help=catalogue("ru")(message("proof.option.workbook")))
]
