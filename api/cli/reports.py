"""Commands that report: isolated, map, show, history, undo."""

from typing import Annotated, Any

import typer

from api.cli.edge import Edge
from api.cli.options import (
    JsonOption,
    ReasonOption,
    StoreOption,
    help_of,
)
from graph.model.ids import Revision
from graph.texts import message

MAP_FORMATS = ("html", "svg", "pdf", "json")


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    for name, command in (
        ("isolated", isolated),
        ("map", map_),
        ("show", show),
        ("history", history),
        ("undo", undo),
    ):
        app.command(name, help=help_of(f"{name}.help"))(command)


def undo(
    revision: Annotated[int, typer.Argument(help=help_of("undo.revision"))],
    reason: ReasonOption,
    store: StoreOption = None,
) -> None:
    """Take back one revision."""
    from services.history.workflow import undo as take_back

    edge = Edge(store)
    edge.network()
    made = take_back(edge.store(), Revision(revision), reason=reason, ctx=edge.context())
    edge.tell("cli.undo.done", undone=revision, revision=made)
    edge.close()


def history(
    limit: Annotated[int, typer.Option("--limit", min=1, help=help_of("history.limit"))] = 50,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> None:
    """Tell who changed what, when and why, newest first."""
    edge = Edge(store)
    edge.network()
    told: list[dict[str, Any]] = []
    for entry in edge.store().history(newest_first=True):
        if len(told) == limit:
            break
        told.append(
            {
                "revision": entry.revision,
                "at": entry.at.isoformat(),
                "actor": entry.actor,
                "source": entry.source,
                "action": entry.action.value,
                "reason": entry.reason,
                "undoes": entry.undoes,
                "counts": {
                    entity: {operation.value: n for operation, n in counts.items()}
                    for entity, counts in entry.counts.items()
                },
            }
        )
        if json_file != "-":
            n = sum(sum(counts.values()) for counts in entry.counts.values())
            edge.tell(
                "cli.history.line",
                revision=entry.revision,
                at=f"{entry.at:%d.%m.%Y %H:%M}",
                actor=entry.actor,
                action=message(f"cli.action.{entry.action}"),
                reason=entry.reason,
                n=n,
            )
    if json_file is not None:
        edge.write_json({"changes": told}, json_file)
    edge.close()
