"""The little Markdown that generated pages need."""

from collections.abc import Iterable, Sequence

NOTICE = "<!-- Страница собрана из кода командой `make docs`; правьте код, а не её. -->"


def page(title: str, *parts: str) -> str:
    """Return a whole page under its title."""
    return "\n\n".join((f"# {title}", NOTICE, *(part for part in parts if part))) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a line break in a cell becomes a space.

    Examples
    --------
    >>> print(table(("код", "смысл"), [("a", "две  части")]))
    | код | смысл |
    |---|---|
    | a | две части |
    """
    lines = [_row(headings), "|" + "---|" * len(headings), *map(_row, rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"


def code(text: str) -> str:
    """Return `text` as code, or nothing for empty text."""
    return f"`{text}`" if text else ""
