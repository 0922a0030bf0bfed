"""SVG to PDF without a browser, with the fonts of the product inside the file."""

import re
from functools import cache
from importlib.resources import as_file, files

from graph.errors import InputError
from viz.drawing import outlined_svg, read_drawing
from viz.png_size import packed_png

_SIZE = re.compile(r'width="297mm" height="210mm" viewBox="0 0 ([\d.]+) ([\d.]+)"')


def render_pdf(svg: str) -> bytes:
    """Return an SVG of `viz.svg.render_svg` as a PDF page of its own size.

    Raises
    ------
    InputError
        If the converter refuses the picture.

    Notes
    -----
    The converter writes one pixel as one point, so the size is given to it in points.
    """
    import vl_convert  # noqa: PLC0415 - 80 MB of binary that only a print needs

    _register_fonts()
    sized = _SIZE.sub(r'width="\1" height="\2" viewBox="0 0 \1 \2"', svg, count=1)
    try:
        made: bytes = vl_convert.svg_to_pdf(sized)
    except ValueError as error:
        raise InputError("map.cannot_print", reason=str(error)) from error
    return made


def render_png(svg: str) -> bytes:
    """Return an SVG of a leaflet as a picture of its own size in pixels.

    Raises
    ------
    InputError
        If the converter refuses the picture.
    """
    import vl_convert  # noqa: PLC0415 - 80 MB of binary that only a print needs

    try:
        made: bytes = vl_convert.svg_to_png(outlined_svg(read_drawing(svg)), scale=1)
    except ValueError as error:
        raise InputError("map.cannot_print", reason=str(error)) from error
    return packed_png(made)


@cache
def _register_fonts() -> None:
    import vl_convert  # noqa: PLC0415 - as above

    with as_file(files("viz").joinpath("assets", "fonts")) as folder:
        vl_convert.register_font_directory(str(folder))
