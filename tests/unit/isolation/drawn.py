"""Networks drawn at random: few organisations, days on both sides of every border."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from graph.model.choices import AgreementStatus, CuratorKind, EventStatus, PairStatus, TieKind
from graph.model.event import Event
from graph.model.need import Distance
from graph.model.organisation import Organisation
from graph.model.record import Record
from graph.model.tie import Agreement, Pair, Tie
from tests.unit.isolation import build

CODES = [f"o{i}" for i in range(7)]
DAYS = [
    date(2024, 1, 15),
    date(2025, 8, 23),
    date(2025, 8, 24),
    date(2025, 8, 25),
    date(2026, 3, 1),
    date(2026, 8, 24),
    date(2026, 8, 25),
]
KINDS = ["school", "school", "school", "methodical_service", "institute", "authority", "university"]

code, day = st.sampled_from(CODES), st.sampled_from(DAYS)
several = st.lists(code, max_size=3)
direction, curator = st.sampled_from(["d1", "d2"]), st.sampled_from(["p1", "p2"])
maybe_day = st.one_of(st.none(), st.none(), day)


def organisation(of: str) -> st.SearchStrategy[Organisation]:
    return st.builds(
        build.organisation,
        st.just(of),
        st.sampled_from(KINDS),
        municipality=st.sampled_from(["m1", "m1", "m2"]),
        service=st.sampled_from([None, None, "o0", "o1", "gone"]),
        from_date=maybe_day,
        to_date=maybe_day,
        lat=st.sampled_from([None, 45.0, 45.0, 45.5, 46.5]),
        lon=st.sampled_from([39.0, 40.5]),
    )


@st.composite
def event(draw: st.DrawFn) -> Event:
    return build.event(
        draw(st.sampled_from([f"e{i}" for i in range(20)])),
        draw(code),
        *draw(several),
        on=draw(day),
        givers=tuple(draw(st.one_of(st.just([]), several))),
        status=draw(st.sampled_from([None, EventStatus.HELD, EventStatus.PLANNED])),
        directions=tuple(draw(st.lists(direction, max_size=2))),
    )


need = st.builds(
    build.need,
    code,
    direction,
    school_year=st.sampled_from(["2025/2026", "2026/2027"]),
    in_work=st.sampled_from([None, True, False]),
)
pair = st.builds(
    Pair,
    leader=code,
    mentee=code,
    direction=direction,
    from_date=day,
    to_date=maybe_day,
    status=st.sampled_from([None, *PairStatus]),
)
tie = st.builds(
    Tie,
    from_organisation=code,
    to_organisation=code,
    kind=st.sampled_from(TieKind),
    from_date=day,
    to_date=maybe_day,
)
agreement = st.builds(
    Agreement,
    id=st.sampled_from(["a1", "a2"]),
    parties=several.map(tuple),
    from_date=day,
    to_date=maybe_day,
    status=st.sampled_from([None, *AgreementStatus]),
)
distance = st.builds(
    Distance,
    from_organisation=code,
    to_organisation=code,
    km=st.sampled_from([0.0, 99.9, 100.0, 100.04, 100.05, 250.0]),
).filter(lambda row: row.from_organisation < row.to_organisation)
community = st.builds(build.community, st.just("c1"), since=day, to_date=maybe_day)

SOME: list[tuple[st.SearchStrategy[Any], int]] = [
    (event(), 10),
    (st.builds(build.offer, code, direction, since=day, to_date=maybe_day), 3),
    (need, 4),
    (pair, 3),
    (tie, 2),
    (agreement, 2),
    (community, 1),
    (st.builds(build.member, st.just("c1"), code, since=day, to_date=maybe_day), 2),
    (
        st.builds(
            build.person,
            curator,
            code,
            from_date=maybe_day,
            to_date=maybe_day,
            capacity=st.sampled_from([None, 0, 1]),
        ),
        2,
    ),
    (
        st.builds(
            build.curator,
            curator,
            st.one_of(code, code, st.just("c1")),
            since=day,
            to_date=maybe_day,
            kind=st.sampled_from(CuratorKind),
        ),
        4,
    ),
    (distance, 2),
]
"""What a network may hold, and how many of each at most."""


@st.composite
def networks(draw: st.DrawFn) -> list[Record]:
    records: list[Record] = [draw(organisation(of)) for of in CODES]
    for one, most in SOME:
        records += draw(st.lists(one, max_size=most))
    return records


def draw_parents(records: list[Record], parents: list[str | None]) -> list[Record]:
    """Return the records with each organisation a branch of another, or of none."""
    wanted = dict(zip(CODES, parents, strict=True))
    return [
        replace(one, parent=wanted[one.id])  # type: ignore[arg-type]  # codes are texts here
        if isinstance(one, Organisation) and wanted[one.id] != one.id
        else one
        for one in records
    ]
