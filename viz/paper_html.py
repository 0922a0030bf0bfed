"""A form as an HTML page that prints on A4, with nothing from outside."""

from functools import cache

from jinja2 import Environment, PackageLoader, Template

from viz.paper import PaperSpec


def render_paper_page(spec: PaperSpec) -> str:
    """Return the page."""
    return _template().render(paper=spec)


@cache
def _template() -> Template:
    loader = PackageLoader("viz", "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True).get_template("paper.html")
