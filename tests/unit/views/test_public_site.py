"""The folder for a site: leaders and events of the municipality, and nothing private."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser

from graph.model.choices import EventStatus
from graph.model.event import Event
from graph.model.fields import read_dictionary
from graph.model.ids import EventId, OrganisationId
from graph.network import Network
from graph.samples import build_demo
from services.views.public_map import as_shown
from services.views.public_site import build_public_site
from tests.unit.views.test_public_map import DAY, MARKER, network
from tests.unit.viz import made_up
from tests.unit.viz.hostile import HOSTILE, hostile_public_site
from viz.encode import encode_map
from viz.site_files import site_files

TOLD = {("event", "name"), ("event", "format")}
"""Private texts of the map that a list of events tells everyone."""


@cache
def files() -> Mapping[str, bytes]:
    every = []
    for entity in read_dictionary().entities:
        for record in network().table(entity):
            if isinstance(record, Event):
                every.append(replace(record, name="Семинар для всех", format="семинар"))
            else:
                every.append(record)
    site = build_public_site(Network.of(every), day=DAY, say=made_up.SAY)
    spec = encode_map(as_shown(site.map), say=made_up.SAY)
    return site_files(site, spec, "", made_up.SAY)


def test_no_private_text_is_in_a_folder_for_everyone() -> None:
    assert set(files()) == {"index.html", "map.html", "map.svg", "map.pdf"}
    for name, content in files().items():
        assert MARKER.encode() not in content, name
    assert "Семинар для всех".encode() in files()["index.html"]


def test_a_site_loads_only_what_lies_beside_it_and_runs_nothing() -> None:
    page = files()["index.html"].decode()

    addresses = set(re.findall(r'(?:href|src)="([^"]*)"', page))
    assert {one for one in addresses if not one.startswith("#")} <= set(files())
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_leaders_are_those_who_offer_or_lead_in_the_municipality() -> None:
    made = made_up.network(49, 5)
    site = build_public_site(made, day=made_up.DAY, municipality="m02", say=made_up.SAY)
    inside = {one.name for one in made.organisations if one.municipality == "m02"}
    full = {one.full_name or one.name: one.id for one in made.organisations}
    offering = {str(offer.organisation) for offer in made.offers}
    leading = {str(pair.leader) for pair in made.pairs}

    ours = {one.id for one in made.organisations if one.municipality == "m02"}
    assert {full[one.name] for one in site.leaders} == ours & (offering | leading)
    assert inside
    assert all(one.directions for one in site.leaders)


def event(day: date, name: str, status: EventStatus | None) -> Event:
    host = OrganisationId("s001")
    return Event(id=EventId(name), date=day, name=name, host=host, status=status)


def test_events_ahead_come_first_and_cancelled_ones_do_not() -> None:
    records = [
        event(date(2026, 9, 5), "давно", EventStatus.HELD),
        event(date(2026, 9, 20), "недавно", None),
        event(date(2026, 9, 25), "не отмечено", EventStatus.PLANNED),
        event(date(2026, 12, 1), "зимой", EventStatus.PLANNED),
        event(date(2026, 11, 1), "осенью", EventStatus.PLANNED),
        event(date(2026, 11, 2), "отменено", EventStatus.CANCELLED),
        event(date(2026, 5, 1), "прошлый год", EventStatus.HELD),
        event(date(2027, 9, 1), "следующий год", EventStatus.PLANNED),
    ]
    base = made_up.network(49, 5)
    every = [row for entity in read_dictionary().entities for row in base.table(entity)]
    made = Network.of([*every, *records])
    site = build_public_site(made, day=made_up.DAY, say=made_up.SAY)

    assert [(one.name, one.is_ahead) for one in site.events] == [
        ("осенью", True),
        ("зимой", True),
        ("недавно", False),
        ("давно", False),
    ]


class Elements(HTMLParser):
    """Counts elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names.update(name for name, _ in attrs)


def test_hostile_names_are_text_on_the_start_page() -> None:
    site = hostile_public_site()
    spec = encode_map(as_shown(site.map), say=made_up.SAY)
    page = site_files(site, spec, "", made_up.SAY)["index.html"].decode()
    read = Elements()
    read.feed(page)

    assert not read.tags & {"script", "svg", "iframe", "x"}
    assert not {name for name in read.names if name.startswith("on")}
    assert len(HOSTILE) >= 40


def test_the_demo_has_leaders_and_events_to_show() -> None:
    made = Network.of(build_demo("municipality").records)
    site = build_public_site(made, day=date(2026, 3, 1), say=made_up.SAY)

    assert len(site.leaders) >= 5
    assert len(site.events) >= 3
