"""A leader leaves: the plan without it that moves the fewest others."""

from graph.errors import InputError
from graph.model.changes import Change
from graph.model.choices import Rule
from graph.network import Network
from services.assignment.advice.fewest import Replacement, with_fewest_changes
from services.assignment.planned import PlannedAssignment


def without_leader(network: Network, planned: PlannedAssignment, leader: str) -> Replacement:
    """Return the plan that is left when `leader` leads nobody any more.

    All offers and pins of the leader vanish; its own needs stay. What is best then is said in
    `services.assignment.advice.fewest.with_fewest_changes`.

    Parameters
    ----------
    network
        The network the plan was made on.

    Raises
    ------
    NotFoundError
        If there is no such organisation.
    InputError
        If the organisation offers nothing.
    """
    network.organisation(leader)
    return with_fewest_changes(network_without_leader(network, leader), planned)


def network_without_leader(network: Network, leader: str) -> Network:
    """Return the network without offers and pins of the leader.

    Raises
    ------
    InputError
        If the organisation offers nothing.
    """
    offers = [offer for offer in network.offers if offer.organisation == leader]
    if not offers:
        raise InputError("advice.no_leader", leader=network.name_of.get(leader, leader))
    pins = [r for r in network.restrictions if r.leader == leader and r.rule is Rule.PIN]
    gone = (Change(before=record, after=None) for record in (*offers, *pins))
    return network.after(gone, network.revision)
