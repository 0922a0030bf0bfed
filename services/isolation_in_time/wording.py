"""What changed between two days, in words."""

from collections.abc import Sequence

from graph.network import Network
from graph.texts import Message, Parameter, message
from services.isolation_in_time.causes import Cause, CauseKind
from services.isolation_in_time.compared import Moved

_SHOWN = 2


class ChangeWording:
    """Says causes to a reader who knows neither codes nor graphs."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def reason(self, moved: Moved) -> tuple[Message, ...]:
        """Return the nearest causes as sentences, and how many more there are."""
        said = [self.sentence(cause) for cause in moved.causes[:_SHOWN]]
        more = len(moved.causes) - _SHOWN
        if more > 0:
            said.append(message("isolation_time.more_causes", n=more))
        return tuple(said)

    def sentence(self, cause: Cause) -> Message:
        """Say one cause."""
        if cause.kind in (CauseKind.PAPER_ENDED, CauseKind.PAPER_BEGUN):
            return message(
                f"isolation_time.cause.{cause.kind}.{cause.paper}",
                partners=self._named(cause.organisations),
                day=cause.day,
            )
        said: dict[str, Parameter] = {
            "partners": self._named(cause.organisations),
            "day": cause.day,
            "event": self._event(cause),
        }
        code = f"isolation_time.cause.{cause.kind}"
        if cause.day is None and cause.kind in _WITHOUT_DAY:
            return message(f"{code}.undated", **said)
        return message(code, **said)

    def _named(self, codes: Sequence[str]) -> tuple[Message, ...]:
        names = self._network.name_of
        shown = [message("isolation.named", it=names.get(code, code)) for code in codes[:_NAMES]]
        more = len(codes) - _NAMES
        if more > 0:
            shown[-1] = message("isolation.and_more", last=shown[-1], n=more)
        return tuple(shown)

    def _event(self, cause: Cause) -> str:
        found = None if cause.event is None else self._network.events.get(cause.event)
        return "" if found is None else found.name


_NAMES = 3
_WITHOUT_DAY = (
    *(CauseKind.PARTNER_CLOSED, CauseKind.PARTNER_OPENED, CauseKind.OPENED),
    CauseKind.NO_LONGER_NEW,
)
