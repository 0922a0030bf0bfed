"""Networks drawn at random for repairs: few organisations on a plain, some ties, bans, branches."""

from hypothesis import strategies as st

from graph.model.choices import Rule
from graph.model.need import Distance, Restriction
from graph.model.record import Record
from graph.model.tie import Pair
from tests.unit.isolation import build

KINDS = ["school", "school", "school", "school", "university", "authority"]
DEGREES = st.integers(0, 12).map(lambda n: 45 + n / 10)


@st.composite
def networks(draw: st.DrawFn, size: int = 5) -> list[Record]:
    codes = [f"o{i}" for i in range(size)]
    code = st.sampled_from(codes)
    records: list[Record] = []
    for of in codes:
        located = draw(st.integers(0, 5)) > 0
        parent = draw(st.sampled_from([None, None, None, None, "o0"]))
        records.append(
            build.organisation(
                of,
                draw(st.sampled_from(KINDS)),
                municipality=draw(st.sampled_from(["m1", "m1", "m2"])),
                parent=None if of == "o0" else parent,
                lat=draw(DEGREES) if located else None,
                lon=draw(DEGREES) if located else None,
            )
        )
    records += [build.offer(of) for of in draw(st.lists(code, max_size=2, unique=True))]
    for i in range(draw(st.integers(0, 3))):
        host, guest = draw(st.lists(code, min_size=2, max_size=2, unique=True))
        on = draw(st.sampled_from([build.INSIDE, build.INSIDE, build.LONG_AGO]))
        records.append(build.event(f"e{i}", host, guest, on=on))
    pairs = st.lists(code, min_size=2, max_size=2, unique=True)
    for leader, mentee in draw(st.lists(pairs, max_size=2)):
        direction = draw(st.sampled_from([None, None, "d1"]))
        records.append(
            Restriction(leader=leader, mentee=mentee, rule=Rule.FORBID, direction=direction)  # type: ignore[arg-type]  # codes are texts here
        )
    for one, other in draw(st.lists(pairs, max_size=2)):
        km = draw(st.sampled_from([0.0, 1.25, 40.0, 150.0]))
        records.append(Distance(from_organisation=one, to_organisation=other, km=km))  # type: ignore[arg-type]  # as above
    for leader, mentee in draw(st.lists(pairs, max_size=1)):
        records.append(
            Pair(leader=leader, mentee=mentee, direction="d1", from_date=build.INSIDE)  # type: ignore[arg-type]  # as above
        )
    return list({(r.entity, r.key): r for r in records}.values())
