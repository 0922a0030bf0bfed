"""Names as people type them in a field with suggestions, and the codes they mean."""

from collections.abc import Iterable

from graph.errors import InputError
from services.views.index import NetworkIndex
from services.views.organisation_list import folded, natural
from services.views.partners import build_who

SEPARATOR = " · "
"""Stands between a name and its code; a name is told from another of the same words by its code."""


def suggestions(index: NetworkIndex, codes: Iterable[str]) -> tuple[str, ...]:
    """Return ``name, place · code`` of each code, as people sort them."""
    known = sorted({*codes}, key=lambda code: (natural(index.name_of.get(code, code)), code))
    return tuple(_suggestion(index, code) for code in known)


def code_of(index: NetworkIndex, typed: str, codes: Iterable[str]) -> str:
    """Return the code that a field means: chosen from its suggestions, typed, or told by the name.

    Raises
    ------
    InputError
        If no code, or more than one, goes by what is typed.
    """
    text = typed.strip()
    allowed = {*codes}
    chosen = text.rpartition(SEPARATOR)[2].strip()
    if chosen in allowed:
        return chosen
    found = [
        code for code in sorted(allowed) if folded(index.name_of.get(code, "")) == folded(text)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError("web.name.several", text=text, n=len(found))
    raise InputError("web.name.unknown", text=text)


def _suggestion(index: NetworkIndex, code: str) -> str:
    who = build_who(index, code)
    return SEPARATOR.join((", ".join(filter(None, (who.name, who.place))), code))
