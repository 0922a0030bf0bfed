"""SVG to PDF without a browser, with the fonts of the product inside the file."""

import re
from functools import cache
from importlib.resources import as_file, files

from graph.errors import InputError
from viz.drawing import outlined_svg, read_drawing
from viz.paper_sizes import POINTS
from viz.png_size import packed_png

_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)(mm|)" height="([\d.]+)(?:mm|)" ')


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
    try:
        made: bytes = vl_convert.svg_to_pdf(_in_points(svg))
    except ValueError as error:
        raise InputError("map.cannot_print", reason=str(error)) from error
    return made


def render_sheet_png(svg: str, width: int) -> bytes:
    """Return an SVG of `viz.svg.render_svg` as a picture `width` pixels wide.

    Raises
    ------
    InputError
        If the converter refuses the picture.
    """
    import vl_convert  # noqa: PLC0415 - 80 MB of binary that only a print needs

    _register_fonts()
    sized = _in_points(svg)
    found = _SIZE.search(sized)
    points = float(found[1]) if found else float(width)
    try:
        made: bytes = vl_convert.svg_to_png(sized, scale=width / points)
    except ValueError as error:
        raise InputError("map.cannot_print", reason=str(error)) from error
    return packed_png(made)


def _in_points(svg: str) -> str:
    """Return the picture with its size in points: the converter takes a pixel for a point."""
    found = _SIZE.search(svg)
    if found is None or not found[2]:
        return svg
    width, height = (round(float(found[i]) * POINTS, 2) for i in (1, 3))
    head = found[0].replace(f'width="{found[1]}mm"', f'width="{width}"')
    return svg.replace(found[0], head.replace(f'height="{found[3]}mm"', f'height="{height}"'), 1)


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
