"""What must hold of any network: a tie never isolates, names and repeats do not matter."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.model.event import Event
from graph.model.record import Record
from services.isolation.findings import IsolationReport
from tests.unit.isolation import build
from tests.unit.isolation.drawn import CODES, networks
from tests.unit.isolation.oracle_more import with_codes

NEVER_MORE = ({"K1"}, {"K4"}, {"K4", "K5"}, {"K4", "K6"}, {"K4", "K7"})
"""Who comes back from being cut off may still hang on one tie: that is less, not more."""


def of_kinds(made: IsolationReport, wanted: set[str]) -> set[str]:
    return {code for code, kinds in build.kinds(made).items() if wanted & set(kinds)}


@settings(max_examples=100, deadline=None)
@given(networks(), st.permutations(CODES))
def test_a_new_tie_makes_nobody_more_isolated(records: list[Record], order: list[str]) -> None:
    before = build.report(*records)
    after = build.report(*records, build.event("new", order[0], order[1], on=build.DAY))

    for wanted in NEVER_MORE:
        assert of_kinds(after, wanted) <= of_kinds(before, wanted)


@settings(max_examples=60, deadline=None)
@given(networks(), st.permutations(CODES))
def test_other_codes_change_nothing_but_the_codes(records: list[Record], order: list[str]) -> None:
    codes = dict(zip(CODES, order, strict=True))
    last_wins = {(r.entity, r.key): r for r in records}.values()
    before = build.report(*last_wins)
    after = build.report(*(with_codes(record, codes) for record in last_wins))

    assert after.counts == before.counts
    renamed = {codes[code]: kinds for code, kinds in build.kinds(before).items()}
    assert build.kinds(after) == renamed


@settings(max_examples=60, deadline=None)
@given(networks())
def test_the_same_event_again_is_no_redundancy(records: list[Record]) -> None:
    last_wins = list({(r.entity, r.key): r for r in records}.values())
    again = [replace(r, id=f"{r.id}-again") for r in last_wins if isinstance(r, Event)]  # type: ignore[arg-type]  # codes are texts here
    assume(again)

    assert build.kinds(build.report(*last_wins, *again)) == build.kinds(build.report(*last_wins))
