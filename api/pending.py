"""Workbooks that were previewed and wait for a decision; kept in memory, the oldest go first."""

import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from threading import Lock
from typing import BinaryIO

from graph.errors import NotFoundError
from services.intake.report import ImportReport

MOST = 8
_LONGEST_NAME = 100
_ALLOWED = frozenset(" ._-()№")


class PendingImports:
    """Reports of uploaded files, by the id of their preview."""

    def __init__(self) -> None:
        self._reports: OrderedDict[str, ImportReport] = OrderedDict()
        self._lock = Lock()

    def keep(self, report: ImportReport) -> str:
        """Keep a report and return its id; more than `MOST` push the oldest out."""
        id_ = report.preview.id
        with self._lock:
            self._reports[id_] = report
            self._reports.move_to_end(id_)
            while len(self._reports) > MOST:
                self._reports.popitem(last=False)
        return id_

    def get(self, id_: str) -> ImportReport:
        """Return a report.

        Raises
        ------
        NotFoundError
            If there is none, or none any more.
        """
        report = self._reports.get(id_)
        if report is None:
            raise NotFoundError("web.import.unknown")
        return report

    def drop(self, id_: str) -> None:
        """Forget a report."""
        with self._lock:
            self._reports.pop(id_, None)


@contextmanager
def as_file(content: BinaryIO, name: str | None) -> Iterator[Path]:
    """Give uploaded bytes as a file in a folder of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="methodnet-") as folder:
        path = Path(folder) / safe_name(name)
        with path.open("wb") as file:
            shutil.copyfileobj(content, file)
        yield path


def safe_name(name: str | None) -> str:
    r"""Return the name of an uploaded file without folders and strange characters.

    Examples
    --------
    >>> safe_name("../сеть 2026.xlsx"), safe_name("a\x00\ud800b.csv"), safe_name(None)
    ('сеть 2026.xlsx', 'ab.csv', 'file')
    """
    last = PurePath((name or "").replace("\\", "/")).name
    kept = "".join(c for c in last if c.isalnum() or c in _ALLOWED).strip(" .")
    return kept[-_LONGEST_NAME:] or "file"
