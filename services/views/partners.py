"""Whom an organisation leads and who leads it: with need, reason, contact and next event."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.model.choices import AgreementStatus, AssignmentMode, PlanStatus
from graph.model.event import Event
from graph.model.need import Need
from graph.model.organisation import Organisation, Person
from graph.model.plan import Assignment, Plan
from graph.model.record import key_of
from graph.model.tie import Agreement, Pair
from graph.texts import Message, message
from services.views.distance import find_distance_km
from services.views.index import NetworkIndex
from services.views.marks import Mark
from services.views.organisation_list import natural

_SHOWN_PLANS = (PlanStatus.APPROVED, PlanStatus.DRAFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """An organisation as rows name it."""

    code: str
    name: str
    mark: Mark
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One pair, seen from the other side.

    Attributes
    ----------
    who
        The other organisation.
    level, content
        Severity of the need and the school's own words; None and empty if no need stands behind.
    why
        Why this leader, in short sentences; empty if the pair is older than the plans.
    km
        Distance, None if not known; `is_remote` tells that nobody travels.
    together
        Which school year together it is.
    is_proposed
        The pair stands in a plan without an order.
    """

    who: Who
    direction: str
    direction_code: str
    level: int | None
    content: str
    why: tuple[Message, ...]
    km: float | None
    is_remote: bool
    together: int
    contact: Person | None
    next_event: Event | None
    last_event: date | None
    agreement: Agreement | None
    plan: str | None
    is_proposed: bool = False


def build_who(index: NetworkIndex, code: str) -> Who:
    """Return an organisation as rows name it; an unknown code names itself."""
    one = index.network.organisations.get(code)
    if one is None:
        return Who(code=code, name=index.name_of.get(code, code), mark=Mark.OTHER, place="")
    return Who(code=code, name=one.name, mark=index.mark_of(code), place=index.place_of(one))


def curators_of(index: NetworkIndex, code: str) -> tuple[Person, ...]:
    """Return who is appointed for an organisation, else for the service that serves it."""
    one = index.network.organisations.get(code)
    curators = index.today.curators.column("curator")
    for place in (code, one.service if one is not None else None):
        rows = index.curators_by_object.get(place or "", ())
        people = (index.today.people.get(curators[i]) for i in rows)
        found = {person.id: person for person in people if person is not None}
        if found:
            return tuple(found.values())
    return ()


def find_led(index: NetworkIndex, code: str) -> tuple[Partner, ...]:
    """Return the schools that `code` leads, and those a plan of the year proposes."""
    pairs = [index.pairs[i] for i in index.pairs_by_leader.get(code, ())]
    pairs += _proposed(index, leader=code)
    return _sorted(_partner(index, pair, other=pair.mentee) for pair in pairs)


def find_leading(index: NetworkIndex, code: str) -> tuple[Partner, ...]:
    """Return the leaders of `code`, and those a plan of the year proposes."""
    pairs = [index.pairs[i] for i in index.pairs_by_mentee.get(code, ())]
    pairs += _proposed(index, mentee=code)
    return _sorted(_partner(index, pair, other=pair.leader) for pair in pairs)


def find_planned(
    index: NetworkIndex, plan: Plan, *, leader: str = "", mentee: str = ""
) -> tuple[Partner, ...]:
    """Return the partners that one plan gives to a leader, or to a mentee.

    Parameters
    ----------
    index
        About the school year of `plan`.
    """
    lines = index.assignments_by_leader if leader else index.assignments_by_mentee
    rows = (index.network.assignments[i] for i in lines.get(leader or mentee, ()))
    return _sorted(
        _partner(
            index,
            Pair(
                leader=line.leader,
                mentee=line.mentee,
                direction=line.direction,
                from_date=index.year_begins,
                plan=plan.id,
            ),
            other=line.mentee if leader else line.leader,
        )
        for line in rows
        if line.plan == plan.id
    )


def _sorted(partners: Iterable[Partner]) -> tuple[Partner, ...]:
    """Return each partner once in each direction, those in force first."""
    once: dict[tuple[str, str], Partner] = {}
    for partner in partners:  # in the order of their first days: the newest stays
        once[partner.who.code, partner.direction_code] = partner
    return tuple(
        sorted(once.values(), key=lambda p: (p.is_proposed, natural(p.who.name), p.direction))
    )


def _proposed(index: NetworkIndex, *, leader: str = "", mentee: str = "") -> list[Pair]:
    plan = index.current_plan
    if plan is None or plan.status not in _SHOWN_PLANS:
        return []
    lines = index.assignments_by_leader if leader else index.assignments_by_mentee
    table = index.network.assignments
    standing = {(p.leader, p.mentee, p.direction) for p in index.pairs}
    return [
        Pair(
            leader=line.leader,
            mentee=line.mentee,
            direction=line.direction,
            from_date=index.year_begins,
            plan=plan.id,
        )
        for i in lines.get(leader or mentee, ())
        if (line := table[i]).plan == plan.id
        and (line.leader, line.mentee, line.direction) not in standing
    ]


def _partner(index: NetworkIndex, pair: Pair, *, other: str) -> Partner:
    network = index.network
    leader, mentee = network.organisation(pair.leader), network.organisation(pair.mentee)
    need: Need | None = network.needs.get(key_of((pair.mentee, pair.direction, index.year)))
    line: Assignment | None = (
        network.assignments.get(f"{pair.plan}|{pair.mentee}|{pair.direction}")
        if pair.plan
        else None
    )
    row = _common_event(index, pair)
    is_proposed = pair.status is None and pair.plan is not None
    return Partner(
        who=build_who(index, other),
        direction=index.name_of.get(pair.direction, pair.direction),
        direction_code=pair.direction,
        level=need.level if need else None,
        content=(need.content or "") if need else "",
        why=_why(index, pair, line),
        km=find_distance_km(network, leader, mentee),
        is_remote=line is not None and line.mode is AssignmentMode.REMOTE,
        together=_years_together(index, pair),
        contact=index.contact_of(other),
        next_event=None if row is None else network.events[row],
        last_event=_last_common(index, leader, mentee),
        agreement=_agreement(index, pair),
        plan=pair.plan,
        is_proposed=is_proposed,
    )


def _years_together(index: NetworkIndex, pair: Pair) -> int:
    earlier = [
        p.from_date
        for i in index.all_pairs_by_mentee.get(pair.mentee, ())
        if (p := index.network.pairs[i]).leader == pair.leader and p.direction == pair.direction
    ]
    first = min([pair.from_date, *earlier])
    year = int(index.year[:4])
    begun = first.year if first.month >= 9 else first.year - 1  # noqa: PLR2004 - September
    return max(1, year - begun + 1)


def _why(index: NetworkIndex, pair: Pair, line: Assignment | None) -> tuple[Message, ...]:
    told = []
    years = _years_together(index, pair)
    if years > 1:
        told.append(message("view.why.together", year=str(years)))
    if line is None:
        return tuple(told)
    if line.pinned:
        told.append(message("view.why.pinned"))
    elif line.nearer == 0:
        told.append(message("view.why.nearest"))
    else:
        told.append(message("view.why.nearer", n=line.nearer))
    if line.mode is AssignmentMode.REMOTE:
        told.append(message("view.why.remote"))
    return tuple(told)


def _common_rows(index: NetworkIndex, one: str, other: str) -> list[int]:
    theirs = set(index.events_by_organisation.get(other, ()))
    return [i for i in index.events_by_organisation.get(one, ()) if i in theirs]


def _common_event(index: NetworkIndex, pair: Pair) -> int | None:
    events = index.network.events
    days, statuses = events.column("date"), events.column("status")
    coming = [
        i
        for i in _common_rows(index, pair.leader, pair.mentee)
        if days[i] >= index.day and statuses[i] not in {"held", "cancelled"}
    ]
    return coming[0] if coming else None


def _last_common(index: NetworkIndex, one: Organisation, other: Organisation) -> date | None:
    events = index.network.events
    days, statuses = events.column("date"), events.column("status")
    held = [
        days[i]
        for i in _common_rows(index, one.id, other.id)
        if days[i] <= index.day and statuses[i] in {None, "held"}
    ]
    return held[-1] if held else None


def _agreement(index: NetworkIndex, pair: Pair) -> Agreement | None:
    table = index.network.agreements
    common = set(index.agreements_by_organisation.get(pair.leader, ())) & set(
        index.agreements_by_organisation.get(pair.mentee, ())
    )
    found = [a for a in (table[i] for i in sorted(common)) if _stands(a, index.day)]
    best = (AgreementStatus.IN_FORCE, AgreementStatus.SIGNED, AgreementStatus.DRAFT)
    return min(
        found,
        key=lambda a: (len(a.parties), best.index(a.status) if a.status in best else 9, a.id),
        default=None,
    )


def _stands(agreement: Agreement, day: date) -> bool:
    ended = agreement.to_date is not None and agreement.to_date <= day
    gone = agreement.status in {AgreementStatus.TERMINATED, AgreementStatus.EXPIRED}
    return not ended and not gone
