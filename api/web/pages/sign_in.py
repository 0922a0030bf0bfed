"""Come in by the one-time link, and leave."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import StringConstraints

from api.auth.gate import SESSION_LIVES
from api.dependencies import COOKIE, SiteDep
from api.fields import Filter, Text, is_readable
from api.site import Site
from api.web.page import EMPTY_SHELL, Page, fill
from graph.texts import message

router = APIRouter()

NAME_COOKIE = "methodnet_name"
SEE_OTHER = 303
_YEAR_S = 365 * 24 * 3600

Name = Annotated[Text, StringConstraints(min_length=1, max_length=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(Page):
    """Context of `sign_in.html`."""

    state: Annotated[str, "open: the link works; spent: it does no more; needed: there is none."]
    token: Annotated[str, "The link's token, sent back with the name."]
    name: Annotated[str, "Name that is suggested."]


def render_sign_in(request: Request, site: Site, *, state: str, token: str = "") -> HTMLResponse:
    """Return the sign-in page in one of its states; only an open link answers 200."""
    known = request.cookies.get(NAME_COOKIE, "")
    try:
        known = bytes.fromhex(known).decode()
    except ValueError:
        known = ""
    page = SignInPage(
        section="",
        title=site.say(message("web.sign_in.heading")),
        state=state,
        token=token,
        name=known if known and is_readable(known) else site.actor,
    )
    status = {"open": 200, "spent": 403, "needed": 401}[state]
    return HTMLResponse(fill(request, site, "sign_in.html", page, EMPTY_SHELL), status)


@router.get("/sign-in", response_class=HTMLResponse)
def sign_in(request: Request, site: SiteDep, token: Filter = "") -> HTMLResponse:
    """Ask for the name that the history will record; looking does not use the link up."""
    if not token:
        return render_sign_in(request, site, state="needed")
    state = "open" if site.gate.is_open(token) else "spent"
    return render_sign_in(request, site, state=state, token=token)


@router.post("/sign-in")
def enter(
    request: Request, site: SiteDep, token: Annotated[Filter, Form()], name: Annotated[Name, Form()]
) -> Response:
    """Use the link up and open a session."""
    value = site.gate.enter(token, name)
    if value is None:
        return render_sign_in(request, site, state="spent")
    answer = RedirectResponse("/", SEE_OTHER)
    seconds = int(SESSION_LIVES.total_seconds())
    answer.set_cookie(COOKIE, value, max_age=seconds, httponly=True, samesite="strict", path="/")
    answer.set_cookie(
        NAME_COOKIE, name.encode().hex(), max_age=_YEAR_S, httponly=True, samesite="strict"
    )
    return answer


@router.post("/sign-out")
def leave(request: Request, site: SiteDep) -> Response:
    """End the session."""
    site.gate.leave(request.cookies.get(COOKIE))
    answer = RedirectResponse("/sign-in", SEE_OTHER)
    answer.delete_cookie(COOKIE, path="/")
    return answer
