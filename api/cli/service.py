"""Commands that serve and show: serve, demo."""

import socket
from pathlib import Path
from typing import Annotated

import typer

from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import StoreOption, help_of
from graph.errors import InputError, StoreUnavailableError

_LOCAL = ("127.0.0.1", "localhost", "::1")
DEFAULT_PORT = 8000
LOCAL_SERVER = "neo4j"
"""Given as ``--store`` to the demo: the local Neo4j server, started if it does not run."""


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("demo", cls=RussianCommand, help=help_of("demo.help"))(demo)
    app.command("serve", cls=RussianCommand, help=help_of("serve.help"))(serve)


def serve(
    host: Annotated[str, typer.Option("--host", help=help_of("serve.host"))] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help=help_of("serve.port"))
    ] = DEFAULT_PORT,
    store: StoreOption = None,
) -> None:
    """Serve the web application on this machine until it is interrupted."""
    edge = Edge(store)
    edge.network()
    serve_store(edge, host=host, port=port)


def demo(
    *,
    directory: Annotated[Path, typer.Option("--dir", help=help_of("demo.dir"))] = Path("demo"),
    size: Annotated[str, typer.Option("--size", help=help_of("demo.size"))] = "region",
    no_serve: Annotated[bool, typer.Option("--no-serve", help=help_of("demo.serve"))] = False,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help=help_of("serve.port"))
    ] = DEFAULT_PORT,
    store: StoreOption = None,
) -> None:
    """Do the whole main job on the made-up region, then serve it."""
    from api.cli.demo import SIZES, make_demo

    if size not in SIZES:
        raise InputError("cli.demo.size_unknown", size=size)
    if store == LOCAL_SERVER:
        store = _local_server()
    edge = Edge(store or str(directory / "methodnet.db"))
    make_demo(edge, directory, size)
    if not no_serve:
        serve_store(edge, host=_LOCAL[0], port=port)
    edge.close()


def _local_server() -> str:
    from urllib.parse import quote

    from api.cli.stores import DIRECTORY, start_local

    running = start_local(Edge(), DIRECTORY)
    secret = quote(running.password, safe="")
    return running.url.replace("://", f"://{running.user}:{secret}@", 1)


def serve_store(edge: Edge, *, host: str, port: int) -> None:
    """Serve the edge's store, and print the one-time link.

    Raises
    ------
    InputError
        If the host would open the application to other machines.
    StoreUnavailableError
        If the port is taken.
    """
    import uvicorn

    from api.main import create_app, sign_in_link
    from api.warm import warm

    if host not in _LOCAL:
        raise InputError("cli.serve.only_local", host=host)
    bound = _bind(host, port)
    port = bound.getsockname()[1]
    app = create_app(
        edge.store(),
        actor=edge.settings.actor,
        today=edge.today,
        now=edge.now,
        say=edge.say,
    )
    warm(app)
    link = sign_in_link(app, host=host, port=port)
    edge.tell("cli.serve.link", link=link)
    edge.tell("cli.serve.stop")
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[bound])


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, so that the event loop sends small answers at once (TCP_NODELAY).
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise StoreUnavailableError("cli.serve.port_taken", port=port, other=port + 1) from error
    return bound
