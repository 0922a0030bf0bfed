"""What accepting proposed ties writes into the network: rows of ties, and pairs to pin."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.errors import ConflictError, InputError
from graph.model.changes import Change, put
from graph.model.choices import TieKind
from graph.model.ids import PlanId, Revision, SchoolYear
from graph.model.tie import Tie
from graph.network import Network
from graph.valid_time import first_day, following, school_year_of
from services.assignment.adjusted import adjusted_changes
from services.assignment.adjustment import Adjustment
from services.repair.accepting.mentoring import Mentoring
from services.repair.proposal import NewTie, Proposal

_BETWEEN = ":"
"""Codes never hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What is to be written.

    Attributes
    ----------
    day
        First day of the new rows.
    school_year, plan_day
        Year of the draft that the pairs are pinned in, and the day its offers are judged on.
    chosen
        The accepted ties, in the order of the proposal.
    ties
        Rows to add.
    pins
        Leader and mentee with a need that the leader has a free place for.
    on_paper
        Accepted ties whose paper is in force already: there is nothing to write.
    """

    day: date
    school_year: SchoolYear
    plan_day: date
    chosen: tuple[NewTie, ...]
    ties: tuple[Tie, ...]
    pins: tuple[Adjustment, ...]
    on_paper: tuple[NewTie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What has been stored: the one revision to undo, and the draft in it, if any."""

    revision: Revision
    plan: PlanId | None
    accepted: Acceptance


def tie_name(tie: NewTie) -> str:
    """Return the text that names a proposed tie, ``FROM:TO``."""
    return f"{tie.one}{_BETWEEN}{tie.other}"


def chosen_ties(proposal: Proposal, names: Collection[str] | None) -> tuple[NewTie, ...]:
    """Return the ties of a proposal that are named ``FROM:TO`` or ``TO:FROM``; None is all.

    Raises
    ------
    InputError
        If none is chosen, or one is not proposed.
    """
    if names is None:
        found = proposal.ties
    else:
        by_name = {
            f"{one}{_BETWEEN}{other}": tie
            for tie in proposal.ties
            for one, other in ((tie.one, tie.other), (tie.other, tie.one))
        }
        for name in names:
            if name not in by_name:
                raise _not_proposed(proposal, name)
        wanted = {tie_name(by_name[name]) for name in names}
        found = tuple(tie for tie in proposal.ties if tie_name(tie) in wanted)
    if not found:
        raise InputError("accept.none_chosen")
    return found


def _not_proposed(proposal: Proposal, name: str) -> InputError:
    """Say what a name lacks: two ends, or a place in the proposal."""
    one, between, other = name.partition(_BETWEEN)
    if between and one == other:
        return InputError("accept.same_twice", tie=name)
    if not proposal.ties:
        return InputError("accept.none_proposed")
    return InputError("accept.not_proposed", tie=name, example=tie_name(proposal.ties[0]))


def accept_ties(
    network: Network,
    proposal: Proposal,
    names: Collection[str] | None,
    *,
    today: date,
    reason: str,
    as_pairs: bool = True,
) -> Acceptance:
    """Decide for each accepted tie what it becomes.

    Rules: (1) a tie whose paper is in force needs no second one; (2) if one end leads, has a free
    place in a direction that the other needs, and no leader stands for that need, it is a pair to
    be pinned, the most pressing needs first; (3) every other tie is a partnership.

    Parameters
    ----------
    network
        The one that `proposal` was made from.
    names
        Ties as ``FROM:TO``; None is the whole proposal.
    today
        The rows begin on it, or on the proposal's day if that comes later.
    reason
        Stands in the rows as what they rest on.
    as_pairs
        Whether rule 2 is asked; without it no plan is made.

    Raises
    ------
    InputError
        If none is chosen, one is not proposed, or an organisation has ended by then.
    ConflictError
        If the network has changed since the proposal was made.
    """
    require_fresh(network, proposal)
    chosen = chosen_ties(proposal, names)
    day = max(today, proposal.as_of)
    _require_there(network, chosen, day)
    year = planned_year(network, day)
    plan_day = max(day, first_day(year))
    pinned: dict[NewTie, Adjustment] = {}
    if as_pairs:
        mentoring = Mentoring(network, school_year=year, day=plan_day)
        pinned = mentoring.take(tie for tie in chosen if not tie.revives)
    ties, pins, on_paper = [], [], []
    for tie in chosen:
        row = Tie(
            from_organisation=tie.one,
            to_organisation=tie.other,
            kind=TieKind.PARTNERSHIP,
            from_date=day,
            basis=reason or None,
        )
        if tie in pinned:
            pins.append(pinned[tie])
        elif tie.revives or network.ties.get(row.key) is not None:
            on_paper.append(tie)
        else:
            ties.append(row)
    return Acceptance(
        day=day,
        school_year=year,
        plan_day=plan_day,
        chosen=chosen,
        ties=tuple(ties),
        pins=tuple(pins),
        on_paper=tuple(on_paper),
    )


def accepted_changes(
    network: Network, accepted: Acceptance, *, reason: str, author: str
) -> tuple[Change, ...]:
    """Return what the data take on: rows of ties, and the restrictions that pin the pairs.

    Raises
    ------
    InputError
        If a pair cannot be pinned beside what is decided already.
    """
    pinned = adjusted_changes(
        network,
        accepted.pins,
        day=accepted.plan_day,
        reason=reason,
        author=author,
        school_year=accepted.school_year,
    )
    return (*put(accepted.ties), *pinned)


def require_fresh(network: Network, proposal: Proposal) -> None:
    """Let a proposal pass that was made from this revision of the network.

    Raises
    ------
    ConflictError
        If the network has changed since.
    """
    if network.revision != proposal.revision:
        raise ConflictError("accept.stale", made=proposal.revision, now=network.revision)


def planned_year(network: Network, day: date) -> SchoolYear:
    """Return the school year after that of `day` once it has needs, else the year of `day`.

    Examples
    --------
    >>> planned_year(Network.of([]), date(2026, 8, 24))
    '2025/2026'
    """
    year = school_year_of(day)
    after = following(year)
    return after if after in set(network.needs.column("school_year")) else year


def _require_there(network: Network, chosen: Collection[NewTie], day: date) -> None:
    table = network.organisations
    here = table.in_force(np.datetime64(day, "D"))
    for tie in chosen:
        for code in (tie.one, tie.other):
            place = table.position(code)
            if place is None or not here[place]:
                name = network.name_of.get(code, code)
                raise InputError("accept.not_there", name=name, day=day)
