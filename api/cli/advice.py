"""Commands that weigh plans: what two of them differ in."""

from typing import Annotated

import typer

from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import JsonOption, PlanArgument, StoreOption, help_of


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for name, command in (("compare", compare),):
        app.command(name, cls=RussianCommand, help=help_of(f"{name}.help"))(command)


def compare(
    plan: PlanArgument,
    other: Annotated[str, typer.Argument(help=help_of("compare.other"))],
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Compare two plans: goals side by side, and each need whose leader differs."""
    from services.assignment.compare import compare_plans, comparison_document
    from services.assignment.compare_texts import comparison_lines

    edge = Edge(store)
    network = edge.network()
    comparison = compare_plans(network, plan, other)
    if json_file is not None:
        edge.write_json(comparison_document(comparison), json_file)
    if json_file != "-":
        for line in comparison_lines(network, comparison):
            print(edge.say(line))  # noqa: T201 - what the command says
    edge.close()
