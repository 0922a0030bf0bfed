"""The repair command accepts: shown without a reason, stored with one, taken back by undo."""

import json
from pathlib import Path

from tests.cli.conftest import Cli


def test_a_proposal_is_weighed_accepted_and_taken_back(cli: Cli, demo: Path) -> None:
    store = ("--store", str(demo / "methodnet.db"))
    words = ("repair", "--goal", "connected", *store)
    ties = json.loads(cli(*words, "--json", "-").out)["ties"]
    shown = cli(*words, "--accept", "all")
    assert shown.code == 0, shown.err
    assert "Ничего не изменено." in shown.out
    one = f"{ties[0]['from']}:{ties[0]['to']}"
    done = cli(*words, "--accept", one, "--ties-only", "--reason", "решили", "--json", "-")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert (found["chosen"], found["plan"], len(found["ties"])) == (1, None, 1)
    again = cli(*words, "--accept", "a:b", "--reason", "решили")
    assert again.code == 2
    assert "в предложении нет" in again.err
    assert f"например {one}." in again.err
    same = cli(*words, "--accept", "s-1:s-1", "--reason", "решили")
    assert "одна и та же организация" in same.err
    undone = cli("undo", str(found["revision"]), "--reason", "передумали", *store)
    assert undone.code == 0, undone.err
    assert json.loads(cli(*words, "--json", "-").out)["ties"] == ties
