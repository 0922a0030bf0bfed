"""A curator's red list and meetings without a word through the command line."""

import json
from datetime import timedelta
from pathlib import Path

import jsonschema

from graph.model.choices import EventStatus
from graph.stores.sqlite import SqliteStore
from tests.api.test_advice import schema
from tests.cli.conftest import Cli

LATER = "2026-12-31"


def test_a_red_list_is_told_and_written(cli: Cli, demo: Path) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    who = min(SqliteStore(demo / "methodnet.db").read().curators.column("curator"))
    found = json.loads(cli("red-list", who, "--json", "-", *at).out)
    jsonschema.validate(found, schema("red_list"))
    told = cli("red-list", who, "--xlsx", "red.xlsx", *at)
    assert told.out.splitlines() == found["texts"]
    assert Path("red.xlsx").stat().st_size > 0
    unknown = cli("red-list", "nobody", *at)
    assert unknown.code == 2
    assert "nobody" in unknown.err


def test_meetings_are_marked_with_one_word_a_reason_and_after_their_day(
    cli: Cli, demo: Path
) -> None:
    at = ("--store", str(demo / "methodnet.db"))
    network = SqliteStore(demo / "methodnet.db").read()
    day = network.head.reference_date
    assert day is not None
    planned = [one for one in network.events if one.status is EventStatus.PLANNED]
    code = next(one.id for one in planned if day + timedelta(days=1) < one.date)
    coming = json.loads(cli("meetings", "--json", "-", "--as-of", LATER, *at).out)
    jsonschema.validate(coming, schema("meetings"))
    assert code not in {one["event"] for one in coming["meetings"]}
    assert cli("meetings", "--held", code, *at).code == 2
    both = cli("meetings", "--held", code, "--cancelled", code, "--reason", "так", *at)
    assert both.code == 2
    early = cli("meetings", "--held", code, "--reason", "сказала площадка", *at)
    assert early.code == 2
    assert "ещё не прошло" in early.err
    assert cli("meetings", *at).out.startswith("Прошло, но не отмечено на ")
