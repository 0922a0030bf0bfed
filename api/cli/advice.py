"""Commands that weigh plans: two against each other, one place more, one leader less."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import JsonOption, PlanArgument, StoreOption, help_of
from graph.errors import InputError
from graph.model.ids import PlanId

_SHOWN = 10  # places that the terminal lists; the document has them all


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for name, command in (("compare", compare), ("advise", advise)):
        app.command(name, cls=RussianCommand, help=help_of(f"{name}.help"))(command)


def compare(
    plan: PlanArgument,
    other: Annotated[str, typer.Argument(help=help_of("compare.other"))],
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Compare two plans: goals side by side, each need whose leader differs, and why."""
    from services.assignment.causes.workflow import read_comparison_document

    edge = Edge(store)
    edge.network()
    codes = PlanId(plan), PlanId(other)
    document = read_comparison_document(edge.store(), *codes, say=edge.say, ctx=edge.context())
    if json_file is not None:
        edge.write_json(document, json_file)
    if json_file != "-":
        for text in document["texts"]:
            print(text)  # noqa: T201 - what the command says
    edge.close()


def advise(
    plan: PlanArgument,
    *,
    places: Annotated[bool, typer.Option("--places", help=help_of("advise.places"))] = False,
    budget: Annotated[int | None, typer.Option("--budget", help=help_of("advise.budget"))] = None,
    without: Annotated[
        str | None, typer.Option("--without", help=help_of("advise.without"))
    ] = None,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Tell what new places bring, or what is left when a leader leaves; nothing is changed."""
    from services.assignment.advice.workflow import (
        read_budget_document,
        read_places_document,
        read_without_document,
    )

    if places + (budget is not None) + (without is not None) > 1:
        raise InputError("advice.one_question")
    edge = Edge(store)
    edge.network()
    asked, say, ctx = PlanId(plan), edge.say, edge.context()
    with edge.working("cli.advise.working"):
        if budget is not None:
            document = read_budget_document(edge.store(), asked, places=budget, say=say, ctx=ctx)
        elif without is not None:
            document = read_without_document(edge.store(), asked, leader=without, say=say, ctx=ctx)
        else:
            document = read_places_document(edge.store(), asked, say=say, ctx=ctx)
    if json_file is not None:
        edge.write_json(document, json_file)
    if json_file != "-":
        if budget is not None:
            _tell_budget(edge, document, budget)
        elif without is not None:
            _tell_without(document)
        else:
            _tell_places(edge, document)
    edge.close()


def _tell_places(edge: Edge, document: Mapping[str, Any]) -> None:
    useful = [line for line in document["places"] if line["first_goal_changed"]]
    code = "advice.places.heading" if useful else "advice.places.nothing"
    edge.tell(code, plan=document["plan"], n=len(useful))
    for line in useful[:_SHOWN]:
        print(line["text"])  # noqa: T201 - what the command says
    if len(useful) > _SHOWN:
        edge.tell("advice.places.more", n=len(useful) - _SHOWN)


def _tell_budget(edge: Edge, document: Mapping[str, Any], asked: int) -> None:
    steps = document["steps"]
    if steps:
        edge.tell("advice.budget.heading", plan=document["plan"], n=len(steps))
    for step in steps:
        edge.tell("advice.budget.step", k=step["k"], text=step["text"])
    if len(steps) < asked:
        edge.tell("advice.budget.enough")


def _tell_without(document: Mapping[str, Any]) -> None:
    for text in document["texts"]:
        print(text)  # noqa: T201 - what the command says
