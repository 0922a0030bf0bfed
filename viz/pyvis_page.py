"""The map as one HTML file that needs nothing from outside and runs nothing it was given."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from viz import palette
from viz.columns import pack_records
from viz.spec import EdgeMark, MapSpec, NodeMark

SCRIPTS = (
    "unpack.js",
    "data.js",
    "years.js",
    "state.js",
    "glyphs.js",
    "picture.js",
    "marks.js",
    "groups.js",
    "discs.js",
    "camera.js",
    "scene.js",
    "edges.js",
    "labels.js",
    "hits.js",
    "gestures.js",
    "legend.js",
    "table.js",
    "panel.js",
    "tie.js",
    "changes.js",
    "search.js",
    "keyboard.js",
    "pointer.js",
    "printing.js",
    "page.js",
)
"""Parts of the page's script, in the order in which they need each other."""
STYLES = ("page.css", "facts.css", "media.css")

_OPTIONS: dict[str, Any] = {"physics": {"enabled": False}}


def render_page(spec: MapSpec, *, nonce: str | None = None) -> str:
    """Return the map as one self-contained page.

    The same map always gives the same text. Names are data in it, never HTML and never code.

    Parameters
    ----------
    spec
        What is drawn and where.
    nonce
        For a page sent by a server that sets the content security policy itself: put on style and
        scripts. Without it the page carries a policy of its own, with the hashes of its scripts.

    Notes
    -----
    pyvis is the container of marks and ties and fills the template; its own template, menus and
    physics are not used, since they load from other hosts and put names into HTML. The page draws
    on a canvas of its own: marks and ties in few strokes, which vis-network does not offer.
    """
    from pyvis.network import Network  # noqa: PLC0415 - brings IPython along: 0.4 s and 40 MB

    script, style = _script(), _style()
    container = Network(directed=True, cdn_resources="in_line")
    container.nodes = [_node(mark) for mark in spec.nodes]
    container.edges = [_edge(mark) for mark in spec.edges]
    container.options = _OPTIONS
    container.templateEnv = _environment()
    container.templateEnv.globals.update(
        facts=_facts(spec),
        ghosts=[_node(mark) for mark in spec.ghosts],
        words=spec.words,
        language="ru",
        nonce=nonce,
        packed=pack_records,
        policy=_policy(script),
        script=Markup(script),  # noqa: S704 - our own file, no data in it
        style=Markup(style),  # noqa: S704 - our own file, no data in it
    )
    container.path = "map.html"
    made: str = container.generate_html()
    return made


def _environment() -> Environment:
    environment = Environment(loader=PackageLoader("viz", "templates"), autoescape=True)
    environment.policies["json.dumps_kwargs"] = {
        "sort_keys": False,
        "ensure_ascii": False,
        "separators": (",", ":"),
    }
    return environment


def _policy(script: str) -> str:
    return (
        f"default-src 'none'; script-src {_hash(script)}; "
        "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _node(mark: NodeMark) -> dict[str, Any]:
    """Return a mark as a node of the container; the field `radius` is called `size` there."""
    values = asdict(mark)
    values["size"] = values.pop("radius")
    return values


def _edge(mark: EdgeMark) -> dict[str, Any]:
    """Return a tie as an edge of the container, its ends under the names it has there."""
    values = asdict(mark)
    return {"from": values.pop("source"), "to": values.pop("target"), **values}


def _facts(spec: MapSpec) -> Mapping[str, Any]:
    facts = spec.to_json()
    for name in ("nodes", "edges", "ghosts"):
        del facts[name]
    facts["by_municipality"] = {s.name for s in spec.scene("levels").sectors} <= {
        node.municipality for node in spec.nodes
    }
    facts["styles"] = {
        "marks": {key: asdict(style) for key, style in palette.MARKS.items()},
        "ties": {key: asdict(style) for key, style in palette.TIES.items()},
        "colors": {
            "ink": palette.INK,
            "alarm": palette.ALARM,
            "alarm_text": palette.ALARM_TEXT,
            "accent": palette.ACCENT,
        },
    }
    return facts


@cache
def _script() -> str:
    parts = "\n".join(_asset("page", name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


@cache
def _style() -> str:
    return "\n".join(_asset("page", name) for name in STYLES)


def _asset(folder: str, name: str) -> str:
    return files("viz").joinpath("assets", folder, name).read_text(encoding="utf-8")
