"""Leaflets of curators: each object with whom to call, how the plan serves it, what is open."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.model.community import CuratorAssignment
from graph.model.plan import Assignment, OpenNeed, Plan
from graph.texts import message
from services.assignment.planned import PlannedAssignment, stored_plan
from services.views.index import NetworkIndex
from services.views.leaflets import Leaflet, LeafletNeed, LeafletPart, Reader, open_need
from services.views.marks import Mark
from services.views.organisation_list import natural
from services.views.partners import Who, build_who

_SHOWN = 12  # leaders, and open needs, named at one object; the figures count all of them


def build_curator_leaflets(index: NetworkIndex, plan: Plan) -> tuple[Leaflet, ...]:
    """Return the leaflets of the curators of the index's day, by code.

    Parameters
    ----------
    index
        About the school year of `plan`.
    """
    planned = stored_plan(index.network, plan.id)
    order = index.network.orders.get(plan.id)
    found = []
    for code in sorted(index.curators_by_person):
        person = index.network.people.get(code)
        if person is None:
            continue
        rows = [index.today.curators[i] for i in index.curators_by_person[code]]
        parts = [_part(index, planned, row) for row in rows]
        home = index.network.organisations.get(person.organisation)
        found.append(
            Leaflet(
                reader=Reader.CURATOR,
                code=code,
                name=person.name,
                place=index.name_of.get(person.organisation, ""),
                municipality="" if home is None else home.municipality,
                contact=person,
                plan=plan,
                order=order,
                parts=tuple(
                    sorted(parts, key=lambda part: natural(part.who.name if part.who else ""))
                ),
            )
        )
    return tuple(found)


def _part(index: NetworkIndex, planned: PlannedAssignment, row: CuratorAssignment) -> LeafletPart:
    """Return one object; without one it is the direction the curator answers for."""
    within = _Within(index, row)
    pairs = [line for line in planned.assignments if within.holds(line)]
    waiting = [need for need in planned.open_needs if within.holds(need)]
    by_leader: defaultdict[str, list[Assignment]] = defaultdict(list)
    for line in pairs:
        by_leader[line.leader].append(line)
    shown = sorted(by_leader, key=lambda code: (-len(by_leader[code]), code))[:_SHOWN]
    needs = [_led(index, code, by_leader[code], within) for code in shown]
    if len(by_leader) > len(shown):
        rest = message("sheet.more_leaders", n=len(by_leader) - len(shown))
        needs.append(LeafletNeed(title="…", level=None, content="", why=(rest,)))
    acute = sorted(waiting, key=lambda need: (-need.level, need.mentee, need.direction))
    needs += [_named(index, planned, need) for need in acute[:_SHOWN]]
    at = index.network.organisations.get(row.object or "")
    row_of_event = None if at is None else index.next_event(at.id)
    return LeafletPart(
        who=_who(index, row),
        contact=None if at is None else index.contact_of(at.id),
        has_way=False,
        next_event=None if row_of_event is None else index.network.events[row_of_event],
        figures=(
            message("sheet.figures.pairs", n=len(pairs)),
            message("plan.count.leaders", n=len({line.leader for line in pairs})),
            message("sheet.figures.mentees", n=len({line.mentee for line in pairs})),
            message("sheet.figures.open", n=len(waiting))
            if waiting
            else message("sheet.figures.none_open"),
        ),
        needs=tuple(needs),
    )


def _who(index: NetworkIndex, row: CuratorAssignment) -> Who:
    way = index.name_of.get(row.direction or "", row.direction or "")
    if not row.object:
        return Who(code=row.direction or "", name=way, mark=Mark.OTHER, place="")
    who = build_who(index, row.object)
    return replace(who, place=", ".join(filter(None, (who.place, way))))


class _Within:
    """Says which lines of a plan concern the object of a curator."""

    def __init__(self, index: NetworkIndex, row: CuratorAssignment) -> None:
        self._index = index
        self._direction = row.direction
        self._all = not row.object
        self._codes = set(self._members(row.object or ""))

    def _members(self, code: str) -> Iterator[str]:
        yield code
        table = self._index.network.organisations
        for name in ("service", "municipality"):
            column = zip(table.keys, table.column(name), strict=True)
            yield from (key for key, value in column if value == code)
        members = self._index.today.memberships
        column = zip(members.column("community"), members.column("organisation"), strict=True)
        yield from (one for community, one in column if community == code)

    def is_home(self, code: str) -> bool:
        """Return whether an organisation belongs to the object."""
        return code in self._codes

    def holds(self, line: Assignment | OpenNeed) -> bool:
        """Return whether a line concerns the object."""
        if self._direction is not None and line.direction != self._direction:
            return False
        ends = {line.mentee} | ({line.leader} if isinstance(line, Assignment) else set())
        return self._all or bool(ends & self._codes)


def _led(
    index: NetworkIndex, code: str, lines: Iterable[Assignment], within: _Within
) -> LeafletNeed:
    """Return one leader with whom it leads and whom to call there; from elsewhere with its place.

    Names such as «СОШ № 9» are repeated in every municipality.
    """
    name = index.name_of.get(code, code)
    if not within.is_home(code):
        name = f"{name}, {index.place_of(index.network.organisation(code))}"
    mentees = sorted({index.name_of.get(line.mentee, line.mentee) for line in lines}, key=natural)
    why = [message("sheet.leads", mentees=", ".join(mentees))]
    person = index.contact_of(code)
    if person is not None:
        call = ", ".join(filter(None, (person.name, person.phone)))
        why.append(message("sheet.call", person=call))
    return LeafletNeed(title=name, level=None, content="", why=tuple(why))


def _named(index: NetworkIndex, planned: PlannedAssignment, need: OpenNeed) -> LeafletNeed:
    """Return an open need with the school it belongs to."""
    told = open_need(index, planned, need)
    school = message("sheet.school", mentee=index.name_of.get(need.mentee, need.mentee))
    return replace(told, why=(school, *told.why))
