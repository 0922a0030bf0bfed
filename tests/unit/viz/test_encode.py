"""A view becomes the same map every time, and every fact has its mark, colour, size and place."""

import json
import random
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from graph.errors import InputError
from graph.model.choices import OrganisationKind
from graph.model.view import (
    MapRole,
    MapTie,
    NetworkView,
    ShownFinding,
    ShownOrganisation,
    ShownTie,
    Standing,
)
from tests.unit.viz import made_up
from viz.encode import encode_map, mark_of
from viz.palette import MARKS, TIES
from viz.spec import MapSpec

SMALL = made_up.view(49, 5)
BIG = made_up.view(560, 12)
PLANNED = made_up.planned_view(49, 5)


def encode(view: NetworkView, **options: str) -> MapSpec:
    return encode_map(view, say=made_up.SAY, **options)


def one(**facts: object) -> ShownOrganisation:
    known = {
        "id": "s",
        "name": "МБОУ «СОШ № 1»",
        "label": "СОШ № 1",
        "kind": OrganisationKind.SCHOOL,
        "kind_word": "школа",
        "municipality": "Первый",
        "role": MapRole.NONE,
    }
    return ShownOrganisation(**{**known, **facts})  # type: ignore[arg-type]  # as each test names them


@pytest.mark.parametrize(
    ("facts", "mark"),
    [
        ({"kind": OrganisationKind.INSTITUTE, "role": MapRole.LEADER}, "institute"),
        ({"kind": OrganisationKind.METHODICAL_SERVICE}, "service"),
        ({"kind": OrganisationKind.METHODICAL_SERVICE, "role": MapRole.BOTH}, "service_leader"),
        ({"kind": OrganisationKind.AUTHORITY}, "authority"),
        ({"kind": OrganisationKind.UNIVERSITY}, "partner"),
        ({"role": MapRole.LEADER, "standing": Standing.RESERVE}, "leader"),
        ({"role": MapRole.BOTH}, "both"),
        ({"role": MapRole.MENTEE, "standing": Standing.PROMISING}, "promising"),
        ({"standing": Standing.RESERVE}, "reserve"),
        ({"role": MapRole.MENTEE}, "mentee"),
        ({}, "plain"),
    ],
)
def test_each_kind_and_role_has_its_mark(facts: dict[str, object], mark: str) -> None:
    assert mark_of(one(**facts)) == mark


@pytest.mark.parametrize("view", [SMALL, BIG, PLANNED], ids=["60", "600", "plan"])
def test_the_same_view_gives_the_same_text_whatever_the_order_of_its_parts(
    view: NetworkView,
) -> None:
    organisations, ties = list(view.organisations), list(view.ties)
    random.Random(1).shuffle(organisations)  # noqa: S311 - a seeded shuffle, no secret
    random.Random(2).shuffle(ties)  # noqa: S311 - a seeded shuffle, no secret
    mixed = replace(view, organisations=tuple(organisations), ties=tuple(ties))

    texts = {json.dumps(encode(some).to_json()) for some in (view, view, mixed)}
    assert len(texts) == 1


def test_positions_are_rounded_and_every_mark_has_one_in_each_view() -> None:
    spec = encode(SMALL)

    for node in spec.nodes:
        assert sorted(node.at) == sorted(scene.name for scene in spec.scenes)
        assert all(value == round(value, 1) for place in node.at.values() for value in place)


@pytest.mark.parametrize("view", [SMALL, BIG], ids=["60", "600"])
def test_the_legend_counts_what_is_drawn(view: NetworkView) -> None:
    spec = encode(view)

    assert {i.key: i.count for i in spec.legend.marks} == Counter(n.mark for n in spec.nodes)
    assert {i.key: i.count for i in spec.legend.ties} == Counter(t.kind.value for t in view.ties)
    alarms = Counter((n.alarm, n.alarm_row) for n in spec.nodes if n.alarm)
    assert {(i.level, i.key): i.count for i in spec.legend.alarms} == alarms
    assert [i.level for i in spec.legend.alarms] == sorted(
        (i.level for i in spec.legend.alarms), reverse=True
    )
    assert [i.key for i in spec.legend.marks] == sorted(
        (i.key for i in spec.legend.marks), key=lambda key: MARKS[key].rank
    )


def test_the_legend_counts_who_gives_and_takes_of_those_who_are_asked() -> None:
    does = {"a": "takes", "b": "both", "c": "takes", "d": ""}
    view = replace(
        SMALL,
        organisations=tuple(one(id=code, label=code, part=part) for code, part in does.items()),
        ties=(),
    )
    spec = encode(view)
    assert [(i.key, i.label, i.count) for i in spec.legend.parts] == [
        ("both", "даёт и берёт", 1),
        ("takes", "только берёт", 2),
    ]
    assert {n.id: n.part for n in spec.nodes} == does


def test_small_maps_show_all_ties_and_big_ones_begin_with_those_of_work() -> None:
    small, big = ({i.key for i in encode(view).legend.ties if not i.is_on} for view in (SMALL, BIG))

    assert small == set()
    assert big == {"methodical_support", "coordination"}


def test_under_a_plan_the_pairs_of_today_step_back() -> None:
    spec = encode(PLANNED)

    on = {item.key: item.is_on for item in spec.legend.ties}
    assert (on["plan"], on["mentoring"]) == (True, False)
    assert [key for key, _ in spec.layers] == ["plan", "isolation"]


def test_ties_of_a_kind_between_two_are_one_edge_with_all_their_facts() -> None:
    day = date(2026, 9, 1)
    view = NetworkView(
        title="К",
        subtitle="",
        as_of=day,
        school_year=made_up.YEAR,
        source="",
        organisations=(one(id="a"), one(id="b")),
        ties=(
            ShownTie(kind=MapTie.MENTORING, direction="Чтение", source="a", target="b"),
            ShownTie(
                kind=MapTie.MENTORING,
                source="a",
                target="b",
                direction="Алгебра",
                from_date=day,
                to_date=date(2027, 9, 1),
                status="приказ",
                reasons=("№ 7",),
            ),
            ShownTie(kind=MapTie.PARTNERSHIP, source="b", target="a"),
            ShownTie(kind=MapTie.PARTNERSHIP, source="a", target="b"),
        ),
    )
    spec = encode(view)

    assert [(e.kind, e.source, e.target, e.weight, e.count) for e in spec.edges] == [
        ("mentoring", "a", "b", 2, 2),
        ("partnership", "a", "b", 1, 2),
    ]
    assert {item.key: item.count for item in spec.legend.ties} == {
        "mentoring": 2,
        "partnership": 2,
    }
    assert spec.edges[0].facts == (
        ("Алгебра", "с 01.09.2026 по 31.08.2027 · приказ", "№ 7"),
        ("Чтение", "", ""),
    )


def test_what_needs_attention_comes_first_and_numbers_are_ordered_as_numbers() -> None:
    finding = ShownFinding(
        headline="K1",
        row="never",
        kinds=("K1", "K4"),
        is_severe=True,
        text="Тихо.",
        next_step="Позвоните.",
    )
    view = replace(
        SMALL,
        ties=(),
        organisations=(
            one(id="1", label="СОШ № 10"),
            one(id="2", label="СОШ № 9"),
            one(id="3", label="Лицей", role=MapRole.LEADER),
            one(id="4", label="Школа", finding=finding),
        ),
    )

    nodes = encode(view).nodes
    assert [node.id for node in nodes] == ["4", "3", "2", "1"]
    assert (nodes[0].alarm_row, nodes[0].alarm_also) == ("never", "никак не связаны с лидером")
    assert (nodes[1].alarm_row, nodes[1].alarm_also) == ("", "")


def test_rings_of_risk_are_off_where_more_than_half_would_wear_one() -> None:
    def found(n: int, *, is_severe: bool) -> ShownOrganisation:
        finding = ShownFinding(
            headline="K1" if is_severe else "K5",
            row="never" if is_severe else "hangs",
            kinds=("K1",),
            is_severe=is_severe,
            text="Тихо.",
            next_step="Позвоните.",
        )
        return one(id=f"{is_severe}{n}", label=f"СОШ № {n}", finding=finding)

    def lines(at_risk: int) -> dict[str, bool]:
        some = tuple(found(n, is_severe=False) for n in range(at_risk))
        calm = tuple(one(id=f"c{n}", label=f"СОШ № {n}") for n in range(3))
        view = replace(SMALL, ties=(), organisations=(found(9, is_severe=True), *some, *calm))
        return {item.key: item.is_on for item in encode(view).legend.alarms}

    assert lines(4) == {"never": True, "hangs": True}
    assert lines(5) == {"never": True, "hangs": False}


def test_leaders_grow_with_those_they_lead_and_tell_the_number() -> None:
    spec = encode(SMALL)
    leaders = sorted((n for n in spec.nodes if n.mark == "leader"), key=lambda n: n.mentees)

    assert [n.radius for n in leaders] == sorted(n.radius for n in leaders)
    assert leaders[-1].caption.endswith(f" · {leaders[-1].mentees}")


def test_the_pairs_of_the_legend_are_those_of_the_overview() -> None:
    spec = encode(PLANNED)

    plan = next(item.count for item in spec.legend.ties if item.key == "plan")
    assert [n for n, what, _ in spec.figures if what.endswith(" плана")] == [plan]


def test_the_level_is_told_of_services_alone() -> None:
    view = replace(
        SMALL,
        ties=(),
        organisations=(
            one(id="k", kind=OrganisationKind.KINDERGARTEN, level="средний"),
            one(id="t", kind=OrganisationKind.METHODICAL_SERVICE, level="средний"),
        ),
    )

    told = {node.id: dict(node.facts).get("Уровень службы") for node in encode(view).nodes}
    assert told == {"k": None, "t": "средний"}


def test_without_findings_asked_for_nothing_is_said_of_isolation() -> None:
    view = replace(SMALL, shows_isolation=False)
    spec = encode(view)

    assert spec.legend.alarms == ()
    assert not any(is_alarm for _, _, is_alarm in spec.figures)
    assert spec.layers == ()


def test_sectors_are_municipalities_or_within_one_its_settlements() -> None:
    region, one_of_them = encode(BIG), encode(made_up.view(560, 12, municipality="m03"))

    assert {s.name for s in region.scene("levels").sectors} == set(
        made_up._TOWNS  # the towns the made-up region is built from
    )
    inside = {s.name for s in one_of_them.scene("levels").sectors}
    assert "Приозёрск" in inside
    assert "Другие поселения" in inside


def test_a_network_about_one_municipality_is_not_squeezed_by_its_neighbours() -> None:
    district = made_up.view(560, 12, municipality="m03").organisations
    view = replace(
        SMALL,
        ties=(),
        organisations=(
            *(o for o in district if not o.is_outside),
            one(id="far", municipality="Далёкий", lat=60.0, lon=39.0),
        ),
    )
    spec = encode(view)

    assert "Далёкий" in {s.name for s in spec.scene("levels").sectors}
    assert "Приозёрск" in {s.name for s in spec.scene("levels").sectors}
    assert "Далёкий" not in {area.name for area in spec.scene("geo").areas}
    alone = encode(replace(view, organisations=view.organisations[:-1]))
    width = [s.extent[2] - s.extent[0] for s in (spec.scene("geo"), alone.scene("geo"))]
    assert width[0] < 1.3 * width[1]


def test_without_coordinates_only_the_view_by_levels_is_offered() -> None:
    lost = tuple(replace(o, lat=None, lon=None) for o in SMALL.organisations)
    spec = encode(replace(SMALL, organisations=lost), first="geo")

    assert [scene.name for scene in spec.scenes] == ["levels"]
    assert spec.first == "levels"


def test_an_unknown_view_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError) as caught:
        encode(SMALL, first="cube")

    assert "levels, geo" in made_up.SAY(caught.value.message)


def test_every_word_of_the_page_is_in_the_catalogue() -> None:
    spec = encode(PLANNED)

    assert not [name for name, text in spec.words.items() if text.startswith("map.")]
    assert spec.words["ties.many"] == "{n} связей"
    assert spec.words["shown.one"] == "показана {n} из {total}"
    for kind in TIES:
        assert f"{kind}.helps" in spec.words


def test_an_empty_network_is_an_empty_map() -> None:
    empty = replace(SMALL, organisations=(), ties=())

    assert encode(empty).nodes == ()
