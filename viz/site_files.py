"""A folder for the site of a municipality: start page, map, print; nothing comes from outside."""

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, Template

from graph.model.public_site import PublicSite
from graph.texts import Say, message
from viz.map_files import MapPrint, map_file
from viz.map_filter import MapFilter
from viz.palette import ACCENT, INK, INK_QUIET
from viz.paper_sizes import PAPERS
from viz.spec import MapSpec
from viz.svg_text import grouped

_WORDS = (
    *("map", "leaders", "events", "picture", "open", "print", "no_leaders", "no_events"),
    *("ahead", "held"),
)
_LEADER_HEADS = ("municipality", "leader", "directions", "mentees")
_EVENT_HEADS = ("day", "event", "host", "directions")


def site_files(site: PublicSite, spec: MapSpec, municipality: str, say: Say) -> Mapping[str, bytes]:
    """Return name → content of the files of the site.

    Parameters
    ----------
    spec
        The drawing of the site's map.
    municipality
        Its code, or empty for the whole network.
    """
    asked = MapFilter(view=spec.first, municipality=municipality, audience="public")
    wanted = MapPrint(spec=spec, asked=asked)
    large = MapPrint(spec=spec, asked=asked, paper=PAPERS["a3"])
    return {
        "index.html": _page(site, spec, say).encode(),
        "map.html": map_file(wanted, ".html", say),
        "map.svg": map_file(wanted, ".svg", say),
        "map.pdf": map_file(large, ".pdf", say),
    }


def _page(site: PublicSite, spec: MapSpec, say: Say) -> str:
    words = {name: say(message(f"site.{name}")) for name in _WORDS}
    parts = [
        (words["ahead"], [event for event in site.events if event.is_ahead]),
        (words["held"], [event for event in site.events if not event.is_ahead]),
    ]
    many = len({one.municipality for one in site.leaders}) > 1
    heads = _LEADER_HEADS if many else _LEADER_HEADS[1:]
    return _template().render(
        title=spec.title,
        place=spec.subtitle,
        mark=spec.mark,
        told=" · ".join(f"{grouped(value)} {what}" for value, what, _ in spec.figures),
        words=words,
        leaders=site.leaders,
        leader_heads=[say(message(f"site.col_{name}")) for name in heads],
        many=many,
        parts=parts if site.events else [],
        event_heads=[say(message(f"site.col_{name}")) for name in _EVENT_HEADS],
        source=spec.source,
        date=spec.date,
        ink=INK,
        quiet=INK_QUIET,
        accent=ACCENT,
    )


@cache
def _template() -> Template:
    loader = PackageLoader("viz", "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True).get_template("site.html")
