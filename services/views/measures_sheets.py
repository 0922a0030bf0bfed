"""The network in numbers as a workbook: the numbers, who does what, and every list."""

from collections.abc import Sequence

from graph.texts import Say, message
from graph.workbook.sheets import Cell, Sheet
from services.measures.involvement import Basis, Part
from services.measures.measures import Measures
from services.measures.wording import Topic, heading
from services.views.index import NetworkIndex
from services.views.measures_list import Behind, build_behind
from services.views.measures_view import Number, build_measures_view, build_parts

_LISTED = (
    Topic.REACH,
    Topic.STEPS,
    Topic.DEPENDENCE,
    Topic.DEPENDED,
    Topic.PARTS,
    Topic.CONCENTRATION,
    Topic.MUTUALITY,
    Topic.CROSSING,
    Topic.PAIRS_TWICE,
    Topic.COMMUNITIES_TWICE,
)
_BASES = (Basis.EVENTS, Basis.PAPER)


def measures_sheets(
    index: NetworkIndex, now: Measures, before: Measures, say: Say
) -> tuple[Sheet, ...]:
    """Return the numbers, the parts by kind and municipality, every organisation, every list."""
    return (
        _numbers(now, before, say),
        _parts(now, "kind", say),
        _parts(now, "municipality", say),
        _organisations(index, now, say),
        *(_list(index, now, topic, say) for topic in _LISTED),
    )


def _numbers(now: Measures, before: Measures, say: Say) -> Sheet:
    view = build_measures_view(now, before, by="kind")
    rows: list[Sequence[Cell]] = [
        [
            say(message(f"measures.topic.{line.topic}")),
            line.now.value,
            line.now.of,
            _share(line.now),
            line.before.value,
            _share(line.before),
            say(line.text),
        ]
        for line in view.lines
    ]
    names = ("topic", "now", "of", "percent", "before", "percent_before", "meaning")
    return Sheet(
        name=say(message("measures.sheet.numbers")),
        header=[say(message(f"measures.col.{name}")) for name in names],
        rows=rows,
        widths=(34, 10, 10, 10, 12, 14, 80),
        note=say(heading(now)),
    )


def _share(number: Number) -> float | None:
    return number.percent


def _parts(now: Measures, by: str, say: Say) -> Sheet:
    rows: list[Sequence[Cell]] = [
        [
            row.name,
            row.total,
            *(row.counts[basis][part] for basis in _BASES for part in Part),
            row.counts[Basis.ANY][Part.NEITHER],
        ]
        for row in build_parts(now, by)
    ]
    return Sheet(
        name=say(message(f"measures.sheet.by_{by}")),
        header=[
            say(message(f"measures.col.{by}")),
            say(message("measures.col.all")),
            *(
                say(
                    message(
                        "measures.col.part_by",
                        basis=message(f"measures.basis.{basis}"),
                        part=message(f"measures.part.{part}"),
                    )
                )
                for basis in _BASES
                for part in Part
            ),
            say(message("measures.topic.neither")),
        ],
        rows=rows,
        widths=(30, 10, *(18 for _ in range(9))),
        note=say(message("measures.involvement_how")),
    )


def _organisations(index: NetworkIndex, now: Measures, say: Say) -> Sheet:
    rows: list[Sequence[Cell]] = [
        [
            one.organisation,
            index.name_of.get(one.organisation, one.organisation),
            index.name_of.get(one.municipality, one.municipality),
            *(say(message(f"measures.part.{one.part(basis)}")) for basis in Basis),
        ]
        for one in now.involvement.organisations
    ]
    names = ("code", "organisation", "municipality", "part", "in_events", "on_paper")
    return Sheet(
        name=say(message("measures.sheet.organisations")),
        header=[say(message(f"measures.col.{name}")) for name in names],
        rows=rows,
        widths=(14, 30, 30, 18, 18, 18),
        note=say(heading(now)),
    )


def _list(index: NetworkIndex, now: Measures, topic: Topic, say: Say) -> Sheet:
    found = build_behind(index, now, Behind(topic=topic))
    rows: list[Sequence[Cell]] = [
        [
            ", ".join(who.code for who in row.who) or row.municipality,
            ", ".join(who.name for who in row.who) or row.name,
            ", ".join(dict.fromkeys(who.place for who in row.who if who.place)) or None,
            say(row.text),
        ]
        for row in found.rows
    ]
    names = ("code", "organisation", "place", "told")
    return Sheet(
        name=say(message(f"measures.topic.{topic}"))[:31],
        header=[say(message(f"measures.col.{name}")) for name in names],
        rows=rows,
        widths=(18, 34, 40, 60),
        note=say(found.title),
    )
