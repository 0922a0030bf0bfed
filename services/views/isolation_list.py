"""Findings of an isolation report as a list: filtered, grouped by reason, a page at a time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.model.ids import OrganisationId
from graph.model.organisation import Organisation, Person
from services.isolation.evidence import UnmetNeeds
from services.isolation.findings import Finding, IsolationReport
from services.isolation.kinds import HEADLINE_ORDER, Kind
from services.isolation.rows import IN_DANGER, KINDS_OF, ROW_OF, WITHOUT_TIE, Row
from services.views.index import NetworkIndex
from services.views.organisation_list import Choice, folded, natural
from services.views.partners import Who, build_who, curators_of
from services.views.words import word_of

PAGE = 25
_ROWS_IN_ORDER = {row: i for i, row in enumerate(Row)}
_KINDS_IN_ORDER = {kind: i for i, kind in enumerate(HEADLINE_ORDER)}
_ACUTE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationQuery:
    """Which findings are asked for; empty text, None and False leave all.

    Attributes
    ----------
    row
        Reason they are listed under, so that each is found under one row only.
    kind
        Kind they have, heavier ones beside it or not.
    acute
        Only with an acute need that nobody met in the window.
    limit
        Most rows of the page, or None for all.
    """

    text: str = ""
    row: Row | None = None
    kind: Kind | None = None
    municipality: str = ""
    type: str = ""
    acute: bool = False
    offset: int = 0
    limit: int | None = PAGE

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows the list."""
        return any((self.text, self.row, self.kind, self.municipality, self.type, self.acute))


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding under the kind it is listed by.

    Attributes
    ----------
    also
        Its other kinds, heaviest first.
    curator
        Whom to call: who is appointed for it, else for its service.
    """

    who: Who
    finding: Finding
    kind: Kind
    also: tuple[str, ...]
    curator: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """Findings of one row on this page; `n` is how many answer the query in all."""

    code: str
    severe: bool
    n: int
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A row of the screen.

    Attributes
    ----------
    n
        Organisations listed under it.
    kinds
        Its kinds with all organisations that have them, None where a kind is not judged.
    """

    code: str
    n: int
    kinds: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationList:
    """A page of the findings with what each filter would leave.

    Attributes
    ----------
    all_found
        Every finding that answers the query, in the order of the list.
    severe, at_risk, watched
        Rows of the screen, counted over all that the other filters leave.
    """

    groups: tuple[FindingGroup, ...]
    all_found: tuple[Finding, ...]
    shown: int
    severe: tuple[Reason, ...]
    at_risk: tuple[Reason, ...]
    watched: tuple[Reason, ...]
    acute: int
    municipalities: tuple[Choice, ...]
    types: tuple[Choice, ...]

    @property
    def found(self) -> int:
        """How many answer the query."""
        return len(self.all_found)


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
    acute = _acute(index, report.findings)
    beside = [f for f in report.findings if _fits(index, known, f, query)]
    found = [f for f in beside if _is_of(f, query) and (not query.acute or f.organisation in acute)]
    found.sort(
        key=lambda f: (
            _ROWS_IN_ORDER[ROW_OF[f.listed]],
            _KINDS_IN_ORDER[f.listed],
            f.organisation not in acute,
            natural(known[f.organisation].name),
        )
    )
    end = None if query.limit is None else query.offset + query.limit
    page = found[query.offset : end]
    return IsolationList(
        groups=_groups(index, page, Counter(ROW_OF[f.listed] for f in found)),
        all_found=tuple(found),
        shown=len(page),
        severe=_reasons(WITHOUT_TIE, report, beside),
        at_risk=_reasons(IN_DANGER, report, beside),
        watched=_reasons((Row.NARROW,), report, beside),
        acute=sum(f.organisation in acute for f in beside if _is_of(f, query)),
        municipalities=_choices(Counter(f.municipality for f in report.findings), index.name_of),
        types=tuple(
            Choice(code=kind, name=word_of("organisation_kind", kind), n=n)
            for kind, n in sorted(Counter(one.kind.value for one in known.values()).items())
        ),
    )


def narrowed(report: IsolationReport, found: Sequence[Finding]) -> IsolationReport:
    """Return the report with the findings `found` only, for a file of what a list shows."""
    counts = Counter(kind for finding in found for kind in finding.kinds)
    return replace(
        report,
        findings=tuple(sorted(found, key=lambda f: f.organisation)),
        counts={k: None if n is None else counts[k] for k, n in report.counts.items()},
    )


def _fits(
    index: NetworkIndex,
    known: Mapping[OrganisationId, Organisation],
    finding: Finding,
    query: IsolationQuery,
) -> bool:
    """Return whether place, type and text of an organisation answer the query."""
    one = known.get(finding.organisation)
    if one is None:
        return False
    if query.municipality and one.municipality != query.municipality:
        return False
    if query.type and one.kind != query.type:
        return False
    if not query.text:
        return True
    text = folded(f"{one.name} {one.id} {index.place_of(one)}")
    return all(word in text for word in folded(query.text).split())


def _is_of(finding: Finding, query: IsolationQuery) -> bool:
    return (query.row is None or ROW_OF[finding.listed] is query.row) and (
        query.kind is None or query.kind in finding.evidence
    )


def _acute(index: NetworkIndex, findings: Iterable[Finding]) -> frozenset[str]:
    """Return who has an acute need of the day's year that nobody met."""
    needs = index.today.needs
    acute = {
        (who, direction)
        for who, direction, level in zip(
            *(needs.column(name) for name in ("organisation", "direction", "level")), strict=True
        )
        if level == _ACUTE
    }
    return frozenset(
        finding.organisation
        for finding in findings
        if isinstance(unmet := finding.evidence.get(Kind.K8), UnmetNeeds)
        and any((finding.organisation, d) in acute for d in unmet.directions)
    )


def _groups(
    index: NetworkIndex, page: Iterable[Finding], totals: Mapping[Row, int]
) -> tuple[FindingGroup, ...]:
    rows: dict[Row, list[FindingRow]] = {}
    for finding in page:
        kind = finding.listed
        rows.setdefault(ROW_OF[kind], []).append(
            FindingRow(
                who=build_who(index, finding.organisation),
                finding=finding,
                kind=kind,
                also=tuple(other.value for other in finding.kinds if other is not kind),
                curator=next(iter(curators_of(index, finding.organisation)), None),
            )
        )
    return tuple(
        FindingGroup(code=row.value, severe=row in WITHOUT_TIE, n=totals[row], rows=tuple(some))
        for row, some in rows.items()
    )


def _reasons(
    rows: Iterable[Row], report: IsolationReport, findings: Sequence[Finding]
) -> tuple[Reason, ...]:
    listed = Counter(ROW_OF[f.listed] for f in findings)
    having = Counter(kind for f in findings for kind in f.kinds)
    return tuple(
        Reason(
            code=row.value,
            n=listed[row],
            kinds=tuple(
                (kind.value, None if report.counts[kind] is None else having[kind])
                for kind in KINDS_OF[row]
            ),
        )
        for row in rows
    )


def _choices(counts: Mapping[str, int], names: Mapping[str, str]) -> tuple[Choice, ...]:
    found = [Choice(code=code, name=names.get(code, code), n=n) for code, n in counts.items()]
    return tuple(sorted(found, key=lambda choice: natural(choice.name)))
