"""The assignment problem with side rules as rows and columns of a mixed-integer programme."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.geo import IntArray
from services.assignment.goals import Cost
from services.assignment.market import Market
from services.assignment.roster import NONE, BoolArray
from services.assignment.side_limits import Hours, may_have_too_many, ties_of
from services.assignment.side_rules import SideRules


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SideModel:
    """Rows ``matrix @ x <= most``, with equality where `tight`; all columns lie in 0 … 1.

    Columns: a binary one for each admissible pair, a continuous one for each unit of a mentee and
    of a leader, a binary one for each leader that a mentee may have, where somebody counts them.
    Units cost more from one to the next, so with whole pairs an optimum takes them whole and in
    their order.

    Attributes
    ----------
    pairs, mentee_units, leader_units
        Number of columns of each kind, in this order.
    ties
        Mentee and leader of each of the last columns, as one number. The first rows are those of
        the needs, then of the offers.
    """

    market: Market
    matrix: sparse.csr_array
    most: IntArray
    tight: BoolArray
    whole: BoolArray
    pairs: int
    mentee_units: int
    leader_units: int
    ties: IntArray

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self.whole)

    def cost(self, cost: Cost) -> IntArray:
        """Return one component of a goal as a whole number for each column."""
        row = np.zeros(self.size, np.int64)
        units = self.pairs + self.mentee_units
        if cost.need is not None:
            row[: self.pairs] += cost.need[self.market.problem.pairs.need]
        if cost.pair is not None:
            row[: self.pairs] += cost.pair
        if cost.mentee is not None:
            row[self.pairs : units] = cost.mentee
        if cost.leader is not None:
            row[units : units + self.leader_units] = cost.leader
        return row

    def columns_of(self, chosen: IntArray) -> IntArray:
        """Return the columns of a choice of pairs, one number a need."""
        problem, market = self.market.problem, self.market
        used = chosen[chosen != NONE]
        x = np.zeros(self.size, np.int64)
        x[used] = 1
        mentee = problem.needs.mentee[problem.pairs.need[used]]
        leader = problem.offers.leader[problem.pairs.offer[used]]
        taken = np.bincount(mentee, minlength=len(problem.needs.mentees))
        given = np.bincount(leader, minlength=len(problem.leaders))
        for units, count, start in (
            (market.mentee_units, taken, self.pairs),
            (market.leader_units, given, self.pairs + self.mentee_units),
        ):
            x[start : start + len(units)] = units.number <= count[units.owner]
        has = np.isin(self.ties, mentee * max(1, len(problem.leaders)) + leader)
        x[self.size - len(self.ties) :] = has
        return x

    def chosen(self, x: IntArray) -> IntArray:
        """Return the chosen pair of each need."""
        chosen = np.full(len(self.market.problem.needs), NONE, np.int64)
        used = np.flatnonzero(x[: self.pairs])
        chosen[self.market.problem.pairs.need[used]] = used
        return chosen


class _Rows:
    """Collects entries of rows."""

    def __init__(self) -> None:
        self._row: list[IntArray] = []
        self._column: list[IntArray] = []
        self._value: list[IntArray] = []
        self._most: list[IntArray] = []
        self._tight: list[BoolArray] = []
        self.count = 0

    def add(
        self, most: IntArray, tight: BoolArray, *entries: tuple[IntArray, IntArray, int]
    ) -> None:
        """Add rows; an entry is (row of these, column, value)."""
        for row, column, value in entries:
            self.add_values(row, column, np.full(len(row), value, np.int64))
        self.close(most, tight)

    def add_values(self, row: IntArray, column: IntArray, value: IntArray) -> None:
        """Add entries with a value each to the rows that are closed next."""
        self._row.append(self.count + row)
        self._column.append(column)
        self._value.append(value)

    def close(self, most: IntArray, tight: BoolArray) -> None:
        """Say what the rows that were filled must keep."""
        self._most.append(most)
        self._tight.append(tight)
        self.count += len(most)

    def model(self, market: Market, whole: BoolArray, ties: IntArray) -> SideModel:
        """Return the model of all rows."""
        at = np.concatenate(self._row), np.concatenate(self._column)
        shape = (self.count, len(whole))
        value = np.concatenate(self._value).astype(np.float64)
        return SideModel(
            market=market,
            matrix=sparse.csr_array(sparse.coo_array((value, at), shape=shape)),
            most=np.concatenate(self._most),
            tight=np.concatenate(self._tight),
            whole=whole,
            pairs=len(market.problem.pairs),
            mentee_units=len(market.mentee_units),
            leader_units=len(market.leader_units),
            ties=ties,
        )


def side_model(market: Market, rules: SideRules) -> SideModel:
    """Return the model over all admissible pairs."""
    problem = market.problem
    needs, offers, pairs = problem.needs, problem.offers, problem.pairs
    taking, giving = market.mentee_units, market.leader_units
    x = np.arange(len(pairs))
    t = len(pairs) + np.arange(len(taking))
    g = len(pairs) + len(taking) + np.arange(len(giving))
    rows = _Rows()
    pinned = problem.pinned != NONE
    rows.add(np.ones(len(needs), np.int64), pinned, (pairs.need, x, 1))
    rows.add(offers.places, np.zeros(len(offers), bool), (pairs.offer, x, 1))
    for of, unit, owner, count in (
        (needs.mentee[pairs.need], t, taking.owner, len(needs.mentees)),
        (offers.leader[pairs.offer], g, giving.owner, len(problem.leaders)),
    ):
        balanced = np.zeros(count, np.int64), np.ones(count, bool)
        rows.add(*balanced, (of, x, 1), (owner, unit, -1))
    for rule in rules.counts:
        rows.add_values(np.zeros(len(x), np.int64), x, rule.pair)
        rows.close(np.array([rule.most - rule.start]), np.zeros(1, bool))
    first = len(x) + len(t) + len(g)
    if rules.hours is not None:
        _few_hours(rows, market, rules.hours)
    ties = np.zeros(0, np.int64)
    if rules.max_leaders is not None or rules.mentees is not None:
        ties = _few_partners(rows, market, rules, first)
    whole = np.ones(first + len(ties), bool)
    whole[len(x) : first] = False
    return rows.model(market, whole, ties)


def _few_hours(rows: _Rows, market: Market, hours: Hours) -> None:
    """Keep the hours of each leader that has places for more."""
    problem = market.problem
    offers, pairs = problem.offers, problem.pairs
    leader = offers.leader[pairs.offer]
    able = np.bincount(leader, weights=hours.of_offer[pairs.offer], minlength=len(hours.most))
    some = np.flatnonzero((able > hours.most)[leader] & (hours.of_offer[pairs.offer] > 0))
    few, row = np.unique(leader[some], return_inverse=True)
    rows.add_values(row, some, hours.of_offer[pairs.offer[some]])
    rows.close(hours.most[few], np.zeros(len(few), bool))


def _few_partners(rows: _Rows, market: Market, rules: SideRules, first: int) -> IntArray:
    """Let mentee and leader have a pair only if each is one of the other's few.

    Only mentees that may take more needs than they may have leaders need it, and leaders with
    more places and pairs than they may have mentees. Returns the (mentee, leader) of the columns,
    which begin with `first`.
    """
    problem = market.problem
    pairs = problem.pairs
    size = max(1, len(problem.leaders))
    most, bound = rules.max_leaders, np.zeros(len(problem.leaders), bool)
    takes = np.minimum(market.declared, problem.policy.max_needs_per_mentee)
    many = takes > (takes if most is None else most)
    if rules.mentees is not None:
        bound = may_have_too_many(problem, rules.mentees)
    tie_of_pair = ties_of(problem)
    some = np.flatnonzero(many[tie_of_pair // size] | bound[tie_of_pair % size])
    ties, tie = np.unique(tie_of_pair[some], return_inverse=True)
    links, link = np.unique(pairs.need[some] * size + tie_of_pair[some] % size, return_inverse=True)
    tie_of_link = np.zeros(len(links), np.int64)
    tie_of_link[link] = tie
    zero, loose = np.zeros(len(links), np.int64), np.zeros(len(links), bool)
    rows.add(zero, loose, (link, some, 1), (np.arange(len(links)), first + tie_of_link, -1))
    if most is not None:
        own = np.flatnonzero(many[ties // size])
        mentees, row = np.unique(ties[own] // size, return_inverse=True)
        limit = np.full(len(mentees), most, np.int64)
        rows.add(limit, np.zeros(len(mentees), bool), (row, first + own, 1))
    if rules.mentees is not None:
        own = np.flatnonzero(bound[ties % size])
        leaders, row = np.unique(ties[own] % size, return_inverse=True)
        rows.add(rules.mentees[leaders], np.zeros(len(leaders), bool), (row, first + own, 1))
    return np.asarray(ties, np.int64)
