"""The list behind a number of the network: organisations, pairs of them, or municipalities."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from graph.texts import Message, message
from services.measures.doubled import Doubled
from services.measures.involvement import Basis, Part
from services.measures.measures import Measures
from services.measures.wording import Topic
from services.views.index import NetworkIndex
from services.views.organisation_list import natural
from services.views.partners import Who, build_who


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Which list is asked for.

    Attributes
    ----------
    basis, part
        Together name the list of who does what, if `topic` is None.
    kind
        Kind of organisation that it is narrowed to, or empty.
    """

    topic: Topic | None = None
    basis: Basis = Basis.ANY
    part: Part = Part.NEITHER
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindRow:
    """One row: organisations, or the code and name of a municipality, and what is told of it."""

    who: tuple[Who, ...]
    text: Message
    municipality: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindList:
    """A list with its heading and how it is ordered."""

    title: Message
    rows: tuple[BehindRow, ...]


def build_behind(index: NetworkIndex, found: Measures, asked: Behind) -> BehindList:
    """Return the list behind a number of `found`, what matters most first."""
    if asked.topic is None or asked.topic not in _ROWS:
        rows = tuple(_parts(index, found, asked))
        code = f"measures.list.{asked.basis}.{asked.part}"
        return BehindList(title=message(code, n=len(rows)), rows=rows)
    rows = tuple(_ROWS[asked.topic](index, found))
    return BehindList(title=message(f"measures.list.{asked.topic}", n=len(rows)), rows=rows)


def _not_reached(index: NetworkIndex, found: Measures) -> Iterator[BehindRow]:
    for code in found.shape.not_reached:
        yield _one(index, code, message("measures.row.not_reached"))


def _depended(index: NetworkIndex, found: Measures) -> Iterator[BehindRow]:
    for one in found.shape.depended:
        yield _one(index, one.organisation, message("measures.row.depended", n=one.n))


def _givers(index: NetworkIndex, found: Measures) -> Iterator[BehindRow]:
    for code, n in found.flow.givers:
        yield _one(index, code, message("measures.row.given", n=n))


def _mutual(index: NetworkIndex, found: Measures) -> Iterator[BehindRow]:
    for pair in found.flow.mutual:
        who = tuple(build_who(index, code) for code in pair)
        yield BehindRow(who=who, text=message("measures.row.mutual"))


def _one(index: NetworkIndex, code: str, text: Message) -> BehindRow:
    return BehindRow(who=(build_who(index, code),), text=text)


def _steps(index: NetworkIndex, found: Measures) -> Iterator[BehindRow]:
    """Yield who is how far, the farthest first; leaders are not listed."""
    far = sorted(found.shape.steps_of.items(), key=lambda item: (-item[1], item[0]))
    for code, steps in far:
        if steps:
            yield _one(index, code, message("measures.row.steps", n=steps))


def _dependent(index: NetworkIndex, found: Measures) -> Iterator[BehindRow]:
    for code, on in found.shape.depends_on.items():
        who = build_who(index, on)
        place = who.place or who.code
        yield _one(index, code, message("measures.row.depends", on=who.name, place=place))


def _pieces(index: NetworkIndex, found: Measures) -> Iterator[BehindRow]:
    """Yield each part with all its organisations; one alone is told as such."""
    for i, part in enumerate(found.shape.parts):
        text = message("measures.row.main" if i == 0 and len(part) > 1 else "measures.row.part")
        if len(part) == 1:
            text = message("measures.row.alone")
        yield BehindRow(
            who=tuple(build_who(index, code) for code in part),
            text=message("measures.row.part_of", n=len(part), what=text),
        )


def _crossing(index: NetworkIndex, found: Measures) -> Iterator[BehindRow]:
    names = index.name_of
    for one in found.flow.by_municipality:
        yield BehindRow(
            who=(),
            municipality=one.municipality,
            name=names.get(one.municipality, one.municipality),
            text=message("measures.row.crossing", n=one.crossing, of=one.given),
        )


def _pairs_twice(index: NetworkIndex, found: Measures) -> Iterator[BehindRow]:
    return _doubled(index, found.pairs_twice)


def _communities_twice(index: NetworkIndex, found: Measures) -> Iterator[BehindRow]:
    return _doubled(index, found.communities_twice)


def _doubled(index: NetworkIndex, doubled: tuple[Doubled, ...]) -> Iterator[BehindRow]:
    for one in doubled:
        through = tuple(
            message("measures.row.name", name=index.name_of.get(code, code)) for code in one.through
        )
        direction = index.name_of.get(one.direction, one.direction)
        yield _one(
            index,
            one.organisation,
            message("measures.row.twice", direction=direction, through=through),
        )


def _parts(index: NetworkIndex, found: Measures, asked: Behind) -> Iterator[BehindRow]:
    rows = [
        (natural(who.name), who, one)
        for one in found.involvement.organisations
        if one.part(asked.basis) is asked.part and asked.kind in {"", one.kind.value}
        for who in (build_who(index, one.organisation),)
    ]
    for _, who, one in sorted(rows, key=lambda row: (row[0], row[1].code)):
        yield BehindRow(
            who=(who,),
            text=message(
                "measures.row.parts",
                events=message(f"measures.part.{one.events}"),
                paper=message(f"measures.part.{one.paper}"),
            ),
        )


_ROWS: Mapping[Topic, Callable[[NetworkIndex, Measures], Iterator[BehindRow]]] = {
    Topic.REACH: _not_reached,
    Topic.STEPS: _steps,
    Topic.DEPENDENCE: _dependent,
    Topic.DEPENDED: _depended,
    Topic.PARTS: _pieces,
    Topic.CONCENTRATION: _givers,
    Topic.MUTUALITY: _mutual,
    Topic.CROSSING: _crossing,
    Topic.PAIRS_TWICE: _pairs_twice,
    Topic.COMMUNITIES_TWICE: _communities_twice,
}
"""Lists of their own; what else is asked for is told by what organisations do."""
