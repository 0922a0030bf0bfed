"""Imports into a store and may be killed at any moment: run by `test_crash.py`.

Says ``begun`` when the import begins and ``done`` when it was acknowledged.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

from graph.model.changes import Change, put
from graph.model.record import Record
from graph.stores.sqlite import SqliteStore
from tests.contract.samples import HEAD, MATHS, TOWN, decision, need, record, school

PARTS = 25
"""Into how many pieces the control cuts the import, as a careless program would."""

MUNICIPALITY = (60, 1_500)
REGION = (3_500, 15_000)
"""Sizes: organisations, events."""


def base(organisations: int) -> list[Record]:
    """Return what the store holds before."""
    return [TOWN, MATHS, *(school(f"s{i:04}") for i in range(organisations))]


def coming(organisations: int, number: int) -> list[Change]:
    """Return what the import changes: a name in every organisation, a need of each, its events."""
    events = [
        record(
            "event",
            id=f"e{i:05}",
            date=date(2025, 9, 1) + timedelta(days=i % 300),
            name=f"Семинар {i}",
            host=f"s{i % organisations:04}",
            participants=tuple(
                (f"s{k:04}", k) for k in sorted((i + k) % organisations for k in range(1, 6))
            ),
        )
        for i in range(number)
    ]
    renamed = [
        Change(before=one, after=school(str(one.key), name="Новое имя", pupils=100))
        for one in base(organisations)[2:]
    ]
    return [*renamed, *put([need(f"s{i:04}") for i in range(organisations)]), *put(events)]


def say(word: str) -> None:
    """Tell the parent, at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(path: Path, how: str, organisations: int, number: int) -> None:
    """Import whole, or in parts as the control."""
    store = SqliteStore(path, create_as=HEAD)
    changes = coming(organisations, number)
    size = len(changes) // PARTS + 1 if how == "parts" else len(changes)
    say("begun")
    for start in range(0, len(changes), size):
        part = decision(*changes[start : start + size], request_key=f"import-{start}")
        store.apply(part, based_on=store.head().revision)
    say("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
