"""Only one process is let in, and the next one when it has gone, even if it was killed."""

import subprocess
import sys
from pathlib import Path

from tests.tools.turns import _take, only_one

HOLD = """
import sys
from pathlib import Path
from tests.tools.turns import only_one

with only_one(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.read()
"""


def is_free(path: Path) -> bool:
    with path.open("a", encoding="ascii") as file:
        return _take(file.fileno())


def test_one_holds_it_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "turn"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "in\n"
        assert not is_free(path)
        holder.kill()
    assert is_free(path)
    with only_one(path):
        assert not is_free(path)
    assert is_free(path)
