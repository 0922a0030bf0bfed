"""Made-up drawings of any size, laid out: groups of eighty, one in ten leads, four ties each."""

import math
import random

from tests.unit.viz import made_up
from viz.encode import encode_map
from viz.palette import MARKS, TINTS
from viz.spec import EdgeMark, Legend, LegendItem, MapSpec, NodeMark, Plate, Point, Scene

_GROUP = 80
_STEP = 26.0  # layout units between neighbours
_TIES = 4
_INSIDE = 0.8


def made_up_drawing(n: int) -> MapSpec:
    """Return a drawing of `n` organisations in plates on a square, with four ties for each."""
    rnd = random.Random(n)  # noqa: S311 - a seeded example, no secret
    groups = math.ceil(n / _GROUP)
    radius = _STEP * math.sqrt(_GROUP) * 0.62
    aside = math.ceil(math.sqrt(groups))
    middles = [(2.3 * radius * (i % aside), 2.3 * radius * (i // aside)) for i in range(groups)]
    nodes = tuple(_node(i, middles[i // _GROUP], rnd) for i in range(n))
    edges = tuple(_edge(i, n, rnd) for i in range(n * _TIES))
    edge = 2.3 * radius * aside
    plates = tuple(
        Plate(name=_name(i), tint=TINTS[i % len(TINTS)], at=at, radius=radius)
        for i, at in enumerate(middles)
    )
    extent = (-radius, -radius, edge, edge)
    scene = Scene(name="clusters", title="Кластеры", extent=extent, scale=1.0, plates=plates)
    levels = Scene(name="levels", title="Уровни", extent=extent, scale=1.0)
    example = encode_map(made_up.view(20, 2), say=made_up.SAY)
    legend = Legend(
        marks=tuple(
            LegendItem(key=key, label=key, count=n, is_on=True) for key in ("leader", "mentee")
        ),
        ties=tuple(
            LegendItem(key=key, label=key, count=len(edges), is_on=True)
            for key in ("mentoring", "partnership")
        ),
        alarms=(),
        parts=(),
    )
    return MapSpec(
        title=example.title,
        subtitle=f"{n} организаций",
        date=example.date,
        source=example.source,
        mark=example.mark,
        first="clusters",
        nodes=nodes,
        edges=edges,
        legend=legend,
        scenes=(levels, scene),
        figures=(),
        layers=(),
        words=example.words,
    )


def _name(group: int) -> str:
    return f"{group + 1}-й район"


def _node(i: int, middle: Point, rnd: random.Random) -> NodeMark:
    turn, away = i % _GROUP * 2.4, _STEP * 0.6 * math.sqrt(i % _GROUP)
    at = (round(middle[0] + away * math.cos(turn), 1), round(middle[1] + away * math.sin(turn), 1))
    mark = "leader" if i % 10 == 0 else "mentee"
    label = f"Школа № {i + 1}"
    return NodeMark(
        id=f"s{i}",
        mark=mark,
        label=label,
        name=f"{label}, {_name(i // _GROUP)}",
        at={"levels": at, "clusters": at},
        radius=MARKS[mark].radius,
        group=_name(i // _GROUP),
        kind="школа",
        municipality=_name(i // _GROUP),
        directions=(),
        mentees=rnd.randint(1, 9) if mark == "leader" else 0,
        caption=label,
        alarm=0,
        alarm_row="",
        alarm_text="",
        alarm_also="",
        next_step="",
        facts=(),
        needs=(),
        part="",
    )


def _edge(i: int, n: int, rnd: random.Random) -> EdgeMark:
    target = i % n
    start = target // _GROUP * _GROUP
    near = rnd.random() < _INSIDE
    source = rnd.randrange(start, min(n, start + _GROUP)) if near else rnd.randrange(n)
    return EdgeMark(
        kind="mentoring" if near else "partnership",
        source=f"s{source - source % 10}",
        target=f"s{target}",
        weight=1,
        count=1,
        facts=(("", "", ""),),
    )
