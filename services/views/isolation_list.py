"""Findings of an isolation report as a list: filtered, grouped by headline, a page at a time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model.ids import OrganisationId
from graph.model.organisation import Organisation
from services.isolation.findings import Finding, IsolationReport
from services.isolation.kinds import HEADLINE_ORDER, NO_WORKING_TIE, Kind
from services.views.index import NetworkIndex
from services.views.organisation_list import Choice, folded, natural
from services.views.partners import Who, build_who
from services.views.words import word_of

PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationQuery:
    """Which findings are asked for; empty text and None leave all.

    Attributes
    ----------
    kind
        Headline; without one, the findings without a working tie come first, then those at risk.
    """

    text: str = ""
    kind: Kind | None = None
    municipality: str = ""
    type: str = ""
    offset: int = 0
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding; `also` are its kinds besides the headline."""

    who: Who
    finding: Finding
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """Findings of one headline on this page; `n` is how many answer the query in all."""

    code: str
    severe: bool
    n: int
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationList:
    """A page of the findings with what each filter would leave."""

    groups: tuple[FindingGroup, ...]
    found: int
    shown: int
    severe: tuple[Choice, ...]
    at_risk: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]
    types: tuple[Choice, ...]


def build_isolation_list(
    index: NetworkIndex, report: IsolationReport, query: IsolationQuery
) -> IsolationList:
    """Return the findings that answer `query`, the heaviest first, each organisation once."""
    organisations = index.network.organisations
    known: dict[OrganisationId, Organisation] = {
        finding.organisation: one
        for finding in report.findings
        if (one := organisations.get(finding.organisation)) is not None
    }
    headlines = Counter(finding.headline for finding in report.findings)
    found = [f for f in report.findings if _answers(index, known, f, query)]
    order = {kind: i for i, kind in enumerate(HEADLINE_ORDER)}
    found.sort(
        key=lambda f: (
            not f.has_no_working_tie,
            order[f.headline],
            natural(known[f.organisation].name),
        )
    )
    page = found[query.offset : query.offset + query.limit]
    totals = Counter(f.headline for f in found)
    dangers = [kind for kind in HEADLINE_ORDER if kind not in NO_WORKING_TIE]
    return IsolationList(
        groups=_groups(index, page, totals),
        found=len(found),
        shown=len(page),
        severe=_kinds(NO_WORKING_TIE, headlines),
        at_risk=_kinds((k for k in dangers if headlines[k]), headlines),
        municipalities=_choices(Counter(f.municipality for f in report.findings), index.name_of),
        types=tuple(
            Choice(code=kind, name=word_of("organisation_kind", kind), n=n)
            for kind, n in sorted(Counter(one.kind.value for one in known.values()).items())
        ),
    )


def _answers(
    index: NetworkIndex,
    known: Mapping[OrganisationId, Organisation],
    finding: Finding,
    query: IsolationQuery,
) -> bool:
    one = known.get(finding.organisation)
    if one is None:
        return False
    text = folded(f"{one.name} {one.id} {index.place_of(one)}")
    return (
        (query.kind is None or finding.headline is query.kind)
        and (not query.municipality or one.municipality == query.municipality)
        and (not query.type or one.kind == query.type)
        and all(word in text for word in folded(query.text).split())
    )


def _groups(
    index: NetworkIndex, page: Iterable[Finding], totals: Mapping[Kind, int]
) -> tuple[FindingGroup, ...]:
    rows: dict[Kind, list[FindingRow]] = {}
    for finding in page:
        rows.setdefault(finding.headline, []).append(
            FindingRow(
                who=build_who(index, finding.organisation),
                finding=finding,
                also=tuple(kind.value for kind in finding.kinds if kind is not finding.headline),
            )
        )
    return tuple(
        FindingGroup(
            code=kind.value, severe=kind in NO_WORKING_TIE, n=totals[kind], rows=tuple(some)
        )
        for kind, some in rows.items()
    )


def _kinds(kinds: Iterable[Kind], counts: Mapping[Kind, int]) -> tuple[Choice, ...]:
    return tuple(Choice(code=k.value, name=k.value, n=counts.get(k, 0)) for k in kinds)


def _choices(counts: Mapping[str, int], names: Mapping[str, str]) -> tuple[Choice, ...]:
    found = [Choice(code=code, name=names.get(code, code), n=n) for code, n in counts.items()]
    return tuple(sorted(found, key=lambda choice: natural(choice.name)))
