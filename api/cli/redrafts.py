"""What commands that change a plan in the year tell alike."""

from collections.abc import Mapping
from typing import Any

from api.cli.edge import Edge
from api.cli.plans import report_plan
from graph.model.ids import PlanId


def tell_document(
    edge: Edge, document: Mapping[str, Any], json_file: str | None, *, after: str
) -> None:
    """Write a document, and tell its sentences and what may follow."""
    if json_file is not None:
        edge.write_json(document, json_file)
    if json_file != "-":
        for text in document["texts"]:
            print(text)  # noqa: T201 - what the command says
        edge.tell(after)


def tell_draft(edge: Edge, base: PlanId, made: PlanId, json_file: str | None, *, done: str) -> None:
    """Tell the new draft, what it moves, and how to take it back."""
    from services.assignment.compare import compare_plans
    from services.assignment.compare_texts import comparison_lines

    network = edge.network()
    report_plan(edge, network, made, json_file=json_file, xlsx=None)
    if json_file != "-":
        for line in comparison_lines(network, compare_plans(network, base, made)):
            print(edge.say(line))  # noqa: T201 - what the command says
        row = network.plans.position(made)
        edge.tell(done, plan=made, base=base, revision=network.plans.revisions[row or 0])
