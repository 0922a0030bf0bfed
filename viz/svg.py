"""The map for print: one SVG of a sheet, without scripts, with legend, date and source."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from viz.curves import bend, crowd_alpha, line, wedge
from viz.label_places import Label, Shelf, place_label
from viz.palette import ALARM, INK, INK_QUIET, MARKS, TIES
from viz.paper_sizes import A4, PaperSize
from viz.spec import MapSpec, NodeMark, Point, Scene
from viz.svg_ground import MANY_SECTORS, svg_ground, svg_ground_names
from viz.svg_legend import svg_legend
from viz.svg_marks import svg_alarm, svg_mark
from viz.svg_text import clean, grouped, svg_text
from viz.text_width import text_width

MANY = 150
_SMALLEST_MARK = 1.9
_ALL_NAMED_FROM = 1.45  # areas of A4 on which even the names of ordinary schools are tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How layout units come to paper.

    Attributes
    ----------
    scale
        Points for one layout unit.
    middle
        Where the layout's (0, 0) lies on paper.
    """

    scale: float
    middle: Point
    paper: PaperSize

    @classmethod
    def of(cls, scene: Scene, paper: PaperSize) -> "Sheet":
        """Fit the scene into the field of the map, with room for names around the rings."""
        left, top, right, bottom = scene.extent
        side = 62.0 if scene.name == "levels" else 24.0
        above = 14.0 if len(scene.sectors) <= MANY_SECTORS else 40.0
        field = paper.field
        width = field[2] - field[0] - 2 * side
        height = field[3] - field[1] - 2 * above
        scale = min(width / max(60.0, right - left), height / max(60.0, bottom - top))
        x, y = (field[0] + field[2]) / 2, (field[1] + field[3]) / 2
        return cls(
            scale=scale,
            middle=(x - (left + right) / 2 * scale, y - (top + bottom) / 2 * scale),
            paper=paper,
        )

    def at(self, point: Point) -> Point:
        """Return where a point of the layout lies on paper."""
        return (self.middle[0] + point[0] * self.scale, self.middle[1] + point[1] * self.scale)


def render_svg(spec: MapSpec, paper: PaperSize = A4) -> str:
    """Return the map as one SVG document; the same map always gives the same text.

    What is off in the legend at the start is not drawn. Labels never lie over one another; the
    least important are left out where there is no room.
    """
    scene = spec.scene(spec.first)
    sheet = Sheet.of(scene, paper)
    shelf = Shelf()
    radius = {
        node.id: max(_SMALLEST_MARK, node.radius * scene.scale * sheet.scale) for node in spec.nodes
    }
    alarms = {item.key for item in spec.legend.alarms if item.is_on}
    for node in spec.nodes:
        (x, y), r = sheet.at(node.at[scene.name]), radius[node.id]
        shelf.take((x - r, y - r, x + r, y + r))
    parts = [
        *_head(spec, paper),
        *svg_ground(scene, sheet.middle, sheet.scale),
        *_ties(spec, scene, sheet),
        *_marks(spec, scene, sheet, radius, alarms),
        *svg_ground_names(scene, sheet.middle, sheet.scale, shelf, paper.field),
        *_labels(spec, scene, sheet, radius, shelf),
        *svg_legend(spec, (28.0, 92.0), 138.0, paper.height - 132.0),
        *_foot(spec, scene, paper),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _head(spec: MapSpec, paper: PaperSize) -> Iterator[str]:
    told = " · ".join(f"{grouped(value)} {what}" for value, what, _ in spec.figures)
    under = f"{spec.subtitle} · {told}"
    size = min(9.5, 9.5 * (paper.width - 56) / text_width(under, 9.5))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{paper.size[0]}" height="{paper.size[1]}"'
        f' viewBox="0 0 {paper.width} {paper.height}"'
        ' font-family="PT Sans, Noto Sans, Arial, sans-serif"'
        ' xml:lang="ru" role="img" aria-labelledby="map-title map-text">'
    )
    yield f'<title id="map-title">{clean(spec.title)}</title>'
    yield f'<desc id="map-text">{clean(spec.subtitle)}. {clean(told)}</desc>'
    yield f'<rect width="{paper.width}" height="{paper.height}" fill="#fff"/>'
    yield svg_text(spec.title, 28, 32, size=paper.head, colour=INK, bold=True)
    yield svg_text(under, 28, 51, size=round(size, 2), colour=INK_QUIET)
    if spec.mark:
        width = text_width(spec.mark, 9.5, bold=True) + 16
        x = paper.width - 28 - width
        yield (
            f'<rect x="{x:.1f}" y="22" width="{width:.1f}" height="18" rx="9" fill="#FFF8E9"'
            ' stroke="#ECD7A6"/>'
        )
        middle = x + width / 2
        yield svg_text(
            spec.mark, middle, 31, size=9.5, colour="#7A4A00", bold=True, anchor="middle"
        )


def _ties(spec: MapSpec, scene: Scene, sheet: Sheet) -> Iterator[str]:
    place = {node.id: sheet.at(node.at[scene.name]) for node in spec.nodes}
    group = {node.id: node.group for node in spec.nodes}
    shown = [item.key for item in spec.legend.ties if item.is_on]
    pale = crowd_alpha(sum(edge.kind in shown for edge in spec.edges))
    for kind in sorted(shown, key=lambda key: -TIES[key].rank):
        style = TIES[kind]
        paths = []
        for edge in spec.edges:
            if edge.kind != kind:
                continue
            one, other = place[edge.source], place[edge.target]
            same = group[edge.source] == group[edge.target]
            control = bend(
                one, other, view=scene.name, same_group=same, middle=sheet.at((0.0, 0.0))
            )
            if style.is_tapered:
                width = max(0.9, (1.9 + 1.1 * edge.weight) * sheet.scale)
                paths.append(wedge(one, control, other, width))
            else:
                paths.append(line(one, control, other))
        if style.is_tapered:
            paint = f'fill="{style.colour}" fill-opacity="{style.alpha * pale:.3g}"'
        else:
            dash = " ".join(f"{length * 0.6:g}" for length in style.dash)
            dashes = f' stroke-dasharray="{dash}"' if dash else ""
            paint = (
                f'fill="none" stroke="{style.colour}" stroke-width="{style.width * 0.55:.2f}"'
                f' stroke-opacity="{style.alpha * pale:.3g}" stroke-linecap="round"{dashes}'
            )
        yield f'<path d="{"".join(paths)}" {paint}/>'


def _marks(
    spec: MapSpec, scene: Scene, sheet: Sheet, radius: dict[str, float], alarms: set[str]
) -> Iterator[str]:
    for node in sorted(spec.nodes, key=lambda n: (-MARKS[n.mark].rank, n.id)):
        at = sheet.at(node.at[scene.name])
        yield svg_mark(node.mark, at, radius[node.id])
        if node.alarm_row in alarms:
            yield svg_alarm(node.alarm, at, radius[node.id])


def _labels(
    spec: MapSpec, scene: Scene, sheet: Sheet, radius: dict[str, float], shelf: Shelf
) -> Iterator[str]:
    many = len(spec.nodes) > MANY * sheet.paper.room
    ring = {item.key: 3.2 for item in spec.legend.alarms if item.is_on}
    for node in sorted(spec.nodes, key=_importance):
        strong = node.mark in {"leader", "both", "institute", "service_leader"}
        weak = not strong and node.alarm <= 1 and node.mark != "service"
        if many and weak and sheet.paper.room < _ALL_NAMED_FROM:
            continue
        size = (6.0 if many else 7.2) if strong else (5.4 if many else 6.4)
        label = Label(
            at=sheet.at(node.at[scene.name]),
            width=text_width(node.caption, size, bold=strong) + 2,
            height=size * 1.15,
            clearance=radius[node.id] + ring.get(node.alarm_row, 0.0),
        )
        place = place_label(label, shelf, sheet.paper.field)
        if place is not None:
            colour = ALARM if node.alarm > 1 else INK if strong else "#3A4656"
            yield svg_text(
                node.caption,
                *place,
                size=size,
                colour=colour,
                bold=strong,
                anchor="middle",
                halo=True,
            )


def _importance(node: NodeMark) -> tuple[float, str]:
    order = {"institute": 0, "leader": 1, "both": 1, "service_leader": 1, "service": 3}
    rank = order.get(node.mark, 5)
    alarm = 2 if node.alarm > 1 else rank
    return (min(rank, alarm) - math.tanh(node.mentees / 50), node.id)


def _foot(spec: MapSpec, scene: Scene, paper: PaperSize) -> Iterator[str]:
    told = " · ".join(part for part in (spec.source, spec.date, spec.mark) if part)
    yield svg_text(scene.note, 28, paper.height - 26, size=7.5, colour=INK_QUIET)
    yield svg_text(told, 28, paper.height - 14, size=7.5, colour=INK_QUIET)
