"""The grounds of the views and the positions on them, from the layouts."""

from collections.abc import Collection, Mapping, Sequence

from graph.model.view import NetworkView, ShownOrganisation
from graph.texts import Say, message
from viz.grouping import Grouping
from viz.layouts.clusters import Clusters, place_clusters
from viz.layouts.geo import Ground, place_on_ground
from viz.layouts.levels import MANY, Levels, place_levels
from viz.layouts.spots import Bond, Spot, Tier
from viz.layouts.territory import areas_of
from viz.palette import MARKS, TINTS
from viz.spec import Area, EdgeMark, Plate, Point, Ring, Scene, Sector

_AT_SERVICES = frozenset({"service", "service_leader", "authority", "partner"})
_PULL = {"plan": 4, "mentoring": 3, "mutual_internship": 1, "partnership": 1}
_LATELY = 2
_LABEL_SHARE = 0.16  # how far below the top of an area its name stands

Places = dict[str, Mapping[str, Point]]


def scenes_of(
    view: NetworkView,
    marks: Mapping[str, str],
    grouping: Grouping,
    edges: Sequence[EdgeMark],
    *,
    alone: Collection[str],
    lately: Collection[tuple[str, str]] = (),
    say: Say,
) -> tuple[tuple[Scene, ...], Places]:
    """Return the scenes of a map and, by name of the scene, the positions on it.

    `alone` are the organisations without a working tie; `lately` (leader, mentee) by the latest
    of several leaders, in whose flower the mentee stands.
    """
    spots = [_spot(one, marks[one.id], grouping, alone) for one in view.organisations]
    bonds = [
        Bond(
            source=edge.source,
            target=edge.target,
            weight=_PULL[edge.kind] + _LATELY * ((edge.source, edge.target) in lately),
        )
        for edge in edges
        if edge.kind in _PULL
    ]
    levels = place_levels(spots, bonds)
    order = [name for name, _, _ in levels.sectors]
    tint = {name: TINTS[i % len(TINTS)] for i, name in enumerate(order)}
    clusters = place_clusters(spots, bonds)
    scenes = [_levels_scene(levels, tint, say), _clusters_scene(clusters, tint, say)]
    places: Places = {"levels": levels.at, "clusters": clusters.at}
    ground = place_on_ground(spots)
    if ground is not None:
        scenes.append(_geo_scene(ground, spots, grouping.group_of, tint, say))
        places["geo"] = ground.at
    return tuple(scenes), places


def _spot(one: ShownOrganisation, mark: str, grouping: Grouping, alone: Collection[str]) -> Spot:
    if mark == "institute":
        tier = Tier.CENTRE
    elif mark in _AT_SERVICES:
        tier = Tier.SERVICES
    elif mark in {"leader", "both"}:
        tier = Tier.LEADERS
    else:
        tier = Tier.RIM if one.id in alone else Tier.SCHOOLS
    return Spot(
        id=one.id,
        tier=tier,
        group=grouping.group_of[one.id],
        rank=MARKS[mark].rank,
        radius=MARKS[mark].radius,
        lat=one.lat,
        lon=one.lon,
        is_outside=one.id in grouping.around,
    )


def _levels_scene(levels: Levels, tint: Mapping[str, str], say: Say) -> Scene:
    return Scene(
        name="levels",
        title=say(message("map.view.levels")),
        extent=(-levels.edge, -levels.edge, levels.edge, levels.edge),
        scale=1.0,
        rings=tuple(
            Ring(
                radius=radius,
                label=say(message(f"map.ring.{tier.value}")),
                is_alarm=tier is Tier.RIM,
            )
            for tier, radius in levels.rings
        ),
        sectors=tuple(
            Sector(name=name, start=start, end=end, tint=tint[name])
            for name, start, end in levels.sectors
        ),
        hole=levels.hole,
        note=say(message("map.note.levels")),
    )


def _clusters_scene(clusters: Clusters, tint: Mapping[str, str], say: Say) -> Scene:
    return Scene(
        name="clusters",
        title=say(message("map.view.clusters")),
        extent=clusters.extent,
        scale=1.0,
        plates=tuple(
            Plate(name=name, tint=tint[name], at=at, radius=radius)
            for name, at, radius in clusters.plates
        ),
        note=say(message("map.note.clusters")),
    )


def _geo_scene(
    ground: Ground,
    spots: Sequence[Spot],
    groups: Mapping[str, str],
    tint: Mapping[str, str],
    say: Say,
) -> Scene:
    big = len(spots) > MANY
    own = {s.id for s in spots if s.lat is not None and not s.is_outside}
    inside = {code: place for code, place in ground.at.items() if code in own}
    areas = areas_of(inside, groups, 70.0 if big else 64.0)
    corners = [point for loops in areas.values() for loop in loops for point in loop]
    corners += ground.at.values()
    left, right = (pick(x for x, _ in corners) for pick in (min, max))
    top, bottom = (pick(y for _, y in corners) for pick in (min, max))
    return Scene(
        name="geo",
        title=say(message("map.view.geo")),
        extent=(left, top, right, bottom),
        scale=0.74 if big else 0.92,
        areas=tuple(
            Area(name=name, tint=tint[name], loops=loops, label_at=_label_at(loops[0]))
            for name, loops in sorted(areas.items())
        ),
        note=say(message("map.note.geo")),
    )


def _label_at(loop: Sequence[Point]) -> Point:
    left, right = min(x for x, _ in loop), max(x for x, _ in loop)
    top, bottom = min(y for _, y in loop), max(y for _, y in loop)
    return (round((left + right) / 2, 1), round(top + (bottom - top) * _LABEL_SHARE, 1))
