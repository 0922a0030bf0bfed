"""The ground of the print: sectors and rings, plates, or areas, and their names."""

import math
from collections.abc import Iterator

from viz.label_places import Box, Shelf
from viz.palette import ALARM
from viz.spec import Point, Scene
from viz.svg_text import svg_text
from viz.text_width import text_width

_NAME, _RING = 8.0, 6.6
_LOWER = (0, -8, 8, -16, 16, -24, 24)
MANY_SECTORS = 20


def svg_ground(scene: Scene, middle: Point, scale: float) -> Iterator[str]:
    """Yield sectors, rings and areas of a scene."""
    x, y = middle
    outer, inner = scene.extent[2] * scale, scene.hole * scale
    for sector in scene.sectors:
        wide = int(sector.end - sector.start > math.pi)

        def rim(radius: float, angle: float) -> str:
            return f"{x + radius * math.cos(angle):.1f} {y + radius * math.sin(angle):.1f}"

        yield (
            f'<path d="M{rim(outer, sector.start)}A{outer:.1f} {outer:.1f} 0 {wide} 1'
            f" {rim(outer, sector.end)}L{rim(inner, sector.end)}A{inner:.1f} {inner:.1f} 0 {wide} 0"
            f' {rim(inner, sector.start)}Z" fill="{sector.tint}"/>'
        )
    for ring in scene.rings:
        colour = "#E7A6A2" if ring.is_alarm else "#CBD2DB"
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{ring.radius * scale:.1f}" fill="none"'
            f' stroke="{colour}" stroke-width="0.6" stroke-dasharray="2 3"/>'
        )
    for plate in scene.plates:
        px, py = x + plate.at[0] * scale, y + plate.at[1] * scale
        yield (
            f'<circle cx="{px:.1f}" cy="{py:.1f}" r="{plate.radius * scale:.1f}"'
            f' fill="{plate.tint}" stroke="#D5D9DE" stroke-width="0.6"/>'
        )
    for area in scene.areas:
        path = "".join(
            "M" + "L".join(f"{x + px * scale:.1f} {y + py * scale:.1f}" for px, py in loop) + "Z"
            for loop in area.loops
        )
        yield (
            f'<path d="{path}" fill="{area.tint}" stroke="#A3ACB8" stroke-width="0.7"'
            ' stroke-linejoin="round"/>'
        )


def svg_ground_names(
    scene: Scene, middle: Point, scale: float, shelf: Shelf, field: Box
) -> Iterator[str]:
    """Yield the names of sectors, rings and areas, and take their room on the shelf."""
    x, y = middle
    edge = scene.extent[2] * scale
    size = _NAME if len(scene.sectors) <= MANY_SECTORS else _RING
    for sector in scene.sectors:
        angle = (sector.start + sector.end) / 2
        text = sector.name.upper()
        half = text_width(text, size, bold=True) / 2 + 2
        for away in range(0, 60, 10):
            px = x + math.cos(angle) * (edge + half + 4 + away * abs(math.cos(angle)))
            py = y + math.sin(angle) * (edge + 8 + away)
            px = min(max(px, field[0] + half), field[2] - half)
            box = (px - half, py - 5, px + half, py + 5)
            if shelf.is_free(box) and field[1] - 6 < py < field[3] + 6:
                shelf.take(box)
                yield svg_text(
                    text,
                    px,
                    py,
                    size=size,
                    colour="#3D4A5C",
                    bold=True,
                    anchor="middle",
                    halo=True,
                )
                break
    for ring in scene.rings:
        colour = ALARM if ring.is_alarm else "#5A6675"
        half = text_width(ring.label, _RING, bold=True) / 2
        py = y - ring.radius * scale
        shelf.take((x - half, py - 4, x + half, py + 4))
        yield svg_text(
            ring.label, x, py, size=_RING, colour=colour, bold=True, anchor="middle", halo=True
        )
    yield from _plate_names(scene, middle, scale, shelf)
    yield from _area_names(scene, middle, scale, shelf)


def _plate_names(scene: Scene, middle: Point, scale: float, shelf: Shelf) -> Iterator[str]:
    """Put each name above its plate."""
    size = _NAME if len(scene.plates) <= MANY_SECTORS else _RING
    for plate in scene.plates:
        text = plate.name.upper()
        x = middle[0] + plate.at[0] * scale
        y = middle[1] + (plate.at[1] - plate.radius) * scale - size * 0.8
        half = text_width(text, size, bold=True) / 2
        shelf.take((x - half, y - size / 2, x + half, y + size / 2))
        yield svg_text(
            text, x, y, size=size, colour="#3D4A5C", bold=True, anchor="middle", halo=True
        )


def _area_names(scene: Scene, middle: Point, scale: float, shelf: Shelf) -> Iterator[str]:
    """Put names beside marks, or where marks leave no room, over marks but over no other name."""
    names = Shelf()
    for area in scene.areas:
        x = middle[0] + area.label_at[0] * scale
        y = middle[1] + area.label_at[1] * scale
        half = text_width(area.name, _RING, bold=True) / 2
        boxes = [(x - half, y + lower - 4, x + half, y + lower + 4) for lower in _LOWER]
        free = [box for box in boxes if shelf.is_free(box)]
        box = next(iter(free or [box for box in boxes if names.is_free(box)]), None)
        if box is not None:
            shelf.take(box)
            names.take(box)
            yield svg_text(
                area.name,
                x,
                box[1] + 4,
                size=_RING,
                colour="#6A7584",
                bold=True,
                anchor="middle",
                halo=True,
            )
