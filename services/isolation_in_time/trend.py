"""How many organisations each kind of isolation holds, month by month."""

from dataclasses import dataclass
from datetime import date

from graph.errors import InputError
from graph.model.ids import Revision
from graph.network import Network
from graph.texts import Message, message
from services.isolation_in_time.calendar_days import first_event_of, months_back
from services.isolation_in_time.reel import Reel
from services.isolation_in_time.standing import Tally, find_kinds
from services.policy import IsolationPolicy

MONTHS = 36
"""Three school years: a summer is compared with two others."""
MOST_MONTHS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The counts of every kind on the same day of each month, the oldest first.

    Attributes
    ----------
    known_from
        Day of the first event on record: a window that opens earlier is only partly filled, and
        its counts are too high. None where there is no event at all.
    """

    as_of: date
    window_months: int
    revision: Revision
    known_from: date | None
    months: tuple[Tally, ...]

    def is_partial(self, month: Tally) -> bool:
        """Whether the records begin after the window of `month` has opened."""
        return self.known_from is None or month.since < self.known_from

    @property
    def texts(self) -> tuple[Message, ...]:
        """How the number without a working tie moved, and which months are partial."""
        whole = [month for month in self.months if not self.is_partial(month)]
        if self.known_from is None:
            return (message("isolation_time.remark.no_events"),)
        if len(whole) < _TWO:
            said = [message("isolation_time.trend.too_short")]
        else:
            first, last = whole[0], whole[-1]
            said = [
                message(
                    f"isolation_time.trend.{_way(first, last)}",
                    since=first.day,
                    was=_of(first),
                    now=_of(last),
                )
            ]
        partial = len(self.months) - len(whole)
        if partial:
            said.append(message("isolation_time.trend.partial", n=partial, first=self.known_from))
        return tuple(said)


_TWO = 2


def _way(first: Tally, last: Tally) -> str:
    """Compare shares, not numbers: the number of organisations moves too."""
    was, now = first.without_tie * last.judged, last.without_tie * first.judged
    return "same" if was == now else "up" if now > was else "down"


def _of(month: Tally) -> Message:
    return message("isolation_time.trend.of", judged=month.judged, out=month.without_tie)


def find_trend(
    network: Network, policy: IsolationPolicy, *, day: date, months: int = MONTHS
) -> Trend:
    """Count every kind of isolation on the same day of the last `months` months.

    Parameters
    ----------
    day
        The last day that is looked at.

    Raises
    ------
    InputError
        If fewer than one month or more than ten years are asked for.

    Notes
    -----
    The detector runs once a month without words and next steps; linear in events × months.

    Examples
    --------
    >>> len(find_trend(Network.of([]), IsolationPolicy(), day=date(2026, 8, 24)).months)
    36
    """
    if not 1 <= months <= MOST_MONTHS:
        raise InputError("isolation_time.months", months=months, most=MOST_MONTHS)
    reel = Reel(network, policy)
    return Trend(
        as_of=day,
        window_months=policy.window_months,
        revision=network.revision,
        known_from=first_event_of(network),
        months=tuple(find_kinds(reel.scene(at)).tally for at in months_back(day, months)),
    )
