"""A face of PT Sans inside a PDF: only the letters used, so that texts can be copied out."""

import struct
import zlib
from collections.abc import Collection, Mapping
from hashlib import sha256

from viz.font import Font, read_font
from viz.outlines import parts_of

_KEPT = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
_VERSION = 0x00010000
_MAGIC = 0xB1B0AFBA
_ADJUSTMENT = 8  # offset in the table head
_SYMBOLIC = 4  # the glyphs are named by number, in no standard encoding
_LINES = 100  # entries that one block of a character map may hold


def font_objects(text: Collection[str], *, bold: bool, first: int) -> list[bytes]:
    """Return the objects of a face, the first of which pages name as their font.

    Parameters
    ----------
    text
        Every character that is written with it.
    first
        Number of the first object; the others follow.

    References
    ----------
    ISO 32000-1:2008, section 9.7 composite fonts, 9.8 descriptors, 9.10 extraction of text.
    """
    font = read_font(bold=bold)
    used = {glyph: sign for sign in sorted(text, reverse=True) for glyph in font.glyphs(sign)}
    file = font_file(font, used)
    face = "Bold" if bold else "Regular"
    name = f"{_tag(file)}+PTSans-{face}"
    low, high = struct.unpack_from(">2h", font.tables["hhea"], 4)[::-1]
    box = struct.unpack_from(">4h", font.tables["head"], 36)
    em = font.units_per_em
    shown = " ".join(str(round(n * 1000 / em)) for n in box)
    widths = " ".join(f"{g} [{round(font.advances[g] * 1000 / em)}]" for g in sorted(used))
    return [
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
        f" /DescendantFonts [{first + 1} 0 R] /ToUnicode {first + 4} 0 R >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /FontDescriptor {first + 2} 0 R /W [{widths}] >>".encode(),
        f"<< /Type /FontDescriptor /FontName /{name} /Flags {_SYMBOLIC} /FontBBox [{shown}]"
        f" /ItalicAngle 0 /Ascent {round(high * 1000 / em)} /Descent {round(low * 1000 / em)}"
        f" /CapHeight 700 /StemV {140 if bold else 80} /FontFile2 {first + 3} 0 R >>".encode(),
        stream(file, f" /Length1 {len(file)}"),
        stream(_characters(used).encode()),
    ]


def stream(content: bytes, more: str = "") -> bytes:
    """Return a stream object, packed."""
    packed = zlib.compress(content, 9)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode{more} >>".encode()
    return head + b"\nstream\n" + packed + b"\nendstream"


def font_file(font: Font, used: Collection[int]) -> bytes:
    """Return the file of a face in which only the `used` glyphs, and their parts, are drawn.

    References
    ----------
    OpenType specification 1.9: table directory, checksums, loca.
    """
    kept, waiting = {0}, list(used)
    while waiting:
        glyph = waiting.pop()
        if glyph not in kept:
            kept.add(glyph)
            waiting += [part[0] for part in parts_of(font.glyph_bytes(glyph))]
    glyphs = [font.glyph_bytes(g) if g in kept else b"" for g in range(len(font.advances))]
    offsets = [0]
    for glyph_bytes in glyphs:
        offsets.append(offsets[-1] + len(glyph_bytes))
    tables = {
        **{tag: font.tables[tag] for tag in _KEPT},
        "glyf": b"".join(glyphs),
        "loca": struct.pack(f">{len(offsets)}I", *offsets),
    }
    head = tables["head"]
    tables["head"] = head[:_ADJUSTMENT] + bytes(4) + head[_ADJUSTMENT + 4 :]
    made = bytearray(_directory(tables))
    whole = (_MAGIC - _checksum(bytes(made))) & 0xFFFFFFFF
    at = made.index(tables["head"])
    struct.pack_into(">I", made, at + _ADJUSTMENT, whole)
    return bytes(made)


def _directory(tables: Mapping[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    made = struct.pack(
        ">I4H", _VERSION, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    at, bodies = 12 + 16 * count, []
    for tag in sorted(tables):
        body = tables[tag]
        made += struct.pack(">4s3I", tag.encode("ascii"), _checksum(body), at, len(body))
        padded = body + bytes(-len(body) % 4)
        bodies.append(padded)
        at += len(padded)
    return made + b"".join(bodies)


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _tag(file: bytes) -> str:
    """Return the six letters that tell this selection of letters from others."""
    return "".join(chr(ord("A") + byte % 26) for byte in sha256(file).digest()[:6])


def _characters(used: Mapping[int, str]) -> str:
    """Return the map from glyphs back to characters, by which texts are found and copied."""
    lines = [
        f"<{glyph:04x}> <{sign.encode('utf-16-be').hex()}>" for glyph, sign in sorted(used.items())
    ]
    blocks = [lines[i : i + _LINES] for i in range(0, len(lines), _LINES)]
    mapped = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{mapped}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
