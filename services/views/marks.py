"""What an organisation is shown as; the drawing of each mark belongs to the faces."""

from collections.abc import Mapping
from enum import StrEnum


class Mark(StrEnum):
    """A mark before a name: shape, colour and word together."""

    INSTITUTE = "institute"
    SERVICE = "service"
    CURATOR = "curator"
    LEADER = "leader"
    PROMISING = "promising"
    RESERVE = "reserve"
    MENTEE = "mentee"
    OTHER = "other"


STANDINGS: Mapping[str, Mark] = {
    "подающая надежды": Mark.PROMISING,
    "скрытый резерв": Mark.RESERVE,
}
"""Classes of schools, as the sheet `Статусы` writes them, that have a mark of their own."""
