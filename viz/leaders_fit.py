"""What of many leaders and mentees comes on the sheet: rows of one kind folded, order kept."""

from collections import Counter
from dataclasses import replace

from graph.model.leaders import LeaderRow, LeadersView, LeadTie, MenteeRow

MOST_LEADERS, MOST_MENTEES = 44, 44
REST = ""
"""Code of the row that holds what is left over."""


def fit_leaders(view: LeadersView, rest: str) -> LeadersView:
    """Return `view` with as many rows as can be read.

    Of too many leaders, those whose places are taken most stay and the others are one row. Too many
    mentees become a row for each municipality, and of too many of these the largest stay.

    Parameters
    ----------
    rest
        Name of a row that holds what is left over.
    """
    row_of = {leader.code: leader.code for leader in view.leaders}
    leaders = list(view.leaders)
    if len(leaders) > MOST_LEADERS:
        leaders, row_of = _fold_leaders(leaders, rest)
    mentees, at = list(view.mentees), {mentee.code: mentee.code for mentee in view.mentees}
    if len(mentees) + len({m.municipality for m in mentees}) > MOST_MENTEES:
        mentees, at = _fold_mentees(view.mentees, rest)
    counted: Counter[tuple[str, str]] = Counter()
    for tie in view.ties:
        counted[row_of[tie.leader], at[tie.mentee]] += max(1, len(tie.directions))
    ties = [LeadTie(leader=one, mentee=other, n=n) for (one, other), n in sorted(counted.items())]
    return replace(view, leaders=tuple(leaders), mentees=tuple(mentees), ties=tuple(ties))


def _fold_leaders(leaders: list[LeaderRow], rest: str) -> tuple[list[LeaderRow], dict[str, str]]:
    hardest = sorted(
        range(len(leaders)),
        key=lambda i: (leaders[i].places - leaders[i].used, -leaders[i].used, i),
    )
    kept = set(hardest[: MOST_LEADERS - 1])
    shown = [one for i, one in enumerate(leaders) if i in kept]
    folded = [one for i, one in enumerate(leaders) if i not in kept]
    last = LeaderRow(
        code=REST,
        name=f"{rest} ({len(folded)})",
        municipality="",
        used=sum(one.used for one in folded),
        places=sum(one.places for one in folded),
    )
    row_of = {one.code: one.code if i in kept else REST for i, one in enumerate(leaders)}
    return [*shown, last], row_of


def _fold_mentees(
    mentees: tuple[MenteeRow, ...], rest: str
) -> tuple[list[MenteeRow], dict[str, str]]:
    n = Counter(mentee.municipality for mentee in mentees)
    order = list(dict.fromkeys(mentee.municipality for mentee in mentees))
    shown = order
    if len(order) > MOST_MENTEES:
        largest = {name for name, _ in n.most_common(MOST_MENTEES - 1)}
        shown = [name for name in order if name in largest]
    rows = [MenteeRow(code=f"={name}", name=name, municipality=name, n=n[name]) for name in shown]
    if len(shown) < len(order):
        folded = sum(n[name] for name in order if name not in set(shown))
        rows.append(MenteeRow(code=REST, name=rest, municipality=rest, n=folded))
    row_of = {name: f"={name}" if name in set(shown) else REST for name in order}
    return rows, {mentee.code: row_of[mentee.municipality] for mentee in mentees}
