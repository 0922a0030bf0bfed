"""The list of organisations: filtered, sorted, a page of it, with what each filter would leave."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from graph.model.fields import read_dictionary
from services.measures.involvement import Basis
from services.measures.involvement import Part as Does
from services.views.index import NetworkIndex
from services.views.marks import Mark
from services.views.words import word_of

PAGE = 25
LARGEST_PAGE = 500


class Part(StrEnum):
    """What an organisation does in the year, as a filter."""

    LEADS = "leads"
    NEEDS = "needs"
    OUTSIDE = "outside"


class Order(StrEnum):
    """What the list is sorted by; names go first everywhere else."""

    NAME = "name"
    MUNICIPALITY = "municipality"
    MENTEES = "mentees"
    NEEDS = "needs"
    LAST_EVENT = "last_event"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationQuery:
    """What is asked for.

    Attributes
    ----------
    text
        Part of a name, a code, a settlement or a municipality; case and ё do not matter.
    kind, municipality, direction
        Codes, or empty for all.
    does
        What it does in the network, by `basis`; None for all.
    """

    text: str = ""
    kind: str = ""
    municipality: str = ""
    direction: str = ""
    part: Part | None = None
    does: Does | None = None
    basis: Basis = Basis.ANY
    order: Order = Order.NAME
    descending: bool = False
    offset: int = 0
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """One organisation in the list.

    Attributes
    ----------
    leads, asks
        Names of the directions it offers help in, and needs help in.
    mentees, places
        Schools it leads, and places it offers.
    acute
        How many of its needs are of level 3.
    """

    code: str
    name: str
    mark: Mark
    place: str
    kind: str
    leads: tuple[str, ...]
    asks: tuple[str, ...]
    mentees: int
    places: int
    acute: int
    last_event: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter and how many organisations it leaves, other filters kept."""

    code: str
    name: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationList:
    """A page of the list.

    Attributes
    ----------
    found, total
        How many answer the query, and how many there are.
    """

    rows: tuple[OrganisationRow, ...]
    found: int
    total: int
    query: OrganisationQuery
    kinds: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]
    directions: tuple[Choice, ...]
    parts: tuple[Choice, ...]
    does: tuple[Choice, ...]


def build_organisation_list(index: NetworkIndex, query: OrganisationQuery) -> OrganisationList:
    """Return the organisations in force on the index's day that answer `query`."""
    scan = _Scan(index)
    rules = _rules(scan, query)
    everyone = range(len(scan.codes))
    found = [i for i in everyone if all(rule(i) for rule in rules.values())]

    def left_by(name: str) -> list[int]:
        others = [rule for key, rule in rules.items() if key != name]
        return [i for i in everyone if all(rule(i) for rule in others)]

    found.sort(key=lambda i: natural(scan.names[i]))
    if query.order is not Order.NAME:
        found.sort(key=_sorting(scan, query.order), reverse=query.descending)
    elif query.descending:
        found.reverse()
    page = found[query.offset : query.offset + query.limit]
    kinds = Counter(scan.kinds[i] for i in left_by("kind"))
    places = Counter(scan.municipalities[i] for i in left_by("municipality"))
    directions = Counter(d for i in left_by("direction") for d in scan.directions(i))
    parts = Counter(part for i in left_by("part") for part in scan.parts(i))
    does = Counter(scan.does(i, query.basis) for i in left_by("does"))
    names = index.name_of
    words = [c.code for c in read_dictionary().choices["organisation_kind"]]
    return OrganisationList(
        rows=tuple(scan.row(i) for i in page),
        found=len(found),
        total=len(scan.codes),
        query=query,
        kinds=tuple(
            Choice(code=k, name=word_of("organisation_kind", k), n=kinds[k])
            for k in words
            if kinds[k]
        ),
        municipalities=_choices(places, names.__getitem__),
        directions=_choices(directions, lambda code: names.get(code, code)),
        parts=tuple(Choice(code=p.value, name=p.value, n=parts[p]) for p in Part),
        does=tuple(Choice(code=d.value, name=d.value, n=does[d]) for d in Does),
    )


class _Scan:
    """Columns of the organisations in force, and what is derived of each row when asked."""

    def __init__(self, index: NetworkIndex) -> None:
        table = index.today.organisations
        self.index = index
        self.codes: Sequence[str] = table.keys
        self.names: Sequence[str] = table.column("name")
        self.kinds: Sequence[str] = table.column("kind")
        self.municipalities: Sequence[str] = table.column("municipality")
        self._full = table.column("full_name")
        self._settlements = table.column("settlement")

    def text(self, i: int) -> str:
        district = self.index.name_of.get(self.municipalities[i], "")
        parts = (self.names[i], self._full[i], self.codes[i], self._settlements[i], district)
        return folded(" ".join(part for part in parts if part))

    def directions(self, i: int) -> set[str]:
        index, code = self.index, self.codes[i]
        offered, asked = index.offers.column("direction"), index.needs.column("direction")
        return {offered[j] for j in index.offers_by_organisation.get(code, ())} | {
            asked[j] for j in index.needs_by_organisation.get(code, ())
        }

    def parts(self, i: int) -> set[Part]:
        index, code = self.index, self.codes[i]
        leads = code in index.offers_by_organisation or code in index.pairs_by_leader
        needs = code in index.needs_by_organisation or code in index.pairs_by_mentee
        found = {part for part, is_so in ((Part.LEADS, leads), (Part.NEEDS, needs)) if is_so}
        return found or {Part.OUTSIDE}

    def does(self, i: int, basis: Basis) -> Does | None:
        """Return what an organisation does; None for one that nobody asks."""
        one = self.index.involvement.get(self.codes[i])
        return None if one is None else one.part(basis)

    def row(self, i: int) -> OrganisationRow:
        index, code = self.index, self.codes[i]
        offers, needs = index.offers, index.needs
        offered = [
            offers.column("direction")[j] for j in index.offers_by_organisation.get(code, ())
        ]
        asked = index.needs_by_organisation.get(code, ())
        one = index.today.organisations[i]
        return OrganisationRow(
            code=code,
            name=one.name,
            mark=index.mark_of(code),
            place=index.place_of(one),
            kind=word_of("organisation_kind", one.kind),
            leads=_names(index, offered),
            asks=_names(index, (needs.column("direction")[j] for j in asked)),
            mentees=len(index.mentees_of(code)),
            places=index.places_of(code),
            acute=sum(needs.column("level")[j] == 3 for j in asked),  # noqa: PLR2004 - the acute level
            last_event=index.last_event(code),
        )


def _rules(scan: _Scan, query: OrganisationQuery) -> dict[str, Callable[[int], bool]]:
    rules: dict[str, Callable[[int], bool]] = {}
    words = folded(query.text).split()
    if words:
        rules["text"] = lambda i: _has_words(scan.text(i), words)
    if query.kind:
        rules["kind"] = lambda i: scan.kinds[i] == query.kind
    if query.municipality:
        rules["municipality"] = lambda i: scan.municipalities[i] == query.municipality
    if query.direction:
        rules["direction"] = lambda i: query.direction in scan.directions(i)
    if query.part is not None:
        rules["part"] = lambda i: query.part in scan.parts(i)
    if query.does is not None:
        rules["does"] = lambda i: scan.does(i, query.basis) is query.does
    return rules


def _has_words(text: str, words: Iterable[str]) -> bool:
    """Whether every word stands in `text`; a number stands only whole."""
    return all(
        re.search(rf"(?<!\d){re.escape(word)}(?!\d)", text) is not None
        if word.isdecimal()
        else word in text
        for word in words
    )


def _sorting(scan: _Scan, order: Order) -> Callable[[int], Any]:
    index = scan.index
    if order is Order.MUNICIPALITY:
        return lambda i: folded(index.name_of.get(scan.municipalities[i], ""))
    if order is Order.MENTEES:
        return lambda i: len(index.mentees_of(scan.codes[i]))
    if order is Order.NEEDS:
        return lambda i: len(index.needs_by_organisation.get(scan.codes[i], ()))
    return lambda i: index.last_event(scan.codes[i]) or date.min


def _choices(counts: Counter[str], name: Callable[[str], str]) -> tuple[Choice, ...]:
    found = [Choice(code=code, name=name(code), n=n) for code, n in counts.items()]
    return tuple(sorted(found, key=lambda choice: natural(choice.name)))


def _names(index: NetworkIndex, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({index.name_of.get(code, code) for code in codes}))


def folded(text: str) -> str:
    """Return `text` as it is compared: without case, ё and doubled spaces.

    Examples
    --------
    >>> folded("СОШ №  12, Берёзовая")
    'сош № 12, березовая'
    """
    return " ".join(text.casefold().replace("ё", "е").split())


def natural(text: str) -> tuple[tuple[str, int], ...]:
    """Return a key that sorts as people do: СОШ № 9 before СОШ № 12.

    Examples
    --------
    >>> sorted(["СОШ № 12", "СОШ № 9"], key=natural)
    ['СОШ № 9', 'СОШ № 12']
    """
    return tuple(
        (word, int(digits or -1)) for word, digits in re.findall(r"(\D*)(\d{0,18})", folded(text))
    )
