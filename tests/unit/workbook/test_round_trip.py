"""Export is the exact inverse of reading, in both formats, for any valid set of records."""

from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings

from graph.model.canonical import canonical_line
from graph.model.ids import Revision
from graph.model.record import Record
from graph.network import Network
from graph.workbook.archive import check_archive
from graph.workbook.cells import CellValue, SheetCells, SourceCells
from graph.workbook.parser import parse
from graph.workbook.passport import Passport, read_passport
from graph.workbook.rows import ParsedWorkbook
from graph.workbook.sandbox import parse_lines
from graph.workbook.worker import write_cells
from graph.workbook.writer import write_text_files, write_workbook
from services.intake.compare import compare
from services.intake.preview import preview_workbook
from tests.unit.workbook.valid_records import record_sets

DAY = date(2026, 8, 24)
OFTEN = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a network takes minutes
)
PASSPORT = Passport(store_id="s", revision=Revision(3), day=DAY, content_hash="sha256:00")


def read_here(path: Path) -> SourceCells:
    """Read a trusted file without a child process."""
    is_text = path.suffix == ".csv"
    lines = StringIO()
    write_cells("text" if is_text else "values", path, lines)
    sheets, _ = parse_lines(line.encode() for line in lines.getvalue().splitlines())
    return SourceCells(name=path.name, is_text=is_text, sheets=sheets)


def records_of(parsed: ParsedWorkbook) -> list[Record]:
    """Return what the file makes in an empty store, sorted by name."""
    made = preview_workbook(parsed, Network.of([], revision=0), today=DAY, id_="p")
    errors = [f for f in made.findings if f.kind.value < 60 and f.severity.value == "error"]
    assert errors == []
    changes = compare(made.parsed, Network.of([], revision=0), DAY).changes
    return sorted((c.record for c in changes), key=lambda record: (record.entity, record.key))


def differing(read: list[Record], written: list[Record]) -> list[str]:
    """Return the records that are on one side only, short enough to look at."""
    return sorted(map(canonical_line, set(read) ^ set(written)))


def test_the_day_of_an_older_passport_is_still_read() -> None:
    rows: list[tuple[int, list[CellValue]]] = [
        (1, ["Хранилище", "s"]),
        (2, ["Редакция сети", 3]),
        (3, ["Выгружено", DAY]),
    ]
    older = read_passport(SheetCells(name="Паспорт", rows=rows))
    assert older == Passport(store_id="s", revision=Revision(3), day=DAY)
    newer = read_passport(SheetCells(name="Паспорт", rows=list(enumerate(PASSPORT.rows(), 1))))
    assert newer == PASSPORT


@settings(OFTEN, max_examples=40)
@given(record_sets())
def test_a_workbook_read_back_gives_equal_records(records: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "сеть.xlsx"
        write_workbook(path, Network.of(records), PASSPORT)
        check_archive(path)
        parsed = parse(read_here(path), DAY)
    assert [f for f in parsed.findings if f.severity.value != "notice"] == []
    assert differing(records_of(parsed), records) == []
    assert parsed.passport == PASSPORT


@settings(OFTEN, max_examples=40)
@given(record_sets())
def test_text_files_read_back_give_equal_records(records: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        paths = write_text_files(Path(folder), Network.of(records), PASSPORT)
        sheets = tuple(sheet for path in paths for sheet in read_here(path).sheets)
    parsed = parse(SourceCells(name="csv", is_text=True, sheets=sheets), DAY)
    assert [f for f in parsed.findings if f.severity.value != "notice"] == []
    assert differing(records_of(parsed), records) == []


@settings(OFTEN, max_examples=10)
@given(record_sets())
def test_an_export_changes_nothing_in_the_network_it_came_from(records: list[Record]) -> None:
    network = Network.of(records)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "сеть.xlsx"
        write_workbook(path, network, PASSPORT)
        made = preview_workbook(parse(read_here(path), DAY), network, today=DAY, id_="p")
    assert made.changes == ()
    assert sum(c.added + c.changed + c.removed for c in made.counts.values()) == 0


@settings(OFTEN, max_examples=5)
@given(record_sets())
def test_two_exports_of_one_state_are_equal_byte_for_byte(records: list[Record]) -> None:
    one, other = BytesIO(), BytesIO()
    write_workbook(one, Network.of(records), PASSPORT)
    write_workbook(other, Network.of(list(reversed(records))), PASSPORT)
    assert one.getvalue() == other.getvalue()
