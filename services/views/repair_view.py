"""Proposed ties as a list: filtered, those that help most first, a page at a time."""

from collections import Counter
from dataclasses import dataclass

from services.isolation.kinds import HEADLINE_ORDER, Kind
from services.repair.proposal import NewTie, Proposal
from services.views.index import NetworkIndex
from services.views.organisation_list import Choice, folded, natural
from services.views.partners import Who, build_who

PAGE = 50
_TENTHS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairQuery:
    """Which proposed ties are asked for; empty text and None leave all."""

    text: str = ""
    kind: Kind | None = None
    municipality: str = ""
    offset: int = 0
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow:
    """One proposed tie.

    Attributes
    ----------
    name
        ``FROM:TO``, as it is accepted.
    km
        None if it is not known.
    removes
        Codes of the kinds that would stay without it, heaviest first.
    gains
        How many organisations lose one of them.
    revives
        Whether the two have a paper, and have not met.
    """

    name: str
    one: Who
    other: Who
    km: float | None
    removes: tuple[str, ...]
    gains: int
    revives: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftRow:
    """Who cannot be helped, and the code of the reason."""

    who: Who
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairList:
    """A page of the ties with what each filter would leave, and everybody left out.

    Attributes
    ----------
    names
        Every tie that answers the query, in the order of the list.
    """

    rows: tuple[TieRow, ...]
    names: tuple[str, ...]
    kinds: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]
    left_out: tuple[LeftRow, ...]

    @property
    def found(self) -> int:
        """How many answer the query."""
        return len(self.names)


def build_repair_list(index: NetworkIndex, proposal: Proposal, query: RepairQuery) -> RepairList:
    """Return the ties that answer `query`: most helpful, then shortest, then by name."""
    at = _municipalities(index, proposal)
    found = [tie for tie in proposal.ties if _answers(index, at, tie, query)]
    found.sort(key=lambda tie: (-tie.gains, tie.tenths, natural(index.name_of[tie.one]), tie.other))
    kinds = Counter(kind for tie in proposal.ties for kind in tie.removes)
    where = Counter(m for tie in proposal.ties for m in {at[tie.one], at[tie.other]})
    return RepairList(
        rows=tuple(_row(index, t) for t in found[query.offset : query.offset + query.limit]),
        names=tuple(f"{t.one}:{t.other}" for t in found),
        kinds=tuple(
            Choice(code=kind.value, name=kind.value, n=kinds[kind])
            for kind in HEADLINE_ORDER
            if kinds[kind]
        ),
        municipalities=tuple(
            sorted(
                (Choice(code=m, name=index.name_of.get(m, m), n=n) for m, n in where.items()),
                key=lambda choice: natural(choice.name),
            )
        ),
        left_out=tuple(
            LeftRow(who=build_who(index, code), reason=reason.value)
            for code, reason in proposal.left_out
        ),
    )


def _municipalities(index: NetworkIndex, proposal: Proposal) -> dict[str, str]:
    return {
        code: index.network.organisation(code).municipality
        for tie in proposal.ties
        for code in (tie.one, tie.other)
    }


def _answers(index: NetworkIndex, at: dict[str, str], tie: NewTie, query: RepairQuery) -> bool:
    ends = [index.network.organisation(code) for code in (tie.one, tie.other)]
    text = folded(" ".join(f"{one.name} {one.id} {index.place_of(one)}" for one in ends))
    return (
        (query.kind is None or query.kind in tie.removes)
        and (not query.municipality or query.municipality in (at[tie.one], at[tie.other]))
        and all(word in text for word in folded(query.text).split())
    )


def _row(index: NetworkIndex, tie: NewTie) -> TieRow:
    return TieRow(
        name=f"{tie.one}:{tie.other}",
        one=build_who(index, tie.one),
        other=build_who(index, tie.other),
        km=None if tie.unknown else tie.tenths / _TENTHS,
        removes=tuple(kind.value for kind in tie.removes),
        gains=tie.gains,
        revives=tie.revives,
    )
