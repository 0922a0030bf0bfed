"""Checks that no plan is better: values of the goals, and the sign of every pair's reduced cost."""

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from graph.errors import InputError
from graph.geo import IntArray
from graph.model.choices import Sense
from graph.model.plan import GoalValue
from graph.texts import Message, message
from services.assignment.certificate import Certificate, read_certificate
from services.assignment.fault import Faults
from services.assignment.planned import PlannedAssignment
from services.assignment.progress import Tell, silent
from services.assignment.side_record import SIDE_MARK, split_record
from services.assignment.sight import Sight
from services.assignment.truth import Truth
from services.assignment.words import Words
from services.policy import GoalName

_SENSE = {
    GoalName.OPEN_NEEDS_SQUARED: Sense.MIN,
    GoalName.MIN_LOAD_SHORTFALL: Sense.MIN,
    GoalName.DISTANCE_BANDS: Sense.MIN,
    GoalName.POINTS: Sense.MIN,
    GoalName.LOAD_SQUARED: Sense.MIN,
}
_LEVEL = {
    "needs_of_level_1_covered": 1,
    "needs_of_level_2_covered": 2,
    "needs_of_level_3_covered": 3,
}

_Names = tuple[str, ...]
"""Who a price is of: an organisation, or one with its direction."""


def check_goals(truth: Truth, sight: Sight, planned: PlannedAssignment, faults: Faults) -> None:
    """Compare the goals of a plan, in their order, with the values of its pairs."""
    value = _values(truth, sight)
    names = [goal.name for goal in planned.goals]
    if names != [name.value for name in truth.policy.goals]:
        faults.add("goal_order")
        return
    for position, (goal, name) in enumerate(zip(planned.goals, truth.policy.goals, strict=True), 1):
        true = value[name]
        is_vector = name is GoalName.DISTANCE_BANDS
        sense = _SENSE.get(name, Sense.MAX)
        if (goal.position, goal.is_vector, goal.sense) != (position, is_vector, sense):
            faults.add("goal_order")
        if goal.values != true:
            shown = ["; ".join(map(str, some)) for some in (goal.values, true)]
            faults.add("goal", goal=_named(goal), stored=shown[0], true=shown[1])
        if not goal.proved and not planned.plan.certificate.startswith(SIDE_MARK):
            faults.add("not_proved", goal=_named(goal))


def _named(goal: GoalValue) -> Message:
    return message(f"plan.goal.{goal.name}")


def _values(truth: Truth, sight: Sight) -> dict[GoalName, tuple[int, ...]]:
    """Return the value of every goal."""
    chosen = sight.chosen
    levels = Counter(truth.needs[key].level for key in chosen)
    got = Counter(mentee for mentee, _ in chosen)
    load: Counter[str] = Counter(truth.offers[offer].organisation for offer in chosen.values())
    seen = [sight.pairs[key] for key in chosen]
    bands = Counter(pair.effective // (truth.policy.band_km * 10) for pair in seen)
    farthest = max(sight.bands, default=-1)
    missing = (max(0, low - load[leader]) for leader, low in truth.minimum.items())
    single = {
        GoalName.NEEDS_OF_LEVEL_3_COVERED: levels[3],
        GoalName.MENTEES_WITH_LEADER: len(got),
        GoalName.NEEDS_OF_LEVEL_2_COVERED: levels[2],
        GoalName.NEEDS_OF_LEVEL_1_COVERED: levels[1],
        GoalName.OPEN_NEEDS_SQUARED: sum((k - got[m]) ** 2 for m, k in truth.declared.items()),
        GoalName.OVERLOOKED_COVERED: len(truth.overlooked & chosen.keys()),
        GoalName.PREFERRED_PAIRS: sum(pair.preferred for pair in seen),
        GoalName.PAIRS_KEPT: sum(pair.kept for pair in seen),
        GoalName.MIN_LOAD_SHORTFALL: sum(missing),
        GoalName.POINTS: sum(pair.points for pair in seen),
        GoalName.LOAD_SQUARED: sum(units**2 for units in load.values()),
    }
    vector = tuple(bands[band] for band in range(farthest, -1, -1))
    return {name: (value,) for name, value in single.items()} | {GoalName.DISTANCE_BANDS: vector}


def check_proof(
    truth: Truth,
    sight: Sight,
    planned: PlannedAssignment,
    faults: Faults,
    *,
    first: int | None = None,
    tell: Tell = silent,
) -> None:
    """Check that the certificate proves every goal on all pairs.

    The price of a need, an offer … is a vector, one number a goal component. Where one unit more
    could flow, the vector of reduced costs must be lexicographically ≥ 0, where one flows ≤ 0;
    then any other plan's goal vector differs by a sum of vectors that are not below 0.

    Parameters
    ----------
    first
        How many goals, from the first on, the certificate has to prove; None is all of them.
    tell
        Hears how far the work is.
    """
    try:
        certificate = read_certificate(split_record(planned.plan.certificate)[1])
    except InputError:
        faults.add("certificate_unreadable")
        return
    goals = [name.value for name in truth.policy.goals]
    if not {name.partition(":")[0] for name in certificate.components} <= set(goals):
        faults.add("certificate_goals")
        return
    proof = _Proof(truth, sight, certificate, first)
    if proof.lacks:
        faults.add("certificate_nodes", n=proof.lacks)
        return
    for what, wrong in (
        ("mentee", proof.mentees()),
        ("need", proof.needs()),
        ("pair", proof.pairs(tell)),
        ("offer", proof.offers()),
        ("leader", proof.leaders()),
    ):
        if wrong:
            one = wrong[0]
            named = faults.need(*one) if len(one) > 1 else faults.name(one[0])
            faults.add(f"proof_{what}", n=len(wrong), first=named)


def _components(
    truth: Truth, sight: Sight, certificate: Certificate, first: int | None
) -> list[tuple[str, str]]:
    """Return (goal, band) of all components, most important first.

    Bands that only the certificate knows stay: nothing costs anything there, and the proof holds
    with them.
    """
    bands = {str(band) for band in sight.bands}
    bands |= {name.partition(":")[2] for name in certificate.components} - {""}
    found = []
    for name in truth.policy.goals[:first]:
        vector = name is GoalName.DISTANCE_BANDS
        some = sorted(bands, key=lambda band: -int(band)) if vector else [""]
        found += [(name.value, band) for band in some]
    return found


class _Proof:
    """Reduced costs of one plan; each method names whose arcs of a kind break the proof."""

    def __init__(
        self, truth: Truth, sight: Sight, certificate: Certificate, first: int | None
    ) -> None:
        self._truth = truth
        self._most_points = sight.most_points
        self._chosen = chosen = sight.chosen
        self._names = _components(truth, sight, certificate, first)
        nodes = (certificate.mentees, certificate.needs, certificate.offers, certificate.leaders)
        ends = np.cumsum([0, *(len(some) for some in nodes)]).tolist()
        self._number = [
            {key: start + i for i, key in enumerate(some)}
            for some, start in zip(nodes, ends, strict=False)
        ]
        row = {name: i for i, name in enumerate(certificate.components)}
        blank = np.zeros(certificate.prices.shape[1], np.int64)
        labels = [f"{name}:{band}" if band else name for name, band in self._names]
        self._price = np.array(
            [certificate.prices[row[label]] if label in row else blank for label in labels]
        ).reshape(len(labels), len(blank))
        self._load: Counter[str] = Counter(
            truth.offers[offer].organisation for offer in chosen.values()
        )
        self._used = Counter(chosen.values())
        self._got = Counter(mentee for mentee, _ in chosen)
        self._price_newcomers()
        mentees = {mentee for mentee, _ in truth.needs}
        needs = {"|".join(key) for key in truth.needs}
        self.lacks = len(mentees - self._number[0].keys()) + len(needs - self._number[1].keys())

    def mentees(self) -> list[_Names]:
        """Needs that mentees take: the last one taken, and the next that could be."""
        declared = self._truth.declared
        most = self._truth.policy.max_needs_per_mentee
        rows = [
            (mentee, unit, used)
            for mentee, k in declared.items()
            for unit, used in ((self._got[mentee], True), (self._got[mentee] + 1, False))
            if 1 <= unit <= min(k, most)
        ]
        units = np.array([unit for _, unit, _ in rows], np.int64)
        of = np.array([declared[mentee] for mentee, _, _ in rows], np.int64)
        left = of - units
        costs: dict[str, IntArray] = {
            "mentees_with_leader": -(units == 1).astype(np.int64),
            "open_needs_squared": left**2 - (left + 1) ** 2,
        }
        used = np.array([used for _, _, used in rows], bool)
        at = self._at(0, [mentee for mentee, _, _ in rows])
        wrong = self._wrong(costs, None, at, used, ~used)
        return [(rows[i][0],) for i in wrong]

    def needs(self) -> list[_Names]:
        """Needs, covered or open; pinned ones are not chosen by the plan."""
        keys = [key for key in self._truth.needs if key not in self._truth.pinned]
        level = np.array([self._truth.needs[key].level for key in keys], np.int64)
        costs: dict[str, IntArray] = {
            name: -(level == one).astype(np.int64) for name, one in _LEVEL.items()
        }
        forgotten = np.array([key in self._truth.overlooked for key in keys], bool)
        costs["overlooked_covered"] = -forgotten.astype(np.int64)
        used = np.array([key in self._chosen for key in keys], bool)
        mentees = self._at(0, [mentee for mentee, _ in keys])
        wrong = self._wrong(costs, mentees, self._at(1, map("|".join, keys)), used, ~used)
        return [keys[i] for i in wrong]

    def pairs(self, tell: Tell) -> list[_Names]:
        """All admissible pairs of all directions."""
        words = Words(self._names, self._price, self._truth.policy, most_points=self._most_points)
        wrong: list[_Names] = []
        node_of_offer = self._at(2, self._truth.offer_keys)
        for block in self._truth.judge.blocks("progress.check_proof", tell):
            needs = self._at(1, map("|".join, block.needs))
            offers = node_of_offer[np.array(block.offers, np.int64)]
            sign = words.signs(block, needs, offers)
            column = {offer: i for i, offer in enumerate(block.offers)}
            rows = [i for i, key in enumerate(block.needs) if key in self._chosen]
            used = rows, [column[self._chosen[block.needs[i]]] for i in rows]
            bad = (sign < 0) & block.allowed
            bad[used] = sign[used] > 0
            wrong += [block.needs[i] for i in np.nonzero(bad)[0].tolist()]
        return wrong

    def offers(self) -> list[_Names]:
        """Places of offers in force."""
        some = [i for i, valid in enumerate(self._truth.valid) if valid]
        used = np.array([self._used[i] > 0 for i in some], bool)
        room = np.array([self._used[i] < self._truth.places[i] for i in some], bool)
        rows = [self._truth.offers[i] for i in some]
        leaders = self._at(3, [row.organisation for row in rows])
        keys = [self._truth.offer_keys[i] for i in some]
        wrong = self._wrong({}, self._at(2, keys), leaders, used, room)
        return [(rows[i].organisation, rows[i].direction) for i in wrong]

    def leaders(self) -> list[_Names]:
        """Places of leaders: the last one given, and the next that could be."""
        truth = self._truth
        rows = [
            (leader, unit, used)
            for leader, places in truth.capacity.items()
            for unit, used in ((self._load[leader], True), (self._load[leader] + 1, False))
            if 1 <= unit <= min(places, len(truth.needs))
        ]
        units = np.array([unit for _, unit, _ in rows], np.int64)
        low = np.array([truth.minimum[leader] for leader, _, _ in rows], np.int64)
        costs: dict[str, IntArray] = {
            "min_load_shortfall": -(units <= low).astype(np.int64),
            "load_squared": units**2 - (units - 1) ** 2,
        }
        used = np.array([used for _, _, used in rows], bool)
        at = self._at(3, [leader for leader, _, _ in rows])
        wrong = self._wrong(costs, at, None, used, ~used)
        return [(rows[i][0],) for i in wrong]

    def _price_newcomers(self) -> None:
        """Give leaders and offers that the certificate does not know a price, in a fresh column.

        A new leader's price makes its first place cost nothing, a new offer's is its leader's.
        Any prices are allowed: that they prove the plan is checked like all others.
        """
        truth, (_, _, offers, leaders) = self._truth, self._number
        columns: list[list[int]] = []
        for leader in sorted(truth.capacity.keys() - leaders.keys()):
            low = truth.minimum[leader] >= 1
            first = {"min_load_shortfall": int(low), "load_squared": -1}
            leaders[leader] = self._price.shape[1] + len(columns)
            columns.append([first.get(name, 0) for name, _ in self._names])
        if columns:
            self._price = np.concatenate([self._price, np.array(columns, np.int64).T], axis=1)
        for i, key in enumerate(truth.offer_keys):
            if key not in offers and truth.valid[i]:
                offers[key] = leaders[truth.offers[i].organisation]

    def _at(self, kind: int, keys: Iterable[str]) -> IntArray:
        return np.array([self._number[kind].get(key, 0) for key in keys], np.int64)

    def _wrong(
        self,
        costs: Mapping[str, IntArray],
        tail: IntArray | None,
        head: IntArray | None,
        used: IntArray,
        room: IntArray,
    ) -> list[int]:
        """Return the arcs whose vector of reduced costs has the wrong sign."""
        sign = np.zeros(len(used), np.int64)
        for (name, band), price in zip(self._names, self._price, strict=True):
            reduced = costs.get(name + band, np.zeros(len(used), np.int64))
            if tail is not None:
                reduced = reduced + price[tail]
            if head is not None:
                reduced = reduced - price[head]
            sign = np.where(sign == 0, np.sign(reduced), sign)
        return np.flatnonzero((sign < 0) & room | (sign > 0) & used).tolist()
