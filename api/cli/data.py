"""Commands of the workbook: template, import, export."""

from collections import Counter
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.bootstrap import load_policy
from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import ConfirmOption, JsonOption, StoreOption, help_of
from graph.errors import InputError, StoreUnavailableError
from graph.network import Network
from graph.texts import message

if TYPE_CHECKING:
    from services.intake.report import ImportReport

REFUSED = 2
WORKBOOK = ".xlsx"
GRAPHS = (".graphml", ".gexf")


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("template", cls=RussianCommand, help=help_of("template.help"))(template)
    app.command("import", cls=RussianCommand, help=help_of("import.help"))(import_)
    app.command("export", cls=RussianCommand, help=help_of("export.help"))(export)


def template(
    output: Annotated[Path, typer.Option("-o", "--output", help=help_of("template.output"))],
) -> None:
    """Write an empty workbook with lists, notes and an example row."""
    from graph.workbook.template import write_template

    if output.suffix.lower() != WORKBOOK:
        raise InputError("cli.template.format", path=str(output))
    edge = Edge()
    made = BytesIO()
    write_template(made, edge.say)
    edge.write_bytes(made.getvalue(), output)
    edge.tell("cli.template.done", path=str(output))


def import_(
    file: Annotated[Path, typer.Argument(help=help_of("import.file"))],
    *,
    confirm: ConfirmOption = False,
    replace_sheets: Annotated[
        list[str] | None, typer.Option("--replace-sheets", help=help_of("import.replace"))
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help=help_of("option.reason"))] = "",
    rejected: Annotated[
        Path | None, typer.Option("--rejected", help=help_of("import.rejected"))
    ] = None,
    json_file: JsonOption = None,
    store: StoreOption = None,
) -> int:
    """Show what a workbook would change; with --confirm change exactly that."""
    from services.intake.preview import Result
    from services.intake.rejected import write_rejected
    from services.intake.report import document

    edge = Edge(store)
    edge.store_to_fill(keep=confirm)
    report = take_in(
        edge, file, confirmed=confirm, replace_sheets=tuple(replace_sheets or ()), reason=reason
    )
    if rejected is not None and report.result is Result.REFUSED:
        made = BytesIO()
        write_rejected(made, report.preview, edge.say)
        edge.write_bytes(made.getvalue(), rejected)
        edge.tell("cli.import.rejected_done", path=str(rejected))
    if json_file is not None:
        edge.write_json(document(report, edge.say), json_file)
    if json_file != "-":
        tell_import(edge, report, confirmed=confirm)
    edge.close()
    done = report.result in (Result.NO_CHANGES, Result.APPLIED)
    return 0 if done or (report.result is Result.PREVIEW and not confirm) else REFUSED


def take_in(
    edge: Edge,
    file: Path,
    *,
    confirmed: bool,
    replace_sheets: tuple[str, ...] = (),
    reason: str = "",
) -> "ImportReport":
    """Preview a file and, if `confirmed`, apply exactly the preview."""
    from services.intake.report import report_of
    from services.intake.workflow import confirm, preview

    ctx = edge.context()
    with edge.working("cli.import.working"):
        seen = preview(
            edge.store(),
            file,
            ctx,
            replace_sheets=replace_sheets,
            isolated=partial(_without_tie, edge),
        )
        if not confirmed:
            return report_of(seen)
        given = reason or edge.say(message("cli.import.reason", name=file.name))
        return confirm(edge.store(), seen, ctx, reason=given, isolated=partial(_without_tie, edge))


def _without_tie(edge: Edge, network: Network) -> frozenset[str]:
    from services.isolation.detect import find_isolated

    report = find_isolated(network, load_policy("krai").isolation, day=edge.today())
    return frozenset(f.organisation for f in report.findings if f.has_no_working_tie)


def tell_import(edge: Edge, report: "ImportReport", *, confirmed: bool) -> None:
    """Print findings, what changes on each sheet, the effects, and what became of the file."""
    from services.intake.report import document

    told = document(report, edge.say)
    for finding in told["findings"]:
        edge.tell(f"cli.import.{finding['severity']}", number=finding["code"], text=finding["text"])
    for sheet, counts in told["sheets"].items():
        if any(counts[name] for name in ("added", "changed", "removed")):
            edge.tell("cli.import.sheet", sheet=sheet, **counts)
    _tell_endings(edge, report)
    effects = told["effects"]
    if effects["pairs_losing_need"]:
        edge.tell("cli.import.lost", n=len(effects["pairs_losing_need"]))
    if effects["newly_isolated"]:
        edge.tell("cli.import.isolated", n=len(effects["newly_isolated"]))
    severities = Counter(finding.severity.value for finding in report.preview.findings)
    errors = severities["error"]
    if severities:
        edge.tell("cli.import.found", n=severities["warning"], errors=errors)
    if told["result"] == "preview" and confirmed:
        edge.tell("cli.import.moved")
    else:
        edge.tell(f"cli.import.{told['result']}", n=errors, revision=told["revision"])


def _tell_endings(edge: Edge, report: "ImportReport") -> None:
    """Name every record that the replaced sheets no longer hold."""
    from services.views.history_detail import name_of_key

    endings = report.preview.endings
    names = edge.store().read().name_of if endings else {}
    for ending in endings:
        name, sheet = name_of_key(ending.key, names), ending.sheet
        if ending.day is None:
            edge.tell("workbook.removed", sheet=sheet, name=name, key=ending.key)
        else:
            edge.tell("workbook.ended", sheet=sheet, name=name, key=ending.key, day=ending.day)


def export(
    output: Annotated[Path, typer.Option("-o", "--output", help=help_of("export.output"))],
    store: StoreOption = None,
) -> None:
    """Write the whole network as a workbook, as a graph, or as a folder of CSV files."""
    if output.suffix.lower() not in (WORKBOOK, *GRAPHS, ""):
        raise InputError("cli.export.format", path=str(output))
    edge = Edge(store)
    edge.network()
    export_network(edge, output)
    edge.tell("cli.export.done", path=str(output))
    edge.close()


def export_network(edge: Edge, output: Path) -> None:
    """Write the edge's store to `output`: its ending says whether workbook, graph or CSV folder."""
    from api.passports import passport_of
    from graph.workbook.writer import write_text_files, write_workbook

    network = edge.network()
    ending = output.suffix.lower()
    if ending in GRAPHS:
        edge.write_bytes(_as_graph(network, ending), output)
        return
    passport = passport_of(network, edge.store())
    if ending == WORKBOOK:
        made = BytesIO()
        write_workbook(made, network, passport)
        edge.write_bytes(made.getvalue(), output)
        return
    try:
        write_text_files(output, network, passport)
    except OSError as error:
        raise StoreUnavailableError("file.cannot_write", path=str(output)) from error


def _as_graph(network: Network, ending: str) -> bytes:
    import networkx as nx

    from graph.exchange import for_files, to_networkx

    made = BytesIO()
    write = nx.write_graphml if ending == ".graphml" else nx.write_gexf
    write(for_files(to_networkx(network)), made)
    return made.getvalue()
