"""The school years around a map: one ground for all of them, and what changed in each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from graph.model.choices import PlanStatus
from graph.model.organisation import Organisation
from graph.model.view import MapRole, MapTie, NetworkView, ShownOrganisation, ShownTie
from graph.model.view_years import Change, ShownYear, YearsView, tie_key
from graph.network import Network
from graph.texts import Say
from graph.valid_time import school_year_of
from services.views.known_years import known_years, same_day_in
from services.views.map_facts import Centres, centres_of, place_of
from services.views.map_ties import seen_from, ties_in_force, ties_of_plan
from services.views.map_view import build_map_view

_WORKING = frozenset(
    {MapTie.MENTORING, MapTie.MUTUAL_INTERNSHIP, MapTie.PARTNERSHIP, MapTie.AGREEMENT}
)


def build_map_years(
    network: Network, view: NetworkView, *, municipality: str | None = None, say: Say
) -> YearsView:
    """Return the school years around `view`, a map of `network`.

    Parameters
    ----------
    network
        The snapshot that the view was made of, not yet as of a day.
    municipality
        That of the view.

    Notes
    -----
    The ground depends on the network and the municipality, not on the day, the overlays or the
    plan of the map, so that two maps of the same network can be laid one over the other.
    """
    ground = _ground(network, view, municipality, say)
    names = known_years(network, view.as_of)
    now = names.index(school_year_of(view.as_of))
    views = [
        view
        if i == now
        else build_map_view(
            network,
            day=same_day_in(name, view.as_of),
            municipality=municipality,
            is_made_up=view.is_made_up,
            say=say,
        )
        for i, name in enumerate(names)
    ]
    before = [None, *views[:-1]]
    return YearsView(
        ground=ground,
        alone=_alone(network, ground),
        lately=_lately(ground),
        years=tuple(
            ShownYear(
                name=name,
                view=one,
                since=names[i - 1] if i else None,
                changes=_changes(earlier, one) if earlier else {},
            )
            for i, (name, earlier, one) in enumerate(zip(names, before, views, strict=True))
        ),
        now=now,
    )


def _ground(network: Network, view: NetworkView, municipality: str | None, say: Say) -> NetworkView:
    names = frozenset(network.organisations.keys)
    ties = list(ties_in_force(network, names, with_past=True))
    for plan in network.plans:
        if plan.status is not PlanStatus.WITHDRAWN:
            ties += ties_of_plan(network, plan.id, names, say)
    at = dict(
        zip(network.organisations.keys, network.organisations.column("municipality"), strict=True)
    )
    if municipality is not None:
        ties = [tie for tie in ties if municipality in seen_from(tie, at)]
    inside = {code for code, place in at.items() if municipality in {None, place}}
    tied = {end for tie in ties for end in (tie.source, tie.target)}
    codes = inside | tied | {one.id for one in view.organisations}
    helping = [tie for tie in ties if tie.kind in {MapTie.MENTORING, MapTie.PLAN}]
    leads = {tie.source for tie in helping} | set(network.offers.column("organisation"))
    led = {tie.target for tie in helping}
    centres = centres_of(network)
    return replace(
        view,
        organisations=tuple(
            _shown(
                network.organisation(code),
                centres,
                _role(code, leads, led),
                is_outside=code not in inside,
            )
            for code in sorted(codes)
        ),
        ties=tuple(
            sorted(ties, key=lambda t: (*tie_key(t), t.direction, str(t.from_date), t.reasons))
        ),
        plan=None,
        figures={},
    )


def _role(code: str, leads: Collection[str], led: Collection[str]) -> MapRole:
    if code in leads:
        return MapRole.BOTH if code in led else MapRole.LEADER
    return MapRole.MENTEE if code in led else MapRole.NONE


def _shown(
    one: Organisation, centres: Centres, role: MapRole, *, is_outside: bool
) -> ShownOrganisation:
    """Return the organisation with what positions depend on, which is of no day."""
    place = place_of(one, centres)
    return ShownOrganisation(
        id=one.id,
        name=one.full_name or one.name,
        label=one.name,
        kind=one.kind,
        kind_word="",
        municipality=place.municipality,
        role=role,
        settlement=one.settlement or "",
        lat=place.lat,
        lon=place.lon,
        is_placed=place.is_own,
        is_outside=is_outside,
    )


def _alone(network: Network, ground: NetworkView) -> frozenset[str]:
    working = _WORKING | {MapTie.PLAN}
    tied = {end for tie in ground.ties if tie.kind in working for end in (tie.source, tie.target)}
    for event in network.events:
        company = {event.host, *event.givers, *(code for code, _ in event.participants)}
        if len(company) > 1:
            tied |= company
    return frozenset(
        one.id for one in ground.organisations if one.kind.is_judged and one.id not in tied
    )


def _lately(ground: NetworkView) -> frozenset[tuple[str, str]]:
    latest: dict[str, tuple[date, str]] = {}
    for tie in ground.ties:
        if tie.kind is MapTie.MENTORING:
            one = (tie.from_date or date.min, tie.source)
            latest[tie.target] = max(latest.get(tie.target, one), one)
    return frozenset((leader, mentee) for mentee, (_, leader) in latest.items())


def _changes(earlier: NetworkView, later: NetworkView) -> Mapping[Change, int]:
    old, new = _working(earlier.ties), _working(later.ties)
    gone, here = (
        {one.id for one in v.organisations if not one.is_outside} for v in (earlier, later)
    )
    return {
        Change.NEW: len(new - old),
        Change.ENDED: len(old - new),
        Change.JOINED: len(here - gone),
        Change.LEFT: len(gone - here),
    }


def _working(ties: Iterable[ShownTie]) -> set[tuple[str, ...]]:
    return {(*tie_key(tie), tie.direction) for tie in ties if tie.kind in _WORKING}
