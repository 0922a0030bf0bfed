"""The command `drill`: who loses what when something goes; nothing is changed."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import typer

from api.bootstrap import load_policy
from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import AsOfOption, JsonOption, StoreOption, XlsxOption, help_of
from api.texts import catalogue
from graph.errors import InputError
from graph.texts import message

_say = catalogue("ru")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("drill", cls=RussianCommand, help=_say(message("drill.help")))(drill)


LeaderOption = Annotated[
    str | None, typer.Option("--leader", help=_say(message("drill.option.leader")))
]
CuratorOption = Annotated[
    str | None, typer.Option("--curator", help=_say(message("drill.option.curator")))
]
ServiceOption = Annotated[
    str | None, typer.Option("--service", help=_say(message("drill.option.service")))
]
OrganisationOption = Annotated[
    str | None, typer.Option("--organisation", help=_say(message("drill.option.organisation")))
]
TieOption = Annotated[str | None, typer.Option("--tie", help=_say(message("drill.option.tie")))]


def drill(
    *,
    leader: LeaderOption = None,
    curator: CuratorOption = None,
    service: ServiceOption = None,
    organisation: OrganisationOption = None,
    tie: TieOption = None,
    all_: Annotated[bool, typer.Option("--all", help=_say(message("drill.option.all")))] = False,
    plan: Annotated[str, typer.Option("--plan", help=_say(message("drill.option.plan")))] = "",
    as_of: AsOfOption = None,
    window: Annotated[
        int | None,
        typer.Option("--window", min=1, max=120, help=_say(message("drill.option.window"))),
    ] = None,
    hops: Annotated[
        int, typer.Option("--hops", min=1, max=20, help=_say(message("drill.option.hops")))
    ] = 2,
    policy: Annotated[str, typer.Option("--policy", help=help_of("plan.policy"))] = "krai",
    json_file: JsonOption = None,
    xlsx: XlsxOption = None,
    store: StoreOption = None,
) -> None:
    """Tell who loses what when one thing goes, or all single losses at once."""
    from services.drills.drill import DrillKind
    from services.drills.workflow import DrillAsked, read_drill_document

    asked: list[tuple[DrillKind | None, str]] = [
        (kind, code)
        for kind, code in (
            (DrillKind.LEADER, leader),
            (DrillKind.CURATOR, curator),
            (DrillKind.SERVICE, service),
            (DrillKind.ORGANISATION, organisation),
            (DrillKind.TIE, tie),
        )
        if code is not None
    ]
    if len(asked) + all_ > 1:
        raise InputError("drill.one_question")
    kind, of = asked[0] if asked else (None, "")
    edge = Edge(store)
    for target in (json_file, xlsx):
        edge.require_writable(target)
    edge.network()
    with edge.working("drill.working"):
        document = read_drill_document(
            edge.store(),
            load_policy(policy),
            DrillAsked(
                kind=kind, of=of, day=edge.day(as_of), hops=hops, window_months=window, plan=plan
            ),
            say=edge.say,
            ctx=edge.context(),
        )
    _hand_out(edge, document, is_one=kind is not None, json_file=json_file, xlsx=xlsx)
    edge.close()


def _hand_out(
    edge: Edge,
    document: Mapping[str, Any],
    *,
    is_one: bool,
    json_file: str | None,
    xlsx: Path | None,
) -> None:
    """Print what a drill says, and write it where it is to go."""
    if json_file is not None:
        edge.write_json(document, json_file)
    if xlsx is not None:
        from graph.workbook.sheets import write_sheets
        from services.drills.sheets import drill_sheets, ranking_sheets

        made = BytesIO()
        sheets = drill_sheets if is_one else ranking_sheets
        write_sheets(made, sheets(document, edge.network(), edge.say))
        edge.write_bytes(made.getvalue(), xlsx)
    if json_file != "-":
        for text in document["texts"]:
            print(text)  # noqa: T201 - what the command says
