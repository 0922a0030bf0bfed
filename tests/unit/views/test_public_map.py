"""A map for everyone: its files hold nothing that is private, whatever the network holds."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from api.drawing import draw_map
from graph.errors import InputError
from graph.model.choices import AssignmentMode, OpenReason, PairStatus
from graph.model.fields import FieldType, read_dictionary
from graph.model.ids import DirectionId, OrganisationId, PlanId, SchoolYear
from graph.model.need import Direction, Distance, Need
from graph.model.plan import Assignment, OpenNeed
from graph.model.public_view import PublicOrganisation, PublicTie, PublicView
from graph.model.record import Record
from graph.model.tie import Pair
from graph.model.view import MapRole, MapTie
from graph.network import Network
from graph.samples import build_demo
from services.policy import IsolationPolicy
from services.views.public_map import as_shown, build_public_view
from tests.unit.viz import made_up
from viz.encode import encode_map
from viz.map_files import ENDINGS, MapPrint, map_file
from viz.map_filter import MapFilter
from viz.spec import MapSpec

DAY = date(2026, 11, 24)
MARKER = "Тайна"
PUBLIC = {
    *(("organisation", name) for name in ("id", "name", "full_name", "settlement")),
    *(("municipality", name) for name in ("id", "name", "region")),
    *(("direction", name) for name in ("id", "name")),
}
"""The only texts that everyone may see."""


def marked(record: Record) -> Record:
    """Return a record whose private texts all say whose secret they are."""
    entity = read_dictionary()[record.entity]
    told = {
        field.name: f"{MARKER}-{record.entity}-{field.name}"
        for field in entity.fields.values()
        if field.type is FieldType.TEXT
        and (record.entity, field.name) not in PUBLIC
        and field.name not in entity.key
    }
    return replace(record, **told)


def secrets(known: Network) -> Iterator[Record]:
    """Yield a need, a pair that is only planned and a draft, all in a direction of their own."""
    one, other = (OrganisationId(code) for code in list(known.organisations.keys)[5:7])
    direction = DirectionId("secret")
    yield Direction(id=direction, name=f"{MARKER}-направление")
    yield Need(
        organisation=other, direction=direction, level=3, school_year=SchoolYear("2026/2027")
    )
    yield Pair(
        leader=one,
        mentee=other,
        direction=direction,
        from_date=date(2026, 9, 1),
        status=PairStatus.PLANNED,
    )
    yield Distance(
        from_organisation=one, to_organisation=other, km=1.0, source=f"{MARKER}-distance"
    )
    yield marked(replace(made_up._plan(), id=PlanId(f"{MARKER}-план")))
    yield Assignment(
        plan=PlanId(f"{MARKER}-план"),
        leader=one,
        mentee=other,
        direction=direction,
        offer_from=DAY,
        level=2,
        effective_km=1.0,
        distance_km=1.0,
        mode=AssignmentMode.ON_SITE,
        points=20,
        kept=False,
        pinned=True,
        preferred=False,
        nearer=0,
        place=1,
        places=6,
    )
    yield OpenNeed(
        plan=PlanId(f"{MARKER}-план"),
        mentee=one,
        direction=direction,
        level=2,
        reason=OpenReason.NO_PLACE,
    )


@cache
def network() -> Network:
    demo = build_demo("municipality")
    plain = Network.of([marked(record) for record in demo.records])
    every = [row for entity in read_dictionary().entities for row in plain.table(entity)]
    return Network.of([*every, *secrets(plain)])


@cache
def spec(audience: str) -> MapSpec:
    return draw_map(
        network(),
        day=DAY,
        view="levels",
        overlays=(),
        municipality=None,
        policy=IsolationPolicy(),
        report=lambda: pytest.fail("isolation is not asked for"),
        repair=lambda _: pytest.fail("no new ties are asked for"),
        say=made_up.SAY,
        audience=audience,
    )


def content(ending: str, audience: str) -> bytes:
    """Return a file of the map, an archive unpacked."""
    asked = MapFilter(view="levels", audience=audience)
    made = map_file(MapPrint(spec=spec(audience), asked=asked), ending, made_up.SAY)
    if ending != ".zip":
        return made
    with ZipFile(BytesIO(made)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


READ = sorted(set(ENDINGS) - {".pdf", ".png"})  # those two are drawn from the SVG


@pytest.mark.parametrize("ending", READ)
def test_no_private_text_is_in_a_file_for_everyone(ending: str) -> None:
    made = content(ending, "public")

    for form in (MARKER.encode(), MARKER.encode("unicode_escape"), MARKER.encode("utf-16-le")):
        assert form not in made
    assert "Крымский".encode() in made


def test_a_file_for_staff_would_fail_this_scan() -> None:
    assert MARKER.encode() in content(".json", "staff")
    assert MARKER.encode() in content(".html", "staff")


def test_what_every_field_holds_is_public_or_marked() -> None:
    texts = {
        (name, field.name)
        for name, entity in read_dictionary().entities.items()
        for field in entity.fields.values()
        if field.type is FieldType.TEXT and field.name not in entity.key
    }
    seen = {
        (record.entity, field.name)
        for entity in read_dictionary().entities
        for record in network().table(entity)
        for field in read_dictionary()[entity].fields.values()
        if str(getattr(record, field.name)).startswith(MARKER)
    }
    kept = {"goal_value", "scenario", "order", "blocking_group", "plan", "open_need", "assignment"}

    assert {one for one in texts - PUBLIC - seen if one[0] not in kept} == set()


def test_the_model_has_no_room_for_people_needs_findings_and_plans() -> None:
    names = {f.name for kind in (PublicView, PublicOrganisation, PublicTie) for f in fields(kind)}

    assert names == {
        *("title", "subtitle", "as_of", "school_year", "source", "mark", "organisations", "ties"),
        *("id", "name", "label", "kind", "kind_word", "municipality", "settlement", "role"),
        *("lat", "lon", "is_placed", "is_outside", "mentees"),
        *("source", "target", "direction", "from_date", "to_date"),
    }


def test_marks_for_everyone_have_no_needs_no_alarm_and_no_reserve() -> None:
    shown = spec("public")

    assert all(node.needs == () and node.alarm == 0 and not node.alarm_text for node in shown.nodes)
    assert not {node.mark for node in shown.nodes} & {"promising", "reserve"}
    assert not {edge.kind for edge in shown.edges} & {"plan", "proposal"}
    assert not [key for key, _ in shown.layers]
    assert shown.legend.alarms == ()


def test_roles_come_from_offers_and_pairs_in_force_only() -> None:
    made = made_up.network(49, 5)
    view = build_public_view(made, day=made_up.DAY, say=made_up.SAY)
    pairs = [tie for tie in view.ties if tie.kind is MapTie.MENTORING]
    led = {tie.target for tie in pairs}
    led_by = {one.id: {t.target for t in pairs if t.source == one.id} for one in view.organisations}

    assert any(need.organisation not in led for need in made.needs), "some needs are open"
    for one in view.organisations:
        assert (one.role in {MapRole.MENTEE, MapRole.BOTH}) == (one.id in led)
        assert one.mentees == len(led_by[one.id])


def test_an_overlay_does_not_lie_over_a_map_for_everyone() -> None:
    for overlay in ("isolation", "plan:P-7", "repair:hops"):
        with pytest.raises(InputError, match=r"map\.public_without_overlays"):
            draw_map(
                network(),
                day=DAY,
                view="levels",
                overlays=(overlay,),
                municipality=None,
                policy=IsolationPolicy(),
                report=lambda: pytest.fail("not asked for"),
                repair=lambda _: pytest.fail("not asked for"),
                say=made_up.SAY,
                audience="public",
            )


def test_unknown_readers_are_refused() -> None:
    with pytest.raises(InputError, match=r"map\.audience_unknown"):
        spec("press")


def test_figures_are_those_of_what_is_shown() -> None:
    view = as_shown(build_public_view(made_up.network(49, 5), day=made_up.DAY, say=made_up.SAY))
    drawn = encode_map(view, say=made_up.SAY)

    assert view.figures["organisations"] == len(view.organisations)
    assert {what for _, what, _ in drawn.figures} != set()
    assert "для всех" in drawn.source
