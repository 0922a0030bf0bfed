"""Sentences that the page itself needs, taken from the catalogue once and carried in the map."""

from collections.abc import Mapping

from graph.texts import Say, message
from viz.palette import MARKS

_PLAIN = (
    "against",
    "against_none",
    "alarm_1",
    "alarm_2",
    "also",
    "all_directions",
    "all_kinds",
    "all_municipalities",
    "back",
    "change_ended",
    "change_kept",
    "change_new",
    "changes_since",
    "close",
    "col_alarm",
    "col_kind",
    "col_leader",
    "col_mark",
    "col_municipality",
    "col_name",
    "col_ties",
    "cleared",
    "discs",
    "empty",
    "fit",
    "found_none",
    "filter_direction",
    "filter_kind",
    "filter_municipality",
    "hidden_line",
    "hint",
    "joined",
    "key_fit",
    "key_near",
    "key_reset",
    "key_search",
    "key_steps",
    "layers",
    "leaders",
    "left",
    "legend",
    "legend_marks",
    "legend_parts",
    "legend_ties",
    "met",
    "near_1",
    "near_2",
    "near_all",
    "neighbourhood",
    "needs",
    "next_step",
    "no_ties",
    "no_script",
    "only_alarms",
    "open",
    "overview",
    "panel",
    "print",
    "search",
    "search_hint",
    "show_all",
    "skip",
    "stage",
    "table",
    "tag_1",
    "tag_2",
    "tie_facts",
    "tie_helps",
    "tie_is_helped",
    "views",
    "years",
    "zoom_in",
    "zoom_out",
)
_ENDS = (
    "proposal",
    "plan",
    "mentoring",
    "mutual_internship",
    "partnership",
    "agreement",
    "methodical_support",
    "coordination",
)
_COUNTED = (
    "organisations",
    "ties",
    "ties_of",
    "lines",
    "shown",
    "more",
    "in_table",
    "leads",
    "rows",
    "prompt",
)
_ONE, _FEW, _MANY = 1, 2, 5  # a number for each Russian plural form, also fit for other languages


def page_words(say: Say) -> Mapping[str, str]:
    """Return the sentences of the page; plural ones as `name.one`, `.few`, `.many` with ``{n}``."""
    words = {name: say(message(f"map.page.{name}")) for name in _PLAIN}
    for mark in MARKS:
        words[f"mark.{mark}"] = say(message(f"map.mark_of.{mark}"))
    for kind in _ENDS:
        for end in ("helps", "is_helped"):
            words[f"{kind}.{end}"] = say(message(f"map.page.{kind}.{end}"))
    for name in _COUNTED:
        for form, n in (("one", _ONE), ("few", _FEW), ("many", _MANY)):
            told = say(message(f"map.page.{name}", n=n, total="{total}"))
            words[f"{name}.{form}"] = told.replace(str(n), "{n}", 1)
    return words
