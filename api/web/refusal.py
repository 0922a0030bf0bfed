"""A refusal as a page: what happened, what is like it, and the likely right place."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.dependencies import COOKIE, read
from api.problems import Problem
from api.site import Site
from api.web.page import EMPTY_SHELL, Page, fill, shell_of
from api.web.pages.sign_in import render_sign_in
from graph.errors import MethodNetError
from graph.network import Network
from graph.texts import Message, message
from services.context import Actor
from services.views.history_detail import name_of_key
from services.views.index import NetworkIndex
from services.views.partners import Who, build_who

_SHOWN_MOVED = 20
_NEAR = 4
_UNAUTHORISED, _NOT_FOUND = 401, 404
_HEADINGS: Mapping[int, str] = {
    403: "web.refusal.heading_403",
    404: "web.refusal.heading_404",
    409: "web.refusal.heading_409",
    413: "web.refusal.heading_413",
    422: "web.refusal.heading_422",
    500: "web.refusal.heading_500",
    503: "web.refusal.heading_503",
}

_IN_ITS_PANEL = {"hx-reswap": "innerHTML", "hx-reselect": ".mn-note"}
"""A refusal of a part stays in the panel that asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalPage(Page):
    """Context of `refusal.html`."""

    status: Annotated[int, "HTTP status."]
    code: Annotated[str, "Stable code of the case."]
    heading: Annotated[str, "What happened, in words."]
    text: Annotated[str, "What, where, and the way out."]
    moved: Annotated[tuple[tuple[Message, str], ...], "Records that others changed meanwhile."]
    similar: Annotated[tuple[Who, ...], "Organisations whose code is like the one asked for."]
    way_href: Annotated[str, "Address of the likely right place."]
    way_label: Annotated[str, "Its label."]


def render_refusal(request: Request, site: Site, problem: Problem) -> HTMLResponse:
    """Return the page of a refusal; somebody who is not signed in is asked to sign in."""
    is_part = request.headers.get("hx-request") == "true"
    if problem.status == _UNAUTHORISED:
        asked = render_sign_in(request, site, state="needed")
        if is_part:  # a part of a page cannot hold the form; the whole page asks for it
            asked.headers["hx-refresh"] = "true"
        return asked
    shell, index = EMPTY_SHELL, None
    session = site.gate.find(request.cookies.get(COOKIE))
    if session is not None:
        try:
            reading = read(site, site.today())
            actor = Actor(name=session.name, role=session.role, source="web")
            shell, index = shell_of(reading, actor), reading.index
        except MethodNetError:
            index = None  # the database is what fails; the page says so without it
    way, label = _way(request, index.network if index else None)
    heading = site.say(message(_HEADINGS.get(problem.status, "web.refusal.heading")))
    network = index.network if index else None
    page = RefusalPage(
        section="",
        title=heading,
        status=problem.status,
        code=problem.code,
        heading=heading,
        text=site.say(problem.message),
        moved=_moved(problem, network),
        similar=_similar(request, index) if index and problem.status == _NOT_FOUND else (),
        way_href=way,
        way_label=site.say(label),
    )
    if is_part:
        text = fill(request, site, "parts/refusal.html", page, shell)
        return HTMLResponse(text, problem.status, headers=_IN_ITS_PANEL)
    return HTMLResponse(fill(request, site, "refusal.html", page, shell), problem.status)


def _way(request: Request, network: Network | None) -> tuple[str, Message]:
    """Return the likely right place and its label: first the plan that the address names."""
    section, _, rest = request.url.path.strip("/").partition("/")
    code = unquote(rest.partition("/")[0])
    if section == "plans" and network is not None and code in network.plans.keys:
        return f"/plans/{quote(code, safe='')}", message("web.way.plan", plan=code)
    ways = {
        "organisations": ("/organisations", "web.way.organisations"),
        "people": ("/organisations", "web.way.organisations"),
        "plans": ("/plans", "web.way.plans"),
        "import": ("/import", "web.way.import"),
        "history": ("/history", "web.way.history"),
        "map": ("/map", "web.way.map"),
    }
    href, label = ways.get(section, ("/", "web.refusal.home"))
    return href, message(label)


def _moved(problem: Problem, network: Network | None) -> tuple[tuple[Message, str], ...]:
    names = network.name_of if network else {}
    return tuple(
        (message(f"view.entity.{entity}"), name_of_key(key, names, entity))
        for entity, key in problem.moved[:_SHOWN_MOVED]
    )


def _similar(request: Request, index: NetworkIndex) -> tuple[Who, ...]:
    section, _, code = request.url.path.strip("/").partition("/")
    if section != "organisations" or not code:
        return ()
    near = get_close_matches(unquote(code), index.network.organisations.keys, n=_NEAR, cutoff=0.6)
    return tuple(build_who(index, one) for one in near)
