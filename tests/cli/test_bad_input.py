"""Bad input gets one Russian sentence with what, where and the way out; nothing is half done."""

import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

REFUSED, FAILED = 2, 1


def one_sentence(text: str) -> None:
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) == 1, text
    assert any("а" <= letter.lower() <= "я" for letter in lines[0])
    assert lines[0].rstrip()[-1] in ".!?…\"'»", lines[0]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["plan", "--school-year", "2026"], REFUSED, "учебный год"),
        (["plan", "--school-year", "2026/2028"], REFUSED, "учебный год"),
        (["plan", "--school-year", "2099/2100"], REFUSED, "2099/2100"),
        (["plan", "--school-year", "2026/2027", "--as-of", "32.13.2026"], REFUSED, "32.13.2026"),
        (["plan", "--school-year", "2026/2027", "--scope", "планета"], REFUSED, "планета"),
        (["plan", "--school-year", "2026/2027", "--scope", "municipality:no"], REFUSED, "no"),
        (["plan", "--school-year", "2026/2027", "--policy", "нет.toml"], REFUSED, "нет.toml"),
        (["check", "2099-1"], REFUSED, "2099-1"),
        (["explain", "2099-1"], REFUSED, "2099-1"),
        (["explain", "2026-1", "--mentee", "нет"], REFUSED, "нет"),
        (["approve", "2099-1", "--reason", "р"], REFUSED, "2099-1"),
        (["approve", "2026-1"], REFUSED, "--reason"),
        (["withdraw", "2099-1", "--reason", "р"], REFUSED, "2099-1"),
        (["order", "2026-1", "--number", "1", "--date", "28.08.2026"], REFUSED, "2026-1"),
        (["order", "2026-1", "--number", "1", "--date", "завтра"], REFUSED, "завтра"),
        (["undo", "1", "--reason", "р"], REFUSED, "первая загрузка"),
        (["undo", "99", "--reason", "р"], REFUSED, "99"),
        (["show", "нет-такой"], REFUSED, "нет-такой"),
        (["isolated", "--as-of", "вчера"], REFUSED, "вчера"),
        (
            ["isolated", "--window", "0"],
            REFUSED,
            "--window: нужно целое число от 1 до 120, указано «0».",
        ),
        (["isolated", "--window=x"], REFUSED, "от 1 до 120, указано «x»."),
        (["isolated", "--days", "0"], REFUSED, "от 1 до 3660, указано «0»."),
        (["repair", "--goal", "hops", "--capacity", "-1"], REFUSED, "от 0, указано «-1»."),
        (["repair", "--goal", "hops", "--max-km", "q"], REFUSED, "число от 0 до 20\u00a0000"),
        (["repair", "--goal", "чушь"], REFUSED, "connected, no_critical_tie, hops"),
        (["undo", "x", "--reason", "р"], REFUSED, "РЕДАКЦИЯ: нужно целое число."),
        (["isolated", "--xlsx", "x.txt"], REFUSED, "кончаться на .xlsx, а указано x.txt"),
        (["isolated", "--municipality", "99-99"], REFUSED, "99-99"),
        (["isolated", "--municipality", "23-01", "--trend"], REFUSED, "--municipality"),
        (["check", "нет"], REFUSED, "Плана «нет» нет."),
        (["red-list"], REFUSED, "Не указан код куратора"),
        (["map", "-o", "m.docx"], REFUSED, "m.docx"),
        (["map", "-o", "m.svg", "--view", "глобус"], REFUSED, "глобус"),
        (["map", "-o", "m.svg", "--overlay", "погода"], REFUSED, "погода"),
        (["map", "-o", "m.svg", "--overlay", "plan:2099-1"], REFUSED, "2099-1"),
        (["map", "-o", "m.svg", "--municipality", "99-99"], REFUSED, "99-99"),
        (["map", "-o", "нет/m.svg"], FAILED, "нет/m.svg"),
        (["export", "-o", "нет/e.xlsx"], FAILED, "нет/e.xlsx"),
        (["export", "-o", "e.pdf"], REFUSED, "e.pdf"),
        (["template", "-o", "t.txt"], REFUSED, "t.txt"),
        (["import", "нет.xlsx"], REFUSED, "нет.xlsx"),
        (["restore", "нет.db"], REFUSED, "уже есть"),
        (["policy", "-o", "p.toml", "--name", "мой"], REFUSED, "мой"),
        (["serve", "--host", "0.0.0.0"], REFUSED, "0.0.0.0"),  # noqa: S104 - what is refused
        (["demo", "--size", "огромный"], REFUSED, "огромный"),
        (["летать"], REFUSED, "летать"),
        (["plan", "--год", "2026"], REFUSED, "--год"),
    ],
)
def test_it_is_refused_in_one_sentence_that_names_it(
    cli: Cli,
    demo: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    words: list[str],
    code: int,
    says: str,
) -> None:
    store = demo / "methodnet.db"
    monkeypatch.setenv("METHODNET_STORE", str(store))
    before = revision(store)
    told = cli(*words)
    assert told.code == code, told
    assert says in told.err
    assert told.out == ""
    one_sentence(told.err)
    assert revision(store) == before


def revision(path: Path) -> int:
    db = sqlite3.connect(path)
    try:
        return int(db.execute("SELECT revision FROM head").fetchone()[0])
    finally:
        db.close()


@pytest.mark.parametrize(
    ("address", "code", "says"),
    [
        ("нет.db", FAILED, "нет.db"),
        ("sqlite://a.db", REFUSED, "sqlite://a.db"),
        ("postgres://host/db", REFUSED, "непонятен"),
        ("neo4j://", REFUSED, "neo4j://"),
        ("neo4j://user:secret@host:port", REFUSED, "host:port"),
    ],
)
def test_a_wrong_store_address_is_refused_without_its_password(
    cli: Cli, address: str, code: int, says: str
) -> None:
    told = cli("history", "--store", address)
    assert told.code == code
    assert says in told.err
    assert "secret" not in told.err
    one_sentence(told.err)


@pytest.mark.parametrize(
    ("name", "value"), [("METHODNET_TODAY", "завтра"), ("METHODNET_TZ", "Луна/Море")]
)
def test_a_wrong_setting_is_named(
    cli: Cli, demo: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    told = cli("approve", "2026-1", "--reason", "р", "--store", str(demo / "methodnet.db"))
    assert told.code == REFUSED
    assert name in told.err
    one_sentence(told.err)


def test_a_policy_with_an_unknown_goal_names_line_and_goal(
    cli: Cli, demo: Path, tmp_path: Path
) -> None:
    path = tmp_path / "p.toml"
    cli("policy", "-o", str(path))
    text = path.read_text("utf-8").replace('"pairs_kept"', '"счастье"')
    path.write_text(text, "utf-8")
    told = cli(
        "plan",
        "--school-year",
        "2026/2027",
        "--policy",
        str(path),
        "--store",
        str(demo / "methodnet.db"),
    )
    assert told.code == REFUSED
    assert "счастье" in told.err
    one_sentence(told.err)


def test_a_damaged_workbook_is_refused_and_nothing_is_stored(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 100)
    told = cli("import", "b.xlsx", "--confirm", "--store", "new.db")
    assert told.code == REFUSED
    assert "IMP-" in told.out
    assert cli("history", "--store", "new.db").code == FAILED


def test_the_list_of_commands_is_whole_in_80_columns(cli: Cli) -> None:
    told = cli("--help").out
    assert "..." not in told
    assert "…" not in told.replace("КОМАНДА …", "")
    assert max(map(len, told.splitlines())) <= 80


def test_the_columns_of_a_help_page_stay_in_line(cli: Cli) -> None:
    page = cli("adjust", "--help").out
    lines = [line for line in page.splitlines() if line.startswith("  --")]
    starts = {found.end() for line in lines if (found := re.match(r"  --\S+(?: \S+)?  +", line))}
    assert (len(lines) > 5, len(starts)) == (True, 1)


def test_an_option_that_cannot_be_read_shows_its_own_form(cli: Cli) -> None:
    told = cli("adjust", "2026-1", "--places", "abc")
    assert told.code == 2
    assert "--places ЛИДЕР:НАПРАВЛЕНИЕ:+1" in told.err
    assert "pin:" not in told.err


def test_help_is_russian_throughout(cli: Cli) -> None:
    for words in ([], ["plan"], ["order"], ["neo4j"], ["neo4j", "start"]):
        told = cli(*words, "--help")
        assert told.code == 0
        for english in ("Usage", "Options", "Show this", "required", "default"):
            assert english not in told.out, words


def test_a_neo4j_that_is_down_is_told_in_one_sentence(cli: Cli) -> None:
    told = cli("history", "--store", "bolt://127.0.0.1:1")
    assert told.code == FAILED
    assert "127.0.0.1:1" in told.err
    one_sentence(told.err)


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_a_wrong_neo4j_password_is_told_in_one_sentence_without_it(
    cli: Cli, neo4j_url: str
) -> None:
    host = neo4j_url.rpartition("@")[2]
    told = cli("history", "--store", f"bolt://neo4j:not-this-one@{host}")
    assert told.code == FAILED
    assert "not-this-one" not in told.err
    one_sentence(told.err)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["demo", "--dir", "file/inside", "--size", "municipality", "--no-serve"], "file/inside"),
        (["plan", "--school-year", "0000/0001"], "0000/0001"),
        (["undo", "99999999999999999999", "--reason", "р"], "99999999999999999999"),
        (["plan", "--school-year", "2026/2027", "--json", "нет/p.json"], "нет/p.json"),
        (["backup", "-o", "нет/b.db"], "нет/b.db"),
        (["approve", "2026-1", "--reason", "р" * 501], "500"),
    ],
)
def test_what_the_world_refuses_is_told_in_one_sentence_and_leaves_no_trace(
    cli: Cli, demo: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    store = demo / "methodnet.db"
    monkeypatch.setenv("METHODNET_STORE", str(store))
    Path("file").touch()
    before = revision(store)
    told = cli(*words)
    assert told.code in (FAILED, REFUSED)
    assert says in told.err
    one_sentence(told.err)
    assert revision(store) == before
