"""Texts cut to the room they have."""

from viz.text_width import text_width

_LONGEST = 400  # of a name that is worth measuring letter by letter


def fitted_text(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return `text` if it fits into `width`, else its beginning with an ellipsis.

    Examples
    --------
    >>> fitted_text("Ейский район", 200, 8)
    'Ейский район'
    >>> fitted_text("Ейский район", 30, 8)
    'Ейски…'
    """
    kept = " ".join(text.split())[:_LONGEST]
    if text_width(kept, size, bold=bold) <= width and len(kept) < _LONGEST:
        return kept
    while kept and text_width(f"{kept}…", size, bold=bold) > width:
        kept = kept[:-1].rstrip(" ,«(")
    return f"{kept}…" if kept else ""


def wrapped_text(
    text: str, width: float, size: float, *, most: int, bold: bool = False
) -> list[str]:
    """Return `text` in at most `most` lines that fit into `width`, the last cut if need be.

    Examples
    --------
    >>> wrapped_text("Система работы школ", 60, 8, most=2)
    ['Система работы', 'школ']
    """
    words = text.split() or [""]
    lines = [words[0]]
    for i, word in enumerate(words[1:], 1):
        longer = f"{lines[-1]} {word}"
        if text_width(longer[:_LONGEST], size, bold=bold) <= width:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = " ".join([lines[-1], *words[i:]])
            break
    return [fitted_text(line, width, size, bold=bold) for line in lines]
