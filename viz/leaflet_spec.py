"""What a leaflet says, in plain texts, before any drawing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletItem:
    """One need of a partner.

    Attributes
    ----------
    badge
        How acute, in a word; `level` 3 is the most acute, 0 for no badge.
    quote
        The school's own words, in their marks; empty if it said none.
    note
        Why it is so, in short sentences.
    """

    title: str
    badge: str = ""
    level: int = 0
    quote: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletBlock:
    """One partner, or one object of a curator.

    Attributes
    ----------
    aside
        Short text at the right edge: kilometres and mode.
    facts
        (label, text) lines: contact, next event.
    """

    heading: str
    aside: str
    place: str
    facts: tuple[tuple[str, str], ...]
    items: tuple[LeafletItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletSpec:
    """One leaflet.

    Attributes
    ----------
    mark
        Key of `viz.palette.MARKS` whose colour the leaflet has.
    kind, name, place, plan
        Lines of the head.
    warning
        That the data are made up; empty for real ones.
    summary
        One sentence on what follows.
    continued
        Word behind a heading that goes on on the next page.
    """

    mark: str
    kind: str
    name: str
    place: str
    plan: str
    warning: str
    summary: str
    blocks: tuple[LeafletBlock, ...]
    footer: str
    continued: str
