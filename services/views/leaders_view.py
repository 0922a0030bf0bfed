"""Leaders with their load at the left, their mentees by municipality at the right."""

from collections import defaultdict
from urllib.parse import quote

from graph.model.chart import TwinCell, TwinTable
from graph.model.leaders import LeaderRow, LeadersView, LeadTie, MenteeRow
from graph.texts import Say, message
from services.views.help_scene import HelpScene
from services.views.leaders_order import order_columns
from services.views.organisation_list import natural


def build_leaders_view(scene: HelpScene, say: Say) -> LeadersView:
    """Show who leads whom, and how many of the leaders' places are taken.

    A chosen municipality is shown with the leaders from outside that help it, and with the schools
    outside that its own leaders help. The load of a leader is always the whole load.
    """
    names, home = scene.index.name_of, scene.home_of
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for leader, mentee, direction in scene.helps:
        if scene.municipality in {None, home[leader], home[mentee]}:
            found[leader, mentee].add(names.get(direction, direction))
    able = {leader for leader, _ in scene.offered if scene.index.places_of(leader)}
    leaders = {leader for leader, _ in found} | {
        code for code in able if scene.municipality in {None, home[code]}
    }

    def place_of(code: str) -> str:
        return names.get(home[code], home[code])

    def by_name(code: str) -> tuple[object, ...]:
        return (natural(names.get(code, code)), code)

    left = sorted(leaders, key=by_name)
    right = sorted(
        {mentee for _, mentee in found}, key=lambda code: (natural(place_of(code)), *by_name(code))
    )
    left, right = order_columns(left, right, sorted(found), {code: home[code] for code in right})
    rows = tuple(
        LeaderRow(
            code=code,
            name=names.get(code, code),
            municipality=place_of(code),
            used=scene.used_of.get(code, 0),
            places=scene.index.places_of(code),
        )
        for code in left
    )
    mentees = tuple(
        MenteeRow(code=code, name=names.get(code, code), municipality=place_of(code))
        for code in right
    )
    at = {code: i for i, code in enumerate(right)}
    begins = {code: i for i, code in enumerate(left)}
    ties = tuple(
        LeadTie(leader=one, mentee=other, directions=tuple(sorted(found[one, other])))
        for one, other in sorted(found, key=lambda ends: (begins[ends[0]], at[ends[1]]))
    )
    return LeadersView(
        head=scene.head(
            "leaders",
            say,
            notes=(say(message("chart.leaders.how")),),
            empty="" if rows else say(message("chart.leaders.empty")),
        ),
        leaders=rows,
        mentees=mentees,
        ties=ties,
        table=_table(rows, mentees, ties, say),
    )


def _table(
    leaders: tuple[LeaderRow, ...],
    mentees: tuple[MenteeRow, ...],
    ties: tuple[LeadTie, ...],
    say: Say,
) -> TwinTable:
    mentee_of = {mentee.code: mentee for mentee in mentees}
    ties_of: defaultdict[str, list[LeadTie]] = defaultdict(list)
    for tie in ties:
        ties_of[tie.leader].append(tie)
    rows: list[tuple[TwinCell, ...]] = []
    for leader in leaders:
        begin = (
            TwinCell(text=leader.name, href=_card(leader.code)),
            TwinCell(text=leader.municipality),
            TwinCell(text=say(message(f"chart.leaders.load.{leader.load}"))),
        )
        end = (TwinCell(text=str(leader.used)), TwinCell(text=str(leader.places)))
        rows += [
            (
                *begin,
                TwinCell(text=mentee_of[tie.mentee].name, href=_card(tie.mentee)),
                TwinCell(text=mentee_of[tie.mentee].municipality),
                TwinCell(text=", ".join(tie.directions)),
                *end,
            )
            for tie in ties_of[leader.code]
        ]
        if not ties_of[leader.code]:
            nobody = (TwinCell(text=say(message("chart.leaders.nobody"))), *[TwinCell(text="")] * 2)
            rows.append((*begin, *nobody, *end))
    columns = ("leader", "at", "load", "mentee", "of", "directions", "used", "places")
    return TwinTable(
        caption=say(message("chart.leaders.title")),
        columns=tuple(say(message(f"chart.leaders.col.{name}")) for name in columns),
        words=6,
        rows=tuple(rows),
    )


def _card(code: str) -> str:
    return f"/organisations/{quote(code, safe='')}"
