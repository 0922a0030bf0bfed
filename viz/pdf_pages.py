"""Drawn pages as one PDF file: real texts, the letters used inside, equal pages, equal bytes."""

from collections.abc import Sequence

from viz.drawing import Drawing, Words, read_drawing
from viz.pdf_content import page_content
from viz.pdf_font import font_objects, stream

_CATALOG, _TREE, _INFO = 1, 2, 3
_FIRST_FONT = 4


def print_pages(pages: Sequence[str]) -> bytes:
    """Return SVG pages of a leaflet as one PDF, a point for each of their units.

    The general converter of pictures opens the font file once for each letter, a hundred times
    slower; here the letters are written as they are.

    References
    ----------
    ISO 32000-1:2008, section 7.5: header, body, cross-reference table, trailer.

    Examples
    --------
    >>> print_pages(['<svg width="9" height="9"/>'])[:8]
    b'%PDF-1.7'
    """
    drawings = [read_drawing(page) for page in pages]
    fonts, named = _fonts(drawings)
    bodies = [*fonts]
    kids = []
    for drawing in drawings:
        kids.append(_FIRST_FONT + len(bodies))
        bodies.append(
            f"<< /Type /Page /Parent {_TREE} 0 R /MediaBox [0 0 {drawing.width:.2f}"
            f" {drawing.height:.2f}] /Resources << /Font << {named} >> >>"
            f" /Contents {kids[-1] + 1} 0 R >>".encode()
        )
        bodies.append(stream(page_content(drawing).encode()))
    listed = " ".join(f"{n} 0 R" for n in kids)
    title = drawings[0].title.encode("utf-16-be").hex() if drawings else ""
    catalog = (
        f"<< /Type /Catalog /Pages {_TREE} 0 R /Lang (ru-RU)"
        " /ViewerPreferences << /DisplayDocTitle true >> >>"
    )
    tree = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>"
    info = f"<< /Title <feff{title}> >>"
    return _file([catalog.encode(), tree.encode(), info.encode(), *bodies])


def _fonts(drawings: Sequence[Drawing]) -> tuple[list[bytes], str]:
    """Return the objects of the faces in use, and how pages name them."""
    signs: dict[bool, set[str]] = {False: set(), True: set()}
    for drawing in drawings:
        for mark in drawing.marks:
            if isinstance(mark, Words):
                signs[mark.bold].update(mark.text)
    objects: list[bytes] = []
    named = []
    for bold, text in signs.items():
        if text:
            first = _FIRST_FONT + len(objects)
            named.append(f"/F{int(bold)} {first} 0 R")
            objects += font_objects(text, bold=bold, first=first)
    return objects, " ".join(named)


def _file(bodies: Sequence[bytes]) -> bytes:
    made = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
    offsets = []
    for number, body in enumerate(bodies, start=_CATALOG):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    for offset in offsets:
        made += b"%010d 00000 n \n" % offset
    made += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        _CATALOG,
        _INFO,
        table,
    )
    return bytes(made)
