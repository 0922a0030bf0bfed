"""Columns: smaller than the records they stand for, and the same."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.viz.page_data import records
from viz.columns import pack_records

SENTENCE = "Ближайшие лидеры: «СОШ № 1» (Белый, 2,0 км), «СОШ № 2» (Белый, 3,0 км)."
_TEXTS = st.lists(st.sampled_from(["Белый", "«СОШ № 1»,", "", "·", "2,0 км).", "__proto__"])).map(
    " ".join
)
_PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.floats(-9, 9), _TEXTS, st.text()
)
_VALUES = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=2)
    ),
    max_leaves=6,
)


def there_and_back(rows: list[Any]) -> list[Any]:
    return records(json.loads(json.dumps(pack_records({"rows": rows}), ensure_ascii=False)), "rows")


@given(
    st.lists(st.fixed_dictionaries({"id": st.text(), "facts": st.lists(_TEXTS), "any": _VALUES}))
)
def test_records_come_back_as_they_were(rows: list[Any]) -> None:
    assert there_and_back(rows) == rows


@given(st.lists(_VALUES, max_size=8))
def test_values_of_any_kind_beside_each_other_come_back(rows: list[Any]) -> None:
    assert json.dumps(there_and_back(rows)) == json.dumps(rows), "True is not 1, 1.0 is not 1"


def test_a_text_that_is_repeated_is_written_once() -> None:
    packed = pack_records({"rows": [{"a": SENTENCE, "b": [SENTENCE, "Белый"]} for _ in range(3)]})

    assert json.dumps(packed, ensure_ascii=False).count("Ближайшие") == 1


def test_sentences_share_their_pieces() -> None:
    other = SENTENCE.replace("№ 1", "№ 7")
    packed = pack_records({"rows": [{"a": SENTENCE}, {"a": other}]})
    written = json.dumps(packed, ensure_ascii=False)

    assert written.count("3,0 км") == 1
    assert written.count("Ближайшие лидеры:") == 1
    assert records(packed, "rows") == [{"a": SENTENCE}, {"a": other}]


def test_a_value_that_all_have_is_written_once() -> None:
    rows = [{"n": 0, "is_new": False} for _ in range(100)]

    assert pack_records({"rows": rows})["rows"] == {
        "keys": {"n": {"all": [100, 0]}, "is_new": {"all": [100, False]}}
    }
    assert there_and_back(rows) == rows


def test_no_records_are_no_records() -> None:
    assert there_and_back([]) == []


def test_the_same_records_give_the_same_columns() -> None:
    rows = [{"a": text, "b": [text]} for text in ("б, а", "а, б", "б, а")]

    assert json.dumps(pack_records({"rows": rows})) == json.dumps(
        pack_records({"rows": list(rows)})
    )
