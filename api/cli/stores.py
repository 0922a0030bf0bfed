"""Commands of the stores: copy, backup, restore, and a local Neo4j server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.bootstrap import open_store, parse_address
from api.cli.edge import Edge
from api.cli.help import RussianCommand, RussianGroup
from api.cli.options import StoreOption, help_of
from graph.errors import ConflictError, InputError
from graph.model.ids import Revision
from graph.network import Head

if TYPE_CHECKING:
    from graph.stores.local_server import Running

neo4j = typer.Typer(cls=RussianGroup, no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("copy", cls=RussianCommand, help=help_of("copy.help"))(copy)
    app.command("backup", cls=RussianCommand, help=help_of("backup.help"))(backup)
    app.command("restore", cls=RussianCommand, help=help_of("restore.help"))(restore)
    for name, command in (("start", start), ("stop", stop), ("status", status)):
        neo4j.command(name, cls=RussianCommand, help=help_of(f"neo4j.{name}.help"))(command)
    app.add_typer(neo4j, name="neo4j", help=help_of("neo4j.help"))


def copy(
    source: Annotated[str, typer.Option("--from", help=help_of("copy.from"))],
    target: Annotated[str, typer.Option("--to", help=help_of("copy.to"))],
) -> None:
    """Copy a whole network with its history, and prove equality by a content hash."""
    from graph.stores.copy import copy_network

    edge = Edge(source)
    edge.network()
    head = edge.store().head()
    address = parse_address(target)
    fresh = Head(store_id=head.store_id, revision=Revision(0), reference_date=head.reference_date)
    other = open_store(address, edge.settings, create_as=fresh)
    with edge.working("cli.copy.working"):
        proof = copy_network(edge.store(), other)
    edge.tell("cli.copy.done", source=edge.shown_store, target=address.shown, proof=proof)
    other.close()
    edge.close()


def backup(
    output: Annotated[Path, typer.Option("-o", "--output", help=help_of("backup.output"))],
    store: StoreOption = None,
) -> None:
    """Write a whole copy of an SQLite store while others use it."""
    edge = Edge(store)
    edge.network()
    opened = edge.file_store()
    if opened is None:
        raise InputError("backup.only_sqlite")
    opened.backup(output)
    edge.tell("cli.backup.done", path=str(output))
    edge.close()


def restore(
    source: Annotated[Path, typer.Argument(help=help_of("restore.source"))],
    store: StoreOption = None,
) -> None:
    """Make a store from a copy; an existing file is never overwritten."""
    from graph.stores.sqlite import SqliteStore

    edge = Edge(store)
    target = parse_address(store or edge.settings.store).path
    if target is None:
        raise InputError("backup.only_sqlite")
    if target.exists():
        raise ConflictError("backup.exists", path=str(target))
    SqliteStore(source).backup(target)
    edge.tell("cli.restore.done", path=str(target), revision=edge.store().head().revision)
    edge.close()


DIRECTORY = Path("~/.local/share/methodnet/neo4j")
DirectoryOption = Annotated[Path, typer.Option("--dir", help=help_of("neo4j.dir"))]


def start(directory: DirectoryOption = DIRECTORY) -> None:
    """Start a local Neo4j server, or say that it runs already."""
    start_local(Edge(), directory)


def start_local(edge: Edge, directory: Path) -> "Running":
    """Start the local server of `directory`, tell where it is, and return it."""
    import secrets

    from graph.stores.local_server import start as start_server

    running = start_server(
        directory,
        new_password=secrets.token_urlsafe(18),
        told=lambda said: print(edge.say(said)),  # noqa: T201 - what the command says
    )
    code = "cli.neo4j.already" if running.was_running else "cli.neo4j.started"
    edge.tell(code, url=running.url, user=running.user)
    edge.tell("cli.neo4j.password", path=str(directory.expanduser() / "password"))
    return running


def stop(directory: DirectoryOption = DIRECTORY) -> None:
    """Stop the local Neo4j server."""
    from graph.stores.local_server import stop as stop_server

    stopped = stop_server(directory)
    Edge().tell("cli.neo4j.stopped" if stopped else "cli.neo4j.not_running")


def status(directory: DirectoryOption = DIRECTORY) -> None:
    """Say whether the local Neo4j server runs, and where."""
    from graph.stores.local_server import status as server_status

    running = server_status(directory)
    edge = Edge()
    if running is None:
        edge.tell("cli.neo4j.not_running")
    else:
        edge.tell("cli.neo4j.already", url=running.url, user=running.user)
