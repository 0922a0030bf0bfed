"""Who may do what: one table, role → actions, asked at the start of every workflow."""

from enum import StrEnum
from typing import Protocol

from graph.errors import NotAllowedError


class Role(StrEnum):
    """What a person is in the region."""

    PLANNER = "planner"
    CURATOR = "curator"
    LEADER = "leader"


class Right(StrEnum):
    """What may be done."""

    READ = "read"
    IMPORT = "import"
    PLAN = "plan"
    APPROVE = "approve"
    ORDER = "order"
    UNDO = "undo"


_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.PLANNER: frozenset(Right),
    Role.CURATOR: frozenset({Right.READ}),
    Role.LEADER: frozenset({Right.READ}),
}


class HasRole(Protocol):
    """Anyone with a name and a role."""

    @property
    def name(self) -> str:
        """What the journal records."""
        ...

    @property
    def role(self) -> Role:
        """Decides what is allowed."""
        ...


def may(actor: HasRole, right: Right) -> bool:
    """Return whether the role of `actor` has `right`: pages show no button to who may not press it.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> may(SimpleNamespace(name="n", role=Role.CURATOR), Right.PLAN)
    False
    """
    return right in _RIGHTS[actor.role]


def require(actor: HasRole, right: Right) -> None:
    """Let `actor` pass if its role has `right`.

    Raises
    ------
    NotAllowedError
        If it has not.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> require(SimpleNamespace(name="n", role=Role.PLANNER), Right.APPROVE)
    """
    if not may(actor, right):
        raise NotAllowedError("access.denied", actor=actor.name, right=right.value)
