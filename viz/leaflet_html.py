"""A leaflet as an HTML page that prints on A4; its fonts lie in a folder beside it."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, Template

from viz.leaflet_spec import LeafletSpec
from viz.palette import ACCENT, ALARM, ALARM_TEXT, INK, INK_QUIET, MARKS

FONTS = ("PTS55F.ttf", "PTS75F.ttf", "PTSans.LICENCE.txt")
"""What the folder of fonts holds: both faces and their licence."""


def render_leaflet(spec: LeafletSpec, fonts: str) -> str:
    """Return the page.

    Parameters
    ----------
    fonts
        Address of the folder of fonts, from the page.
    """
    colours = {
        "accent": ACCENT,
        "alarm": ALARM,
        "alarm_text": ALARM_TEXT,
        "ink": INK,
        "quiet": INK_QUIET,
        "own": MARKS[spec.mark].colour,
    }
    return _template().render(leaflet=spec, fonts=fonts, colours=colours)


def font_file(name: str) -> bytes:
    """Return one of `FONTS`."""
    return files("viz").joinpath("assets", "fonts", name).read_bytes()


@cache
def _template() -> Template:
    loader = PackageLoader("viz", "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True).get_template(
        "leaflet.html"
    )
