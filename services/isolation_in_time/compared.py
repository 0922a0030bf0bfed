"""Two days compared: who fell out, who came back, and by what."""

from dataclasses import dataclass
from datetime import date

from graph.model.ids import MunicipalityId, OrganisationId, Revision
from graph.network import Network
from graph.texts import Message, message
from services.isolation.kinds import Kind
from services.isolation.scene import Scene
from services.isolation_in_time.calendar_days import first_event_of
from services.isolation_in_time.causes import Cause
from services.isolation_in_time.change_of_one import Changes
from services.isolation_in_time.reel import Reel
from services.isolation_in_time.standing import Tally, find_kinds, without_working_tie
from services.policy import IsolationPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An organisation whose working tie went or came.

    Attributes
    ----------
    kind
        Why it has no working tie on the day on which it has none.
    causes
        What appeared or went in between, the nearest first; never empty.
    """

    organisation: OrganisationId
    municipality: MunicipalityId
    kind: Kind
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two days side by side.

    Attributes
    ----------
    before, after
        Counts of every kind on both days.
    fell_out, came_back
        Sorted by code.
    still_out
        How many have no working tie on either day.
    opened, closed
        Judged organisations that are there on one of the days only.
    remarks
        What the reader has to know of the whole.
    """

    window_months: int
    revision: Revision
    before: Tally
    after: Tally
    fell_out: tuple[Moved, ...]
    came_back: tuple[Moved, ...]
    still_out: int
    opened: tuple[OrganisationId, ...]
    closed: tuple[OrganisationId, ...]
    remarks: tuple[Message, ...]

    @property
    def texts(self) -> tuple[Message, ...]:
        """How many fell out, how many came back, and how many stayed out."""
        return (
            message(
                "isolation_time.compared.fell_out" if self.fell_out else _NOBODY_FELL,
                n=len(self.fell_out),
                earlier=self.before.day,
                day=self.after.day,
            ),
            message("isolation_time.compared.came_back", n=len(self.came_back)),
            message("isolation_time.compared.still_out", n=self.still_out),
        )


_NOBODY_FELL = "isolation_time.compared.nobody_fell"


def compare_days(network: Network, policy: IsolationPolicy, *, one: date, other: date) -> Compared:
    """Tell who lost the last working tie between two days, who found one again, and by what.

    Days in the wrong order are put right, and a remark says so.

    Rules: (1) fallen out: without a working tie on the later day, and not so on the earlier; an
    organisation that opened in between counts; (2) come back: without one on the earlier day, and
    there with one on the later; (3) who closed in between is listed as closed, not as come back.

    Examples
    --------
    >>> made = compare_days(
    ...     Network.of([]), IsolationPolicy(), one=date(2025, 8, 24), other=date(2026, 8, 24)
    ... )
    >>> made.fell_out, made.came_back
    ((), ())
    """
    earlier, later = sorted((one, other))
    reel = Reel(network, policy)
    first, second = reel.scene(earlier), reel.scene(later)
    out_before, out_after = without_working_tie(first), without_working_tie(second)
    changes = Changes(first, second)
    there = second.nodes.number
    # RULES 1 AND 2
    fell = [code for code in out_after if code not in out_before]
    back = [code for code in out_before if code in there and code not in out_after]
    judged_before, judged_after = _judged(first), _judged(second)
    return Compared(
        window_months=policy.window_months,
        revision=network.revision,
        before=find_kinds(first).tally,
        after=find_kinds(second).tally,
        fell_out=tuple(
            Moved(
                organisation=OrganisationId(code),
                municipality=_municipality(second, code),
                kind=out_after[code][0],
                causes=changes.of_fall(code, out_after[code][0]),
            )
            for code in fell
        ),
        came_back=tuple(
            Moved(
                organisation=OrganisationId(code),
                municipality=_municipality(second, code),
                kind=out_before[code][0],
                causes=changes.of_return(code, out_before[code][0]),
            )
            for code in back
        ),
        still_out=len(out_before.keys() & out_after.keys()),
        # RULE 3
        opened=tuple(OrganisationId(code) for code in sorted(judged_after - judged_before)),
        closed=tuple(OrganisationId(code) for code in sorted(judged_before - judged_after)),
        remarks=_remarks(network, one=one, other=other, since=first.since),
    )


def _judged(scene: Scene) -> set[str]:
    nodes = scene.nodes
    return {code for v, code in enumerate(nodes.codes) if nodes.judged[v]}


def _municipality(scene: Scene, code: str) -> MunicipalityId:
    nodes = scene.nodes
    return MunicipalityId(nodes.municipalities[int(nodes.municipality[nodes.number[code]])])


def _remarks(network: Network, *, one: date, other: date, since: date) -> tuple[Message, ...]:
    """Tell what makes the comparison less than it seems."""
    remarks = []
    if one > other:
        remarks.append(message("isolation_time.remark.reversed", earlier=other, later=one))
    if one == other:
        remarks.append(message("isolation_time.remark.same_day", day=one))
    known_from = first_event_of(network)
    if known_from is None:
        remarks.append(message("isolation_time.remark.no_events"))
    elif min(one, other) < known_from:
        remarks.append(message("isolation_time.remark.before_data", first=known_from))
    elif since < known_from:
        remarks.append(message("isolation_time.remark.partial", first=known_from))
    return tuple(remarks)
