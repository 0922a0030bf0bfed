"""Where labels go so that none lies over another or over a mark: the most important first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viz.spec import Point

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text that wants to stand beside a mark.

    Attributes
    ----------
    width, height
        Of the text, in the unit of the picture.
    clearance
        Radius of the mark with its ring.
    """

    at: Point
    width: float
    height: float
    clearance: float


class Shelf:
    """Taken rectangles on a grid, so that a question costs the same on a full picture."""

    def __init__(self, cell: float = 24.0) -> None:
        self._cell = cell
        self._taken: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def is_free(self, box: Box) -> bool:
        """Return whether nothing taken lies under `box`."""
        left, top, right, bottom = box
        return not any(
            b[0] < right and b[2] > left and b[1] < bottom and b[3] > top
            for place in self._cells(box)
            for b in self._taken.get(place, ())
        )

    def take(self, box: Box) -> None:
        """Mark `box` as taken."""
        for place in self._cells(box):
            self._taken[place].append(box)

    def _cells(self, box: Box) -> Iterator[tuple[int, int]]:
        for i in range(int(box[0] // self._cell), int(box[2] // self._cell) + 1):
            for j in range(int(box[1] // self._cell), int(box[3] // self._cell) + 1):
                yield i, j


def place_label(label: Label, shelf: Shelf, within: Box) -> Point | None:
    """Take room for a label in one of eight places and return its middle; None if all are full.

    References
    ----------
    .. [1] E. Imhof. "Positioning names on maps". *The American Cartographer* 2(2), 1975: the order
       of places.
    """
    x, y = label.at
    half, tall = label.width / 2, label.height / 2
    for dx, dy in _places(label.clearance, half, tall):
        box = (x + dx - half, y + dy - tall, x + dx + half, y + dy + tall)
        inside = (
            box[0] >= within[0]
            and box[1] >= within[1]
            and box[2] <= within[2]
            and box[3] <= within[3]
        )
        if inside and shelf.is_free(box):
            shelf.take(box)
            return (x + dx, y + dy)
    return None


def _places(clearance: float, half: float, tall: float) -> Sequence[Point]:
    below = clearance + tall + 0.8
    beside = clearance + half + 1.5
    slant = clearance * 0.7 + half
    return (
        (0, below),
        (0, -below),
        (beside, 0),
        (-beside, 0),
        (slant, below * 0.75),
        (-slant, below * 0.75),
        (slant, -below * 0.75),
        (-slant, -below * 0.75),
    )
