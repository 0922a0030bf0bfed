"""Pictures that are no map of marks for the faces: what is asked for, drawn once for it."""

from dataclasses import dataclass

from api.chart_drawing import (
    ChartView,
    chart_data,
    chart_page,
    chart_scene,
    chart_svg,
    chart_view,
)
from api.dependencies import Reading
from graph.model.chart import ChartName
from services.views.help_scene import HelpScene


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRequest:
    """Which picture is asked for.

    Attributes
    ----------
    plan
        Plan whose pairs lie over those in force, or empty.
    municipality
        Code, or empty for the whole network.
    """

    name: ChartName
    plan: str = ""
    municipality: str = ""


def scene_of(reading: Reading, asked: ChartRequest) -> HelpScene:
    """Return what the picture is made of, looked up once for each revision.

    Raises
    ------
    NotFoundError
        If there is no such plan or municipality.
    """
    return reading.derived(
        f"chart_scene:{asked.plan}:{asked.municipality}",
        lambda: chart_scene(
            reading.network,
            day=reading.day,
            overlays=[f"plan:{asked.plan}"] if asked.plan else [],
            municipality=asked.municipality or None,
        ),
    )


def facts_of(reading: Reading, asked: ChartRequest) -> ChartView:
    """Return the facts of the picture, made once for each revision."""
    return reading.derived(
        f"chart:{asked}",
        lambda: chart_view(asked.name, scene_of(reading, asked), reading.site.say),
    )


def picture_of(reading: Reading, asked: ChartRequest) -> str:
    """Return the picture as SVG, made once for each revision."""
    return reading.derived(
        f"chart_svg:{asked}",
        lambda: chart_svg(asked.name, facts_of(reading, asked), reading.site.say),
    )


def page_of(reading: Reading, asked: ChartRequest) -> str:
    """Return picture and table as one file."""
    return chart_page(asked.name, facts_of(reading, asked), reading.site.say)


def data_of(reading: Reading, asked: ChartRequest) -> str:
    """Return the facts as JSON text."""
    return chart_data(facts_of(reading, asked))
