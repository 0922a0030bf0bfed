"""Moves a whole network with its history between stores, and proves that both are equal."""

from collections.abc import Callable

from graph.errors import ConflictError, StoreUnavailableError
from graph.model.fields import read_dictionary
from graph.stores.content import content_hash
from graph.stores.port import NetworkStore
from graph.texts import Message, message


def copy_network(
    source: NetworkStore,
    target: NetworkStore,
    progress: Callable[[Message], None] | None = None,
) -> str:
    """Copy everything in `source` to the empty `target`; return the hash that both then have.

    Records keep their revisions; revisions their times, actors, reasons and changes; plans are
    records. Request keys are not kept: a copy answers no request that the source answered.

    Parameters
    ----------
    source
        Is only read.
    target
        A store at revision 0.
    progress
        Hears how it goes on.

    Raises
    ------
    ConflictError
        If `target` is not empty; nothing is changed then. Or if `source` changed meanwhile.
    StoreUnavailableError
        If a store cannot be used, or `target` does not give back what was written.
    """
    say = progress or (lambda _: None)
    if target.head().revision:
        raise ConflictError("copy.not_empty", revision=target.head().revision)
    say(message("copy.reading"))
    network = source.read()
    entries = list(source.history())
    if entries and entries[-1].revision != network.revision:
        raise ConflictError("copy.moved", revision=entries[-1].revision)
    wanted = content_hash(network, entries)
    records = sum(len(network.table(name)) for name in read_dictionary().entities)
    say(message("copy.writing", n=records))
    target.fill(network, entries)
    say(message("copy.proving"))
    found = content_hash(target.read(), target.history())
    if found != wanted:
        raise StoreUnavailableError("copy.differs", wanted=wanted, found=found)
    return wanted
