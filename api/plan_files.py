"""A plan as a file, the same bytes from every face."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import networkx as nx

from api.documents import document_text, plan_document_of
from graph.exchange import for_files
from graph.network import Network
from graph.stores.port import NetworkStore
from graph.texts import Say
from graph.workbook.sheets import write_sheets
from graph.workbook.shown import cell_text
from graph.workbook.writer import text_bytes
from services.assignment.passport.build import Passport, Section, build_passport
from services.assignment.passport.workflow import plan_steps
from services.assignment.plan_graph import plan_graph
from services.assignment.plan_table import plan_table
from services.assignment.sheets import plan_sheets
from services.context import Context
from viz.paper import PaperSpec, PaperTable, render_paper
from viz.paper_html import render_paper_page
from viz.pdf_pages import print_pages

if TYPE_CHECKING:  # commands write plans without loading the web application
    from api.dependencies import Reading

TABLES = (".xlsx", ".csv", ".graphml", ".json")
"""A plan with all its lines."""
PAPERS = (".html", ".pdf")
"""The passport of a plan."""

_SHARES = {
    "counts": (0.38, 0.12, 0.38, 0.12),
    "goals": (0.05, 0.5, 0.22, 0.23),
    "open": (0.38, 0.12, 0.38, 0.12),
    "steps": (0.16, 0.12, 0.22, 0.5),
    "proof": (0.24, 0.26, 0.24, 0.26),
}

_FOLDED = frozenset({"counts", "open", "proof"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSource:
    """What the files of a plan are made from.

    Attributes
    ----------
    network
        The newest network of `store`.
    document
        The plan as `services.assignment.document.plan_document` gives it.
    """

    network: Network
    store: NetworkStore
    document: Mapping[str, Any]
    say: Say
    ctx: Context

    @property
    def passport(self) -> Passport:
        """The plan's passport, as it stands."""
        steps = plan_steps(self.store, self.network, self.document["id"], ctx=self.ctx)
        return build_passport(self.network, self.document, steps, version("methodnet"), self.say)


def plan_file(source: PlanSource, ending: str) -> bytes:
    """Return a plan as a file of one of `TABLES` or `PAPERS`."""
    makers = {
        ".xlsx": _workbook,
        ".csv": _table,
        ".graphml": _graph,
        ".json": lambda source: document_text(source.document).encode(),
        ".html": _page,
        ".pdf": _print,
    }
    return makers[ending](source)


def file_of(reading: "Reading", ctx: Context, code: str, ending: str) -> bytes:
    """Return a plan of the web application's network as a file.

    Raises
    ------
    NotFoundError
        If there is no such plan.
    """
    source = PlanSource(
        network=reading.network,
        store=reading.site.store,
        document=plan_document_of(reading, code),
        say=reading.site.say,
        ctx=ctx,
    )
    return plan_file(source, ending)


def _workbook(source: PlanSource) -> bytes:
    made = BytesIO()
    sheets = plan_sheets(source.network, source.document, source.passport, source.say)
    write_sheets(made, sheets)
    return made.getvalue()


def _table(source: PlanSource) -> bytes:
    sheet = plan_table(source.network, source.document, source.say)
    return text_bytes([[cell_text(cell) for cell in row] for row in (sheet.header, *sheet.rows)])


def _graph(source: PlanSource) -> bytes:

    made = BytesIO()
    nx.write_graphml(for_files(plan_graph(source.network, source.document)), made)
    return made.getvalue()


def _page(source: PlanSource) -> bytes:
    return render_paper_page(paper_of(source.passport)).encode()


def _print(source: PlanSource) -> bytes:
    return print_pages([render_paper(paper_of(source.passport))])


def paper_of(passport: Passport) -> PaperSpec:
    """Return a passport as it is set on paper."""
    return PaperSpec(
        title=passport.title,
        lead=passport.lead,
        warning=passport.warning,
        tables=tuple(_paper_table(section) for section in passport.sections),
        footer=passport.footer,
    )


def _paper_table(section: Section) -> PaperTable:
    return PaperTable(
        title=section.title,
        shares=_SHARES.get(section.name, (1.0,)),
        header=section.header,
        rows=_folded(section.rows) if section.name in _FOLDED else section.rows,
    )


def _folded(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return facts two in a row, the first half on the left.

    Examples
    --------
    >>> _folded([("a", "1"), ("b", "2"), ("c", "3")])
    (('a', '1', 'c', '3'), ('b', '2', '', ''))
    """
    half = (len(rows) + 1) // 2
    return tuple(
        one + other for one, other in zip_longest(rows[:half], rows[half:], fillvalue=("", ""))
    )
