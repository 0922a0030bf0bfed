"""The command `site`: a folder for the site of a municipality or region, for everyone."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.edge import Edge
from api.cli.help import RussianCommand
from api.cli.options import AsOfOption, StoreOption
from api.cli.sheets import whole_folder
from api.texts import catalogue
from graph.texts import message

_say = catalogue("ru")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("site", cls=RussianCommand, help=_say(message("site.help")))(site)


def site(
    output: Annotated[
        Path, typer.Option("-o", "--output", help=_say(message("site.option.output")))
    ],
    *,
    municipality: Annotated[
        str | None, typer.Option("--municipality", help=_say(message("site.option.municipality")))
    ] = None,
    view: Annotated[str, typer.Option("--view", help=_say(message("site.option.view")))] = "levels",
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Write a start page with leaders and events, and the map; nothing private is in it."""
    from services.views.public_map import as_shown
    from services.views.public_site import build_public_site
    from viz.encode import encode_map
    from viz.site_files import site_files

    edge = Edge(store)
    network = edge.network()
    with whole_folder(output) as folder, edge.working("cli.map.working"):
        chosen = build_public_site(
            network, day=edge.day(as_of), municipality=municipality, say=edge.say
        )
        spec = encode_map(as_shown(chosen.map), first=view, say=edge.say)
        for name, content in site_files(chosen, spec, municipality or "", edge.say).items():
            edge.write_bytes(content, folder / name)
    edge.tell("site.done", path=str(output / "index.html"), n=len(chosen.leaders))
    edge.close()
