"""Everything that can be refused: one tree, a stable code for each case, no HTTP."""

from collections.abc import Callable

from graph.texts import Message, Parameter, message


class MethodNetError(Exception):
    """A refusal that a user is told in one sentence.

    Attributes
    ----------
    message
        Code and parameters of the sentence; the code is stable.
    """

    def __init__(self, code: str, **params: Parameter) -> None:
        self.message = Message(code, params)
        super().__init__(code, params)

    @property
    def code(self) -> str:
        """Stable code of the case, such as ``store.locked``."""
        return self.message.code

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.message.params.items())
        return f"{self.code} ({told})" if told else self.code


class InputError(MethodNetError):
    """What was given cannot be accepted."""


class NotFoundError(MethodNetError):
    """What was named does not exist."""


class ConflictError(MethodNetError):
    """It exists, but its state forbids this."""


class StaleRecordsError(ConflictError):
    """Records that the change touches, or relies on, have moved since it was made.

    Parameters
    ----------
    name_of_key
        What a reader calls the record of a key; a store, which names nothing, shows the key.

    Attributes
    ----------
    moved
        (entity, key) of each, sorted.
    """

    def __init__(
        self, moved: tuple[tuple[str, str], ...], name_of_key: Callable[[str], str] = str
    ) -> None:
        self.moved = tuple(sorted(moved))
        shown = tuple(
            message("record.named", kind=message(f"view.entity.{entity}"), name=name_of_key(key))
            for entity, key in self.moved[:5]
        )
        super().__init__("store.moved", n=len(moved), records=shown)


class PlanStateError(ConflictError):
    """The plan is not in a state that allows this."""


class StoreUnavailableError(MethodNetError):
    """The database cannot be reached or used."""


class NotAllowedError(MethodNetError):
    """The actor has no right to do this."""
