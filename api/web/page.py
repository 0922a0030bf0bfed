"""What every page has: its place in the menu, its path, its help; and how it becomes HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import Annotated, get_args, get_type_hints
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.dependencies import ActorDep, Reading, SiteDep, read
from api.reports import isolation_counts
from api.site import Site
from api.web import words
from graph.texts import Message, Parameter, Say, message
from services.access import Right, may
from services.context import Actor

SECTIONS: Mapping[str, str] = {
    "home": "/",
    "organisations": "/organisations",
    "plans": "/plans",
    "isolation": "/isolation",
    "map": "/map",
    "import": "/import",
    "history": "/history",
}
"""Entries of the menu with their addresses; each is a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the path above a page; the last has no address."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page template is given; a page adds its own fields, each with a help text.

    Attributes
    ----------
    section
        Entry of `SECTIONS` that is marked as the current one, or empty.
    """

    section: Annotated[str, "Entry of the menu that is the current one."]
    title: Annotated[str, "Title of the window, already in words."]
    crumbs: Annotated[tuple[Crumb, ...], "Path above the heading, from section to page."] = ()
    notice: Annotated[str, "What has just been done, in words."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What stands around every page: who, which network, which day."""

    actor: Actor | None
    region: str
    school_year: str
    day: date | None
    revision: int
    is_demo: bool
    isolated: int
    sections: Mapping[str, str]
    version: str

    def may(self, right: str) -> bool:
        """Return whether the reader has a right, named as in `services.access.Right`."""
        return self.actor is not None and may(self.actor, Right(right))


def help_of(page: type[Page]) -> dict[str, str]:
    """Return field → help text of a page, for the reference."""
    hints = get_type_hints(page, include_extras=True)
    return {name: get_args(hint)[1] for name, hint in hints.items()}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One reader at one page: the request, the running application, and who reads."""

    request: Request
    site: Site
    actor: Actor

    @cached_property
    def reading(self) -> Reading:
        """The newest network, read when the page first asks, in the page's own thread."""
        return read(self.site, self.site.today())

    def say(self, code: str, **params: Parameter) -> str:
        """Say one sentence."""
        return self.site.say(message(code, **params))

    def render(
        self, template: str, page: Page, *, status: int = 200, day: date | None = None
    ) -> HTMLResponse:
        """Fill `template` with `page` and the shell around it, which names `day` if it is given."""
        shell = shell_of(self.reading, self.actor)
        if day is not None:
            shell = replace(shell, day=day)
        return HTMLResponse(fill(self.request, self.site, template, page, shell), status)


async def get_desk(request: Request, site: SiteDep, actor: ActorDep) -> Desk:
    """Return who reads, and where."""
    return Desk(request=request, site=site, actor=actor)


DeskDep = Annotated[Desk, Depends(get_desk)]


def shell_of(reading: Reading, actor: Actor) -> Shell:
    """Return what stands around a page of this reading."""
    network = reading.network
    return Shell(
        actor=actor,
        region=reading.derived("region", lambda: _region(reading)),
        school_year=reading.index.year,
        day=reading.day,
        revision=network.revision,
        is_demo=network.head.reference_date is not None,
        isolated=isolation_counts(reading).without_tie,
        sections=SECTIONS,
        version=product_version(),
    )


def _region(reading: Reading) -> str:
    regions = sorted(
        {region for region in reading.network.municipalities.column("region") if region}
    )
    return regions[0] if len(regions) == 1 else ""


EMPTY_SHELL = Shell(
    actor=None,
    region="",
    school_year="",
    day=None,
    revision=0,
    is_demo=False,
    isolated=0,
    sections=SECTIONS,
    version="",
)
"""Around a page for somebody who is not signed in, or without a network."""


def fill(request: Request, site: Site, template: str, page: Page, shell: Shell) -> str:
    """Return `template` filled with a page and the shell around it."""
    made = environment(site.say).get_template(template)
    query = dict(request.query_params)
    return made.render(page=page, shell=shell, path=request.url.path, query=query)


@cache
def environment(say: Say) -> Environment:
    """Return the template environment that speaks with `say`."""
    made = Environment(
        loader=PackageLoader("api.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else every page looks at the time of each of its files
    )

    def t(code: str, **params: Parameter) -> str:
        """Say a message of the catalogue."""
        return say(Message(code, params)) if params else plain(code)

    @cache
    def plain(code: str) -> str:
        return say(Message(code))

    made.globals.update(t=t, asset=asset, message=message)
    made.filters.update(
        say=say,
        num=words.num,
        real=words.real,
        day=words.day,
        short_day=words.short_day,
        moment=words.moment,
        word=words.word,
        glued=words.glued,
        segment=lambda text: quote(str(text), safe=""),
        shown=words.day,
    )
    return made


@cache
def asset(name: str) -> str:
    """Return the address of a static file, with its hash so that it may be kept for ever."""
    content = files("api.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={sha256(content).hexdigest()[:12]}"


@cache
def product_version() -> str:
    """Return the version of the product."""
    return version("methodnet")
