"""The sheet `Паспорт` of an export: from which store, which revision, of which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.model.ids import Revision
from graph.workbook.cells import CellValue, SheetCells

STORE, REVISION, HASH = "Хранилище", "Редакция сети", "Отпечаток содержимого"
DAY, DAY_BEFORE = "Дата редакции", "Выгружено"
"""Label of the day, and the label that older exports have for the day they were made on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """Where an exported workbook comes from.

    Attributes
    ----------
    store_id
        Of the store it was exported from.
    revision
        Revision it shows.
    day
        Day of the revision, or of the export in older files; None if the file does not tell.
    content_hash
        Hash of the content at that revision.
    """

    store_id: str
    revision: Revision
    day: date | None = None
    content_hash: str = ""

    def rows(self) -> Sequence[tuple[str, CellValue]]:
        """Return the lines of the sheet."""
        return (
            (STORE, self.store_id),
            (REVISION, self.revision),
            (DAY, self.day),
            (HASH, self.content_hash),
        )


def read_passport(sheet: SheetCells) -> Passport | None:
    """Return the passport on `sheet`, or None if it names no store and revision."""
    lines = {str(cells[0]): cells[1] for _, cells in sheet.rows if len(cells) > 1}
    store, revision = lines.get(STORE), lines.get(REVISION)
    day = lines.get(DAY, lines.get(DAY_BEFORE))
    text = str(revision)
    if store is None or not text.isascii() or not text.isdigit():
        return None
    return Passport(
        store_id=str(store),
        revision=Revision(int(text)),
        day=day if isinstance(day, date) else None,
        content_hash=str(lines.get(HASH) or ""),
    )
