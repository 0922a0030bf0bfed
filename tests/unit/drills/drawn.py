"""Networks drawn from a seed: a few organisations with leaders, curators, pairs and events."""

from datetime import date
from random import Random

from graph.model.choices import OrganisationKind
from graph.model.record import Record
from graph.model.tie import Pair
from graph.network import Network
from tests.unit.isolation import build

KINDS = (*["school"] * 6, *["methodical_service"] * 2, "institute", "university")
DAYS = (build.INSIDE, build.INSIDE, build.FIRST, build.BEFORE, date(2026, 8, 25))
BORDERS = (None, None, None, None, build.DAY, build.LONG_AGO)


def drawn(seed: int) -> Network:
    """Return a network of up to sixteen organisations, always the same for a seed."""
    dice = Random(seed)  # noqa: S311 - no secret
    codes = [f"o{i:02d}" for i in range(dice.randint(1, 16))]
    records: list[Record] = [
        build.organisation(
            code,
            OrganisationKind(dice.choice(KINDS)),
            municipality=dice.choice(["m1", "m2", "m3"]),
            service=dice.choice([None, None, dice.choice(codes), "gone"]),
            to_date=dice.choice(BORDERS),
        )
        for code in codes
    ]
    for i in range(dice.randint(0, 2 * len(codes))):
        guests = dice.sample(codes, min(len(codes), dice.randint(1, 2)))
        records.append(build.event(f"e{i}", dice.choice(codes), *guests, on=dice.choice(DAYS)))
    leaders = dice.sample(codes, dice.randint(0, min(4, len(codes))))
    records += [build.offer(code, to_date=dice.choice(BORDERS)) for code in leaders]
    seen: set[tuple[str, str, str]] = set()
    for _ in range(dice.randint(0, 6)):
        made = (dice.choice(codes), dice.choice(codes), dice.choice(["d1", "d2"]))
        if made[0] != made[1] and made not in seen:
            seen.add(made)
            leader, mentee, direction = made
            records.append(
                Pair(
                    leader=leader,  # type: ignore[arg-type]  # codes are texts here
                    mentee=mentee,  # type: ignore[arg-type]  # as above
                    direction=direction,  # type: ignore[arg-type]  # as above
                    from_date=build.LONG_AGO,
                    to_date=dice.choice(BORDERS),
                )
            )
    people = [f"p{i}" for i in range(4)]
    records += [
        build.person(
            who,
            dice.choice(codes),
            capacity=dice.choice([None, 0, 1, 2]),
            to_date=dice.choice(BORDERS),
        )
        for who in people
    ]
    records.append(build.community("c1", to_date=dice.choice(BORDERS)))
    cared = {(dice.choice(people), dice.choice([*codes, "c1", "gone"])) for _ in range(10)}
    records += [
        build.curator(who, what, to_date=dice.choice(BORDERS)) for who, what in sorted(cared)
    ]
    return Network.of(records)
