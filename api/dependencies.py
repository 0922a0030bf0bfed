"""What a route asks for, by type: the site, the actor, the newest network.

What is only looked up in memory is asynchronous, so that no request waits for a thread to give it;
what may wait for the store runs in a thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from anyio import from_thread
from fastapi import Depends, Query, Request

from api.fields import OptionalDay
from api.long_run import compute_plan
from api.problems import API, SignInError
from api.site import Site
from graph.network import Network
from graph.valid_time import as_of
from services.access import Right, Role, require
from services.assignment.job import Compute, PlanJob
from services.assignment.planned import PlannedAssignment
from services.assignment.progress import silent
from services.context import Actor, Context
from services.views.index import NetworkIndex

COOKIE = "methodnet_session"
PROGRAM = "программа"

T = TypeVar("T")


async def get_site(request: Request) -> Site:
    """Return the running application."""
    site: Site = request.app.state.site
    return site


SiteDep = Annotated[Site, Depends(get_site)]


async def get_actor(request: Request, site: SiteDep) -> Actor:
    """Return who is asking, by the session's cookie or a program's token.

    Raises
    ------
    SignInError
        If nobody is signed in.
    """
    through = "rest" if request.url.path.startswith(API) else "web"
    if site.gate.is_program(request.headers.get("authorization")):
        return Actor(name=PROGRAM, role=Role.PLANNER, source="rest")
    session = site.gate.find(request.cookies.get(COOKIE))
    if session is None:
        raise SignInError("web.http.401")
    actor = Actor(name=session.name, role=session.role, source=through)
    require(actor, Right.READ)
    return actor


ActorDep = Annotated[Actor, Depends(get_actor)]


async def get_context(site: SiteDep, actor: ActorDep) -> Context:
    """Return the edge of this request."""
    return Context(actor=actor, now=site.now(), today=site.today(), new_id=site.new_id)


ContextDep = Annotated[Context, Depends(get_context)]


def get_compute(request: Request) -> Compute:
    """Return what calculates a plan for this request, until its reader goes away."""

    def compute(job: PlanJob) -> PlannedAssignment:
        return compute_plan(
            job, tell=silent, is_gone=lambda: from_thread.run(request.is_disconnected)
        )

    return compute


ComputeDep = Annotated[Compute, Depends(get_compute)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The newest network with the day it is looked at.

    Attributes
    ----------
    network
        Everything at its newest revision.
    index
        Who is tied to whom on the day, looked up once for all pages of this revision.
    """

    site: Site
    network: Network
    day: date
    index: NetworkIndex

    def derived(self, name: str, make: Callable[[], T]) -> T:
        """Return what `make` gives, once for this revision and day."""
        return self.site.store.derived(self.network, (name, self.day), make)


def read(site: Site, day: date) -> Reading:
    """Return the newest network as looked at on `day`."""
    network = site.store.read()
    index = site.store.derived(
        network, ("index", day), lambda: NetworkIndex(network, as_of(network, day), day)
    )
    return Reading(site=site, network=network, day=day, index=index)


def get_reading(site: SiteDep, actor: ActorDep) -> Reading:
    """Return the newest network, for somebody who may read."""
    del actor
    return read(site, site.today())


ReadingDep = Annotated[Reading, Depends(get_reading)]


def get_reading_on(
    site: SiteDep,
    actor: ActorDep,
    as_of: Annotated[OptionalDay, Query(description="Day of the question; today if empty.")] = None,
) -> Reading:
    """Return the newest network as it is on the day asked for."""
    del actor
    return read(site, as_of or site.today())


ReadingOnDep = Annotated[Reading, Depends(get_reading_on)]
