"""The rows of a screen: a few plain reasons, each of one or several kinds."""

from collections.abc import Mapping
from enum import StrEnum

from services.isolation.kinds import Kind


class Row(StrEnum):
    """A reason as lists, legends and overlays show it, heaviest first."""

    NEVER = "never"
    LAPSED = "lapsed"
    PAPER = "paper"
    VERTICAL = "vertical"
    CUT = "cut"
    HANGS = "hangs"
    FAR = "far"
    HELP = "help"
    SOON = "soon"
    NARROW = "narrow"


KINDS_OF: Mapping[Row, tuple[Kind, ...]] = {
    Row.NEVER: (Kind.K1,),
    Row.LAPSED: (Kind.K2,),
    Row.PAPER: (Kind.K3,),
    Row.VERTICAL: (Kind.K17,),
    Row.CUT: (Kind.K4, Kind.K4B),
    Row.HANGS: (Kind.K5, Kind.K6, Kind.K15),
    Row.FAR: (Kind.K7, Kind.K16, Kind.K7B),
    Row.HELP: (Kind.K9, Kind.K8, Kind.K10),
    Row.SOON: (Kind.K3B, Kind.K2B),
    Row.NARROW: (Kind.K12, Kind.K11, Kind.K14, Kind.K13),
}
"""Row → its kinds; each kind stands in one row."""

ROW_OF: Mapping[Kind, Row] = {kind: row for row, kinds in KINDS_OF.items() for kind in kinds}
"""Kind → its row."""

WITHOUT_TIE = (Row.NEVER, Row.LAPSED, Row.PAPER, Row.VERTICAL, Row.CUT)
"""Cut off now: nobody to work with."""

IN_DANGER = (Row.HANGS, Row.FAR, Row.HELP, Row.SOON)
"""About to be cut off, or hanging on one."""
