"""The small network of the pages, looked up on a day."""

from datetime import date

from graph.model.record import Record
from graph.network import Network
from graph.valid_time import as_of
from services.views.index import NetworkIndex
from tests.web.small import TODAY, small_records


def index_of(*more: Record, day: date = TODAY) -> NetworkIndex:
    """Return the small network with `more` records, as on `day`."""
    network = Network.of((*small_records(), *more))
    return NetworkIndex(network, as_of(network, day), day)
