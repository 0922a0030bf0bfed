"""A workbook as a network of its own, beside no store."""

from datetime import date
from pathlib import Path

from graph.errors import InputError
from graph.network import Network
from graph.workbook.kinds import Severity
from graph.workbook.parser import parse
from graph.workbook.reader import read_cells
from services.intake.preview import preview_workbook


def read_network_file(file_path: Path, today: date) -> Network:
    """Return the network that a workbook holds.

    Parameters
    ----------
    file_path
        XLSX, CSV, or a folder of CSV files that an export wrote.
    today
        Day of reading.

    Raises
    ------
    InputError
        If there is no such file, or an import would refuse it; the sentence tells the first
        reason.
    """
    nothing = Network.of([], revision=0)
    seen = preview_workbook(
        parse(read_cells(file_path), today), nothing, today=today, id_=file_path.name
    )
    errors = [one for one in seen.findings if one.severity is Severity.ERROR]
    if errors:
        raise InputError("proof.workbook", file=file_path.name, n=len(errors), first=errors[0].text)
    return nothing.after(seen.changes, nothing.revision)
