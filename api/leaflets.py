"""Leaflets of a plan, from the facts to what is drawn: the sentences are said here."""

import re
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from api.texts import NO_BREAK_SPACE
from api.web.words import glued, real
from graph.model.event import Event
from graph.model.organisation import Person
from graph.model.plan import Plan
from graph.network import Network
from graph.texts import Say, message
from graph.valid_time import as_of
from services.views.index import NetworkIndex
from services.views.leaflet_curators import build_curator_leaflets
from services.views.leaflets import Leaflet, LeafletNeed, LeafletPart, Reader, build_leaflets
from viz.leaflet_html import render_leaflet
from viz.leaflet_page import render_pages, render_picture
from viz.leaflet_spec import LeafletBlock, LeafletItem, LeafletSpec
from viz.pdf_pages import print_pages
from viz.printing import render_png

ENDINGS = (".html", ".pdf", ".png")
"""The files of one leaflet: a page, a print, a picture for messengers."""

_UNSAFE = re.compile(r"[^\w.-]|^[.-]|\.$")
_PHONE = re.compile(r"\+?\d[\d ()-]{5,}\d")
_MARKS = {Reader.LEADER: "leader", Reader.MENTEE: "mentee", Reader.CURATOR: "service"}


def leaflets_of(network: Network, plan: Plan, day: date) -> list[Leaflet]:
    """Return all leaflets of a plan as they are on `day`: leaders, mentees, curators."""
    index = NetworkIndex(network, as_of(network, day), day, year=plan.school_year)
    return [*build_leaflets(index, plan), *build_curator_leaflets(index, plan)]


def leaflet_spec(leaflet: Leaflet, say: Say, *, is_made_up: bool) -> LeafletSpec:
    """Return what a leaflet says."""
    reader, plan = leaflet.reader.value, leaflet.plan
    told = {"plan": plan.id, "school_year": plan.school_year}
    if leaflet.order is None:
        stands = message(f"plan.status.{plan.status.value}")
        head = message("sheet.plan", **told, status=stands)
    else:
        order = leaflet.order
        head = message("sheet.ordered", **told, number=order.number, date=order.date)
    return LeafletSpec(
        mark=_MARKS[leaflet.reader],
        kind=say(message(f"sheet.kind.{reader}")),
        name=glued(leaflet.name),
        place=leaflet.place,
        plan=say(head),
        warning=say(message("map.mark.made_up")) if is_made_up else "",
        summary=_summary(leaflet, say),
        blocks=tuple(_block(part, leaflet.reader, say) for part in leaflet.parts),
        footer=say(message(f"sheet.footer.{reader}", own=leaflet.code)),
        continued=say(message("sheet.continued")),
    )


def drawn_leaflet(spec: LeafletSpec, ending: str, say: Say, fonts: str) -> bytes:
    """Return a leaflet as a file.

    Parameters
    ----------
    ending
        One of `ENDINGS`.
    fonts
        Address of the folder of fonts, for the page.
    """
    if ending == ".html":
        return render_leaflet(spec, fonts).encode()
    if ending == ".pdf":
        return print_pages(render_pages(spec))
    return render_png(render_picture(spec, lambda n: say(message("sheet.more", n=n))))


def file_names(leaflets: Sequence[Leaflet]) -> dict[tuple[str, str], str]:
    """Return (reader, code) → path without ending; no two differ by case or odd signs alone.

    Examples
    --------
    >>> file_names([])
    {}
    """
    names: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for one in leaflets:
        safe = _UNSAFE.sub("_", one.code)
        name = f"{one.reader.value}s/{safe}"
        if safe != one.code or name.casefold() in taken:
            name += f"-{sha256(one.code.encode()).hexdigest()[:8]}"
        taken.add(name.casefold())
        names[one.reader.value, one.code] = name
    return names


def _summary(leaflet: Leaflet, say: Say) -> str:
    reader = leaflet.reader.value
    if not leaflet.partners:
        return say(message(f"sheet.summary.{reader}_nobody"))
    waiting = sum(need.is_open for part in leaflet.parts for need in part.needs)
    partners = message(f"sheet.count.{reader}", n=leaflet.partners)
    needs = message("plan.count.needs", n=leaflet.needs - waiting)
    return say(message(f"sheet.summary.{reader}", partners=partners, needs=needs))


def _block(part: LeafletPart, reader: Reader, say: Say) -> LeafletBlock:
    heading = say(message("sheet.waiting")) if part.who is None else glued(part.who.name)
    facts = []
    if part.figures:
        facts.append((say(message("sheet.by_plan")), ", ".join(map(say, part.figures))))
    if part.contact is not None:
        facts.append((say(message("sheet.contact")), _contact(part.contact)))
    elif part.who is not None and reader is not Reader.CURATOR:
        facts.append((say(message("sheet.contact")), say(message("sheet.no_contact"))))
    if part.next_event is not None:
        facts.append((say(message("sheet.next_event")), _event(part.next_event, say)))
    return LeafletBlock(
        heading=heading,
        aside=_aside(part, say),
        place="" if part.who is None else part.who.place,
        facts=tuple(facts),
        items=tuple(_item(need, say) for need in part.needs),
    )


def _aside(part: LeafletPart, say: Say) -> str:
    if not part.has_way:
        return ""
    mode = say(message("sheet.remote" if part.is_remote else "sheet.on_site"))
    if part.km is None:
        return mode
    return say(message("sheet.way", mode=mode, km=real(part.km)))


def _contact(person: Person) -> str:
    told = (person.name, person.position, person.phone, person.email)
    return _glued_call(", ".join(filter(None, told)))


def _glued_call(text: str) -> str:
    """Keep numbers of schools and of telephones on one line."""
    named = glued(text).replace(" №", f"{NO_BREAK_SPACE}№")
    return _PHONE.sub(lambda found: found[0].replace(" ", NO_BREAK_SPACE), named)


def _event(event: Event, say: Say) -> str:
    return say(message("sheet.event", date=event.date, name=event.name))


def _item(need: LeafletNeed, say: Say) -> LeafletItem:
    why = [say(reason).rstrip(".") for reason in need.why]
    return LeafletItem(
        title=_glued_call(need.title),
        badge="" if need.level is None else say(message(f"sheet.level.{need.level}")),
        level=need.level or 0,
        quote=f"«{need.content}»" if need.content else "",
        note=_glued_call(" ".join(f"{text[:1].upper()}{text[1:]}." for text in why)),
    )
