"""Adjustments drawn for a network, and the same made by hand in its rows."""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from graph.model.choices import Rule
from graph.model.need import Need, Offer
from graph.network import Network
from services.assignment.adjustment import Adjustment, AdjustmentKind
from tests.unit.assignment.oracle import DAY
from tests.unit.assignment.towns import changed, rule

_RULES = {
    AdjustmentKind.PIN: Rule.PIN,
    AdjustmentKind.BAN: Rule.FORBID,
    AdjustmentKind.PREFER: Rule.PREFER,
}


def some_adjustment(network: Network, rng: Random) -> Adjustment:
    """Draw one adjustment of an offer, mostly with a need of its direction."""
    offer: Offer = rng.choice(list(network.offers))
    if rng.random() < 0.4:
        return Adjustment(
            kind=AdjustmentKind.PLACES,
            leader=offer.organisation,
            direction=offer.direction,
            places=rng.choice([-2, -1, -1, 1, 1, 2, 15]),
        )
    needs = [n for n in network.needs if n.direction == offer.direction] or list(network.needs)
    need: Need = rng.choice(needs)
    return Adjustment(
        kind=rng.choice(list(_RULES)),
        leader=offer.organisation,
        mentee=need.organisation,
        direction=rng.choice([None, need.direction, need.direction]),
    )


def by_hand(network: Network, adjustments: Iterable[Adjustment]) -> Network | None:
    """Return the network with the rows changed, None where places would fall below zero."""
    for one in adjustments:
        if one.kind is not AdjustmentKind.PLACES:
            row = rule(_RULES[one.kind], one.leader, one.mentee or "", one.direction)
            network = changed(network, row)
            continue
        leader = network.organisation(one.leader)
        offers = [offer for offer in network.offers if _is_meant(offer, one)]
        if not offers or (leader.to_date and leader.to_date <= DAY):
            return None
        total = leader.places_total
        if total is not None:
            network = changed(network, replace(leader, places_total=total + one.places))
        network = changed(network, replace(offers[-1], places=offers[-1].places + one.places))
        if min(offers[-1].places, total or 0 if total is not None else 99) + one.places < 0:
            return None
    return network


def _is_meant(offer: Offer, one: Adjustment) -> bool:
    is_valid = offer.from_date <= DAY and (offer.to_date is None or offer.to_date > DAY)
    return (offer.organisation, offer.direction) == (one.leader, one.direction) and is_valid
