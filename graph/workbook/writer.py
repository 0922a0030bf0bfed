"""Network → workbook, XLSX or CSV: the exact inverse of reading; equal states, equal bytes."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import IO, Any

from graph.model.fields import read_dictionary
from graph.network import Network
from graph.workbook.book import Book
from graph.workbook.layout import PASSPORT_SHEET, SheetLayout, sheet_layouts
from graph.workbook.numbers import as_text
from graph.workbook.passport import Passport
from graph.workbook.shown import cell_writer, guarded, text_writer


def write_workbook(target: Path | IO[bytes], network: Network, passport: Passport) -> None:
    """Write all records that have a sheet, and the passport, as one XLSX workbook.

    Two exports of one state with one passport are equal byte for byte; read again, they change
    nothing.

    Raises
    ------
    OSError
        If the file cannot be written; it is not touched before the workbook is whole.
    """
    book = Book()
    for layout in sheet_layouts().values():
        page = book.add_sheet(layout)
        for number, cells in enumerate(_rows(layout, network, cell_writer), start=1):
            book.write_row(page, number, cells)
    book.add_lists()
    book.add_table(PASSPORT_SHEET, (), passport.rows())
    book.save(target)


def write_text_files(folder: Path, network: Network, passport: Passport) -> tuple[Path, ...]:
    """Write every sheet, and the passport, as a CSV file of its name into `folder`.

    UTF-8 with byte-order mark, ``;``, decimal comma, ``ДД.ММ.ГГГГ``.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for layout in sheet_layouts().values():
        headings = [field.heading for field in layout.fields]
        rows = _rows(layout, network, text_writer)
        written.append(_write_text(folder, layout.name, [headings, *rows]))
    lines = [[label, guarded(as_text(value))] for label, value in passport.rows()]
    written.append(_write_text(folder, PASSPORT_SHEET, lines))
    return tuple(written)


def text_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    r"""Return rows of texts as a CSV file that Excel opens: UTF-8 with byte-order mark, ``;``.

    Examples
    --------
    >>> text_bytes([["Код", "a;b"]]).decode("utf-8-sig")
    'Код;"a;b"\r\n'
    """
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def _write_text(folder: Path, name: str, rows: Sequence[Sequence[str]]) -> Path:
    path = folder / f"{name}.csv"
    path.write_bytes(text_bytes(rows))
    return path


def _rows(layout: SheetLayout, network: Network, writer_of: Any) -> Iterator[Sequence[Any]]:
    """Yield the rows of one sheet in key order, each value written by the writer of its field."""
    table = network.table(layout.entity)
    columns = [list(map(writer_of(field), table.column(field.name))) for field in layout.fields]
    own = [table.column(field.name) for field in layout.fields if field.name not in layout.key]
    is_second = layout.name != read_dictionary()[layout.entity].sheet
    for position, cells in enumerate(zip(*columns, strict=True)):
        if is_second and all(column[position] is None for column in own):
            continue
        yield cells
