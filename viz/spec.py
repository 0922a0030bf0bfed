"""What is drawn and where, before any renderer: marks, ties, legend, grounds; ready for JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from viz.spec_years import Years

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeMark:
    """One organisation as it is drawn.

    Attributes
    ----------
    mark
        Key of its style in `viz.palette.MARKS`.
    at
        Name of the view → position in layout units, rounded to 0.1.
    group
        Sector or area it belongs to; empty for the centre.
    alarm
        2 no working tie, 1 at risk, 0 nothing found.
    alarm_row
        Key of its line in the legend; empty where nothing is found.
    alarm_also
        Other kinds that are found, in words.
    facts
        (label, value) lines of the side panel, in order.
    needs
        (direction, level, is open, note), in words, in order.
    part
        Key of its line in the legend of who gives and takes; empty for who is not asked.
    """

    id: str
    mark: str
    label: str
    name: str
    at: Mapping[str, Point]
    radius: float
    group: str
    kind: str
    municipality: str
    directions: tuple[str, ...]
    mentees: int
    caption: str
    alarm: int
    alarm_row: str
    alarm_text: str
    alarm_also: str
    next_step: str
    facts: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, int, bool, str], ...]
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeMark:
    """All ties of one kind between two organisations, drawn as one.

    Attributes
    ----------
    count
        How many ties the one line stands for.
    facts
        (direction, when and how it stands, reasons) of each tie.
    """

    kind: str
    source: str
    target: str
    weight: int
    count: int
    facts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendItem:
    """One line of the legend, which is also a filter; `level` is that of a line of alarms."""

    key: str
    label: str
    count: int
    is_on: bool
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The legend in three parts."""

    marks: tuple[LegendItem, ...]
    ties: tuple[LegendItem, ...]
    alarms: tuple[LegendItem, ...]
    parts: tuple[LegendItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A caption circle of the view by levels."""

    radius: float
    label: str
    is_alarm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A slice of the view by levels, angles in radians, clockwise from three o'clock."""

    name: str
    start: float
    end: float
    tint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Where the organisations of a municipality lie; no border of anything."""

    name: str
    tint: str
    loops: tuple[tuple[Point, ...], ...]
    label_at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A disc of the view by clusters; its name stands above it."""

    name: str
    tint: str
    at: Point
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Ground of one view.

    Attributes
    ----------
    extent
        Left, top, right, bottom of everything, in layout units.
    hole
        Radius that the sectors leave free in the middle.
    scale
        Factor on the radius of marks.
    note
        What a reader must know of this view, in words.
    """

    name: str
    title: str
    extent: tuple[float, float, float, float]
    scale: float
    rings: tuple[Ring, ...] = ()
    sectors: tuple[Sector, ...] = ()
    areas: tuple[Area, ...] = ()
    plates: tuple[Plate, ...] = ()
    hole: float = 0.0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSpec:
    """A whole map.

    Attributes
    ----------
    nodes
        In the order of the table: what needs attention first, then by mark and name.
    first
        Name of the view that is open at the start, and printed.
    figures
        (value, what it counts, is it an alarm) of the overview.
    layers
        (key, label) of overlays that can be switched: ``plan``, ``isolation``.
    words
        Sentences of the page, by the last part of their code.
    ghosts
        Organisations that are there in another school year only; they have a place, and are
        counted nowhere.
    years
        What differs in other school years; None if only one is known.
    """

    title: str
    subtitle: str
    date: str
    source: str
    mark: str
    first: str
    nodes: tuple[NodeMark, ...]
    edges: tuple[EdgeMark, ...]
    legend: Legend
    scenes: tuple[Scene, ...]
    figures: tuple[tuple[int, str, bool], ...]
    layers: tuple[tuple[str, str], ...]
    words: Mapping[str, str]
    ghosts: tuple[NodeMark, ...] = ()
    years: Years | None = None

    def scene(self, name: str) -> Scene:
        """Return the ground of the view `name`.

        Raises
        ------
        KeyError
            If the map has no such view.
        """
        return {scene.name: scene for scene in self.scenes}[name]

    def to_json(self) -> dict[str, Any]:
        """Return plain values that `json` can write; the same map gives the same text."""
        return asdict(self)
