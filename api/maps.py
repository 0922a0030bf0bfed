"""The interaction map for the faces: what is asked for, and the drawing made once for it."""

from dataclasses import dataclass
from typing import Literal

from api.dependencies import Reading
from api.drawing import draw_map
from api.repairs import proposal_of
from api.reports import isolation_report
from services.policy import shipped_policy
from viz.map_files import MapPrint, map_file
from viz.map_filter import MapFilter
from viz.paper_sizes import paper_named
from viz.pyvis_page import render_page
from viz.spec import MapSpec

Audience = Literal["staff", "public"]
Paper = Literal["a4", "a3", "a2", "poster", "picture"]
View = Literal["levels", "clusters", "geo"]


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
    audience: Audience = "staff"

    @property
    def filter(self) -> MapFilter:
        """What is asked for, as files of the map say it."""
        return MapFilter(
            view=self.view,
            overlays=self.overlays,
            municipality=self.municipality,
            audience=self.audience,
        )


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


def file_of_map(
    reading: Reading, asked: MapRequest, ending: str, *, paper: Paper = "a4", is_grey: bool = False
) -> bytes:
    """Return the map as a file of one of `viz.map_files.ENDINGS`; its drawing is made once."""
    wanted = MapPrint(
        spec=map_spec(reading, asked),
        asked=asked.filter,
        paper=paper_named(paper),
        is_grey=is_grey,
    )
    return map_file(wanted, ending, reading.site.say)


def _draw(reading: Reading, asked: MapRequest) -> MapSpec:
    return draw_map(
        reading.network,
        day=reading.day,
        view=asked.view,
        overlays=asked.overlays,
        municipality=asked.municipality or None,
        audience=asked.audience,
        policy=shipped_policy().isolation.asked(window_months=asked.window, hops=asked.hops),
        report=lambda: isolation_report(reading, window_months=asked.window, hops=asked.hops),
        repair=lambda question: proposal_of(reading, question, window_months=asked.window),
        say=reading.site.say,
    )
