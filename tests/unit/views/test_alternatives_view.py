"""Other leaders side by side: what differs in any column, and what a higher goal has decided."""

from typing import Any

from services.views.alternatives_view import Effect, build_alternatives
from tests.unit.views.small_index import index_of

STEP = {"mentee": "s-2", "direction": "d-1", "from": "s-1", "to": "s-10"}
OTHER = {"mentee": "s-3", "direction": "d-1", "from": "s-10", "to": None}


def goals(kept: int, bands: list[int]) -> list[dict[str, Any]]:
    return [
        {"name": "pairs_kept", "before": 5, "after": kept},
        {"name": "distance_bands", "before": [1, 2, 3], "after": bands},
    ]


def document(*, without: bool = True) -> dict[str, Any]:
    far = {
        "leader": "s-10",
        "distance_km": 40.5,
        "mode": "remote",
        "goals": goals(5, [0, 4, 2]),
        "steps": [STEP, OTHER],
    }
    ban = {"goals": goals(4, [1, 1, 4]), "steps": [STEP]}
    return {
        "needs": [
            {
                "direction": "d-1",
                "leader": "s-1",
                "others": 7,
                "alternatives": [far],
                "without": ban if without else None,
            }
        ]
    }


def test_a_row_stands_for_each_goal_that_decides_in_some_column() -> None:
    found = build_alternatives(index_of(), document(), "s-2", "d-1")
    assert [(row.name, row.band) for row in found.rows] == [
        ("pairs_kept", None),
        ("distance_bands", (20, 30)),
    ]
    kept, bands = found.rows
    assert kept.effects == (
        None,
        Effect(before=5, after=4, is_better=False, is_moot=False),
    )
    assert bands.effects == (Effect(before=1, after=0, is_better=True, is_moot=False), None)
    assert found.others == 7


def test_the_first_goal_that_differs_decides_of_a_column() -> None:
    far, ban = build_alternatives(index_of(), document(), "s-2", "d-1").columns
    assert far.decisive
    assert (far.decisive.position, far.decisive.is_better) == (2, True)
    assert ban.decisive
    assert (ban.decisive.position, ban.decisive.is_better) == (1, False)


def test_a_column_names_the_leader_the_others_it_concerns_and_how_it_is_tried() -> None:
    far, ban = build_alternatives(index_of(), document(), "s-2", "d-1").columns
    assert far.who
    assert (far.who.code, far.km, far.is_remote) == ("s-10", 40.5, True)
    assert [(one.mentee.code, one.after) for one in far.others] == [("s-3", None)]
    assert far.tried == "pin:s-10:s-2:d-1"
    assert (ban.who, ban.others, ban.tried) == (None, (), "ban:s-1:s-2:d-1")


def test_a_pinned_pair_has_no_column_without_it() -> None:
    found = build_alternatives(index_of(), document(without=False), "s-2", "d-1")
    assert len(found.columns) == 1
