"""The command that proposes new ties: repair."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from api.bootstrap import load_policy
from api.cli.accepting import Accepting, accepting_document
from api.cli.edge import SHOWN_LINES, Edge
from api.cli.help import RussianCommand
from api.cli.options import AllOption, AsOfOption, JsonOption, StoreOption
from api.texts import catalogue
from graph.texts import message
from services.repair.proposal import Asked, Goal, Minimise


def _help(code: str) -> str:
    return catalogue("ru")(message(f"repair.{code}"))


def _accept_help(code: str) -> str:
    return catalogue("ru")(message(f"accept.option.{code}"))


WindowOption = Annotated[
    int | None, typer.Option("--window", min=1, max=120, help=_help("option.window"))
]
CapacityOption = Annotated[
    int | None, typer.Option("--capacity", min=0, help=_help("option.capacity"))
]
LeaderCapacityOption = Annotated[
    int | None,
    typer.Option("--leader-capacity", min=0, help=_help("option.leader_capacity")),
]
MaxKmOption = Annotated[
    float | None, typer.Option("--max-km", min=0, max=20_000, help=_help("option.max_km"))
]
NeighboursOption = Annotated[
    int | None,
    typer.Option("--neighbours", min=1, max=1000, help=_help("option.neighbours")),
]
AcceptOption = Annotated[list[str] | None, typer.Option("--accept", help=_accept_help("accept"))]


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("repair", cls=RussianCommand, help=_help("help"))(repair)


def repair(
    *,
    goal: Annotated[Goal, typer.Option("--goal", help=_help("option.goal"))],
    as_of: AsOfOption = None,
    window: WindowOption = None,
    hops: Annotated[int, typer.Option("--hops", min=1, max=20, help=_help("option.hops"))] = 2,
    minimise: Annotated[
        Minimise, typer.Option("--minimise", help=_help("option.minimise"))
    ] = Minimise.KM,
    capacity: CapacityOption = None,
    leader_capacity: LeaderCapacityOption = None,
    max_km: MaxKmOption = None,
    neighbours: NeighboursOption = None,
    policy: Annotated[str, typer.Option("--policy", help=_help("option.policy"))] = "krai",
    accept: AcceptOption = None,
    reason: Annotated[str, typer.Option("--reason", help=_accept_help("reason"))] = "",
    ties_only: Annotated[bool, typer.Option("--ties-only", help=_accept_help("ties_only"))] = False,
    json_file: JsonOption = None,
    show_all: AllOption = False,
    store: StoreOption = None,
) -> None:
    """Propose the cheapest new ties that reach a goal; with --accept and --reason write them."""
    from services.repair.document import common_reason, repair_document
    from services.repair.workflow import read_proposal

    edge = Edge(store)
    edge.require_writable(json_file)
    edge.network()
    asked = Asked(
        goal=goal,
        hops=hops,
        minimise=minimise,
        capacity=capacity,
        leader_capacity=leader_capacity,
        max_km=max_km,
        neighbours=neighbours,
    )
    with edge.working("repair.working"):
        network, proposal = read_proposal(
            edge.store(),
            load_policy(policy).isolation,
            asked,
            day=edge.day(as_of),
            ctx=edge.context(),
            window_months=window,
        )
        document = repair_document(proposal, network, edge.say)
    if accept:
        accepting = Accepting(names=accept, reason=reason, as_pairs=not ties_only)
        document = accepting_document(edge, proposal, accepting, load_policy(policy))
    if json_file is not None:
        edge.write_json(document, json_file)
    if json_file != "-":
        said_once = common_reason(proposal) is not None
        listed = ("ties", "pairs", "on_paper", *(() if said_once else ("left_out",)))
        _tell(edge, document, listed, most=None if show_all else SHOWN_LINES)
        if accept and not reason.strip():
            edge.tell("accept.preview")
    edge.close()


def _tell(
    edge: Edge, document: Mapping[str, Any], listed: Sequence[str], *, most: int | None
) -> None:
    """Print the whole, then what is listed of ties, pairs and who is left out, `most` of them."""
    lines = [one["text"] for name in listed for one in document.get(name, ())]
    for text in (*document["texts"], *lines[:most]):
        print(text)  # noqa: T201 - what the command says
    if most is not None and most < len(lines):
        edge.tell("repair.more")
