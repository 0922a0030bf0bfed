"""One-page PDF files of the converter as one document: a book with contents, or two halves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

_CATALOG, _TREE, _INFO, _OUTLINES = 1, 2, 3, 4
_FIRST = 5
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])")
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_MEDIA_BOX = re.compile(rb"/MediaBox\s*\[([^\]]*)\]")
_PARENT = re.compile(rb"/Parent \d+ 0 R")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_SKIPPED = re.compile(rb"/Type\s*/(?:Catalog|Pages)\b|/Producer")
_OVERLAP = 10 * 72 / 25.4  # ten millimetres of both halves are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPage:
    """A page of a book and what the list of bookmarks calls it; empty for no bookmark."""

    pdf: bytes
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place on the first page that leads to the page `to`, counted from 0.

    Attributes
    ----------
    box
        Left, top, right, bottom in points, down from the top of the page.
    """

    box: tuple[float, float, float, float]
    to: int


def bound(pages: Sequence[BookPage], title: str, links: Sequence[Link] = ()) -> bytes:
    """Return one-page files as one document with bookmarks.

    Parameters
    ----------
    links
        Of the first page, which is the table of contents.

    References
    ----------
    ISO 32000-1:2008, sections 7.5, 12.3.3 (outlines) and 12.5.6.5 (links).
    """
    bodies: list[bytes] = []
    kids: list[int] = []
    for page in pages:
        made, at = _renumbered(page.pdf, _FIRST + len(bodies))
        kids.append(_FIRST + len(bodies) + at)
        bodies += made
    if links:
        first = kids[0] - _FIRST
        bodies[first] = _with_links(bodies[first], links, kids)
    marked = [(page.name, kid) for page, kid in zip(pages, kids, strict=True) if page.name]
    outlines = _FIRST + len(bodies)
    bodies += [
        _bookmark(name, kid, outlines + i, first=i == 0, last=i == len(marked) - 1)
        for i, (name, kid) in enumerate(marked)
    ]
    return _document(bodies, kids, title, marks=(outlines, len(marked)))


def halves(pdf: bytes, title: str) -> bytes:
    """Return the page of `pdf` as two pages side by side, which overlap by ten millimetres."""
    made, at = _renumbered(pdf, _FIRST)
    page = made[at]
    _, _, width, height = _box_of(page)
    middle = width / 2
    left = _boxed(page, 0, middle + _OVERLAP / 2, height)
    right = _boxed(page, middle - _OVERLAP / 2, width, height)
    made[at] = left
    kids = [_FIRST + at, _FIRST + len(made)]
    return _document([*made, right], kids, title, marks=(0, 0))


def _renumbered(pdf: bytes, first: int) -> tuple[list[bytes], int]:
    """Return the objects of a page as they are in a larger file, and which of them is the page.

    Raises
    ------
    ValueError
        If it is not a file of the converter with one page.
    """
    objects = {n: body for n, body in _objects(pdf).items() if not _SKIPPED.search(_head(body))}
    names = {old: first + i for i, old in enumerate(objects)}
    pages = [i for i, body in enumerate(objects.values()) if _PAGE.search(_head(body))]
    if len(pages) != 1:
        msg = f"One page was expected, there are {len(pages)}."
        raise ValueError(msg)

    def renamed(found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % names.get(int(found[1]), _TREE)

    made = []
    for body in objects.values():
        head = _head(body)
        made.append(_REFERENCE.sub(renamed, head) + body[len(head) :])
    made[pages[0]] = _PARENT.sub(b"/Parent %d 0 R" % _TREE, made[pages[0]])
    return made, pages[0]


def _objects(pdf: bytes) -> dict[int, bytes]:
    """Return number → body of every object, by the file's own table of places."""
    start = _START.search(pdf)
    if start is None:
        msg = "The table of places is not where it was expected."
        raise ValueError(msg)
    table = int(start[1])
    entries = _ENTRY.findall(pdf[table : pdf.index(b"trailer", table)])
    places = {n: int(at) for n, (at, kind) in enumerate(entries) if kind == b"n"}
    ends = sorted([*places.values(), table])
    found = {}
    for n, at in places.items():
        until = ends[ends.index(at) + 1]
        body = pdf[at:until]
        found[n] = body[body.index(b"obj") + 3 : body.rindex(b"endobj")].strip()
    return found


def _head(body: bytes) -> bytes:
    """Return the part of an object before its stream, which is all that names other objects."""
    return body.partition(b"stream\n")[0] if b"stream\n" in body else body


def _box_of(page: bytes) -> tuple[float, float, float, float]:
    found = _MEDIA_BOX.search(page)
    if found is None:
        msg = "The page has no size."
        raise ValueError(msg)
    left, bottom, right, top = map(float, found[1].split())
    return (left, bottom, right, top)


def _boxed(page: bytes, left: float, right: float, height: float) -> bytes:
    return _MEDIA_BOX.sub(b"/MediaBox [%.2f 0 %.2f %.2f]" % (left, right, height), page)


def _with_links(page: bytes, links: Sequence[Link], kids: Sequence[int]) -> bytes:
    height = _box_of(page)[3]
    drawn = b" ".join(
        b"<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [%.2f %.2f %.2f %.2f]"
        b" /Dest [%d 0 R /Fit] >>"
        % (link.box[0], height - link.box[3], link.box[2], height - link.box[1], kids[link.to])
        for link in links
    )
    return page[: page.rindex(b">>")] + b"/Annots [" + drawn + b"] >>"


def _bookmark(name: str, page: int, number: int, *, first: bool, last: bool) -> bytes:
    beside = b"" if first else b" /Prev %d 0 R" % (number - 1)
    beside += b"" if last else b" /Next %d 0 R" % (number + 1)
    return b"<< /Title %s /Parent %d 0 R%s /Dest [%d 0 R /Fit] >>" % (
        _text(name),
        _OUTLINES,
        beside,
        page,
    )


def _text(words: str) -> bytes:
    return b"<feff" + words.encode("utf-16-be", "replace").hex().encode() + b">"


def _document(
    bodies: Sequence[bytes], kids: Sequence[int], title: str, *, marks: tuple[int, int]
) -> bytes:
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    first, count = marks
    shown = b" /Outlines %d 0 R /PageMode /UseOutlines" % _OUTLINES if count else b""
    outlines = b"<< /Type /Outlines"
    if count:
        outlines += b" /First %d 0 R /Last %d 0 R /Count %d" % (first, first + count - 1, count)
    head = [
        b"<< /Type /Catalog /Pages %d 0 R /Lang (ru-RU)%s"
        b" /ViewerPreferences << /DisplayDocTitle true >> >>" % (_TREE, shown),
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed),
        b"<< /Title %s >>" % _text(title),
        outlines + b" >>",
    ]
    made = BytesIO()
    made.write(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
    places = []
    for number, body in enumerate([*head, *bodies], start=_CATALOG):
        places.append(made.tell())
        made.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = made.tell()
    made.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    for at in places:
        made.write(b"%010d 00000 n \n" % at)
    made.write(
        b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(places) + 1, _CATALOG, _INFO, table)
    )
    return made.getvalue()
