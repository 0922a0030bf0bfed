"""Checking a plan from files alone: its document and the workbook it was made on."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.edge import Edge
from graph.errors import InputError

if TYPE_CHECKING:
    from services.assignment.fault import Fault


def require_one_plan(plan: str | None, file: Path | None, workbook: Path | None) -> None:
    """Refuse a call that names a stored plan and a file, none of both, or half of the files.

    Raises
    ------
    InputError
        With what to give instead.
    """
    if plan is not None and (file is not None or workbook is not None):
        raise InputError("proof.both", plan=plan)
    if plan is None and file is None and workbook is None:
        raise InputError("proof.none")
    if plan is None and file is None:
        raise InputError("proof.no_document", workbook=str(workbook))
    if plan is None and workbook is None:
        raise InputError("proof.no_workbook", file=str(file))


def check_from_files(
    edge: Edge, file: Path | None, workbook: Path | None
) -> tuple[str, tuple["Fault", ...]]:
    """Return the number of the plan in `file`, and what is wrong with it.

    Raises
    ------
    InputError
        If one of the files cannot be read.
    """
    from services.assignment.check_file import check_file
    from services.intake.network_file import read_network_file

    document = _read_document(file or Path())
    with edge.working("proof.working"):
        network = read_network_file(workbook or Path(), edge.today())
        faults = check_file(document, network, edge.say)
    return str(document["id"]), faults


def _read_document(file: Path) -> dict[str, object]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError("proof.cannot_read", file=str(file)) from error
    except json.JSONDecodeError as error:
        raise InputError("proof.not_json", file=str(file), line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise InputError("proof.not_a_plan", file=str(file)) from error
    if not isinstance(document, dict) or "assignments" not in document:
        raise InputError("proof.not_a_plan", file=str(file))
    return document
