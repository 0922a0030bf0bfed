"""The main job through the command line: workbook in, plan, order, isolation and map out."""

import json
from importlib.resources import files
from pathlib import Path

import networkx as nx
import pytest
from jsonschema import validate

from api.routes.answers import CardOut, OrderOut
from graph.model.ids import Revision
from graph.network import Network
from graph.stores.sqlite import SqliteStore
from tests.cli.conftest import Cli

SCHEMAS = Path("tests/schemas").resolve()
FILES = {
    "isolation.json",
    "isolation.xlsx",
    "map.html",
    "map.pdf",
    "map.svg",
    "methodnet.db",
    "network.xlsx",
    "plan.json",
    "plan.xlsx",
}


def schema(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return found


def test_the_demo_leaves_its_files_and_repeats_nothing(cli: Cli, demo: Path) -> None:
    assert {path.name for path in demo.iterdir() if path.suffix not in (".db-wal", ".db-shm")} >= (
        FILES
    )
    before = {name: (demo / name).stat().st_mtime_ns for name in FILES}
    again = cli("demo", "--dir", str(demo), "--size", "municipality", "--no-serve")
    assert again.code == 0
    assert {name: (demo / name).stat().st_mtime_ns for name in FILES} == before
    assert all(name in again.out for name in FILES)


def test_the_documents_have_their_fixed_shape(demo: Path) -> None:
    for name in ("plan", "isolation"):
        validate(json.loads((demo / f"{name}.json").read_text("utf-8")), schema(name))


def test_a_workbook_is_previewed_without_a_trace_and_taken_in_once(
    cli: Cli, demo: Path, tmp_path: Path
) -> None:
    book, store = str(demo / "network.xlsx"), str(tmp_path / "new.db")
    seen = cli("import", book, "--store", store, "--json", "-")
    document = json.loads(seen.out)
    validate(document, schema("import"))
    assert (seen.code, document["result"]) == (0, "preview")
    assert cli("history", "--store", store).code == 1
    assert "принята" in cli("import", book, "--store", store, "--confirm").out
    again = cli("import", book, "--store", store, "--confirm")
    assert (again.code, "Изменений нет" in again.out) == (0, True)


def test_the_preview_names_what_a_replaced_sheet_no_longer_holds(cli: Cli, demo: Path) -> None:
    store, sheets = str(demo / "methodnet.db"), demo / "sheets"
    assert cli("export", "-o", str(sheets), "--store", store).code == 0
    file = sheets / "Потребности.csv"
    lines = file.read_text("utf-8-sig").splitlines()
    file.write_text("\n".join(lines[:-1]), "utf-8-sig")
    words = ("import", str(file), "--store", store, "--replace-sheets", "Потребности")
    assert "исчезнет" in cli(*words).out
    told = json.loads(cli(*words, "--json", "-").out)
    organisation, direction = lines[-1].split(";")[:2]
    (gone,) = told["removed"]
    assert gone["sheet"] == "Потребности"
    assert gone["key"].startswith(f"{organisation}|{direction}|")


def test_export_and_import_change_nothing(cli: Cli, demo: Path, tmp_path: Path) -> None:
    store = str(demo / "methodnet.db")
    for target in (tmp_path / "out.xlsx", tmp_path / "csv"):
        assert cli("export", "-o", str(target), "--store", store).code == 0
        again = cli("import", str(target), "--store", store)
        assert (again.code, "Изменений нет" in again.out) == (0, True), again.out


def test_two_exports_of_one_state_are_equal_on_different_days(
    cli: Cli, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, books = str(demo / "methodnet.db"), []
    for day in ("2026-08-24", "2026-10-01"):
        monkeypatch.setenv("METHODNET_TODAY", day)
        assert cli("export", "-o", str(demo / f"{day}.xlsx"), "--store", store).code == 0
        books.append((demo / f"{day}.xlsx").read_bytes())
    assert books[0] == books[1]


def test_a_plan_lives_from_draft_to_order_and_back(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    plan = cli("plan", "--school-year", "2026/2027", "--json", "-", *at)
    document = json.loads(plan.out)
    validate(document, schema("plan"))
    code = document["id"]
    assert cli("check", code, *at).code == 0
    assert "→" in cli("explain", code, *at).out
    assert "утверждён" in cli("approve", code, "--reason", "согласован 24.08", *at).out
    terms = ("order", code, "--number", "12-о", "--date", "28.08.2026")
    assert "ничего не записано" in cli(*terms, *at).out
    assert cli(*terms, "--confirm", *at).code == 2
    done = cli(*terms, "--confirm", "--reason", "подписан", *at)
    assert (done.code, "издан" in done.out) == (0, True), done.err
    shown = cli("show", document["assignments"][0]["leader"], "--as-of", "01.09.2026", *at)
    assert "Ведёт" in shown.out
    assert cli("withdraw", code, "--reason", "передумали", *at).code == 2
    history = json.loads(cli("history", "--json", "-", *at).out)["changes"]
    assert [entry["action"] for entry in history[:3]] == ["order", "approve", "plan"]
    assert history[0]["actor"] == "Ветрова И. П."
    undone = cli("undo", str(history[0]["revision"]), "--reason", "не тот номер", *at)
    assert undone.code == 0
    assert cli("withdraw", code, "--reason", "передумали", *at).code == 0


def test_two_plans_of_equal_data_are_equal_byte_for_byte(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    first, second = (
        json.loads(cli("plan", "--school-year", "2026/2027", "--json", "-", *at).out)
        for _ in range(2)
    )
    for document in (first, second):
        for name in ("id", "runtime_s", "network_revision"):
            del document[name]
    assert json.dumps(first) == json.dumps(second)


@pytest.mark.parametrize("scope", ["services", "municipality:23-17"])
def test_other_scopes_are_plans_of_their_own_or_say_why_not(
    cli: Cli, demo: Path, scope: str
) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    told = cli("plan", "--school-year", "2026/2027", "--scope", scope, *at)
    assert told.code in (0, 2)
    assert told.out or told.err


def test_isolation_is_told_with_the_next_step_and_written_as_tables(
    cli: Cli, demo: Path, tmp_path: Path
) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    told = cli("isolated", "--xlsx", str(tmp_path / "i.xlsx"), *at)
    assert told.code == 0
    assert "24.08.2026" in told.out
    assert (tmp_path / "i.xlsx").read_bytes()[:2] == b"PK"
    asked = cli("isolated", "--json", "-", "--window", "24", "--hops", "3", *at)
    document = json.loads(asked.out)
    assert (document["window_months"], document["hops"]) == (24, 3)


@pytest.mark.parametrize(
    ("name", "begins"),
    [("m.html", b"<!"), ("m.svg", b"<svg"), ("m.pdf", b"%PDF"), ("m.json", b"{")],
)
def test_the_map_is_written_in_every_format(
    cli: Cli, demo: Path, tmp_path: Path, name: str, begins: bytes
) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    told = cli("map", "-o", str(tmp_path / name), "--view", "geo", "--overlay", "isolation", *at)
    assert told.code == 0, told.err
    assert (tmp_path / name).read_bytes().lstrip()[: len(begins)] == begins


def test_a_copy_and_a_restored_copy_hold_the_same(cli: Cli, demo: Path, tmp_path: Path) -> None:
    store = str(demo / "methodnet.db")
    told = cli("copy", "--from", store, "--to", f"sqlite:////{tmp_path}/copied.db")
    assert "sha256:" in told.out, told.err
    assert cli("backup", "-o", str(tmp_path / "b.db"), "--store", store).code == 0
    assert cli("backup", "-o", str(tmp_path / "b.db"), "--store", store).code == 2
    restored = str(tmp_path / "r.db")
    assert cli("restore", str(tmp_path / "b.db"), "--store", restored).code == 0
    one, two = (
        json.loads(cli("history", "--json", "-", "--store", s).out) for s in (store, restored)
    )
    assert one == two


def test_the_policy_file_is_written_changed_and_taken(cli: Cli, demo: Path, tmp_path: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    path = tmp_path / "p.toml"
    assert cli("policy", "-o", str(path)).code == 0
    path.write_text(path.read_text("utf-8").replace("max_km = 100", "max_km = 5"), "utf-8")
    near = json.loads(
        cli("plan", "--school-year", "2026/2027", "--policy", str(path), "--json", "-", *at).out
    )
    assert all(
        line["distance_km"] <= 5 or line["pinned"]  # a pin goes as far as it must
        for line in near["assignments"]
        if line["mode"] == "on_site"
    )


def test_the_doctor_finds_this_installation_healthy(cli: Cli, demo: Path) -> None:
    told = cli("doctor", "--store", str(demo / "methodnet.db"))
    assert told.code == 0, told.out
    assert "Всё исправно" in told.out


def test_the_workbook_of_another_country_goes_in_and_out_whole(cli: Cli, tmp_path: Path) -> None:
    book = str(files("graph.samples").joinpath("dobrush.xlsx"))
    store = str(tmp_path / "dobrush.db")
    taken = cli("import", book, "--confirm", "--store", store)
    assert taken.code == 0, taken.out
    assert cli("export", "-o", "out.xlsx", "--store", store).code == 0
    assert "Изменений нет" in cli("import", "out.xlsx", "--store", store).out


def test_the_doctor_sees_that_a_database_is_damaged(cli: Cli, demo: Path) -> None:
    path = demo / "methodnet.db"
    cli("history", "--store", str(path))
    content = bytearray(path.read_bytes())
    content[20_000:60_000] = bytes(7 for _ in range(40_000))
    path.write_bytes(content)
    told = cli("doctor", "--store", str(path))
    assert told.code == 1
    assert "повреждён" in told.out


def test_the_history_is_told_in_the_regions_time(
    cli: Cli, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    zones = []
    for zone in ("Europe/Moscow", "Asia/Vladivostok"):
        monkeypatch.setenv("METHODNET_TZ", zone)
        zones.append(json.loads(cli("history", "--json", "-", *at).out)["changes"][0]["at"][-6:])
    assert zones == ["+03:00", "+10:00"]


@pytest.mark.parametrize("name", ["net.graphml", "net.gexf"])
def test_the_network_goes_out_as_a_graph(cli: Cli, demo: Path, name: str) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    assert cli("export", "-o", name, *at).code == 0
    read = nx.read_graphml if name.endswith("graphml") else nx.read_gexf
    assert read(name).nodes["23-23-s01"]["kind"] == "school"


def test_the_card_goes_out_as_the_document_that_programs_get(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    told = cli("show", "23-23-s01", "--json", "-", *at)
    found = json.loads(told.out)
    assert (told.code, found["id"], found["closed"]) == (0, "23-23-s01", False)
    assert CardOut.model_validate(found).model_dump(mode="json") == found
    assert cli("show", "23-23-s01", "--json", "card.json", *at).out
    assert json.loads(Path("card.json").read_text("utf-8")) == found


def test_a_card_tells_programs_why_an_organisation_is_isolated(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    report = json.loads(cli("isolated", "--json", "-", *at).out)
    first = report["findings"][0]
    found = json.loads(cli("show", first["organisation"], "--json", "-", *at).out)
    assert found["finding"]["text"] in first["text"]
    quiet = {one["organisation"] for one in report["findings"]}
    assert (
        "23-23-s01" in quiet
        or not json.loads(cli("show", "23-23-s01", "--json", "-", *at).out)["finding"]
    )


def test_an_order_goes_out_as_a_document(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    plan = json.loads((demo / "plan.json").read_text("utf-8"))["id"]
    assert cli("approve", plan, "--reason", "совещание", *at).code == 0
    terms = ("order", plan, "--number", "412", "--date", "28.08.2026", "--json", "-")

    seen = json.loads(cli(*terms, *at).out)
    done = json.loads(cli(*terms, "--confirm", "--reason", "подписан", *at).out)

    assert (seen["number"], seen["date"], seen["revision"]) == ("412", "2026-08-28", None)
    assert len(seen["begun"]) > 0
    assert {**seen, "revision": done["revision"]} == done
    assert OrderOut.model_validate(done).model_dump(mode="json") == done
    newest = json.loads(cli("history", "--json", "-", *at).out)["changes"][0]
    assert (newest["revision"], newest["action"]) == (done["revision"], "order")


def test_the_doctor_answers_programs(cli: Cli, demo: Path, tmp_path: Path) -> None:
    told = cli("doctor", "--json", "-", "--store", str(demo / "methodnet.db"))
    found = json.loads(told.out)
    assert (told.code, found["healthy"]) == (0, True)
    assert all(check["fine"] and check["text"] for check in found["checks"])
    (tmp_path / "bad.db").write_bytes(b"this is no database" * 100)
    told = cli("doctor", "--json", "-", "--store", str(tmp_path / "bad.db"))
    wrong = [check["code"] for check in json.loads(told.out)["checks"] if not check["fine"]]
    assert (told.code, wrong) == (1, ["store.not_a_database"])


@pytest.mark.parametrize(
    "words",
    [
        ("import", "demo/network.xlsx", "--confirm"),
        ("undo", "2", "--reason", "проверка"),
        ("show", "23-23-s01"),
        ("isolated",),
    ],
)
def test_a_command_reads_the_network_once(
    cli: Cli, demo: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    read = SqliteStore.read
    reads: list[Revision | None] = []

    def counted(store: SqliteStore, *, at: Revision | None = None) -> Network:
        reads.append(at)
        return read(store, at=at)

    monkeypatch.setattr(SqliteStore, "read", counted)
    told = cli(*words, *at)
    assert told.code == 0, told.out + told.err
    assert reads == [None]


def test_an_undo_that_is_refused_names_records_as_people_do(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    plan = json.loads((demo / "plan.json").read_text("utf-8"))["id"]
    assert cli("approve", plan, "--reason", "совещание", *at).code == 0
    refused = cli("undo", "2", "--reason", "проверка", *at)
    assert refused.code == 2
    assert f"(План: {plan})" in refused.out + refused.err
