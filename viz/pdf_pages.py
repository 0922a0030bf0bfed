"""Pages of the SVG converter joined into one PDF file."""

import re
from collections.abc import Iterator, Mapping, Sequence

from graph.errors import InputError

_REFERENCE = re.compile(rb"(\d+) 0 R\b")
_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*)\sendobj", re.DOTALL)
_FONT = re.compile(rb"/fo\d+ \d+ 0 R")
_PARENT = re.compile(rb"/Parent \d+ 0 R")
_PAGE = b"/Type /Page\n"
_CATALOG, _PAGES = 1, 2


def join_pages(pages: Sequence[bytes]) -> bytes:
    """Return one PDF with the pages of all, each with its own fonts; equal pages, equal bytes.

    Parameters
    ----------
    pages
        Files of one page, as the converter writes them: plain objects and a table of their
        offsets.

    Raises
    ------
    InputError
        If a file is built in another way.

    References
    ----------
    ISO 32000-1:2008, section 7.5: header, body, cross-reference table, trailer.
    """
    bodies: list[bytes] = []
    kids: list[int] = []
    for page in pages:
        objects = dict(_objects(page))
        root = next((n for n, body in objects.items() if _PAGE in _head(body)), None)
        if root is None:
            raise InputError("sheet.cannot_join")
        order = _in_order(root, objects)
        new = {old: _PAGES + len(bodies) + i for i, old in enumerate(order, start=1)}
        kids.append(new[root])
        bodies += [_renumbered(objects[old], new) for old in order]
    listed = " ".join(f"{n} 0 R" for n in kids).encode()
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed)
    return _file([catalog, tree, *bodies])


def _objects(page: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and body of each object, in the order of the table of offsets."""
    try:
        table = int(page.rpartition(b"startxref")[2].split()[0])
        lines = page[table:].split(b"\n")
        count = int(lines[1].split()[1])
        offsets = [int(line.split()[0]) for line in lines[3 : 2 + count]]
    except (ValueError, IndexError) as error:
        raise InputError("sheet.cannot_join") from error
    ends = sorted([*offsets, table])
    for start in offsets:
        found = _OBJECT.match(page[start : ends[ends.index(start) + 1]].strip())
        if found is None:
            raise InputError("sheet.cannot_join")
        yield int(found[1]), found[2]


def _head(body: bytes) -> bytes:
    """Return an object without its stream, its fonts by name: the converter mixes them up."""
    head = body.partition(b"stream")[0]
    fonts = sorted(_FONT.findall(head))
    return _FONT.sub(lambda _: fonts.pop(0), head)


def _in_order(root: int, objects: Mapping[int, bytes]) -> list[int]:
    """Return the objects a page needs, in the order in which it names them."""
    order = [root]
    for number in order:
        named = (int(n) for n in _REFERENCE.findall(_PARENT.sub(b"", _head(objects[number]))))
        order += [n for n in dict.fromkeys(named) if n in objects and n not in order]
    return order


def _renumbered(body: bytes, new: Mapping[int, int]) -> bytes:
    """Return an object whose references name the new numbers; a page's parent is the tree."""
    _, mark, stream = body.partition(b"stream")
    moved = _REFERENCE.sub(lambda m: b"%d 0 R" % new.get(int(m[1]), _PAGES), _head(body))
    return moved + mark + stream


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
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        table,
    )
    return bytes(made)
