"""The interaction map as every face draws it: a network, a day, the overlays asked for."""

from collections.abc import Callable, Sequence
from datetime import date

from graph.errors import InputError
from graph.network import Network
from graph.texts import Say
from services.isolation.findings import Finding, IsolationReport
from services.policy import IsolationPolicy
from services.repair.asked_text import read_asked
from services.repair.proposal import Asked, Proposal
from services.views.map_view import build_map_view
from services.views.map_years import build_map_years
from services.views.public_map import as_shown, build_public_view
from viz.encode import encode_map
from viz.spec import MapSpec

AUDIENCES = ("staff", "public")
ISOLATION = "isolation"
PLAN = "plan:"
REPAIR = "repair:"


def draw_map(
    network: Network,
    *,
    day: date,
    view: str,
    overlays: Sequence[str],
    municipality: str | None,
    policy: IsolationPolicy,
    report: Callable[[], IsolationReport],
    repair: Callable[[Asked], Proposal],
    say: Say,
    audience: str = "staff",
) -> MapSpec:
    """Return the map with its overlays: ``isolation``, one ``plan:ID``, one ``repair:…``.

    Parameters
    ----------
    policy
        With the window that is asked for.
    report
        Gives the isolation report of the day; asked only if the overlay is.
    repair
        Gives the new ties of a question, see `services.repair.asked_text`; asked only if needed.
    audience
        One of `AUDIENCES`; what is drawn for ``public`` comes from a model without private facts.

    Raises
    ------
    InputError
        If there is no such overlay, view or audience, two plans or repairs are asked for, or an
        overlay on a map for everyone.
    NotFoundError
        If there is no such plan or municipality.
    """
    if audience not in AUDIENCES:
        raise InputError("map.audience_unknown", audience=audience, known=", ".join(AUDIENCES))
    if audience == "public":
        if overlays:
            raise InputError("map.public_without_overlays", overlay=overlays[0])
        public = build_public_view(network, day=day, municipality=municipality, say=say)
        return encode_map(as_shown(public), first=view, say=say)
    plans = [overlay.removeprefix(PLAN) for overlay in overlays if overlay.startswith(PLAN)]
    for overlay in overlays:
        if overlay != ISOLATION and not overlay.startswith((PLAN, REPAIR)):
            raise InputError("map.overlay_unknown", overlay=overlay)
    if len(plans) > 1:
        raise InputError("map.two_plans", one=plans[0], other=plans[1])
    repairs = [overlay.removeprefix(REPAIR) for overlay in overlays if overlay.startswith(REPAIR)]
    if len(repairs) > 1:
        raise InputError("map.two_repairs", one=repairs[0], other=repairs[1])
    plan = network.plan(plans[0]).id if plans else None
    isolation: dict[str, dict[str, str | list[str]]] | None = None
    if ISOLATION in overlays:
        isolation = {
            str(finding.organisation): _told(finding, say) for finding in report().findings
        }
    shown = build_map_view(
        network,
        day=day,
        overlays=[*(["plan"] if plan else []), *([ISOLATION] if isolation is not None else [])],
        plan_id=plan,
        proposal=repair(read_asked(repairs[0])) if repairs else None,
        isolation=isolation,
        municipality=municipality,
        policy=policy,
        say=say,
    )
    years = build_map_years(network, shown, municipality=municipality, say=say)
    return encode_map(shown, first=view, years=years, say=say)


def _told(finding: Finding, say: Say) -> dict[str, str | list[str]]:
    """Return a finding as the map takes it, under the kind that lists show it by."""
    return {
        "headline": finding.listed.value,
        "kinds": [kind.value for kind in finding.kinds],
        "text": say(finding.reason),
        "next_step": say(finding.next_step),
    }
