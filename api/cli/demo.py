"""The whole main job on the made-up region: workbook, store, plan, isolation, map."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from api.bootstrap import load_policy
from api.cli.data import take_in, tell_import
from api.cli.edge import Edge
from api.cli.maps import draw, rendered
from api.cli.plans import plan_workbook
from api.cli.reports import isolation_workbook
from api.clock import clock_ms
from api.documents import document_text
from graph.errors import ConflictError, StoreUnavailableError
from graph.model.changes import Action, ChangeSet, put
from graph.model.ids import PlanId, Revision, SchoolYear
from graph.network import Network
from graph.texts import message

if TYPE_CHECKING:
    from graph.samples import Demo
    from services.isolation.findings import IsolationReport
    from viz.map_files import MapPrint

Size = Literal["municipality", "region", "country"]
SIZES: tuple[Size, ...] = ("municipality", "region", "country")
YEAR = SchoolYear("2026/2027")


class DemoFolder:
    """The files of a demo; what is there already is not made again.

    Parameters
    ----------
    edge
        Edge of the command; its store is filled.
    folder
        Where the files go.
    size
        How large the made-up region is.
    """

    def __init__(self, edge: Edge, folder: Path, size: Size) -> None:
        self.edge = edge
        self.folder = folder
        self.size = size
        self._demo: Demo | None = None
        self._network: Network | None = None

    @property
    def demo(self) -> "Demo":
        """The generated region, made when first asked for."""
        if self._demo is None:
            from graph.samples import build_demo

            self._demo = build_demo(self.size)
        return self._demo

    @property
    def network(self) -> Network:
        """The newest network of the store."""
        if self._network is None:
            self._network = self.edge.network()
        return self._network

    def make(self, name: str, code: str, content: Callable[[], bytes], **params: str) -> None:
        """Make one file unless it is there, and tell its line."""
        path = self.folder / name
        if not path.exists():
            what = message(f"cli.demo.what.{path.name.replace('.', '_')}")
            with self.edge.working("cli.demo.working", what=what):
                self.edge.write_bytes(content(), path)
        self.edge.tell(code, path=str(path), **params)

    def workbook(self) -> bytes:
        """Return the region's workbook."""
        from graph.workbook.passport import Passport
        from graph.workbook.writer import write_workbook

        made = BytesIO()
        network = Network.of(self.demo.records)
        write_workbook(made, network, Passport(store_id="demo", revision=Revision(0)))
        return made.getvalue()

    def fill_store(self) -> None:
        """Take the workbook in, unless the store holds a network."""
        from graph.samples import REFERENCE_DATE
        from services.intake.preview import Result

        store = self.edge.store(create=True, reference_date=REFERENCE_DATE)
        if store.head().revision == 0:
            with self.edge.working("cli.import.working"):
                report = take_in(self.edge, self.folder / "network.xlsx", confirmed=True)
            if report.result is not Result.APPLIED:
                tell_import(self.edge, report, confirmed=True)
                raise ConflictError("cli.demo.not_taken", path=str(self.folder / "network.xlsx"))
        self._network = None
        shown = self.edge.shown_store
        self.edge.tell("cli.demo.store", n=len(self.network.organisations), path=shown)

    def plan(self) -> PlanId:
        """Return the plan of the demo's year; draft it if there is none."""
        from services.assignment.workflow import draft

        years = zip(self.network.plans.keys, self.network.plans.column("school_year"), strict=True)
        plans = [key for key, year in years if year == YEAR]
        if plans:
            return PlanId(plans[0])
        with self.edge.working("cli.plan.working"):
            made = draft(
                self.edge.store(),
                load_policy("krai"),
                school_year=YEAR,
                day=None,
                scope="region",
                reason=self.edge.say(message("cli.plan.reason")),
                clock_ms=clock_ms,
                ctx=self.edge.context(),
            )
        self._network = None
        return made


def make_demo(edge: Edge, folder: Path, size: Size) -> None:
    """Make every file of the demo that is missing, and tell each with one line.

    Raises
    ------
    StoreUnavailableError
        If a file cannot be written.
    """
    from graph.samples import REFERENCE_DATE

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailableError("file.cannot_write", path=str(folder)) from error
    edge.tell("cli.demo.made_up", day=REFERENCE_DATE)
    files = DemoFolder(edge, folder, size)
    if size == "country":
        make_country(files)
        return
    files.make("network.xlsx", "cli.demo.workbook", files.workbook)
    files.fill_store()
    plan = files.plan()
    _plan_files(files, plan)
    _isolation_files(files)
    _map_files(files, plan)


def _plan_files(files: DemoFolder, plan: PlanId) -> None:
    from services.assignment.document import plan_document

    def document() -> dict[str, object]:
        return plan_document(files.network, plan, files.edge.say)

    files.make("plan.json", "cli.demo.plan_json", lambda: _json(document()), plan=plan)
    files.make(
        "plan.xlsx",
        "cli.demo.plan_xlsx",
        lambda: plan_workbook(files.edge, files.network, document()),
        plan=plan,
    )


def _isolation_files(files: DemoFolder) -> None:
    from services.isolation.detect import find_isolated
    from services.isolation.document import isolation_document

    edge = files.edge

    @cache
    def found() -> "IsolationReport":
        return find_isolated(files.network, load_policy("krai").isolation, day=edge.today())

    files.make(
        "isolation.json",
        "cli.demo.isolation_json",
        lambda: _json(isolation_document(found(), files.network, edge.say)),
    )
    files.make(
        "isolation.xlsx",
        "cli.demo.isolation_xlsx",
        lambda: isolation_workbook(edge, files.network, found()),
    )


def _map_files(files: DemoFolder, plan: PlanId | None, municipality: str | None = None) -> None:
    overlays = ["isolation", *([f"plan:{plan}"] if plan else [])]

    @cache
    def wanted() -> "MapPrint":
        from viz.map_files import MapPrint
        from viz.map_filter import MapFilter

        view = "levels" if files.size == "municipality" else "geo"  # rings are for hundreds
        spec = draw(
            files.edge,
            files.network,
            day=files.edge.today(),
            view=view,
            overlays=overlays,
            municipality=municipality,
        )
        asked = MapFilter(view=view, overlays=tuple(overlays), municipality=municipality or "")
        return MapPrint(spec=spec, asked=asked)

    for ending in (".html", ".svg", ".pdf"):
        code = f"cli.demo.map_{ending.removeprefix('.')}"
        files.make(f"map{ending}", code, partial(_rendered, files.edge, wanted, ending))


def _rendered(edge: Edge, wanted: Callable[[], "MapPrint"], ending: str) -> bytes:
    return rendered(edge, wanted(), ending)


def _json(document: Mapping[str, object]) -> bytes:
    return document_text(document).encode()


def make_country(files: DemoFolder) -> None:
    """Store the made-up country at once and draw one municipality of it."""
    from graph.samples import REFERENCE_DATE

    edge = files.edge
    store = edge.store(create=True, reference_date=REFERENCE_DATE)
    if store.head().revision == 0:
        ctx = edge.context()
        with edge.working("cli.demo.working", what=message("cli.demo.what.country")):
            store.apply(
                ChangeSet(
                    actor=ctx.actor.name,
                    source=ctx.actor.source,
                    action=Action.IMPORT,
                    reason=edge.say(message("cli.demo.country_reason")),
                    at=ctx.now,
                    request_key=ctx.new_id(),
                    changes=put(files.demo.records),
                ),
                based_on=Revision(0),
            )
    edge.tell("cli.demo.store", n=len(files.network.organisations), path=edge.shown_store)
    edge.tell("cli.demo.country")
    _map_files(files, None, municipality=files.network.municipalities.keys[0])
