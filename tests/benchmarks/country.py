"""A made-up country of 80,000 organisations on SQLite: made, stored, read, one district's map."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from api.texts import catalogue
from graph.model.changes import Action, ChangeSet, put
from graph.model.ids import Revision
from graph.network import Head
from graph.samples import REFERENCE_DATE, stream_country
from graph.stores.sqlite import SqliteStore
from services.views.map_view import build_map_view
from tests.tools.measure import Figure, peak_mb, print_figures
from viz.encode import encode_map
from viz.pyvis_page import render_page

LIMIT_MB = 4000


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "country.db"
        head = Head(store_id="bench", revision=Revision(0), reference_date=REFERENCE_DATE)
        store = SqliteStore(path, create_as=head)
        times = [perf_counter()]
        records = list(stream_country())
        times.append(perf_counter())
        changes = ChangeSet(
            actor="А",
            source="program",
            action=Action.IMPORT,
            reason="измерение",
            at=datetime.now(UTC),
            request_key="1",
            changes=put(records),
        )
        del records
        store.apply(changes, based_on=Revision(0))
        times.append(perf_counter())
        del changes
        network = SqliteStore(path).read()
        times.append(perf_counter())
        say = catalogue("ru")
        place = network.municipalities.keys[0]
        view = build_map_view(network, day=REFERENCE_DATE, municipality=place, say=say)
        render_page(encode_map(view, say=say))
        times.append(perf_counter())
        size = f"организаций {len(network.organisations)}"
    steps = ("сделана", "записана", "прочитана", "карта одного муниципалитета")
    figures = [
        Figure(what=f"страна {step}", size=size, seconds=end - start)
        for step, start, end in zip(steps, times, times[1:], strict=False)
    ]
    whole = Figure(
        what="страна, всё вместе",
        size=size,
        seconds=times[-1] - times[0],
        memory_mb=peak_mb(),
        limit_mb=LIMIT_MB,
    )
    print_figures("Страна на SQLite", [*figures, whole])


if __name__ == "__main__":
    main()
