"""A book of maps for the faces: one page for each municipality, or for those of a curator."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from api.drawing import AUDIENCES, draw_map
from graph.errors import InputError, NotFoundError
from graph.model.organisation import Municipality
from graph.network import Network
from graph.texts import Say, message
from graph.valid_time import as_of
from services.isolation.findings import IsolationReport
from services.policy import shipped_policy
from services.repair.proposal import Asked, Proposal
from viz.map_book import BookHead, Sheet, map_book


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRequest:
    """Which book is asked for.

    Attributes
    ----------
    curator
        Code of the curator whose municipalities are wanted, or empty for all.
    """

    day: date
    view: str = "levels"
    overlays: Sequence[str] = ()
    curator: str = ""
    audience: str = AUDIENCES[0]
    is_grey: bool = False


def book_of(
    network: Network, asked: BookRequest, report: IsolationReport | None, say: Say
) -> bytes:
    """Return the book as PDF.

    Parameters
    ----------
    report
        The isolation report of the day, if the overlay is asked for.

    Raises
    ------
    InputError
        If there is no such view, overlay or audience, or new ties are asked for.
    NotFoundError
        If there is no such curator, or it curates nothing on the day.
    """
    if asked.curator and asked.audience != AUDIENCES[0]:
        raise InputError("map.book.curator_is_private")
    places = municipalities_of(network, asked)
    source = "map.source" if asked.audience == AUDIENCES[0] else "map.source_public"
    head = BookHead(
        title=say(message("map.book.title")),
        subtitle=_subtitle(network, asked, len(places), say),
        mark=say(message("map.mark.made_up")) if network.head.reference_date else "",
        foot=f"{say(message(source, revision=network.revision))} · {asked.day:%d.%m.%Y}",
    )
    return map_book(head, _sheets(network, asked, places, report, say), say, is_grey=asked.is_grey)


def municipalities_of(network: Network, asked: BookRequest) -> list[Municipality]:
    """Return the municipalities of a book by name: those that have organisations on the day.

    Raises
    ------
    NotFoundError
        If there is no such curator, or it curates nothing on the day.
    """
    today = as_of(network, asked.day)
    codes = set(today.organisations.column("municipality"))
    if asked.curator:
        if network.people.get(asked.curator) is None:
            raise NotFoundError("map.book.no_curator", curator=asked.curator)
        at = dict(
            zip(today.organisations.keys, today.organisations.column("municipality"), strict=True)
        )
        objects = {row.object for row in today.curators if row.curator == asked.curator}
        codes &= {at.get(code or "", code) for code in objects}
    found = sorted((m for m in network.municipalities if m.id in codes), key=lambda m: m.name)
    if not found:
        raise NotFoundError("map.book.empty")
    return found


def _subtitle(network: Network, asked: BookRequest, n: int, say: Say) -> str:
    count = say(message("map.book.count", n=n))
    day = f"{asked.day:%d.%m.%Y}"
    who = network.name_of[asked.curator] if asked.curator else ""
    return " · ".join(part for part in (who, count, day) if part)


def _sheets(
    network: Network,
    asked: BookRequest,
    places: Sequence[Municipality],
    report: IsolationReport | None,
    say: Say,
) -> Iterator[Sheet]:
    def found() -> IsolationReport:
        if report is None:
            raise InputError("map.overlay_without_report")
        return report

    def proposed(_: Asked) -> Proposal:
        raise InputError("map.book.no_repair")

    policy = shipped_policy().isolation
    for place in places:
        spec = draw_map(
            network,
            day=asked.day,
            view=asked.view,
            overlays=asked.overlays,
            municipality=place.id,
            policy=policy,
            report=found,
            repair=proposed,
            say=say,
            audience=asked.audience,
        )
        yield Sheet(name=place.name, spec=spec)
