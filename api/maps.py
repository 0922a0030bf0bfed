"""The interaction map for the faces: what is asked for, and the drawing made once for it."""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from api.dependencies import Reading
from api.reports import isolation_report
from graph.errors import InputError
from services.isolation.document import isolation_document
from services.views.map_view import build_map_view
from viz.encode import encode_map
from viz.pyvis_page import render_page
from viz.spec import MapSpec
from viz.svg import render_svg

View = Literal["levels", "geo"]
_PLAN = "plan:"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRequest:
    """Which map is asked for.

    Attributes
    ----------
    overlay
        Empty, ``isolation`` or ``plan:ID``.
    municipality
        Code, or empty for the whole network.
    """

    view: View = "levels"
    overlay: str = ""
    municipality: str = ""


def map_spec(reading: Reading, asked: MapRequest) -> MapSpec:
    """Return the drawing of the map, made once for each revision.

    Raises
    ------
    InputError
        If there is no such overlay.
    NotFoundError
        If there is no such plan or municipality.
    """
    return reading.derived(f"map:{asked}", lambda: _draw(reading, asked))


def map_page(reading: Reading, asked: MapRequest, *, nonce: str | None = None) -> str:
    """Return the map as one self-contained page."""
    return render_page(map_spec(reading, asked), nonce=nonce)


def map_svg(reading: Reading, asked: MapRequest) -> str:
    """Return the map as a still picture, made once for each revision."""
    return reading.derived(f"svg:{asked}", lambda: render_svg(map_spec(reading, asked)))


def map_json(reading: Reading, asked: MapRequest) -> str:
    """Return the drawing as data."""
    return json.dumps(asdict(map_spec(reading, asked)), ensure_ascii=False)


def _draw(reading: Reading, asked: MapRequest) -> MapSpec:
    network, say = reading.network, reading.site.say
    overlays, plan, isolation = [], None, None
    if asked.overlay.startswith(_PLAN):
        plan = network.plan(asked.overlay.removeprefix(_PLAN)).id
        overlays.append("plan")
    elif asked.overlay == "isolation":
        document = isolation_document(isolation_report(reading), network, say)
        isolation = {finding["organisation"]: finding for finding in document["findings"]}
        overlays.append("isolation")
    elif asked.overlay:
        raise InputError("web.map.overlay_unknown", overlay=asked.overlay)
    shown = build_map_view(
        network,
        day=reading.day,
        overlays=overlays,
        plan_id=plan,
        isolation=isolation,
        municipality=asked.municipality or None,
        say=say,
    )
    return encode_map(shown, first=asked.view, say=say)
