"""What people decided about pairs: pins that contradict each other, or cannot be kept."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from graph.model.choices import Rule
from graph.model.need import Restriction
from graph.texts import Message, message
from graph.valid_time import school_year_of
from graph.workbook.findings import Finding
from graph.workbook.kinds import Kind
from services.intake.checks.terms import clash, places_offered
from services.intake.compare import Comparison


def check_two_pins(comparison: Comparison) -> Iterator[Finding]:
    """A need is pinned to one leader."""
    pins: dict[str, list[Restriction]] = defaultdict(list)
    for pin in _in_force(comparison, Rule.PIN):
        pins[pin.mentee].append(pin)
    for some in pins.values():
        for i, one in enumerate(some):
            for other in some[i + 1 :]:
                if one.leader != other.leader and _share_direction(one, other):
                    yield from clash(comparison, Kind.TWO_PINS, "rule", one, other)


def check_pins_and_bans(comparison: Comparison) -> Iterator[Finding]:
    """A pair is not pinned and forbidden at once."""
    bans: dict[tuple[str, str], list[Restriction]] = defaultdict(list)
    for ban in _in_force(comparison, Rule.FORBID):
        bans[ban.leader, ban.mentee].append(ban)
    for pin in _in_force(comparison, Rule.PIN):
        for ban in bans[pin.leader, pin.mentee]:
            if _share_direction(ban, pin):
                yield from clash(comparison, Kind.PIN_AND_BAN, "rule", ban, pin)


def check_pins_and_needs(comparison: Comparison) -> Iterator[Finding]:
    """What is pinned is needed and offered: in its direction, or in any if it names none."""
    offered: dict[str, set[str]] = defaultdict(set)
    for organisation, direction in places_offered(comparison):
        offered[organisation].add(direction)
    needed: dict[str, set[str]] = defaultdict(set)
    this_year = school_year_of(comparison.today)
    for need in comparison.after.needs:
        if need.in_work is not False and need.school_year >= this_year:
            needed[need.organisation].add(need.direction)
    for pin in _in_force(comparison, Rule.PIN):
        row = comparison.row_of("restriction", pin.key)
        if row is None or ("restriction", pin.key) not in comparison.moved:
            continue
        for name, what in _lacking(pin, offered[pin.leader], needed[pin.mentee]):
            yield row.finding(Kind.PIN_WITHOUT_NEED, name, what=what)


def _lacking(
    pin: Restriction, offered: AbstractSet[str], needed: AbstractSet[str]
) -> Iterator[tuple[str, Message]]:
    """Yield (field, what a pin lacks)."""
    leader, mentee, direction = pin.leader, pin.mentee, pin.direction
    if direction is None:
        if not offered & needed:
            yield "mentee", message("workbook.pin_no_common", mentee=mentee, leader=leader)
        return
    if direction not in needed:
        yield "mentee", message("workbook.pin_no_need", mentee=mentee, direction=direction)
    if direction not in offered:
        yield "leader", message("workbook.pin_no_offer", leader=leader, direction=direction)


def check_pins_and_places(comparison: Comparison) -> Iterator[Finding]:
    """A leader has no more pins in a direction than places, if it offers the direction at all."""
    places = places_offered(comparison)
    pins: dict[tuple[str, str], list[Restriction]] = defaultdict(list)
    for pin in _in_force(comparison, Rule.PIN):
        if pin.direction is not None and (pin.leader, pin.direction) in places:
            pins[pin.leader, pin.direction].append(pin)
    for name, some in pins.items():
        leader = comparison.after.organisations.get(name[0])
        total = None if leader is None else leader.places_total
        most = places[name] if total is None else min(total, places[name])
        moved = [p for p in some if ("restriction", p.key) in comparison.moved]
        row = comparison.row_of("restriction", moved[-1].key) if moved else None
        if row is not None and len(some) > most:
            others = [comparison.row_of("restriction", p.key) for p in some]
            numbers = ", ".join(str(r.number) for r in others if r is not None and r is not row)
            yield row.finding(
                Kind.PINS_ABOVE_PLACES, "leader", n=len(some), most=most, rows=numbers or "—"
            )


def _in_force(comparison: Comparison, rule: Rule) -> Sequence[Restriction]:
    return [
        restriction
        for restriction in comparison.after.restrictions
        if restriction.rule is rule
        and (restriction.until is None or restriction.until > comparison.today)
    ]


def _share_direction(one: Restriction, other: Restriction) -> bool:
    return None in {one.direction, other.direction} or one.direction == other.direction
