"""CSV files as rows: byte-order mark, then UTF-8, then cp1251; `;`, `,` or TAB."""

import csv
from collections.abc import Iterator
from io import StringIO

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ";,\t"

csv.field_size_limit(1 << 20)


class TextFileError(Exception):
    """A CSV file whose quotes do not close, or that is no text.

    Attributes
    ----------
    line
        Line, counted from 1, on which reading stopped.
    """

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def read_text_file(content: bytes) -> tuple[str, Iterator[tuple[int, list[str | None]]]]:
    r"""Return the encoding of a CSV file and its rows: (row number, cells; empty = None).

    Raises
    ------
    TextFileError
        If the bytes are no text, or, while rows are taken, if quotes are not balanced.

    Examples
    --------
    >>> encoding, rows = read_text_file("Код;Название\r\n1;Школа".encode("cp1251"))
    >>> encoding, list(rows)
    ('cp1251', [(1, ['Код', 'Название']), (2, ['1', 'Школа'])])
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding:
            raise TextFileError(1) from None
        encoding = "cp1251"
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            raise TextFileError(content[: error.start].count(b"\n") + 1) from None
    if "\x00" in text:
        raise TextFileError(text[: text.index("\x00")].count("\n") + 1)
    return encoding or "utf-8", _rows(text)


def _rows(text: str) -> Iterator[tuple[int, list[str | None]]]:
    header = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            yield number, [cell or None for cell in row]
    except csv.Error:
        raise TextFileError(reader.line_num) from None
