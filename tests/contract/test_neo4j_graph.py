"""What a person finds who opens the Neo4j database: the graph of the dictionary, and no traces."""

from collections.abc import Callable
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from graph.errors import InputError, StoreUnavailableError
from graph.model.fields import read_dictionary
from graph.model.ids import Revision
from graph.network import Head
from graph.stores import neo4j as neo4j_store
from graph.stores.neo4j import Neo4jStore
from graph.stores.neo4j_shapes import derived_labels, shape_of
from tests.contract.conftest import open_neo4j
from tests.contract.samples import (
    HEAD,
    MATHS,
    TOWN,
    adding,
    decision,
    full_network,
    moving,
    need,
    record,
    removing,
    school,
)

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]

OpenStore = Callable[[], Neo4jStore]


def ask(store: Neo4jStore, query: str) -> list[list[Any]]:
    """Ask the database in Cypher, as a person would."""
    return store._session.read(lambda tx: tx.run(query).values())


def ties(store: Neo4jStore) -> set[tuple[str, str, str]]:
    query = (
        "MATCH (a)-[t]->(b) WHERE NOT a:ChangeSet"
        " RETURN coalesce(a.key, a.id), type(t), coalesce(b.key, b.id)"
    )
    return {(a, t, b) for a, t, b in ask(store, query)}


def test_ties_are_drawn_as_the_vocabulary_says(open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    store.apply(adding(*full_network()), based_on=HEAD.revision)

    o1, o2 = "organisation-1", "organisation-2"
    assert {
        (o1, "LOCATED_IN", "municipality-1"),
        (o1, "BRANCH_OF", o1),
        (o1, "SERVED_BY", o1),
        (o1, "SUBORDINATE_TO", o1),
        (o1, "SUCCEEDED_BY", o1),
        ("municipality-1", "IN_REGION", "region «Ё» 1"),
        ("person-1", "WORKS_AT", o1),
        ("person-1", "RESPONSIBLE_FOR", "direction-2"),
        (o2, "PARTY_TO", "agreement-1"),
        (o1, "HOSTED", "event-1"),
        (o2, "LED", "event-1"),
        (o2, "ATTENDED", "event-1"),
        ("event-1", "ABOUT", "direction-1"),
        (o1, "NEEDS", "direction-1"),
        (o1, "OFFERS", "direction-1"),
        (o1, "MENTORS", o2),
        (o1, "EXCHANGES_INTERNSHIPS_WITH", o2),
        (o1, "HOLDS", "status «Ё» 1"),
        (o1, "IN_LEVEL", "level «Ё» 1"),
        ("person-1", "CURATES", o1),
        (o1, "MEMBER_OF", "community-1"),
        (o1, "RESTRICTED", o2),
        (o1, "DISTANCE", o2),
        (o1, "SCORED", "indicator «Ё» 1"),
        ("plan-1|organisation-1|direction-1", "PART_OF", "plan-1"),
        ("plan-1|organisation-1|direction-1", "LEADER", o1),
        ("plan-1|organisation-1|direction-1", "MENTEE", o1),
        ("plan-1", "ORDERS", "plan-1"),
    } <= ties(store)


def test_every_record_is_one_node_or_one_tie(open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    records = full_network()
    store.apply(adding(*records), based_on=HEAD.revision)

    nodes = ask(store, "MATCH (n) WHERE n.revision = 1 AND NOT n:Head AND NOT n:ChangeSet RETURN n")
    tied = ask(store, "MATCH ()-[t]->() WHERE t.key IS NOT NULL RETURN t.key")
    assert len(nodes) + len(tied) == len(records)


def test_dates_are_dates_and_lists_are_lists(open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    store.apply(adding(*full_network()), based_on=HEAD.revision)

    (found,) = ask(
        store,
        "MATCH ()-[a:ATTENDED]->(e:Event {id: 'event-1'}), (g:GoalValue), ()-[o:OFFERS]->()"
        " WHERE a.people = 12 RETURN e.date, g.`values`, o.from_date, o.hours",
    )
    assert found[0].to_native() == date(2026, 2, 28)
    assert found[1] == [3, -1, 3, 2**40]
    assert found[2].to_native() == date(2025, 9, 1)
    assert found[3] == pytest.approx(12.345678901234)


def test_an_organisation_has_the_label_of_its_kind_and_only_that(
    open_neo4j_store: OpenStore,
) -> None:
    store = open_neo4j_store()
    store.apply(adding(TOWN, school("1")), based_on=HEAD.revision)
    assert ask(store, "MATCH (n:Organisation) RETURN labels(n)") == [[["Organisation", "School"]]]

    store.apply(
        moving(school("1"), record("organisation", **fields_of_service())), based_on=Revision(1)
    )

    assert ask(store, "MATCH (n:Organisation) RETURN labels(n)") == [
        [["Organisation", "MethodicalService"]]
    ]


def fields_of_service() -> dict[str, Any]:
    return {"id": "1", "name": "ТМС", "kind": "methodical_service", "municipality": TOWN.id}


def test_a_tie_follows_its_reference(open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    event = record("event", id="e", date=date(2026, 3, 1), name="С", host="1", givers=("1", "2"))
    moved = record("event", id="e", date=date(2026, 3, 1), name="С", host="2", givers=("2",))
    before, after = school("1", service="2"), school("1", service="3")
    store.apply(adding(TOWN, before, school("2"), school("3"), event), based_on=HEAD.revision)

    changes = decision(*moving(event, moved).changes, *moving(before, after).changes)
    store.apply(changes, based_on=Revision(1))

    drawn = {t for t in ties(store) if t[1] in {"HOSTED", "LED", "SERVED_BY"}}
    assert drawn == {("2", "HOSTED", "e"), ("2", "LED", "e"), ("1", "SERVED_BY", "3")}


def drawn(store: Neo4jStore) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return what stands on every tie that no record is."""
    query = (
        "MATCH (a)-[t]->(b) WHERE t.key IS NULL AND NOT a:ChangeSet"
        " RETURN coalesce(a.key, a.id), type(t), coalesce(b.key, b.id), properties(t)"
    )
    return {
        (a, t, b): {n: getattr(v, "to_native", lambda v=v: v)() for n, v in properties.items()}
        for a, t, b, properties in ask(store, query)
    }


def test_drawn_ties_repeat_what_the_vocabulary_says(open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    store.apply(adding(*full_network()), based_on=HEAD.revision)

    found = drawn(store)

    o1, line = "organisation-1", "plan-1|organisation-1|direction-1"
    start, end = date(2025, 9, 1), date(2026, 9, 1)
    period = {"revision": 1, "from_date": start, "to_date": end}
    assert found[o1, "LOCATED_IN", "municipality-1"] == period
    assert found["organisation-2", "LOCATED_IN", "municipality-1"] == {"revision": 1}
    assert found[o1, "SUCCEEDED_BY", o1] == {"revision": 1, "date": end}
    assert found["person-1", "WORKS_AT", o1] == {**period, "position": "position «Ё» 1"}
    assert found["organisation-2", "PARTY_TO", "agreement-1"] == period
    assert found["organisation-2", "ATTENDED", "event-1"] == {"revision": 1, "people": 12}
    assert found["event-1", "ABOUT", "direction-2"] == {"revision": 1}
    facts = {"direction": "direction-1", "level": 1, "points": 1, "mode": "on_site"}
    for end_of_line in ((line, "PART_OF", "plan-1"), (line, "LEADER", o1), (line, "MENTEE", o1)):
        assert found[end_of_line].items() >= {"revision": 1, "level": 1}.items()
    assert found[line, "LEADER", o1] == {"revision": 1, **facts}
    assert all("revision" in properties for properties in found.values())


def test_drawn_ties_follow_their_record(open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    end = date(2026, 1, 1)
    before = record("person", id="p", name="И", organisation="1", position="учитель", to_date=end)
    after = record("person", id="p", name="И", organisation="1", position="завуч")
    store.apply(adding(TOWN, school("1"), before), based_on=HEAD.revision)
    works = ("p", "WORKS_AT", "1")
    assert drawn(store)[works] == {"revision": 1, "position": "учитель", "to_date": end}

    store.apply(moving(before, after), based_on=Revision(1))

    assert drawn(store)[works] == {"revision": 2, "position": "завуч"}
    assert drawn(store)["1", "LOCATED_IN", TOWN.id] == {"revision": 1}


def test_ties_and_journal_of_an_older_database_are_brought_forward(
    neo4j_url: str, open_neo4j_store: OpenStore
) -> None:
    store = open_neo4j_store()
    store.apply(adding(TOWN), based_on=HEAD.revision)
    store.apply(adding(*full_network()), based_on=Revision(1))
    wanted, told = drawn(store), list(store.history())
    ask(
        store,
        "MATCH (a)-[t]->() WHERE t.key IS NULL AND NOT a:ChangeSet"
        " AND NOT type(t) IN ['VARIES', 'REPLACES']"  # no older database has them
        " WITH t, t.people AS people SET t = {} SET t.people = people",
    )
    ask(
        store,
        "MATCH (c:Change {entity: 'plan'}), (p:Plan {key: c.key})"
        " SET c.after_certificate = p.certificate",
    )
    ask(store, "MATCH (h:Head) SET h.schema_version = 1")
    assert drawn(store) != wanted
    assert list(store.history()) != told

    newer = open_neo4j(neo4j_url)

    assert drawn(newer) == wanted
    assert list(newer.history()) == told
    newer.close()


def test_the_certificate_is_the_one_binary_property(open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    store.apply(adding(TOWN), based_on=HEAD.revision)
    store.apply(adding(*full_network()), based_on=Revision(1))

    found = ask(store, "MATCH (n) UNWIND keys(n) AS k RETURN DISTINCT labels(n)[0], k, n[k]")

    binary = {
        (label, name) for label, name, value in found if isinstance(value, (bytes, bytearray))
    }
    assert binary == {("Plan", "certificate")}


def test_a_record_that_is_a_tie_moves_its_end(open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    one = record("level_record", service="1", year=2025, level="первый")
    other = record("level_record", service="1", year=2025, level="второй")
    store.apply(adding(TOWN, school("1"), one), based_on=HEAD.revision)
    store.apply(moving(one, other), based_on=Revision(1))

    assert ask(store, "MATCH (:School)-[:IN_LEVEL]->(l) RETURN l.id") == [["второй"]]
    assert ask(store, "MATCH (l:LevelCluster) RETURN l.id") == [["второй"]]


def test_nothing_is_left_of_what_was_removed(open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    records = full_network()
    store.apply(adding(*records), based_on=HEAD.revision)
    store.apply(removing(*records), based_on=Revision(1))

    assert ask(store, "MATCH (n) RETURN DISTINCT labels(n)[0] AS l ORDER BY l") == [
        ["Change"],
        ["ChangeSet"],
        ["Head"],
    ]
    assert ties(store) == set()


def test_the_journal_is_a_chain_with_typed_values(open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    store.apply(adding(TOWN, MATHS, school("1")), based_on=HEAD.revision)
    store.apply(adding(need("1", date=date(2026, 1, 2))), based_on=Revision(1))
    store.apply(moving(school("1"), school("1", pupils=3)), based_on=Revision(2))

    chain = ask(store, "MATCH (a:ChangeSet)-[:NEXT]->(b) RETURN a.revision, b.revision")
    assert sorted(chain) == [[1, 2], [2, 3]]
    (found,) = ask(store, "MATCH (c:Change {entity: 'need'}) RETURN c.after_date, c.after_level")
    assert (found[0].to_native(), found[1]) == (date(2026, 1, 2), 2)
    assert ask(store, "MATCH (c:Change {entity: 'organisation'}) RETURN c.after_pupils") == [[3]]
    assert ask(store, "MATCH (h:Head) RETURN h.revision, h.locked") == [[3, None]]


def test_names_are_found_by_their_stems(open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    store.apply(adding(TOWN, school("1", name="Школа «Ромашки»")), based_on=HEAD.revision)
    ask(store, "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")

    query = "CALL db.index.fulltext.queryNodes('names', 'ромашка') YIELD node RETURN node.id"
    assert ask(store, query) == [["1"]]


def test_every_label_and_type_has_a_constraint_on_its_key(open_neo4j_store: OpenStore) -> None:
    rows = ask(
        open_neo4j_store(), "SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN *"
    )
    unique = {labels[0] for labels, properties, kind in rows if "UNIQUENESS" in kind}
    shapes = [shape_of(name) for name in read_dictionary().entities]
    labels = {shape.entity.node for shape in shapes} - {""}
    types = {type_ for shape in shapes for type_ in shape.types}
    derived = {label for shape in shapes for label in derived_labels(shape.entity.name)}
    assert unique == labels | types | derived | {"Head", "ChangeSet"}
    assert all(p in (["key"], ["id"], ["revision"], ["request_key"]) for _, p, _ in rows)


# What it refuses to open or to take.


def test_a_database_that_is_not_ours_is_not_touched(
    neo4j_url: str, open_neo4j_store: OpenStore
) -> None:
    store = open_neo4j_store()
    clear(store)
    ask(store, "CREATE (:Recipe {name: 'борщ'})")

    with pytest.raises(StoreUnavailableError) as caught:
        open_neo4j(neo4j_url)

    assert caught.value.code == "neo4j.foreign"
    assert ask(store, "MATCH (n) RETURN labels(n), n.name") == [[["Recipe"], "борщ"]]


def clear(store: Neo4jStore) -> None:
    ask(store, "MATCH (n) DETACH DELETE n")


def test_an_empty_database_is_refused_unless_it_is_to_be_made(
    neo4j_url: str, open_neo4j_store: OpenStore
) -> None:
    store = open_neo4j_store()
    clear(store)
    address = store._session.address

    with pytest.raises(StoreUnavailableError) as caught:
        Neo4jStore(address.url, user=address.user, password=address.password)
    assert caught.value.code == "neo4j.empty"

    made = open_neo4j(neo4j_url)
    assert made.head() == HEAD
    made.close()


def test_a_database_of_a_newer_program_is_refused(
    neo4j_url: str, open_neo4j_store: OpenStore
) -> None:
    store = open_neo4j_store()
    ask(store, "MATCH (h:Head) SET h.schema_version = 99")

    with pytest.raises(StoreUnavailableError) as caught:
        open_neo4j(neo4j_url)
    assert caught.value.code == "neo4j.newer"
    assert caught.value.message.params["version"] == 99


def test_an_older_database_is_brought_forward(neo4j_url: str, open_neo4j_store: OpenStore) -> None:
    store = open_neo4j_store()
    store.apply(adding(TOWN), based_on=HEAD.revision)
    ask(store, "MATCH (h:Head) SET h.schema_version = 0")

    newer = open_neo4j(neo4j_url)

    assert newer.head() == Head(
        store_id=HEAD.store_id, revision=Revision(1), reference_date=HEAD.reference_date
    )
    steps = [f for f in files("graph.stores.migrations").iterdir() if f.name.endswith(".cypher")]
    assert ask(newer, "MATCH (h:Head) RETURN h.schema_version") == [[len(steps)]]
    newer.close()


def test_a_change_set_beyond_the_limit_is_refused_with_the_limit(
    open_neo4j_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_store, "MOST_ROWS", 2)
    store = open_neo4j_store()

    with pytest.raises(InputError) as caught:
        store.apply(adding(TOWN, school("1"), school("2")), based_on=HEAD.revision)

    assert caught.value.code == "neo4j.too_large"
    assert caught.value.message.params == {"n": 3, "most": 2}
    assert store.head().revision == 0
    assert store.apply(adding(TOWN, school("1")), based_on=HEAD.revision) == 1


def test_a_journalled_record_counts_twice(
    open_neo4j_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_store, "MOST_ROWS", 3)
    store = open_neo4j_store()
    store.apply(adding(TOWN, school("1"), school("2")), based_on=HEAD.revision)

    with pytest.raises(InputError) as caught:
        store.apply(adding(school("3"), school("4")), based_on=Revision(1))
    assert caught.value.message.params == {"n": 4, "most": 3}
    assert store.apply(adding(school("3")), based_on=Revision(1)) == 2
