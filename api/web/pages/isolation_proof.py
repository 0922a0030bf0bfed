"""What stands behind a finding: the evidence of one organisation, to be checked by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.dependencies import read
from api.fields import Code, parse_day
from api.reports import isolation_report, proof_of
from api.web.page import Crumb, DeskDep, Page
from api.web.pages.isolation import Asked
from graph.model.event import Event
from graph.model.organisation import Person
from services.isolation.findings import Finding
from services.isolation.kinds import Kind
from services.isolation.proof import Proof
from services.views.partners import Who, build_who, curators_of

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMeeting:
    """One meeting with the names a page needs."""

    event: Event
    others: tuple[Who, ...]
    is_recent: bool
    is_vertical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPage(Page):
    """Context of `isolation_proof.html`."""

    who: Annotated[Who, "The organisation."]
    day: Annotated[date, "Day the evidence is about."]
    window: Annotated[int, "Months of events that are looked at."]
    finding: Annotated[Finding | None, "What is found of it, or None."]
    kinds: Annotated[tuple[Kind, ...], "Its kinds, that under which it is listed first."]
    proof: Annotated[Proof, "What the findings stand on."]
    meetings: Annotated[tuple[ShownMeeting, ...], "Its newest held events."]
    partners: Annotated[tuple[Who, ...], "Partners among equals in the window."]
    papers: Annotated[tuple[Who, ...], "With whom a document is in force."]
    circle: Annotated[tuple[Who, ...], "All that hang together with it."]
    way: Annotated[tuple[Who, ...], "The shortest way to a leader."]
    contact: Annotated[Person | None, "Whom to call there."]
    curators: Annotated[tuple[Person, ...], "Who accompanies it, else its service."]
    query: Annotated[Mapping[str, str], "Parameters that links keep."]

    @property
    def place(self) -> dict[str, str]:
        """Parameters of its place on the map."""
        kept = ("as_of", "window", "hops")
        return {name: self.query.get(name, "") for name in kept} | {"focus": self.who.code}


@router.get("/isolation/of/{code}", response_class=HTMLResponse)
def proof(desk: DeskDep, code: Code, asked: Asked) -> HTMLResponse:
    """Show all that is found of an organisation, and what it stands on."""
    reading = read(desk.site, parse_day(asked.as_of) or desk.site.today())
    index = reading.index
    found = proof_of(reading, code, window_months=asked.window, hops=asked.hops)
    report = isolation_report(reading, window_months=asked.window, hops=asked.hops)
    finding = next((f for f in report.findings if f.organisation == code), None)
    name = index.name_of.get(code, code)
    page = ProofPage(
        section="isolation",
        title=desk.say("isolation_page.proof_title", name=name),
        crumbs=(
            Crumb(text=desk.say("web.section.home"), href="/"),
            Crumb(text=desk.say("web.section.isolation"), href="/isolation"),
            Crumb(text=name),
        ),
        who=build_who(index, code),
        day=report.as_of,
        window=report.window_months,
        finding=finding,
        kinds=() if finding is None else _in_order(finding),
        proof=found,
        meetings=tuple(
            ShownMeeting(
                event=event,
                others=tuple(build_who(index, other) for other in one.others),
                is_recent=one.is_recent,
                is_vertical=one.is_vertical,
            )
            for one in found.meetings
            if (event := index.network.events.get(one.event)) is not None
        ),
        partners=tuple(build_who(index, other) for other in found.partners),
        papers=tuple(build_who(index, other) for other in found.papers),
        circle=tuple(build_who(index, other) for other in found.circle if other != code),
        way=tuple(build_who(index, other) for other in found.way),
        contact=index.contact_of(code),
        curators=curators_of(index, code),
        query=asked.address(),
    )
    return desk.render("isolation_proof.html", page, day=report.as_of)


def _in_order(finding: Finding) -> tuple[Kind, ...]:
    return (finding.listed, *(kind for kind in finding.kinds if kind is not finding.listed))
