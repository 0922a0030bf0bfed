"""What the checker finds wrong with a plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph.model.choices import AssignmentMode, OpenReason
from graph.model.plan import Assignment, OpenNeed
from graph.network import Network
from graph.texts import Message, Parameter, Say, message

Fact: TypeAlias = str | float | None
"""Value of a field of a line."""

_LISTS: Mapping[type, str] = {OpenReason: "plan.reason", AssignmentMode: "plan.mode"}
"""Closed lists that lines hold, with where their words stand."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: a stable code and what a sentence needs."""

    message: Message

    @property
    def code(self) -> str:
        """Stable code, such as ``plan.check.points``."""
        return self.message.code


class Faults:
    """Collects faults and names what they speak of."""

    def __init__(self, network: Network) -> None:
        self._names = network.name_of
        self.found: list[Fault] = []

    def add(self, code: str, **params: Parameter) -> None:
        """Note a fault; `code` is the part behind ``plan.check.``."""
        self.found.append(Fault(message(f"plan.check.{code}", **params)))

    def name(self, code: object) -> str:
        """Return the name of an organisation or a direction."""
        return "—" if code is None else self._names.get(str(code), str(code))

    def need(self, mentee: str, direction: str) -> Message:
        """Name a need."""
        return message("plan.need", mentee=self.name(mentee), direction=self.name(direction))

    def compare(
        self, line: Assignment | OpenNeed, expected: Mapping[str, Fact], codes: Sequence[str] = ()
    ) -> None:
        """Note each field of a line that is not as expected; fields in `codes` hold codes."""
        for name, value in expected.items():
            stored = getattr(line, name)
            if stored != value:
                shown = [self.name(v) if name in codes else _worded(v) for v in (stored, value)]
                self.add(
                    name,
                    need=self.need(line.mentee, line.direction),
                    stored=shown[0],
                    true=shown[1],
                )


def _worded(value: Fact) -> Parameter:
    """Return the words of a value of a closed list; other values as they are."""
    domain = _LISTS.get(type(value))
    return value if domain is None else message(f"{domain}.{value}")


def faults_document(plan_id: str, faults: Sequence[Fault], say: Say) -> dict[str, Any]:
    """Return the document of a check: plan, whether it passed, and each fault."""
    return {
        "plan": plan_id,
        "checked": not faults,
        "faults": [{"code": fault.code, "text": say(fault.message)} for fault in faults],
    }
