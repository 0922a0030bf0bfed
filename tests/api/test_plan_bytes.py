"""The plan document is the same bytes from a file, over REST, and out of a copied store."""

from pathlib import Path

from api.cli import run
from graph.stores.sqlite import SqliteStore
from tests.web.small import make_app, make_client, make_store


def over_rest(store: SqliteStore) -> bytes:
    answer = make_client(make_app(store)).get("/api/v1/plans/2026-1")
    assert answer.headers["content-type"] == "application/json"
    return answer.content


def test_a_plan_document_is_equal_byte_for_byte_on_every_face(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    source, copied, file = (tmp_path / name for name in ("small.db", "copied.db", "plan.json"))
    words = ["plan", "--school-year", "2026/2027", "--json", str(file), "--store", str(source)]
    assert run.run(words) == 0
    assert run.run(["copy", "--from", str(source), "--to", str(copied)]) == 0
    assert file.read_bytes().startswith(b'{\n "id": "2026-1",\n')
    assert over_rest(store) == file.read_bytes()
    assert over_rest(SqliteStore(copied)) == file.read_bytes()
