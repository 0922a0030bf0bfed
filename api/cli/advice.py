"""Commands that weigh plans: two against each other, and one against what could be otherwise."""

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
    """Compare two plans: goals side by side, each need whose leader differs, what changed there."""
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
    mentee: Annotated[str | None, typer.Option("--mentee", help=help_of("advise.mentee"))] = None,
    direction: Annotated[
        str | None, typer.Option("--direction", help=help_of("advise.direction"))
    ] = None,
    for_: Annotated[str | None, typer.Option("--for", help=help_of("advise.for"))] = None,
    learn: Annotated[bool, typer.Option("--learn", help=help_of("advise.learn"))] = False,
    stability: Annotated[
        bool, typer.Option("--stability", help=help_of("advise.stability"))
    ] = False,
    fairness: Annotated[bool, typer.Option("--fairness", help=help_of("advise.fairness"))] = False,
    shortage: Annotated[bool, typer.Option("--shortage", help=help_of("advise.shortage"))] = False,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Answer one question about a plan; nothing is changed."""
    from api.advice import AdviceKind, Asked, read_advice_document

    options = {
        AdviceKind.PLACES: places or None,
        AdviceKind.BUDGET: budget,
        AdviceKind.WITHOUT: without,
        AdviceKind.ALTERNATIVES: mentee,
        AdviceKind.HELP: for_,
        AdviceKind.LEARN: learn or None,
        AdviceKind.STABILITY: stability or None,
        AdviceKind.FAIRNESS: fairness or None,
        AdviceKind.SHORTAGE: shortage or None,
    }
    given = [kind for kind, value in options.items() if value is not None]
    if len(given) > 1:
        raise InputError("advice.one_question")
    kind = given[0] if given else AdviceKind.PLACES
    value = options[kind]
    edge = Edge(store)
    edge.network()
    with edge.working("cli.advise.working") as tell:
        asked = Asked(
            plan=PlanId(plan),
            kind=kind,
            organisation=value if isinstance(value, str) else "",
            budget=budget,
            direction=direction or "",
            tell=tell,
        )
        document = read_advice_document(edge.store(), asked, say=edge.say, ctx=edge.context())
    if json_file is not None:
        edge.write_json(document, json_file)
    if json_file != "-":
        _TELLERS.get(kind, _tell_texts)(edge, document)
    edge.close()


def _tell_texts(edge: Edge, document: Mapping[str, Any]) -> None:
    del edge
    for text in document["texts"]:
        print(text)  # noqa: T201 - what the command says


def _tell_help(edge: Edge, document: Mapping[str, Any]) -> None:
    from services.assignment.advice.help_document import MOST_TOLD

    _tell_texts(edge, document)
    if any(len(need["ways"]) > MOST_TOLD for need in document["needs"]):
        edge.tell("cli.advise.rest")


def _tell_learn(edge: Edge, document: Mapping[str, Any]) -> None:
    from services.assignment.advice.learn_document import MOST_TOLD

    _tell_texts(edge, document)
    if len(document["directions"]) > MOST_TOLD:
        edge.tell("cli.advise.rest")


def _tell_places(edge: Edge, document: Mapping[str, Any]) -> None:
    useful = [line for line in document["places"] if line["first_goal_changed"]]
    code = "advice.places.heading" if useful else "advice.places.nothing"
    edge.tell(code, plan=document["plan"], n=len(useful))
    for line in useful[:_SHOWN]:
        print(line["text"])  # noqa: T201 - what the command says
    if len(useful) > _SHOWN:
        edge.tell("advice.places.more", n=len(useful) - _SHOWN)


def _tell_budget(edge: Edge, document: Mapping[str, Any]) -> None:
    steps = document["steps"]
    if steps:
        edge.tell("advice.budget.heading", plan=document["plan"], n=len(steps))
    for step in steps:
        edge.tell("advice.budget.step", k=step["k"], text=step["text"])
    if len(steps) < document["asked"]:
        edge.tell("advice.budget.enough")


_TELLERS = {
    "places": _tell_places,
    "budget": _tell_budget,
    "help": _tell_help,
    "learn": _tell_learn,
}
"""Who tells a document on the terminal where its `texts` alone would not do."""
