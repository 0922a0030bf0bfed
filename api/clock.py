"""The steady clock of the faces."""

import time


def clock_ms() -> int:
    """Return milliseconds of a steady clock, to tell how long something took."""
    return time.monotonic_ns() // 1_000_000
