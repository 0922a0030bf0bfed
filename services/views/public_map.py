"""Choose what a map for everyone shows, and hand it to the drawing."""

from collections import Counter, defaultdict
from datetime import date

from graph.model.choices import PairStatus
from graph.model.public_view import PublicOrganisation, PublicTie, PublicView
from graph.model.view import MapRole, MapTie, NetworkView, ShownOrganisation, ShownTie
from graph.network import Network
from graph.texts import Say, message
from graph.valid_time import as_of, first_day
from services.views.map_view import build_map_view

_IN_FORCE = (None, PairStatus.ORDERED, PairStatus.ACTIVE, PairStatus.PAUSED)
_LEADING = (MapRole.LEADER, MapRole.BOTH)


def build_public_view(
    network: Network, *, day: date, municipality: str | None = None, say: Say
) -> PublicView:
    """Choose what everyone may see of `network` on `day`.

    Raises
    ------
    NotFoundError
        If the municipality is not there.

    See Also
    --------
    graph.model.public_view : which facts have room in it.
    """
    whole = build_map_view(network, day=day, municipality=municipality, say=say)
    today = as_of(network, day)
    title = {d.id: d.name for d in network.directions}
    planned = {
        (pair.leader, pair.mentee, title.get(pair.direction, pair.direction), pair.from_date)
        for pair in today.pairs
        if pair.status not in _IN_FORCE
    }
    ties = [
        tie
        for tie in whole.ties
        if (tie.source, tie.target, tie.direction, tie.from_date) not in planned
    ]
    led_by: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        ends_before = tie.to_date is not None and tie.to_date <= first_day(whole.school_year)
        if tie.kind is MapTie.MENTORING and not ends_before:
            led_by[tie.source].add(tie.target)
    led = frozenset(code for codes in led_by.values() for code in codes)
    mark = say(message("map.mark.made_up")) if whole.is_made_up else ""
    return PublicView(
        title=whole.title,
        subtitle=whole.subtitle,
        as_of=whole.as_of,
        school_year=whole.school_year,
        source=say(message("map.source_public", revision=network.revision)),
        mark=mark,
        organisations=tuple(
            _organisation(one, len(led_by[one.id]), is_led=one.id in led)
            for one in whole.organisations
        ),
        ties=tuple(
            PublicTie(
                kind=tie.kind,
                source=tie.source,
                target=tie.target,
                direction=tie.direction,
                from_date=tie.from_date,
                to_date=tie.to_date,
            )
            for tie in ties
        ),
    )


def _organisation(one: ShownOrganisation, mentees: int, *, is_led: bool) -> PublicOrganisation:
    leads = bool(mentees) or one.places > 0
    roles = {(True, True): MapRole.BOTH, (True, False): MapRole.LEADER}
    roles |= {(False, True): MapRole.MENTEE, (False, False): MapRole.NONE}
    return PublicOrganisation(
        id=one.id,
        name=one.name,
        label=one.label,
        kind=one.kind,
        kind_word=one.kind_word,
        municipality=one.municipality,
        settlement=one.settlement,
        role=roles[leads, is_led],
        lat=one.lat,
        lon=one.lon,
        is_placed=one.is_placed,
        is_outside=one.is_outside,
        mentees=mentees,
    )


def as_shown(view: PublicView) -> NetworkView:
    """Return a map for everyone as the drawing takes it; what it does not hold stays empty."""
    ours = [one for one in view.organisations if not one.is_outside]
    roles = Counter(one.role for one in ours)
    structure = (MapTie.METHODICAL_SUPPORT, MapTie.COORDINATION)
    return NetworkView(
        title=view.title,
        subtitle=view.subtitle,
        as_of=view.as_of,
        school_year=view.school_year,
        source=view.source,
        mark=view.mark,
        is_made_up=bool(view.mark),
        organisations=tuple(
            ShownOrganisation(
                id=one.id,
                name=one.name,
                label=one.label,
                kind=one.kind,
                kind_word=one.kind_word,
                municipality=one.municipality,
                role=one.role,
                settlement=one.settlement,
                lat=one.lat,
                lon=one.lon,
                is_placed=one.is_placed,
                is_outside=one.is_outside,
                mentees=one.mentees,
            )
            for one in view.organisations
        ),
        ties=tuple(
            ShownTie(
                kind=tie.kind,
                source=tie.source,
                target=tie.target,
                direction=tie.direction,
                from_date=tie.from_date,
                to_date=tie.to_date,
            )
            for tie in view.ties
        ),
        figures={
            "organisations": len(ours),
            "leaders": sum(roles[role] for role in _LEADING),
            "mentees": roles[MapRole.MENTEE] + roles[MapRole.BOTH],
            "ties": sum(tie.kind not in structure for tie in view.ties),
        },
    )
