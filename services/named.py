"""Organisations as sentences name them: with the municipality, since names repeat."""

from collections.abc import Iterable, Mapping

from graph.network import Network


def named(network: Network, code: str) -> str:
    """Return a name with its municipality, unless the name ends with it; else the code.

    Examples
    --------
    >>> named(Network.of([]), "s-1")
    's-1'
    """
    one = network.organisations.get(code)
    if one is None:
        return network.name_of.get(code, code)
    place = network.name_of.get(one.municipality, one.municipality)
    return one.name if one.name.endswith(place) else f"{one.name} ({place})"


def named_with_code(network: Network, code: str) -> str:
    """Return a name with its municipality and code, for those who type the code next.

    Examples
    --------
    >>> named_with_code(Network.of([]), "s-1")
    's-1'
    """
    one = network.organisations.get(code)
    if one is None:
        return network.name_of.get(code, code)
    place = network.name_of.get(one.municipality, one.municipality)
    return f"{one.name} ({code})" if one.name.endswith(place) else f"{one.name} ({place}, {code})"


def named_all(network: Network, codes: Iterable[str]) -> Mapping[str, str]:
    """Return the names of organisations by their codes."""
    return {code: named(network, code) for code in codes}
