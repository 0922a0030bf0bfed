"""A small network for the cookbook: every question has an answer that can be checked by hand."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from graph.model.record import Record
from tests.contract.samples import record

START, CLOSED = date(2025, 9, 1), date(2026, 1, 1)


def small_network() -> list[Record]:
    """Return the records; `l3` has closed, and what is planned or ended counts for nothing."""
    return [
        *(record("municipality", id=code, name=code) for code in ("m1", "m2")),
        *(record("direction", id=code, name=code) for code in ("d1", "d2")),
        *_organisations(),
        *_offers_and_needs(),
        *_pairs(),
        *_events(),
        *_curators(),
        *_services(),
        *_internships(),
        record("distance", from_organisation="a", to_organisation="l1", km=30.5),
    ]


def _organisations() -> Iterator[Record]:
    places: dict[str, tuple[str, float | None]] = {
        "a": ("m1", 45.2),
        "b": ("m1", None),
        "c": ("m2", 45.4),
        "l1": ("m1", 45.0),
        "l2": ("m2", 45.3),
        "l3": ("m1", 45.1),
    }
    for code, (place, lat) in places.items():
        yield record(
            "organisation",
            id=code,
            name=code,
            kind="school",
            municipality=place,
            lat=lat,
            lon=None if lat is None else 39.0,
            to_date=CLOSED if code == "l3" else None,
        )
    for code, place in (("t1", "m1"), ("t2", "m2")):
        kind = "methodical_service"
        yield record("organisation", id=code, name=code, kind=kind, municipality=place)


def _offers_and_needs() -> Iterator[Record]:
    for leader, direction, places, end in (
        ("l1", "d1", 3, None),
        ("l1", "d2", 9, CLOSED),
        ("l2", "d1", 2, None),
        ("l2", "d2", 2, None),
        ("l3", "d1", 5, None),
    ):
        yield record(
            "offer",
            organisation=leader,
            direction=direction,
            places=places,
            from_date=START,
            to_date=end,
        )
    for code, direction, level, in_work in (
        ("a", "d1", 3, None),
        ("a", "d2", 3, True),
        ("b", "d1", 3, None),
        ("b", "d2", 3, False),
        ("c", "d1", 2, None),
    ):
        yield record(
            "need",
            organisation=code,
            direction=direction,
            level=level,
            in_work=in_work,
            school_year="2025/2026",
        )


def _pairs() -> Iterator[Record]:
    rows: list[tuple[str, str, str, dict[str, Any]]] = [
        ("l1", "a", "d1", {"status": "active"}),
        ("l2", "a", "d2", {"status": "ordered", "to_date": date(2026, 9, 1)}),
        ("l2", "c", "d1", {}),
        ("l3", "b", "d1", {}),
        ("l1", "b", "d2", {"status": "planned"}),
        ("l1", "c", "d1", {"to_date": CLOSED}),
    ]
    for leader, mentee, direction, more in rows:
        yield record(
            "pair", leader=leader, mentee=mentee, direction=direction, from_date=START, **more
        )


def _events() -> Iterator[Record]:
    rows: list[tuple[str, date, str, tuple[str, ...], dict[str, Any]]] = [
        ("e1", date(2026, 3, 1), "l1", ("a",), {}),
        ("e2", date(2025, 8, 23), "l2", ("c",), {}),
        ("e3", date(2026, 4, 2), "c", ("a", "l2"), {"givers": ("l1",)}),
        ("e4", date(2026, 5, 1), "l2", ("a", "c"), {"status": "planned"}),
        ("e5", date(2026, 4, 10), "c", ("b",), {"status": "held"}),
    ]
    for code, day, host, participants, more in rows:
        named = tuple((p, None) for p in participants)
        yield record("event", id=code, name=code, date=day, host=host, participants=named, **more)


def _curators() -> Iterator[Record]:
    yield record("community", id="k1", name="k1", from_date=START, to_date=CLOSED)
    for code, capacity in (("p1", 1), ("p2", None), ("p3", 1)):
        yield record("person", id=code, name=code, organisation="t1", capacity=capacity)
    for code, what in (
        ("p1", "t1"),
        ("p1", "t2"),
        ("p1", "k1"),
        ("p1", "m1"),
        ("p2", "a"),
        ("p2", "b"),
        ("p3", "t1"),
    ):
        kind = "service_curator"
        yield record("curator_assignment", curator=code, object=what, kind=kind, from_date=START)


def _services() -> Iterator[Record]:
    for service, year, score in (
        ("t1", 2023, 90.0),
        ("t1", 2024, 40.0),
        ("t1", 2025, 45.0),
        ("t2", 2024, 40.0),
        ("t2", 2025, 70.0),
    ):
        yield record("level_record", service=service, year=year, score=score, level="средний")


def _internships() -> Iterator[Record]:
    for start, end, exchange, since, until in (
        ("a", "b", "x1", START, None),
        ("b", "a", "x1", date(2026, 2, 1), None),
        ("c", "l1", None, START, None),
        ("l1", "c", None, date(2026, 2, 1), None),
        ("l2", "c", "x2", START, None),
        ("c", "l2", None, START, None),
        ("a", "l1", None, START, CLOSED),
        ("l1", "a", None, CLOSED, None),
    ):
        yield record(
            "tie",
            from_organisation=start,
            to_organisation=end,
            kind="mutual_internship",
            exchange=exchange,
            from_date=since,
            to_date=until,
        )
    for start, end in (("b", "t1"), ("t1", "t2")):
        yield record(
            "tie", from_organisation=start, to_organisation=end, kind="partnership", from_date=START
        )


ANSWERS: dict[int, list[tuple[Any, ...]]] = {
    0: [
        ("a", "mentee"),
        ("b", "mentee"),
        ("c", "mentee"),
        ("l1", "leader"),
        ("l2", "leader"),
        ("p1", "curator"),
        ("p2", "curator"),
        ("p3", "curator"),
    ],
    1: [("l1", "d1", None), ("l2", "d2", date(2026, 9, 1))],
    2: [("b", "d1")],
    3: [("l1", 2, 30.5), ("l2", 1, 11.1)],
    4: [("c", "l2")],
    5: [("l2", "a", "d2"), ("l2", "c", "d1")],
    6: [(0, "a"), (1, "e3"), (2, "c"), (3, "e5"), (4, "b")],
    7: [("p1", 2, 1)],
    8: [("m2", "m1", 1)],
    9: [(2, "need", "added", 1), (2, "organisation", "changed", 1)],
    10: [("t1",)],
    11: [
        ("a", "b", True),
        ("b", "a", True),
        ("c", "l1", True),
        ("c", "l2", False),
        ("l1", "a", False),
        ("l1", "c", True),
        ("l2", "c", False),
    ],
    12: [("a", 0), ("b", 1), ("c", 2), ("l1", 1), ("l2", 1), ("t1", 2)],
}
"""Question → rows, sorted; see the parameters in the test."""
