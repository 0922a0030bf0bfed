"""The legend of the print: what is drawn, with counts."""

from collections.abc import Iterator

from viz.palette import INK, INK_QUIET, TIES
from viz.spec import LegendItem, MapSpec, Point
from viz.svg_marks import svg_alarm, svg_mark
from viz.svg_text import grouped, svg_text

_ROW, _HEAD, _SIZE = 16.5, 27.0, 8.6


def svg_legend(spec: MapSpec, at: Point, width: float, height: float) -> Iterator[str]:
    """Yield the legend with its left top corner at `at`; what is off is not listed.

    It is drawn closer and smaller where it would be higher than `height`.
    """
    x, y = at
    ties = [item for item in spec.legend.ties if item.is_on]
    alarms = {
        level: [item for item in spec.legend.alarms if item.is_on and item.level == level]
        for level in (2, 1)
    }
    parts = [
        (title, items, draw)
        for title, items, draw in (
            (spec.words["legend_marks"], spec.legend.marks, _mark),
            (spec.words["legend_ties"], ties, _tie),
            (spec.words["alarm_2"], alarms[2], _alarm),
            (spec.words["alarm_1"], alarms[1], _alarm),
        )
        if items
    ]
    rows = sum(len(items) for _, items, _ in parts)
    closer = min(1.0, height / max(1.0, rows * _ROW + (len(parts) - 1) * _HEAD))
    size = round(_SIZE * max(0.8, closer), 1)
    for title, items, draw in parts:
        yield svg_text(title, x, y, size=size, colour="#48566A", bold=True)
        for item in items:
            y += _ROW * closer
            yield draw(item, (x + 7, y))
            yield svg_text(item.label, x + 22, y, size=size, colour=INK)
            yield svg_text(
                grouped(item.count), x + width, y, size=size, colour=INK_QUIET, anchor="end"
            )
        y += _HEAD * closer


def _mark(item: LegendItem, at: Point) -> str:
    return svg_mark(item.key, at, 5.4)


def _alarm(item: LegendItem, at: Point) -> str:
    return svg_alarm(item.level, at, 2.6)


def _tie(item: LegendItem, at: Point) -> str:
    style = TIES[item.key]
    x, y = at
    if style.is_tapered:
        return (
            f'<path d="M{x - 7:.1f} {y - 2.4:.1f}L{x + 9:.1f} {y - 0.4:.1f}V{y + 0.4:.1f}'
            f'L{x - 7:.1f} {y + 2.4:.1f}Z" fill="{style.colour}"/>'
        )
    dash = " ".join(f"{length * 0.6:g}" for length in style.dash)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{x - 7:.1f} {y:.1f}H{x + 9:.1f}" stroke="{style.colour}"'
        f' stroke-width="{style.width * 0.8:.2f}"{dashes}/>'
    )
