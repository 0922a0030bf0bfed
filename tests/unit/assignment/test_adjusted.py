"""What a planner tries becomes data: no row twice, no place below zero, no two words at once."""

from dataclasses import replace
from datetime import date

import pytest

from graph.errors import InputError, MethodNetError
from graph.model.changes import put
from graph.model.choices import Rule
from graph.model.ids import DirectionId, OrganisationId
from graph.model.need import Direction, Offer, Restriction
from graph.network import Network
from services.assignment.adjusted import adjusted_changes
from services.assignment.adjustment import read_adjustment
from services.assignment.examples import tiny_network

DAY = date(2026, 9, 1)


def changed(network: Network, *texts: str, until: date | None = None) -> Network:
    """Return the network after the adjustments."""
    changes = adjusted_changes(
        network,
        [read_adjustment(text) for text in texts],
        day=DAY,
        reason="Так решили на совещании",
        author="Методист",
        until=until,
    )
    return network.after(changes, network.revision)


def with_rows(*rows: Restriction) -> Network:
    """Return the tiny network, also with an offer of `b` and these restrictions."""
    offer = Offer(
        organisation=OrganisationId("c"), direction=DirectionId("reading"), places=2, from_date=DAY
    )
    return tiny_network().after(put((offer, *rows)), tiny_network().revision)


def row(rule: Rule, leader: str = "a", mentee: str = "b", **fields: object) -> Restriction:
    """Return a restriction of a pair."""
    given = {"leader": OrganisationId(leader), "mentee": OrganisationId(mentee), "rule": rule}
    return Restriction(**{**given, **fields})  # type: ignore[arg-type]  # fields of a test


@pytest.mark.parametrize(
    ("text", "rule", "direction"),
    [
        ("pin:a:b:reading", Rule.PIN, "reading"),
        ("ban:a:b", Rule.FORBID, None),
        ("prefer:a:b:reading", Rule.PREFER, "reading"),
    ],
)
def test_a_decision_on_a_pair_is_a_row_with_its_reason(
    text: str, rule: Rule, direction: str | None
) -> None:
    (made,) = changed(tiny_network(), text, until=date(2027, 1, 1)).restrictions
    assert (made.rule, made.direction, made.until) == (rule, direction, date(2027, 1, 1))
    assert (made.reason, made.author) == ("Так решили на совещании", "Методист")


def test_a_row_that_says_the_same_is_extended_and_never_doubled() -> None:
    short = row(Rule.FORBID, until=date(2026, 12, 1))
    assert [r.until for r in changed(with_rows(short), "ban:a:b").restrictions] == [None]
    ended = row(Rule.FORBID, until=DAY)
    later = date(2027, 1, 1)
    after = changed(with_rows(ended), "ban:a:b", until=later)
    assert [r.until for r in after.restrictions] == [later]


def test_what_stands_already_and_longer_stays_as_it_is() -> None:
    network = with_rows(row(Rule.FORBID))
    after = changed(network, "ban:a:b", "ban:a:b", until=date(2027, 1, 1))
    assert list(after.restrictions) == list(network.restrictions)


def test_places_go_to_the_offer_and_to_the_total_where_one_is_given() -> None:
    network = tiny_network()
    assert [o.places for o in changed(network, "places:a:reading:+2").offers] == [3]
    limited = replace(network.organisation("a"), places_total=1)
    network = network.after(put([limited]), network.revision)
    after = changed(network, "places:a:reading:+1", "places:a:reading:+1")
    assert after.organisation("a").places_total == 3
    assert [o.places for o in after.offers] == [3]


def test_the_newest_of_two_offers_in_force_is_the_one_that_grows() -> None:
    newer = Offer(
        organisation=OrganisationId("a"),
        direction=DirectionId("reading"),
        places=5,
        from_date=date(2026, 8, 1),
    )
    coming = replace(newer, from_date=date(2026, 10, 1))
    network = tiny_network().after(put((newer, coming)), tiny_network().revision)
    after = changed(network, "places:a:reading:+1")
    assert [(o.from_date.month, o.places) for o in after.offers] == [(8, 5), (9, 2), (10, 5)]


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["pin:nobody:b"], "organisation.unknown"),
        (["ban:a:nobody"], "organisation.unknown"),
        (["prefer:a:b:nothing"], "adjust.direction_unknown"),
        (["pin:a:c:maths"], "adjust.pin_no_need"),
        (["pin:b:c:reading"], "adjust.pin_no_offer"),
        (["pin:b:c"], "adjust.pin_fits_nothing"),
        (["pin:a:b", "ban:a:b:reading"], "adjust.pin_and_ban"),
        (["ban:a:b", "pin:a:b:reading"], "adjust.pin_and_ban"),
        (["pin:a:b", "pin:c:b:reading"], "adjust.pin_twice"),
        (["places:b:reading:+1"], "adjust.no_offer"),
        (["places:a:reading:-2"], "adjust.places_below_zero"),
        (["places:a:reading:+1000"], "adjust.places_absurd"),
    ],
)
def test_what_cannot_be_is_refused(texts: list[str], code: str) -> None:
    network = with_rows()
    maths = Direction(id=DirectionId("maths"), name="Математика")
    network = network.after(put([maths]), network.revision)
    with pytest.raises(MethodNetError) as refused:
        changed(network, *texts)
    assert refused.value.code == code


def test_contradictions_with_rows_that_stand_name_both() -> None:
    for there, text in ((Rule.PIN, "ban:a:b"), (Rule.FORBID, "pin:a:b")):
        with pytest.raises(InputError) as refused:
            changed(with_rows(row(there)), text)
        assert refused.value.code == "adjust.pin_and_ban"
        named = [refused.value.message.params[name].params for name in ("new", "other")]  # type: ignore[union-attr]  # both are messages
        assert [part["leader"] for part in named] == ["Школа a", "Школа a"]


def test_a_row_that_has_ended_is_no_contradiction() -> None:
    network = with_rows(row(Rule.FORBID, until=DAY), row(Rule.PIN, leader="c", until=DAY))
    assert len(changed(network, "pin:a:b").restrictions) == 3


def test_a_total_below_zero_and_an_end_before_the_day_are_refused() -> None:
    network = tiny_network()
    limited = replace(network.organisation("a"), places_total=0)
    network = network.after(put([limited]), network.revision)
    with pytest.raises(InputError, match=r"adjust\.total_below_zero"):
        changed(network, "places:a:reading:-1")
    with pytest.raises(InputError, match=r"adjust\.until_past"):
        changed(network, "ban:a:b", until=DAY)
