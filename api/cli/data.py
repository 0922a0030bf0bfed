"""Commands of the workbook: template, import, export."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.edge import Edge
from api.cli.options import help_of

REFUSED = 2


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("template", help=help_of("template.help"))(template)
    app.command("import", help=help_of("import.help"))(import_)
    app.command("export", help=help_of("export.help"))(export)


def template(
    output: Annotated[Path, typer.Option("-o", "--output", help=help_of("template.output"))],
) -> None:
    """Write an empty workbook with lists, notes and an example row."""
    from graph.workbook.writer import write_template

    edge = Edge()
    edge.write_bytes(write_template(edge.say), output)
    edge.tell("cli.template.done", path=str(output))
