"""How marks and ties look: one description as data, for the page and for the print alike.

Every mark has three channels that say the same: shape, colour and, where there is room, a letter.
The colours keep apart for the common kinds of colour vision; a test measures it.
"""

from dataclasses import dataclass

INK = "#1A2433"
INK_QUIET = "#5A6675"
ALARM = "#B71C07"
ALARM_TEXT = "#A8120C"
ACCENT = "#0B57D0"

INSTITUTE = "#100C06"
SERVICE = "#002546"
OTHER = "#8F938A"
LEADER = "#E17720"
GROWTH = "#00655C"
RESERVE = "#7B3AB5"
MENTEE = "#5E95DB"

TINTS = (
    "#F4F1EA",
    "#EBF1F6",
    "#F2EDF5",
    "#EAF3EE",
    "#F6EFEA",
    "#EDEFF6",
    "#F1F3E9",
    "#F5ECEF",
    "#E9F2F3",
    "#F3F0E7",
    "#EEEDF5",
    "#EDF3EA",
)
"""Pale grounds of sectors and areas; neighbours differ, none is a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkStyle:
    """Look of a kind of organisation.

    Attributes
    ----------
    shape
        ``circle``, ``star``, ``triangle``, ``diamond``, ``hexagon`` or ``square``.
    letter
        What stands inside where there is room.
    is_hollow
        Drawn as an outline with a dot: not yet visible.
    core
        Colour of a second, inner mark, or empty.
    radius
        In layout units.
    rank
        Place in legend and tables, and weight of the label: the lower, the earlier.
    """

    shape: str
    colour: str
    letter: str = ""
    is_hollow: bool = False
    core: str = ""
    radius: float
    rank: int


MARKS: dict[str, MarkStyle] = {
    "institute": MarkStyle(shape="square", colour=INSTITUTE, letter="ИРО", radius=24, rank=0),
    "service_leader": MarkStyle(shape="square", colour=LEADER, letter="М", radius=14, rank=1),
    "service": MarkStyle(shape="square", colour=SERVICE, letter="М", radius=14, rank=2),
    "leader": MarkStyle(shape="star", colour=LEADER, radius=17, rank=3),
    "both": MarkStyle(shape="star", colour=LEADER, core=MENTEE, radius=17, rank=4),
    "promising": MarkStyle(shape="triangle", colour=GROWTH, radius=11, rank=5),
    "reserve": MarkStyle(shape="diamond", colour=RESERVE, is_hollow=True, radius=11, rank=6),
    "mentee": MarkStyle(shape="circle", colour=MENTEE, radius=9, rank=7),
    "plain": MarkStyle(shape="circle", colour=OTHER, is_hollow=True, radius=8, rank=8),
    "authority": MarkStyle(shape="hexagon", colour=OTHER, letter="У", radius=11, rank=9),
    "partner": MarkStyle(shape="hexagon", colour=OTHER, letter="П", radius=11, rank=10),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TieStyle:
    """Look of a kind of tie.

    Attributes
    ----------
    is_tapered
        Drawn as a wedge, wide at the end that helps.
    rank
        Place in the legend; later ranks are painted first.
    """

    colour: str
    width: float
    alpha: float
    dash: tuple[float, ...] = ()
    is_tapered: bool = False
    rank: int


TIES: dict[str, TieStyle] = {
    "proposal": TieStyle(colour=ACCENT, width=2.0, alpha=0.9, dash=(6, 4), rank=-1),
    "plan": TieStyle(colour=ACCENT, width=1.6, alpha=0.62, is_tapered=True, rank=0),
    "mentoring": TieStyle(colour="#B4650B", width=1.6, alpha=0.72, is_tapered=True, rank=1),
    "mutual_internship": TieStyle(colour=RESERVE, width=1.5, alpha=0.55, dash=(7, 3), rank=2),
    "partnership": TieStyle(colour=GROWTH, width=1.3, alpha=0.5, rank=3),
    "agreement": TieStyle(colour=INK, width=1.2, alpha=0.45, dash=(6, 3, 1, 3), rank=4),
    "methodical_support": TieStyle(colour="#3F6385", width=1.0, alpha=0.42, dash=(5, 4), rank=5),
    "coordination": TieStyle(colour="#3A4656", width=1.0, alpha=0.3, rank=6),
}
