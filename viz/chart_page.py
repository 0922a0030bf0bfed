"""A picture and the table of the same facts as one HTML file that needs nothing from outside."""

from functools import cache

from jinja2 import Environment, PackageLoader, Template
from markupsafe import Markup

from graph.model.chart import ChartHead, TwinTable


def render_chart_page(head: ChartHead, svg: str, table: TwinTable, *, about: str) -> str:
    """Return the page; it holds no script and leads nowhere.

    Parameters
    ----------
    svg
        From `viz.chart_sheet`: every text in it is escaped.
    about
        Heading of the table.
    """
    picture = Markup(svg)  # noqa: S704 - drawn by us, its texts escaped; hostile names are tested
    return _template().render(head=head, picture=picture, table=table, about=about)


@cache
def _template() -> Template:
    loader = PackageLoader("viz", "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True).get_template("chart.html")
