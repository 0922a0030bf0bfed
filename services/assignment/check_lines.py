"""Checks the lines of a plan against what holds: needs, pairs, places, facts, groups."""

from collections import Counter, defaultdict
from functools import cached_property

from graph.model.choices import AssignmentMode, OpenReason
from graph.model.plan import Assignment, BlockingGroup, OpenNeed
from services.assignment.check_groups import surplus_members
from services.assignment.fault import Fact, Faults
from services.assignment.planned import PlannedAssignment
from services.assignment.progress import Tell, silent
from services.assignment.sight import Sight, look
from services.assignment.truth import Truth
from services.assignment.truth_pairs import (
    ADMITTED,
    EXPIRED,
    FAR,
    FORBIDDEN,
    OUTSIDE,
    SAME,
    SICK,
    UNKNOWN_KM,
)
from services.assignment.truth_rows import NeedKey

_REASON = {
    SAME: OpenReason.SAME_ENTITY,
    EXPIRED: OpenReason.EXPIRED,
    FORBIDDEN: OpenReason.FORBIDDEN,
    SICK: OpenReason.LEADER_NEEDS_HELP,
    FAR: OpenReason.TOO_FAR,
    OUTSIDE: OpenReason.OUTSIDE_REACH,
}


class LineCheck:
    """Checks one plan; what it finds goes to `faults`.

    Attributes
    ----------
    chosen
        Offer of each covered need, as far as the plan can be read.
    sight
        What all pairs show, once the structure has been checked.
    """

    def __init__(
        self, truth: Truth, planned: PlannedAssignment, faults: Faults, tell: Tell = silent
    ) -> None:
        self._tell = tell
        self._truth = truth
        self._planned = planned
        self._faults = faults
        keys = enumerate(truth.offers)
        self._offer = {(o.organisation, o.direction, o.from_date): i for i, o in keys}
        self.chosen: dict[NeedKey, int] = {}
        self._place: dict[NeedKey, int] = {}
        self._same: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i, offer in enumerate(truth.offers):
            if truth.valid[i]:
                self._same[offer.organisation, offer.direction].append(i)
        self._sets: dict[str, frozenset[str]] = {}
        self.sight = Sight(self.chosen)

    def structure(self) -> bool:
        """Check that every need is there once, and every pair admissible within its places."""
        truth, faults, before = self._truth, self._faults, len(self._faults.found)
        lines: list[Assignment | OpenNeed] = [
            *self._planned.assignments,
            *self._planned.open_needs,
        ]
        count = Counter((line.mentee, line.direction) for line in lines)
        for key in sorted(truth.needs.keys() - count.keys()):
            faults.add("need_missing", need=faults.need(*key))
        for key in sorted(count.keys() - truth.needs.keys()):
            faults.add("need_surplus", need=faults.need(*key))
        for key in sorted(key for key, times in count.items() if times > 1):
            faults.add("need_twice", need=faults.need(*key))
        for line in self._planned.assignments:
            key = (line.mentee, line.direction)
            if key in truth.needs:
                self._choose(key, line)
        self.sight = look(truth, self.chosen, self._tell)
        for line in self._planned.assignments:
            seen = self.sight.pairs.get((line.mentee, line.direction))
            if seen is not None and not seen.allowed:
                need = faults.need(line.mentee, line.direction)
                faults.add("pair", need=need, leader=faults.name(line.leader))
        for key, leader in sorted(truth.pinned.items()):
            given = self.chosen.get(key)
            if given is None or truth.offers[given].organisation != leader:
                faults.add("pin", need=faults.need(*key), leader=faults.name(leader))
        self._places()
        return len(faults.found) == before

    def facts(self) -> None:
        """Check what the lines say of distance, mode, points, places and reasons."""
        led: Counter[tuple[str, str]] = Counter()
        for key in sorted(self.chosen, key="|".join):
            leader = self._truth.offers[self.chosen[key]].organisation
            led[leader, key[1]] += 1
            self._place[key] = led[leader, key[1]]
        for line in self._planned.assignments:
            self._assignment(line)
        used = Counter(self.chosen.values())
        load = Counter(self._truth.offers[offer].organisation for offer in self.chosen.values())
        full = {
            i
            for i, offer in enumerate(self._truth.offers)
            if used[i] >= self._truth.places[i]
            or load[offer.organisation] >= self._truth.capacity.get(offer.organisation, 0)
        }
        covered = Counter(mentee for mentee, _ in self.chosen)
        most = self._truth.policy.max_needs_per_mentee
        for need in self._planned.open_needs:
            self._open(need, full, at_limit=covered[need.mentee] >= most)
        for group in self._planned.blocking_groups:
            self._group(group)

    def _choose(self, key: NeedKey, line: Assignment) -> None:
        faults = self._faults
        offer = self._offer.get((line.leader, line.direction, line.offer_from))
        if offer is None:
            faults.add("offer", need=faults.need(*key), leader=faults.name(line.leader))
            return
        self.chosen[key] = offer

    def _places(self) -> None:
        truth, faults = self._truth, self._faults
        used = Counter(self.chosen.values())
        load = Counter(truth.offers[offer].organisation for offer in self.chosen.values())
        taken = Counter(mentee for mentee, _ in self.chosen)
        for offer, count in sorted(used.items()):
            if count > truth.places[offer]:
                row = truth.offers[offer]
                names = {"leader": faults.name(row.organisation), "way": faults.name(row.direction)}
                faults.add("places_of_offer", n=count, places=truth.places[offer], **names)
        for leader, count in sorted(load.items()):
            room = truth.capacity.get(leader, 0)
            if count > room:
                faults.add("places_of_leader", n=count, places=room, leader=faults.name(leader))
        most = truth.policy.max_needs_per_mentee
        for mentee, count in sorted(taken.items()):
            if count > most:
                faults.add("limit_of_mentee", n=count, most=most, mentee=faults.name(mentee))

    def _assignment(self, line: Assignment) -> None:
        truth, key = self._truth, (line.mentee, line.direction)
        seen = self.sight.pairs[key]
        same = self._same[line.leader, line.direction]
        expected: dict[str, Fact] = {
            "level": truth.needs[key].level,
            "distance_km": None if seen.km == UNKNOWN_KM else seen.km / 10,
            "effective_km": seen.effective / 10,
            "mode": AssignmentMode.REMOTE if seen.remote else AssignmentMode.ON_SITE,
            "points": seen.points,
            "kept": seen.kept,
            "preferred": seen.preferred,
            "pinned": key in truth.pinned,
            "nearer": seen.nearer,
            "place": self._place[key] + sum(truth.given[i] for i in same),
            "places": sum(truth.offers[i].places for i in same),
        }
        self._faults.compare(line, expected)

    def _open(self, line: OpenNeed, full: set[int], *, at_limit: bool) -> None:
        truth, key = self._truth, (line.mentee, line.direction)
        group = self._planned.group.get(line.blocking_group or "")
        named = group is not None and "|".join(key) in self._members(group)
        reason = OpenReason.NO_OFFER
        nearest, km = None, UNKNOWN_KM
        seen = self.sight.opened.get(key)
        if seen is not None:
            nearest, km = truth.offers[seen.nearest].organisation, seen.km
            if seen.rule != ADMITTED:
                reason = _REASON[seen.rule]
            elif at_limit:
                reason = OpenReason.LIMIT_OF_MENTEE
            else:
                reason = OpenReason.NOT_SELECTED
                offers = self.sight.allowed([key])
                if offers <= full and (named or not offers & self._freeable):
                    reason = OpenReason.NO_PLACE
        expected: dict[str, Fact] = {
            "level": truth.needs[key].level,
            "reason": reason,
            "nearest": nearest,
            "nearest_km": None if km == UNKNOWN_KM else km / 10,
        }
        self._faults.compare(line, expected, codes=("nearest",))
        if named != (reason is OpenReason.NO_PLACE) or (line.blocking_group and group is None):
            self._faults.add("group_of_need", need=self._faults.need(*key))

    @cached_property
    def _freeable(self) -> set[int]:
        """Offers in which a place would be free if covered needs moved to other offers."""
        truth, chosen = self._truth, self.chosen
        held = Counter(chosen.values())
        load = Counter(truth.offers[offer].organisation for offer in chosen.values())
        roomy = [i for i, places in enumerate(truth.places) if held[i] < places]
        leader = {i: truth.offers[i].organisation for i in {*roomy, *held}}
        found = {i for i in roomy if load[leader[i]] < truth.capacity.get(leader[i], 0)}
        size = -1
        while len(found) > size:
            size = len(found)
            # A leader who can put a need of this offer elsewhere has a place for another offer.
            able = {leader[i] for i in found & held.keys()}
            found |= {i for i in roomy if leader[i] in able}
            waiting = [key for key, offer in chosen.items() if offer not in found]
            found |= {chosen[key] for key in self.sight.that_reach(waiting, found)}
        return found

    def _members(self, group: BlockingGroup) -> frozenset[str]:
        """Return the members of a group, as a set that is made once."""
        if group.group not in self._sets:
            self._sets[group.group] = frozenset(group.members)
        return self._sets[group.group]

    def _group(self, group: BlockingGroup) -> None:
        """Check that the members have only these leaders, with so many places and no more."""
        truth, faults = self._truth, self._faults
        members: list[NeedKey] = []
        for text in group.members:
            mentee, _, way = text.partition("|")
            members.append((mentee, way))
        if not truth.needs.keys() >= set(members):
            faults.add("group_members", group=group.group)
            return
        offers = self.sight.allowed(members)
        by_leader: Counter[str] = Counter()
        for offer in offers:
            by_leader[truth.offers[offer].organisation] += truth.places[offer]
        most = sum(min(room, truth.capacity[leader]) for leader, room in by_leader.items())
        covered = sum(key in self.chosen for key in members)
        named = {
            f"{line.mentee}|{line.direction}"
            for line in self._planned.open_needs
            if line.blocking_group == group.group
        }
        opened = {"|".join(key) for key in members if key not in self.chosen}
        if named != opened or not named:
            faults.add("group_members", group=group.group)
        if group.leaders != tuple(sorted(by_leader)):
            faults.add("group_leaders", group=group.group)
        if group.places != most or covered != most or group.short_by != len(members) - most:
            faults.add("group_places", group=group.group, places=group.places, true=most)
            return
        for key in surplus_members(truth, self.sight, members)[:1]:
            faults.add("group_surplus", group=group.group, need=faults.need(*key))
