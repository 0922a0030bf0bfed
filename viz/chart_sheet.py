"""The A4 sheet around a picture: title, question, date and mark above, notes and source below."""

from collections.abc import Iterable, Iterator

from graph.model.chart import ChartHead
from viz.fitted_text import fitted_text, wrapped_text
from viz.label_places import Box
from viz.palette import INK, INK_QUIET
from viz.svg_text import clean, svg_text
from viz.text_width import text_width

WIDTH, HEIGHT = 841.89, 595.28  # A4 across, in points
EDGE = 28.0
BODY: Box = (EDGE, 84.0, WIDTH - EDGE, HEIGHT - 50.0)
"""Room for the picture itself."""


def chart_sheet(head: ChartHead, body: Iterable[str], *, notes: Iterable[str] = ()) -> str:
    """Return a picture as one SVG document; a head that says why it is empty has no body.

    Parameters
    ----------
    notes
        What this drawing leaves out, after the notes of the head.
    """
    inside = [_empty(head.empty)] if head.empty else list(body)
    told = () if head.empty else (*head.notes, *notes)
    return "\n".join((*_above(head), *inside, *_below(head, told), "</svg>")) + "\n"


def _above(head: ChartHead) -> Iterator[str]:
    yield (
        '<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" font-family="PT Sans, Noto Sans, Arial, sans-serif"'
        ' xml:lang="ru" role="img" aria-labelledby="map-title map-text">'
    )
    yield f'<title id="map-title">{clean(head.title)}</title>'
    yield f'<desc id="map-text">{clean(head.question)} {clean(head.subtitle)}</desc>'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    room = WIDTH - 2 * EDGE
    if head.mark:
        width = text_width(head.mark, 9.5, bold=True) + 16
        x = WIDTH - EDGE - width
        yield (
            f'<rect x="{x:.1f}" y="22" width="{width:.1f}" height="18" rx="9" fill="#FFF8E9"'
            ' stroke="#ECD7A6"/>'
        )
        yield svg_text(
            head.mark, x + width / 2, 31, size=9.5, colour="#7A4A00", bold=True, anchor="middle"
        )
        room -= width + 12
    title = fitted_text(head.title, room, 18, bold=True)
    yield svg_text(title, EDGE, 31, size=18, colour=INK, bold=True)
    room = WIDTH - 2 * EDGE
    yield svg_text(fitted_text(head.question, room, 10.5), EDGE, 51, size=10.5, colour=INK)
    yield svg_text(fitted_text(head.subtitle, room, 9), EDGE, 66, size=9, colour=INK_QUIET)


def _below(head: ChartHead, notes: tuple[str, ...]) -> Iterator[str]:
    room, y = WIDTH - 2 * EDGE, HEIGHT - 15
    yield svg_text(fitted_text(head.source, room, 7.5), EDGE, y, size=7.5, colour=INK_QUIET)
    for line in reversed(_lines(notes, room, 7.5)):
        y -= 10
        yield svg_text(fitted_text(line, room, 7.5), EDGE, y, size=7.5, colour=INK_QUIET)


def _lines(notes: tuple[str, ...], room: float, size: float) -> list[str]:
    """Set the notes one after the other, as many to a line as there is room for."""
    lines: list[str] = []
    for note in notes:
        longer = f"{lines[-1]} {note}" if lines else note
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(note)
    return lines


def _empty(sentence: str) -> str:
    lines = wrapped_text(sentence, WIDTH * 0.6, 13, most=6)
    top = HEIGHT / 2 - 9 * (len(lines) - 1)
    return "".join(
        svg_text(line, WIDTH / 2, top + 18 * i, size=13, colour=INK, anchor="middle")
        for i, line in enumerate(lines)
    )
