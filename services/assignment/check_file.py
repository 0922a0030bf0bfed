"""Prove a plan from its document and a workbook alone, with the independent checker."""

from collections.abc import Iterator
from typing import Any

from graph.model.changes import put
from graph.network import Network
from graph.texts import Say, message
from services.assignment.checks import faults_of
from services.assignment.document import plan_document
from services.assignment.document_lines import wrong
from services.assignment.document_proof import with_earlier_plans
from services.assignment.fault import Fault
from services.assignment.plan_file import read_plan_file
from services.assignment.planned import PlannedAssignment

_SHOWN = 80  # characters of a value that a sentence repeats


def check_file(document: object, network: Network, say: Say) -> tuple[Fault, ...]:
    """Check a plan's document on the rows of a workbook; no fault means proved.

    The plan is proved as `faults_of` proves a stored one. Then the document is made anew from
    what was proved, and everything else it says (sentences, counts) is compared with that.

    Parameters
    ----------
    network
        What the workbook holds.
    say
        In the language the document was written in.

    Returns
    -------
    tuple of Fault
        Number, state, revision and running time of the plan are statements of the file: only
        their form can be checked.

    Raises
    ------
    InputError
        If the document cannot be read as a plan; the sentence names the place.
    """
    planned = read_plan_file(document)
    _require_scope(planned, network)
    base = with_earlier_plans(network, document)
    faults = list(faults_of(base, planned))
    if not faults:
        stored = base.after(put(planned.records), base.revision)
        faults += _differences(document, plan_document(stored, planned.plan.id, say), "")
    return tuple(faults)


def _require_scope(planned: PlannedAssignment, network: Network) -> None:
    scope = planned.plan.scope
    kind, _, code = scope.partition(":")
    known = kind == "municipality" and network.municipalities.get(code) is not None
    if scope not in {"region", "services"} and not known:
        raise wrong(scope, "scope")


def _differences(stored: Any, true: Any, where: str) -> Iterator[Fault]:
    """Yield a fault for everything in `true` that `stored` says otherwise."""
    if isinstance(true, dict) and isinstance(stored, dict):
        for key, value in true.items():
            place = f"{where}.{key}" if where else key
            if key in stored:
                yield from _differences(stored[key], value, place)
            else:
                yield _fault("absent", where=place)
    elif isinstance(true, list) and isinstance(stored, list) and len(true) == len(stored):
        for i, (one, other) in enumerate(zip(stored, true, strict=True)):
            yield from _differences(one, other, f"{where}[{i}]")
    elif isinstance(stored, bool) != isinstance(true, bool) or stored != true:
        yield _fault("differs", where=where, stored=_shown(stored), true=_shown(true))


def _shown(value: object) -> str:
    text = "—" if value is None else str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _fault(code: str, **params: str | int) -> Fault:
    return Fault(message(f"proof.{code}", **params))
