"""The web application: pages and REST over one store, wired from what it is given."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from api.auth.gate import Gate
from api.auth.guard import Guard
from api.cached_store import CachedStore
from api.pending import PendingImports
from api.problems import Problem, add_handlers, document, is_for_program
from api.routes import api_router, health
from api.routes.schema import add_schema
from api.site import Site
from api.texts import catalogue
from api.web import pages
from api.web.page import product_version
from api.web.refusal import render_refusal
from graph.stores.port import NetworkStore
from graph.texts import Say, message

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
LARGEST_UPLOAD = 32 * 1024 * 1024
_FOR_EVER = "public, max-age=31536000, immutable"


def create_app(
    store: NetworkStore,
    *,
    today: Callable[[], date],
    actor: str = "",
    now: Callable[[], datetime] | None = None,
    new_id: Callable[[], str] | None = None,
    hosts: frozenset[str] = LOCAL_HOSTS,
    token: str | None = None,
    say: Say | None = None,
) -> FastAPI:
    """Build the application; nothing is read from the environment.

    Parameters
    ----------
    store
        Where the network is kept. The application keeps the newest network in memory and sees
        by the revision what others wrote.
    today
        Gives the day that pages and reports take by default.
    actor
        Name that the sign-in page suggests.
    now, new_id
        The moment with its time zone, and fresh unique texts; real ones by default.
    hosts
        Names this machine is asked by; any other header Host is refused.
    token
        What programs send as ``Authorization: Bearer …``; without one only people come in.
    say
        Sentences of the reader's language; Russian by default.

    See Also
    --------
    sign_in_link : the one way in for people.
    """
    moment = now or (lambda: datetime.now(UTC))
    site = Site(
        store=CachedStore(store, zone=moment().tzinfo or UTC),
        gate=Gate(moment, token=token),
        pending=PendingImports(),
        actor=actor,
        today=today,
        now=moment,
        new_id=new_id or (lambda: uuid.uuid4().hex),
        say=say or catalogue("ru"),
    )
    app = FastAPI(
        title=site.say(message("web.api.title")),
        description=site.say(message("web.api.description")),
        version=product_version(),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.site = site
    app.state.refuse = _refuse
    add_handlers(app)
    app.include_router(health.router)
    app.include_router(api_router, prefix="/api/v1")
    app.include_router(pages.router, include_in_schema=False)
    app.mount("/static/fonts", _Static(directory=str(files("viz").joinpath("assets", "fonts"))))
    app.mount("/static", _Static(directory=str(files("api.web").joinpath("static"))))
    app.add_middleware(Guard, hosts=hosts, largest=LARGEST_UPLOAD)
    add_schema(app)
    return app


def sign_in_link(app: FastAPI, *, host: str, port: int) -> str:
    """Return a fresh link that lets one person in, once, within ten minutes."""
    site: Site = app.state.site
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/sign-in?token={site.gate.issue_link()}"


def _refuse(request: Request, problem: Problem) -> Response:
    site: Site = request.app.state.site
    if is_for_program(request):
        title = site.say(message(f"web.problem.{problem.status}"))
        return document(problem, site.say(problem.message), title)
    return render_refusal(request, site, problem)


class _Static(StaticFiles):
    """Static files; their addresses carry a hash, so that they may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        if b"v=" in scope.get("query_string", b""):
            answer.headers["cache-control"] = _FOR_EVER
        return answer
