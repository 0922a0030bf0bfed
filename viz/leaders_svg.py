"""Leaders at the left with a bar of their load, mentees at the right, tapered ties between.

Overload is said three times: by colour and hatching, by a triangle, and by a word.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from graph.model.leaders import LeaderRow, LeadersView, Load, MenteeRow
from graph.texts import Say, message
from viz.chart_sheet import BODY, chart_sheet
from viz.curves import crowd_alpha, wedge
from viz.fitted_text import fitted_text
from viz.leaders_fit import REST, fit_leaders
from viz.matrix_svg import Link
from viz.palette import ALARM, ALARM_TEXT, INK, INK_QUIET, MARKS, TIES
from viz.svg_marks import corners, svg_mark
from viz.svg_text import clean, grouped, svg_text
from viz.text_width import text_width

_TOP, _BOTTOM = BODY[1] + 18, BODY[3] - 20
_NAME, _BAR, _BAR_WIDE = BODY[0], 232.0, 92.0
_TIE_FROM, _TIE_TO = 408.0, 612.0
_TALLEST = 24.0
_TOLD = 4  # letters of a place that say which
_HATCH = (
    '<defs><pattern id="over" width="4" height="4" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="4" height="4" fill="#fff"/>'
    f'<rect width="2.2" height="4" fill="{ALARM}"/></pattern></defs>'
)


def render_leaders(view: LeadersView, say: Say, *, link: Link | None = None) -> str:
    """Return leaders and mentees as one SVG on A4 across.

    Parameters
    ----------
    link
        Gives the address of a leader or a mentee by its code and an empty text.
    """
    if view.head.empty:
        return chart_sheet(view.head, ())
    shown = fit_leaders(view, say(message("chart.leaders.rest")))
    is_cut = len(shown.leaders) < len(view.leaders) or len(shown.mentees) < len(view.mentees)
    notes = (say(message("chart.leaders.cut")),) if is_cut else ()
    return chart_sheet(view.head, _body(shown, say, link), notes=notes)


def _body(view: LeadersView, say: Say, link: Link | None) -> Iterator[str]:
    step = min(_TALLEST, (_BOTTOM - _TOP) / max(1, len(view.leaders)))
    left = {one.code: _TOP + (i + 0.5) * step for i, one in enumerate(view.leaders)}
    right, heads, pitch = _right_column(view)
    yield _HATCH
    yield from _heads(view, say)
    yield from _ties(view, left, right, say)
    widest = max(1, *(max(one.used, one.places) for one in view.leaders if one.code))
    for one in view.leaders:
        drawn = "".join(_leader(one, left[one.code], step, widest, say))
        yield _linked(drawn, one.code, link)
    for name, y in heads:
        size = min(8.4, pitch * 0.86)
        words = fitted_text(name, BODY[2] - _TIE_TO - 8, size, bold=True)
        yield svg_text(words, _TIE_TO + 6, y, size=size, colour=INK, bold=True)
    for mentee in view.mentees:
        drawn = "".join(_mentee(mentee, right[mentee.code], pitch, say))
        yield _linked(drawn, "" if mentee.n > 1 else mentee.code, link)
    if not view.mentees:
        words = say(message("chart.leaders.no_pairs"))
        yield svg_text(words, _TIE_TO + 6, _TOP + 8, size=9, colour=INK_QUIET)
    yield from _legend(say)


def _right_column(
    view: LeadersView,
) -> tuple[Mapping[str, float], list[tuple[str, float]], float]:
    """Return where mentees stand, where the names of their municipalities do, and the pitch."""
    is_folded = all(one.municipality == one.name for one in view.mentees)
    groups = [
        (name, [one.code for one in some])
        for name, some in groupby(view.mentees, key=lambda one: one.municipality)
    ]
    rows = len(view.mentees) + (0 if is_folded else len(groups))
    pitch = min(_TALLEST, (_BOTTOM - _TOP) / max(1, rows))
    y, at, heads = _TOP + pitch / 2, {}, []
    for name, codes in groups:
        if not is_folded:
            heads.append((name, y))
            y += pitch
        for code in codes:
            at[code] = y
            y += pitch
    return at, heads, pitch


def _heads(view: LeadersView, say: Say) -> Iterator[str]:
    over = sum(one.load is Load.OVER for one in view.leaders)
    told = say(message("chart.leaders.over", n=over)) if over else ""
    words = " · ".join(filter(None, (say(message("chart.leaders.left")), told)))
    for text, x in (
        (words, _NAME),
        (say(message("chart.leaders.load")), _BAR),
        (say(message("chart.leaders.right")), _TIE_TO + 6),
    ):
        size, room = 8.6, (_BAR - _NAME - 8 if x == _NAME else 200.0)
        words = fitted_text(text, room, size, bold=True)
        yield svg_text(words, x, BODY[1] + 6, size=size, colour="#48566A", bold=True)


def _ties(
    view: LeadersView, left: Mapping[str, float], right: Mapping[str, float], say: Say
) -> Iterator[str]:
    style, pale = TIES["mentoring"], crowd_alpha(3 * len(view.ties))
    most = max((tie.n for tie in view.ties if tie.leader != REST), default=1)
    names = {one.code: one.name for one in view.leaders}
    names |= {one.code: one.name for one in view.mentees}
    for tie in view.ties:
        if tie.leader == REST:
            continue  # it would hide the ties of those that are named
        one, other = (_TIE_FROM, left[tie.leader]), (_TIE_TO - 6, right[tie.mentee])
        middle = ((one[0] + other[0]) / 2, one[1] * 0.65 + other[1] * 0.35)
        width = 1.2 + 3.6 * (tie.n / most) ** 0.5 if most > 1 else 3.0
        pairs = say(message("chart.leaders.pairs", n=tie.n))
        told = f"{names[tie.leader]} → {names[tie.mentee]} · {pairs}"
        yield (
            f'<path d="{wedge(one, middle, other, width)}" fill="{style.colour}"'
            f' fill-opacity="{style.alpha * pale:.3g}"><title>{clean(told)}</title></path>'
        )


def _leader(one: LeaderRow, y: float, step: float, widest: int, say: Say) -> Iterator[str]:
    size = min(9.0, step * 0.82)
    is_over = one.load is Load.OVER
    if one.code:
        yield svg_mark("leader", (_NAME + 5, y), min(6.0, step * 0.42))
    room = _BAR - _NAME - 22
    name = fitted_text(one.name, room, size, bold=is_over)
    yield svg_text(
        name, _NAME + 14, y, size=size, colour=ALARM_TEXT if is_over else INK, bold=is_over
    )
    begin = text_width(name, size, bold=is_over) + 5
    place = fitted_text(one.municipality, room - begin, size - 1.2) if begin < room else ""
    if len(place) > _TOLD:
        yield svg_text(place, _NAME + 14 + begin, y, size=round(size - 1.2, 2), colour=INK_QUIET)
    yield from _bar(one, y, min(9.0, step * 0.66), widest)
    x = _BAR + _BAR_WIDE + 6
    numbers = say(message("chart.of", n=grouped(one.used), all=grouped(one.places)))
    yield svg_text(
        numbers, x, y, size=min(8.4, size), colour=ALARM_TEXT if is_over else INK, bold=is_over
    )
    if is_over and one.code:
        points = "L".join(
            f"{px:.1f} {py:.1f}"
            for px, py in corners("triangle", (x + 44, y), min(4.6, step * 0.4))
        )
        yield f'<path d="M{points}Z" fill="{ALARM}"/>'
        yield svg_text(
            say(message("chart.leaders.too_much")),
            x + 51,
            y,
            size=min(7.2, size),
            colour=ALARM_TEXT,
            bold=True,
        )


def _bar(one: LeaderRow, y: float, tall: float, widest: int) -> Iterator[str]:
    """Draw places as an outline, taken ones filled, those beyond hatched; a sum fills its own."""
    unit = _BAR_WIDE / (widest if one.code else max(1, one.used, one.places))
    within = min(one.used, one.places)
    parts = (
        (0, within, f'fill="{MARKS["leader"].colour}"'),
        (one.places, one.used - one.places, f'fill="url(#over)" stroke="{ALARM}"'),
    )
    for start, n, paint in parts:
        if n > 0:
            yield (
                f'<rect x="{_BAR + start * unit:.1f}" y="{y - tall / 2:.1f}"'
                f' width="{n * unit:.1f}" height="{tall:.1f}" {paint}/>'
            )
    if one.places:
        yield (
            f'<rect x="{_BAR:.1f}" y="{y - tall / 2:.1f}" width="{one.places * unit:.1f}"'
            f' height="{tall:.1f}" fill="none" stroke="{INK_QUIET}" stroke-width="0.8"/>'
        )


def _mentee(one: MenteeRow, y: float, pitch: float, say: Say) -> Iterator[str]:
    size = min(8.4, pitch * 0.86)
    yield svg_mark("mentee", (_TIE_TO + 1, y), min(3.6, pitch * 0.36))
    is_sum = one.n > 1 or one.municipality == one.name
    told = f"{one.name} · {say(message('chart.leaders.schools', n=one.n))}" if is_sum else one.name
    words = fitted_text(told, BODY[2] - _TIE_TO - 12, size)
    yield svg_text(words, _TIE_TO + 10, y, size=size, colour=INK)


def _linked(drawn: str, code: str, link: Link | None) -> str:
    if link is None or not code or code.startswith("="):
        return drawn
    return f'<a href="{clean(link(code, ""))}">{drawn}</a>'


def _legend(say: Say) -> Iterator[str]:
    x, y = BODY[0], BODY[3] - 4
    orange = MARKS["leader"].colour
    for code, paint in (
        ("taken", f'fill="{orange}" stroke="{INK_QUIET}"'),
        ("offered", f'fill="#fff" stroke="{INK_QUIET}"'),
        ("beyond", f'fill="url(#over)" stroke="{ALARM}"'),
    ):
        yield f'<rect x="{x:.1f}" y="{y - 4:.1f}" width="16" height="8" {paint}/>'
        yield svg_text(say(message(f"chart.leaders.key.{code}")), x + 21, y, size=8.2, colour=INK)
        x += 128
    yield (
        f'<path d="M{x:.1f} {y - 2.4:.1f}L{x + 20:.1f} {y - 0.4:.1f}V{y + 0.4:.1f}'
        f'L{x:.1f} {y + 2.4:.1f}Z" fill="{TIES["mentoring"].colour}"/>'
    )
    yield svg_text(say(message("chart.leaders.key.tie")), x + 25, y, size=8.2, colour=INK)
