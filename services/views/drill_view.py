"""Drills as rows of a page: all single losses in lists, and who loses what with one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

from services.drills.drill import DrillKind
from services.drills.ranking import TieRow
from services.views.index import NetworkIndex
from services.views.marks import Mark
from services.views.organisation_list import Choice, folded, natural
from services.views.partners import build_who

Document = Mapping[str, Any]
ROWS = 20
"""Rows of a list on one page."""
_LIST_OF = {
    DrillKind.LEADER: "leaders",
    DrillKind.ORGANISATION: "organisations",
    DrillKind.CURATOR: "curators",
    DrillKind.SERVICE: "services",
    DrillKind.TIE: "ties",
}
_COLUMNS = {
    DrillKind.LEADER: ("near", "way", "pairs"),
    DrillKind.ORGANISATION: ("way",),
    DrillKind.CURATOR: ("objects", "curator_lost"),
    DrillKind.SERVICE: ("way", "curator_lost", "service_lost"),
    DrillKind.TIE: ("way",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An organisation, a person or a community as rows of drills name it.

    Attributes
    ----------
    href
        Address of its card; empty if it has none.
    focus
        Organisation to show on the map; empty if there is none.
    """

    name: str
    place: str
    mark: Mark
    href: str
    focus: str
    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRow:
    """One single loss: what goes, and how many lose what.

    Attributes
    ----------
    of
        One, or the two ends of a tie.
    numbers
        In the order of the list's columns.
    """

    of: tuple[Subject, ...]
    numbers: tuple[int, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LossList:
    """A page of one list of losses, the heaviest first."""

    columns: tuple[str, ...]
    rows: tuple[LossRow, ...]
    found: int
    municipalities: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LossQuery:
    """What is asked of a list of losses.

    Attributes
    ----------
    text
        Part of a name or a place; with one, every organisation is listed, not only those without
        which somebody loses.
    """

    kind: DrillKind = DrillKind.LEADER
    text: str = ""
    municipality: str = ""
    offset: int = 0
    limit: int = ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstRow:
    """A line of the black day."""

    text: str
    href: str
    focus: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loser:
    """Who loses something.

    Attributes
    ----------
    direction
        Of the pair that ends; else empty.
    instead
        Who is left to help; None where that is no question.
    """

    who: Subject
    direction: str
    instead: tuple[Subject, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LossGroup:
    """Everybody who loses one thing."""

    what: str
    n: int
    rows: tuple[Loser, ...]


def drill_href(kind: str, of: Iterable[str]) -> str:
    """Return the address of one drill.

    Examples
    --------
    >>> drill_href("tie", ["s-1", "s-2"])
    '/drills/tie/s-1:s-2'
    """
    return f"/drills/{kind}/{quote(':'.join(of), safe=':')}"


def build_subject(index: NetworkIndex, code: str) -> Subject:
    """Return anything that has a code as rows name it."""
    network = index.network
    person = network.people.get(code)
    community = None if person else network.communities.get(code)
    stands = person.organisation if person else community.leader if community else code
    one = network.organisations.get(stands or "")
    who = build_who(index, code)
    href = f"/organisations/{quote(code, safe='')}" if one and not community else ""
    return Subject(
        name=who.name,
        place=(one.name if person else index.place_of(one)) if one else "",
        mark=Mark.CURATOR if person else who.mark,
        href=f"/people/{quote(code, safe='')}" if person else href,
        focus=one.id if one else "",
        municipality=one.municipality if one else "",
    )


def build_worst(index: NetworkIndex, document: Document) -> tuple[WorstRow, ...]:
    """Return the lines of the black day, the heaviest first."""
    return tuple(
        WorstRow(
            text=one["text"],
            href=drill_href(one["kind"], one["of"]),
            focus=build_subject(index, one["of"][0]).focus,
        )
        for one in document["worst"]
    )


def count_losses(document: Document) -> Mapping[DrillKind, int]:
    """Return how many single losses each list has."""
    return {kind: len(document["ranking"][name]) for kind, name in _LIST_OF.items()}


def build_loss_list(index: NetworkIndex, document: Document, query: LossQuery) -> LossList:
    """Return the rows of one list that answer `query`, in the order of the ranking."""
    columns = _COLUMNS[query.kind]
    listed = [
        (_codes(line), tuple(line[column] for column in columns))
        for line in document["ranking"][_LIST_OF[query.kind]]
    ]
    if query.kind is DrillKind.ORGANISATION and query.text:
        known = {of for of, _ in listed}
        rest = sorted(index.today.organisations.keys, key=lambda c: natural(index.name_of[c]))
        listed += [((code,), (0,)) for code in rest if (code,) not in known]
    words = folded(query.text).split()
    found, places = [], dict[str, int]()
    for of, numbers in listed:
        some = tuple(build_subject(index, code) for code in of)
        text = folded(" ".join(f"{one.name} {one.place}" for one in some) + " ".join(of))
        if not all(word in text for word in words):
            continue
        own = {one.municipality for one in some if one.municipality}
        for place in own:
            places[place] = places.get(place, 0) + 1
        if not query.municipality or query.municipality in own:
            found.append(LossRow(of=some, numbers=numbers, href=drill_href(query.kind, of)))
    return LossList(
        columns=columns,
        rows=tuple(found[query.offset : query.offset + query.limit]),
        found=len(found),
        municipalities=tuple(
            Choice(code=code, name=index.name_of.get(code, code), n=n)
            for code, n in sorted(places.items(), key=lambda p: natural(index.name_of[p[0]]))
        ),
    )


def build_ties(index: NetworkIndex, ties: Iterable[TieRow], code: str) -> tuple[LossRow, ...]:
    """Return the ties of an organisation without which somebody reaches no leader.

    The organisation itself is left out of the row: `of` is the other end.
    """
    return tuple(
        LossRow(
            of=(build_subject(index, next(end for end in row.tie if end != code)),),
            numbers=(row.way,),
            href=drill_href(DrillKind.TIE, row.tie),
        )
        for row in ties
        if code in row.tie
    )


def build_losses(index: NetworkIndex, document: Document, *, most: int) -> tuple[LossGroup, ...]:
    """Return who loses what, in the order of the drill, the first `most` of each kind."""
    groups = []
    for what, some in groupby(document["losses"], key=lambda loss: loss["what"]):
        losses = list(some)
        rows = (_loser(index, loss) for loss in losses[:most])
        groups.append(LossGroup(what=what, n=len(losses), rows=tuple(rows)))
    return tuple(groups)


def _loser(index: NetworkIndex, loss: Document) -> Loser:
    return Loser(
        who=build_subject(index, loss["who"]),
        direction=index.name_of.get(loss.get("direction", ""), ""),
        instead=tuple(build_subject(index, code) for code in loss["instead"])
        if "instead" in loss
        else None,
    )


def _codes(line: Document) -> tuple[str, ...]:
    if "tie" in line:
        return tuple(line["tie"])
    return (line.get("organisation") or line["curator"],)
