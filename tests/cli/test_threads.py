"""The program asks for one thread of linear algebra, unless the user has asked for more."""

import os
import subprocess
import sys

import pytest

ASK = "import os, api.cli; print(os.environ.get('OPENBLAS_NUM_THREADS', '-'))"
NAMES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@pytest.mark.parametrize(
    ("given", "told"),
    [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3"), ({"OMP_NUM_THREADS": "2"}, "-")],
)
def test_one_thread_unless_the_user_says_otherwise(given: dict[str, str], told: str) -> None:
    plain = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=plain | given, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == told


def test_the_threads_are_told_before_numpy_is_there() -> None:
    ask = "import api, sys; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
