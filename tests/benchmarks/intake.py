"""Taking in the workbook of the demo region: export, read, parse, compare, apply; and the child."""

import subprocess
import sys
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.model.ids import Revision
from graph.network import Head, Network
from graph.samples.demo import build_demo
from graph.stores.sqlite import SqliteStore
from graph.workbook.parser import parse
from graph.workbook.passport import Passport
from graph.workbook.reader import read_cells
from graph.workbook.worker import MEMORY_MB
from graph.workbook.writer import write_workbook
from services.access import Role
from services.context import Actor, Context
from services.intake.preview import preview_workbook
from services.intake.workflow import confirm, preview
from tests.tools.measure import Figure, median_s, peak_mb, print_figures
from tests.tools.source import ROOT

WHOLE_S = 15.0
MIB = 1024 * 1024 / 1e6
PASSPORT = Passport(store_id="bench", revision=Revision(1), day=date(2026, 8, 24))
PEAK_OF_CHILD = """
import resource, sys
from pathlib import Path
from graph.workbook.reader import read_cells
read_cells(Path(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6)
"""


def child_mb(path: Path) -> float:
    """Return the peak memory of the child that reads `path`, started by a small process."""
    command = [sys.executable, "-c", PEAK_OF_CHILD, str(path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def context(today: date) -> Context:
    """Return a context whose ids are numbers."""
    numbers = count()
    actor = Actor(name="bench", role=Role.PLANNER, source="program")
    now = datetime(2026, 8, 24, 9, tzinfo=UTC)
    return Context(actor=actor, now=now, today=today, new_id=lambda: f"id-{next(numbers)}")


def import_whole(path: Path, folder: Path, today: date) -> None:
    """Preview and confirm `path` into a new store."""
    store = SqliteStore(folder / "new.db", create_as=Head(store_id="new", revision=Revision(0)))
    ctx = context(today)
    confirm(store, preview(store, path, ctx), ctx)
    store.close()
    for file in folder.glob("new.db*"):
        file.unlink()


def main() -> None:
    """Measure and print."""
    demo = build_demo("region")
    today = demo.reference_date
    network = Network.of(demo.records)
    empty = Network.of([], revision=0)
    size = f"{sum(len(network.table(r)) for r in {x.entity for x in demo.records})} записей"
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "region.xlsx"
        export = median_s(lambda: write_workbook(path, network, PASSPORT), repeats=1, warm_up=0)
        source = read_cells(path)
        parsed = parse(source, today)

        def compare(before: Network) -> float:
            return median_s(
                lambda: preview_workbook(parsed, before, today=today, id_="p"), repeats=3
            )

        figures = [
            Figure(what="выгрузка", size=size, seconds=export),
            Figure(
                what="чтение ячеек",
                size=size,
                seconds=median_s(lambda: read_cells(path), repeats=3),
                memory_mb=child_mb(path),
                limit_mb=MEMORY_MB * MIB,
            ),
            Figure(
                what="разбор",
                size=size,
                seconds=median_s(lambda: parse(source, today), repeats=3),
            ),
            Figure(what="сравнение с пустой базой", size=size, seconds=compare(empty)),
            Figure(what="сравнение с той же сетью", size=size, seconds=compare(network)),
            Figure(
                what="загрузка целиком",
                size=size,
                seconds=median_s(lambda: import_whole(path, folder, today), repeats=3),
                limit_s=WHOLE_S,
                memory_mb=peak_mb(),
            ),
        ]
    print_figures("Загрузка книги края", figures)


if __name__ == "__main__":
    main()
