"""The sheets a map is printed on, and the picture that goes into a message."""

from dataclasses import dataclass

from graph.errors import InputError
from viz.label_places import Box

POINTS = 72 / 25.4
"""Points in a millimetre."""
_DOTS = 150  # for one inch of a printed sheet, as a picture of points


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSize:
    """A sheet across.

    Attributes
    ----------
    width_mm, height_mm
        Size of the sheet; 0 for a picture that is no sheet.
    enlarged
        Points for one unit of the drawing: on larger sheets letters and lines grow, but less than
        the sheet, so that more names find room.
    pixels
        Width as a picture of points.
    left
        Where the map begins, right of the legend.
    head
        Size of the title.
    is_halved
        Printed as two sheets, glued side by side.
    """

    name: str
    width_mm: float = 0.0
    height_mm: float = 0.0
    enlarged: float = 1.0
    pixels: int
    left: float = 176.0
    head: float = 18.0
    is_halved: bool = False

    @property
    def width(self) -> float:
        """Width in units of the drawing."""
        points = self.width_mm * POINTS if self.width_mm else self.pixels
        return round(points / self.enlarged, 2)

    @property
    def height(self) -> float:
        """Height in units of the drawing."""
        points = self.height_mm * POINTS if self.height_mm else self.pixels * 0.75
        return round(points / self.enlarged, 2)

    @property
    def size(self) -> tuple[str, str]:
        """Width and height as an SVG states them."""
        if self.width_mm:
            return (f"{self.width_mm:g}mm", f"{self.height_mm:g}mm")
        return (f"{self.pixels}", f"{self.pixels * 0.75:g}")

    @property
    def field(self) -> Box:
        """Left, top, right, bottom of the room for the map."""
        return (self.left, 64.0, self.width - 26.0, self.height - 34.0)

    @property
    def room(self) -> float:
        """How many times the area of A4 is there to draw on."""
        return self.width * self.height / (A4.width * A4.height)


def _sheet(name: str, width: int, height: int, enlarged: float, *, halved: bool) -> PaperSize:
    return PaperSize(
        name=name,
        width_mm=width,
        height_mm=height,
        enlarged=enlarged,
        pixels=round(width / 25.4 * _DOTS),
        is_halved=halved,
    )


A4 = _sheet("a4", 297, 210, 1.0, halved=False)
PICTURE = PaperSize(name="picture", enlarged=1.9, pixels=1280, left=180.0, head=24.0)
PAPERS = {
    paper.name: paper
    for paper in (
        A4,
        _sheet("a3", 420, 297, 1.15, halved=False),
        _sheet("a2", 594, 420, 1.4, halved=False),
        _sheet("poster", 594, 420, 1.4, halved=True),
        PICTURE,
    )
}
"""By name; ``poster`` is A2 on two sheets of A3, ``picture`` is for messengers."""


def paper_named(name: str) -> PaperSize:
    """Return a sheet by its name.

    Raises
    ------
    InputError
        If there is no such sheet.
    """
    if name not in PAPERS:
        raise InputError("map.paper_unknown", paper=name, known=", ".join(PAPERS))
    return PAPERS[name]
