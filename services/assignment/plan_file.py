"""A plan read back from its document, every value looked at."""

from typing import Any

from graph.errors import InputError
from graph.model.choices import PlanStatus
from graph.model.ids import PlanId
from graph.model.plan import Assignment, BlockingGroup, GoalValue, OpenNeed, Plan
from graph.model.record import Record
from services.assignment.document_lines import (
    read_line,
    read_number,
    read_value,
    take,
    take_list,
    wrong,
)
from services.assignment.document_proof import ENCODING, read_potentials
from services.assignment.planned import PlannedAssignment

_MILLISECONDS = 1000


def read_plan_file(document: object) -> PlannedAssignment:
    """Return the plan that a document of `plan_document` tells of.

    Lines are taken in the order of their keys, whatever their order in the document. What the
    document says twice (sentences, counts) is not read: `check_file` compares it.

    Raises
    ------
    InputError
        If a value is missing or not as it must be; the sentence names its place.
    """
    plan = _header(document)
    known = {"plan": plan.id}
    goals = [
        _goal(plan.id, i, raw, f"goals[{i}]") for i, raw in enumerate(take_list(document, "goals"))
    ]
    lines = [
        read_line(Assignment, raw, f"assignments[{i}]", known=known)
        for i, raw in enumerate(take_list(document, "assignments"))
    ]
    open_needs = [
        read_line(OpenNeed, raw, f"open_needs[{i}]", known=known)
        for i, raw in enumerate(take_list(document, "open_needs"))
    ]
    groups = [
        _group(plan.id, raw, f"blocking_groups[{i}]")
        for i, raw in enumerate(take_list(document, "blocking_groups"))
    ]
    return PlannedAssignment(
        plan=plan,
        goals=tuple(goals),
        assignments=tuple(sorted(lines, key=_key)),
        open_needs=tuple(sorted(open_needs, key=_key)),
        blocking_groups=tuple(sorted(groups, key=_key)),
    )


def _header(document: object) -> Plan:
    certificate = take(document, "certificate", "")
    written = take(certificate, "encoding", "certificate")
    if written != ENCODING:
        raise wrong(written, "certificate.encoding")
    fields = Plan.definition().fields
    values: dict[str, Any] = {
        name: read_value(fields[name], take(part, name, where), f"{where}.{name}".lstrip("."))
        for name, part, where in (
            *((name, document, "") for name in _TOLD),
            ("checker", certificate, "certificate"),
            ("places_taken", take(document, "counts", ""), "counts"),
        )
    }
    if isinstance(document, dict) and "replaces" in document:
        values["replaces"] = read_value(fields["replaces"], document["replaces"], "replaces")
    text = take(certificate, "potentials", "certificate")
    if not isinstance(text, str):
        raise wrong(text, "certificate.potentials")
    seconds = read_number(take(document, "runtime_s", ""), "runtime_s")
    try:
        values["status"] = PlanStatus(values["status"])
    except ValueError as error:
        raise wrong(values["status"], "status") from error
    runtime = round(seconds * _MILLISECONDS)
    return Plan(**values, certificate=read_potentials(text), runtime_ms=runtime)


_TOLD = (
    "id",
    "status",
    "scope",
    "school_year",
    "as_of",
    "network_revision",
    "policy",
    "policy_fingerprint",
    "data_fingerprint",
)


def _key(record: Record) -> str:
    return record.key


def _goal(plan: PlanId, position: int, raw: object, where: str) -> GoalValue:
    value = take(raw, "value", where)
    is_vector = isinstance(value, list)
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(n, int) and not isinstance(n, bool) for n in values):
        raise wrong(value, f"{where}.value")
    if take(raw, "proved", where) is not True:
        raise InputError("proof.not_proved", where=where)
    known = {
        "plan": plan,
        "position": position + 1,
        "values": tuple(values),
        "is_vector": is_vector,
    }
    return read_line(GoalValue, raw, where, known=known)


def _group(plan: PlanId, raw: object, where: str) -> BlockingGroup:
    members = []
    for i, one in enumerate(take_list(raw, "members", where)):
        parts = [take(one, name, f"{where}.members[{i}]") for name in ("mentee", "direction")]
        if not all(isinstance(part, str) for part in parts):
            raise wrong(one, f"{where}.members[{i}]")
        members.append("|".join(parts))
    known = {"plan": plan, "members": tuple(members)}
    return read_line(BlockingGroup, raw, where, known=known, called={"group": "id"})
