"""A map as tables: organisations, ties and what was asked for, as CSV files in one archive."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graph.texts import Say, message
from graph.workbook.shown import guarded
from graph.workbook.writer import text_bytes
from viz.map_filter import MapFilter
from viz.spec import MapSpec

_ORGANISATIONS = ("code", "name", "label", "role", "kind", "municipality", "mentees")
_FINDINGS = ("alarm", "next_step")
_TIES = ("tie", "from", "to", "from_name", "to_name", "direction", "stands", "reasons")


def csv_archive(spec: MapSpec, asked: MapFilter, say: Say) -> bytes:
    """Return ``organisations.csv``, ``ties.csv`` and ``filter.csv`` as one ZIP file.

    The same map gives the same bytes. Columns of isolation are there if the map shows it.
    """
    shows_alarms = any(key == "isolation" for key, _ in spec.layers)
    columns = (*_ORGANISATIONS, *(_FINDINGS if shows_alarms else ()))
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        _put(archive, "organisations.csv", columns, _organisations(spec, say, shows_alarms), say)
        _put(archive, "ties.csv", _TIES, _ties(spec, say), say)
        filters = [(say(message(f"map.filter.{name}")), text) for name, text in asked.told(spec)]
        _put(archive, "filter.csv", ("what", "value"), filters, say)
    return made.getvalue()


def _organisations(spec: MapSpec, say: Say, shows_alarms: bool) -> Iterator[Sequence[str]]:  # noqa: FBT001 - private, named by its caller
    for node in spec.nodes:
        row = [
            node.id,
            node.name,
            node.label,
            say(message(f"map.mark_of.{node.mark}")),
            node.kind,
            node.municipality,
            str(node.mentees),
        ]
        yield [*row, node.alarm_text, node.next_step] if shows_alarms else row


def _ties(spec: MapSpec, say: Say) -> Iterator[Sequence[str]]:
    name = {node.id: node.label for node in spec.nodes}
    for edge in spec.edges:
        ends = (edge.source, edge.target, name[edge.source], name[edge.target])
        for fact in edge.facts or (("", "", ""),):
            yield [say(message(f"map.ties.{edge.kind}")), *ends, *fact]


def _put(
    archive: ZipFile, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]], say: Say
) -> None:
    head = [say(message(f"map.column.{column}")) for column in columns]
    texts = [[guarded(cell) for cell in row] for row in rows]
    info = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, text_bytes([head, *texts]))
