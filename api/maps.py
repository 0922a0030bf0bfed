"""The interaction map for the faces: what is asked for, and the drawing made once for it."""

from dataclasses import dataclass
from typing import Literal

from api.dependencies import Reading
from api.drawing import draw_map, map_data
from api.repairs import proposal_of
from api.reports import isolation_report
from services.policy import shipped_policy
from viz.pyvis_page import render_page
from viz.spec import MapSpec
from viz.svg import render_svg

View = Literal["levels", "geo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRequest:
    """Which map is asked for.

    Attributes
    ----------
    overlays
        ``isolation``, at most one ``plan:ID`` and one ``repair:…``, or none.
    municipality
        Code, or empty for the whole network.
    window, hops
        How far the overlays look, or None for the policy's own.
    """

    view: View = "levels"
    overlays: tuple[str, ...] = ()
    municipality: str = ""
    window: int | None = None
    hops: int | None = None


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
    return map_data(map_spec(reading, asked))


def _draw(reading: Reading, asked: MapRequest) -> MapSpec:
    return draw_map(
        reading.network,
        day=reading.day,
        view=asked.view,
        overlays=asked.overlays,
        municipality=asked.municipality or None,
        policy=shipped_policy().isolation.asked(window_months=asked.window, hops=asked.hops),
        report=lambda: isolation_report(reading, window_months=asked.window, hops=asked.hops),
        repair=lambda question: proposal_of(reading, question, window_months=asked.window),
        say=reading.site.say,
    )
