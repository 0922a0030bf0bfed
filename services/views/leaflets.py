"""Leaflets of a plan: what each leader, mentee and curator is handed before any account exists."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph.model.event import Event
from graph.model.organisation import Person
from graph.model.plan import OpenNeed, Order, Plan
from graph.model.record import key_of
from graph.texts import Message
from services.assignment.explain import open_reason
from services.assignment.planned import PlannedAssignment, stored_plan
from services.assignment.side_document import rules_said
from services.views.index import NetworkIndex
from services.views.organisation_list import natural
from services.views.partners import Partner, Who, find_planned


class Reader(StrEnum):
    """For whom a leaflet is."""

    LEADER = "leader"
    MENTEE = "mentee"
    CURATOR = "curator"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletNeed:
    """One need on a leaflet, or one leader of a curator's object.

    Attributes
    ----------
    title
        The direction, or the leader's name.
    content
        The school's own words, or empty.
    why
        Why this leader; for an open need why nobody.
    """

    title: str
    level: int | None
    content: str
    why: tuple[Message, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletPart:
    """One partner of a leader or a mentee, or one object of a curator.

    Attributes
    ----------
    who
        None for the needs that nobody takes.
    km, is_remote
        Distance and mode; `has_way` is false where nobody travels to anybody.
    figures
        What stands behind an object of a curator.
    """

    who: Who | None
    contact: Person | None = None
    has_way: bool = True
    km: float | None = None
    is_remote: bool = False
    next_event: Event | None = None
    figures: tuple[Message, ...] = ()
    needs: tuple[LeafletNeed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """One leaflet.

    Attributes
    ----------
    code, name
        Of the organisation, or of the person who accompanies others.
    contact
        Who is handed it; None if nobody is known.
    """

    reader: Reader
    code: str
    name: str
    place: str
    municipality: str
    contact: Person | None
    plan: Plan
    order: Order | None
    parts: tuple[LeafletPart, ...]

    @property
    def partners(self) -> int:
        """How many organisations, or objects, it names."""
        return len({part.who.code for part in self.parts if part.who is not None})

    @property
    def needs(self) -> int:
        """How many needs it names."""
        return sum(len(part.needs) for part in self.parts)


def build_leaflets(index: NetworkIndex, plan: Plan) -> tuple[Leaflet, ...]:
    """Return the leaflets of the leaders and mentees of a plan, by reader and code.

    Parameters
    ----------
    index
        About the school year of `plan`.
    """
    planned = stored_plan(index.network, plan.id)
    open_needs: defaultdict[str, list[OpenNeed]] = defaultdict(list)
    for need in planned.open_needs:
        open_needs[need.mentee].append(need)
    leaders = sorted({line.leader for line in planned.assignments})
    mentees = sorted({line.mentee for line in planned.assignments} | open_needs.keys())
    found = [
        _leaflet(index, Reader.LEADER, code, plan, _parts(find_planned(index, plan, leader=code)))
        for code in leaders
    ]
    for code in mentees:
        parts = _parts(find_planned(index, plan, mentee=code))
        if open_needs[code]:
            waiting = tuple(open_need(index, planned, need) for need in open_needs[code])
            parts = (*parts, LeafletPart(who=None, has_way=False, needs=waiting))
        found.append(_leaflet(index, Reader.MENTEE, code, plan, parts))
    return tuple(found)


def _leaflet(
    index: NetworkIndex, reader: Reader, code: str, plan: Plan, parts: tuple[LeafletPart, ...]
) -> Leaflet:
    one = index.network.organisation(code)
    return Leaflet(
        reader=reader,
        code=code,
        name=one.name,
        place=index.place_of(one),
        municipality=one.municipality,
        contact=index.contact_of(code),
        plan=plan,
        order=index.network.orders.get(plan.id),
        parts=parts,
    )


def _parts(partners: Iterable[Partner]) -> tuple[LeafletPart, ...]:
    """Put all needs with one partner together; a partner served in two modes comes twice."""
    together: defaultdict[tuple[str, bool], list[Partner]] = defaultdict(list)
    for partner in partners:
        together[partner.who.code, partner.is_remote].append(partner)
    groups = sorted(
        together.values(), key=lambda some: (natural(some[0].who.name), some[0].who.code)
    )
    return tuple(
        LeafletPart(
            who=some[0].who,
            contact=some[0].contact,
            km=some[0].km,
            is_remote=some[0].is_remote,
            next_event=some[0].next_event,
            needs=tuple(
                LeafletNeed(title=p.direction, level=p.level, content=p.content, why=p.why)
                for p in sorted(some, key=lambda p: (-(p.level or 0), p.direction))
            ),
        )
        for some in groups
    )


def open_need(index: NetworkIndex, planned: PlannedAssignment, need: OpenNeed) -> LeafletNeed:
    """Return a need that nobody takes, with the reason."""
    told = index.network.needs.get(key_of((need.mentee, need.direction, index.year)))
    return LeafletNeed(
        title=index.name_of.get(need.direction, need.direction),
        level=need.level,
        content=(told.content or "") if told else "",
        why=(open_reason(need, planned.group, index.name_of, rules_said(planned)),),
        is_open=True,
    )
