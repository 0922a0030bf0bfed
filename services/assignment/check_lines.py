"""Checks the lines of a plan against what holds: needs, pairs, places, facts, groups."""

from collections import Counter, defaultdict

import numpy as np

from graph.model.choices import AssignmentMode, OpenReason
from graph.model.plan import Assignment, BlockingGroup, OpenNeed
from services.assignment.fault import Fact, Faults
from services.assignment.planned import PlannedAssignment
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
    Block,
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
    """

    def __init__(self, truth: Truth, planned: PlannedAssignment, faults: Faults) -> None:
        self._truth = truth
        self._planned = planned
        self._faults = faults
        keys = enumerate(truth.offers)
        self._offer = {(o.organisation, o.direction, o.from_date): i for i, o in keys}
        self.chosen: dict[NeedKey, int] = {}
        self._led: dict[tuple[str, str], list[str]] = defaultdict(list)

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
                self._admit(key, line)
        for key, leader in sorted(truth.pinned.items()):
            given = self.chosen.get(key)
            if given is None or truth.offers[given].organisation != leader:
                faults.add("pin", need=faults.need(*key), leader=faults.name(leader))
        self._places()
        return len(faults.found) == before

    def facts(self) -> None:
        """Check what the lines say of distance, mode, points, places and reasons."""
        for key in sorted(self.chosen, key="|".join):
            leader = self._truth.offers[self.chosen[key]].organisation
            self._led[leader, key[1]].append("|".join(key))
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
        for need in self._planned.open_needs:
            self._open(need, full, covered[need.mentee] >= self._truth.policy.max_needs_per_mentee)
        for group in self._planned.blocking_groups:
            self._group(group)

    def _admit(self, key: NeedKey, line: Assignment) -> None:
        truth, faults = self._truth, self._faults
        offer = self._offer.get((line.leader, line.direction, line.offer_from))
        if offer is None:
            faults.add("offer", need=faults.need(*key), leader=faults.name(line.leader))
            return
        block = truth.blocks[line.direction]
        if not block.allowed[truth.row[key], truth.column[offer]]:
            faults.add("pair", need=faults.need(*key), leader=faults.name(line.leader))
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
        block, row, offer = truth.blocks[line.direction], truth.row[key], self.chosen[key]
        at = row, truth.column[offer]
        km = int(block.km[at])
        same = [
            i
            for i in block.offers
            if truth.valid[i] and truth.offers[i].organisation == line.leader
        ]
        others = self._led[line.leader, line.direction]
        nearer = {
            truth.offers[block.offers[column]].organisation
            for column in np.flatnonzero(
                block.allowed[row] & (block.effective[row] < block.effective[at])
            ).tolist()
        } - {line.leader}
        expected: dict[str, Fact] = {
            "level": truth.needs[key].level,
            "distance_km": None if km == UNKNOWN_KM else km / 10,
            "effective_km": int(block.effective[at]) / 10,
            "mode": AssignmentMode.REMOTE if block.remote[at] else AssignmentMode.ON_SITE,
            "points": int(block.points[at]),
            "kept": bool(block.kept[at]),
            "preferred": bool(block.preferred[at]),
            "pinned": key in truth.pinned,
            "nearer": len(nearer),
            "place": 1 + others.index("|".join(key)) + sum(truth.given[i] for i in same),
            "places": sum(truth.offers[i].places for i in same),
        }
        self._faults.compare(line, expected)

    def _open(self, line: OpenNeed, full: set[int], at_limit: bool) -> None:  # noqa: FBT001 - a fact, not a switch
        truth, key = self._truth, (line.mentee, line.direction)
        block, row = truth.blocks[line.direction], truth.row[key]
        group = self._planned.group.get(line.blocking_group or "")
        named = group is not None and "|".join(key) in group.members
        reason = OpenReason.NO_OFFER
        nearest, km = None, UNKNOWN_KM
        if block.offers:
            rules = block.rule[row]
            best = ADMITTED if (rules == ADMITTED).any() else int(rules.max())
            nearest, km = self._nearest(block, row, best)
            open_offers = [block.offers[i] for i in np.flatnonzero(rules == ADMITTED).tolist()]
            if best != ADMITTED:
                reason = _REASON[best]
            elif at_limit:
                reason = OpenReason.LIMIT_OF_MENTEE
            elif set(open_offers) <= full and (named or not self._can_be_freed(open_offers)):
                reason = OpenReason.NO_PLACE
            else:
                reason = OpenReason.NOT_SELECTED
        expected: dict[str, Fact] = {
            "level": truth.needs[key].level,
            "reason": reason,
            "nearest": nearest,
            "nearest_km": None if km == UNKNOWN_KM else km / 10,
        }
        self._faults.compare(line, expected, codes=("nearest",))
        if named != (reason is OpenReason.NO_PLACE) or (line.blocking_group and group is None):
            self._faults.add("group_of_need", need=self._faults.need(*key))

    def _nearest(self, block: Block, row: int, best: int) -> tuple[str, int]:
        """Return the nearest leader among the pairs that came farthest, and its distance."""
        found = (
            (
                block.km[row, i] == UNKNOWN_KM,
                int(block.km[row, i]),
                self._truth.offers[o].organisation,
            )
            for i, o in enumerate(block.offers)
            if block.rule[row, i] == best
        )
        _, km, leader = min(found)
        return leader, km

    def _can_be_freed(self, offers: list[int]) -> bool:
        """Return whether moving covered needs to other offers would free a place in `offers`."""
        truth = self._truth
        holders: dict[int, list[NeedKey]] = defaultdict(list)
        by_leader: dict[str, set[int]] = defaultdict(set)
        for key, offer in self.chosen.items():
            holders[offer].append(key)
            by_leader[truth.offers[offer].organisation].add(offer)
        load = {
            leader: sum(len(holders[offer]) for offer in some) for leader, some in by_leader.items()
        }
        seen, queue = set(offers), list(offers)
        for offer in queue:
            leader = truth.offers[offer].organisation
            after: set[int] = set()
            if len(holders[offer]) < truth.places[offer]:
                if load.get(leader, 0) < truth.capacity.get(leader, 0):
                    return True
                after |= by_leader[leader]
            for key in holders[offer]:
                block = truth.blocks[key[1]]
                free = np.flatnonzero(block.allowed[truth.row[key]]).tolist()
                after |= {block.offers[i] for i in free}
            queue += sorted(after - seen)
            seen |= after
        return False

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
        offers: set[int] = set()
        for key in members:
            block = truth.blocks[key[1]]
            free = np.flatnonzero(block.allowed[truth.row[key]]).tolist()
            offers |= {block.offers[i] for i in free}
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
